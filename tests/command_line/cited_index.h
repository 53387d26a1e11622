#pragma once
// A small index that `indexer` wrote, and `cite` run on it as a user runs it: `qd-harbour` in two revisions,
// `hg-harbour`, another printing of its quotation, and `wl-altered`, which has a number of it wrong.

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

namespace pressmark::test {

inline constexpr const char* kHarbourBefore = R"(---
id: qd-harbour
url: https://quay-daily.example/harbour
title: Harbour Road is to stay closed until May
outlet: Quay Daily
date: 2019-03-05
author: Ines Marl
lang: en
---

The harbour road stays closed, the port office said on Tuesday.

“We will open two lanes by May, and not a day before,” said Tilda Brannock of the port office.

Work on the road began in November.
)";

inline constexpr const char* kHarbourNow = R"(---
id: qd-harbour
url: https://quay-daily.example/harbour
title: Harbour Road is to stay closed until May
outlet: Quay Daily
date: 2019-03-05
author: Ines Marl
lang: en
---

The harbour road stays closed for repairs, the port office said on Tuesday. The detour leads over the hill.

“We will open two lanes by May, and not a day before,” said Tilda Brannock of the port office.

Work on the road began in November. It was to end in February. Nobody gave a reason.
)";

inline constexpr const char* kHarbourElsewhere = R"(---
id: hg-harbour
url: https://hill-gazette.example/road
title: Port office names a month
outlet: Hill Gazette
date: 2019-03-06
lang: en
---

Drivers are to wait until spring, the council heard on Wednesday.

"We will open two lanes by May, and not a day before," said Tilda Brannock, who speaks for the port office.
)";

inline constexpr const char* kHarbourAltered = R"(---
id: wl-altered
url: https://weekly-lamp.example/lanes
title: Lanes
outlet: Weekly Lamp
date: 2019-03-09
lang: en
---

“We will open three lanes by May, and not a day before,” said Tilda Brannock at the quay.
)";

class CitedIndex : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryDirectory;
    index({folder_->write("harbour.md", kHarbourBefore)});
    index({folder_->write("harbour.md", kHarbourNow), folder_->write("elsewhere.md", kHarbourElsewhere),
           folder_->write("altered.md", kHarbourAltered)});
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }

  static std::string index_path() { return (*folder_ / "index").string(); }

  static ProcessResult program(const std::string& name, std::vector<std::string> arguments,
                               ProcessOptions options = {}) {
    arguments.insert(arguments.begin(), std::string(PRESSMARK_BIN_DIR) + "/" + name);
    return run(std::move(arguments), std::move(options));
  }

  static void index(const std::vector<std::string>& files) {
    std::vector<std::string> arguments{"--index", index_path(), "add"};
    arguments.insert(arguments.end(), files.begin(), files.end());
    const auto result = program("indexer", arguments);
    ASSERT_EQ(result.status, 0) << result.errors;
  }

  static ProcessResult cite(std::vector<std::string> arguments, ProcessOptions options = {}) {
    options.environment.emplace_back("PRESSMARK_INDEX", index_path());
    options.environment.emplace_back("SOURCE_DATE_EPOCH", "1700000000");
    return program("cite", std::move(arguments), std::move(options));
  }

  // With `input` on standard input.
  static ProcessResult cite_reading(std::string input, std::vector<std::string> arguments) {
    ProcessOptions options;
    options.input = std::move(input);
    return cite(std::move(arguments), std::move(options));
  }

  inline static TemporaryDirectory* folder_ = nullptr;
};

// A searchd over `index` on a socket of its own, ready to answer; stopped with this.
class RunningServer {
 public:
  explicit RunningServer(const std::string& index)
      : socket_((folder_ / "socket").string()),
        daemon_(
            {std::string(PRESSMARK_BIN_DIR) + "/searchd", "--index", index, "--listen", "unix:" + socket_}) {
    for (int i = 0; i < 400 && !std::filesystem::exists(socket_); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(25));
  }

  std::string address() const { return "unix:" + socket_; }

 private:
  TemporaryDirectory folder_;
  std::string socket_;
  Process daemon_;
};

}  // namespace pressmark::test
