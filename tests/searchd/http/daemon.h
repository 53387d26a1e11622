#pragma once
// The real searchd, as a user runs it, and the simplest of clients.

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/searchd/http/raw_client.h"
#include "tests/support/process.h"
#include "tests/support/temporary_directory.h"

namespace pressmark::test {

inline const std::string kSearchd = std::string(PRESSMARK_BIN_DIR) + "/searchd";

inline std::string slurp(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

// A daemon whose outputs go to files, so that they can be read while it runs.
class Daemon {
 public:
  explicit Daemon(const std::string& arguments)
      : process_({"/bin/sh", "-c",
                  "exec " + kSearchd + " " + arguments + " >" + out().string() + " 2>" + err().string()}) {}

  // The port of the line it prints, or 0 when it ended instead.
  int port() {
    for (int i = 0; i < 200; ++i) {
      const auto text = slurp(out());
      const auto at = text.find("listening on http://127.0.0.1:");
      if (at != std::string::npos && text.find('\n', at) != std::string::npos)
        return std::stoi(text.substr(at + 30));
      if (process_.ends_within(std::chrono::milliseconds(25))) return 0;
    }
    return 0;
  }
  Process& process() { return process_; }
  std::filesystem::path out() const { return directory_ / "out"; }
  std::filesystem::path err() const { return directory_ / "err"; }

 private:
  TemporaryDirectory directory_;
  Process process_;
};

inline std::string get(int port, const std::string& target) {
  const RawClient client(port);
  client.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  return client.read_all();
}

}  // namespace pressmark::test
