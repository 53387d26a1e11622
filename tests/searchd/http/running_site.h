#pragma once
// A site over a small index, on a socket of its own.

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "searchd/http/server.h"
#include "searchd/http/site.h"
#include "searchd/search/searcher_pool.h"
#include "tests/support/sample_index.h"

namespace pressmark::test {

// Articles whose every field is out to break a page.
inline std::vector<Article> hostile_articles() {
  const std::string evil =
      "<script>alert(1)</script> \" onmouseover=\"alert(2)\" ' & {{text}} {{{text}}} </title></textarea>";
  auto first =
      article("evil-1", evil,
              "Helicopters " + evil + " arrived.\n\n\"Helicopters <b>are</b> here,\" said <i>Ann</i> Smith.");
  first.outlet = "<img src=x onerror=alert(3)>";
  first.authors = {"\"><svg onload=alert(4)>"};
  first.url = "javascript:alert(5)";
  first.date = Day{2014, 6, 12};
  auto second = article("evil-2",
                        "\xE2\x80\xAE"
                        "abc \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D",
                        "Helicopters and \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x92 again.");
  second.url = "https://example.org/a?x=1&y=\"<'";
  second.date = Day{2015, 1, 2};
  return {first, second};
}

inline std::vector<Article> plain_articles() {
  auto one = article("mi-35", "Russia delivers Mi-35 helicopters",
                     "The first Mi-35 helicopters were delivered on Tuesday.\n\n\"Deliveries are on "
                     "schedule,\" said Sergei Ivanov.");
  one.outlet = "Example Herald";
  one.url = "https://herald.example/mi-35";
  one.date = Day{2014, 9, 30};
  one.authors = {"Jane A. Smith"};
  auto two = article("wheat", "Wheat for Gwadar", "A ship with wheat arrived; no helicopters were seen.");
  two.outlet = "Mock Wire";
  two.date = Day{2016, 1, 5};
  auto three = article("undated", "Helicopters, again", "Helicopters were discussed.");
  three.outlet = "Mock Wire";
  three.lang.reset();
  return {one, two, three};
}

class RunningSite {
 public:
  explicit RunningSite(const std::vector<Article>& articles, http::ServerOptions options = {}) {
    index_.add(articles);
    pool_ = std::make_unique<SearcherPool>(index_.path(), 4);
    site_ = std::make_unique<http::Site>(*pool_, [this](std::string_view) { ++complaints; });
    serve(std::move(options), [this](const http::Request& request) { return site_->answer(request); });
  }
  // Without an index: whatever `answer` says.
  RunningSite(http::ServerOptions options, http::Server::Answer answer) {
    serve(std::move(options), std::move(answer));
  }
  ~RunningSite() {
    server_->stop();
    thread_.join();
  }
  RunningSite(const RunningSite&) = delete;
  RunningSite& operator=(const RunningSite&) = delete;

  int port() const { return port_; }
  const http::Site& site() const { return *site_; }
  SampleIndex& index() { return index_; }
  void stop() { server_->stop(); }

  std::atomic<int> complaints{0};

 private:
  void serve(http::ServerOptions options, http::Server::Answer answer) {
    options.address.port = 0;
    server_ =
        std::make_unique<http::Server>(std::move(options), std::move(answer), [](const http::Access&) {});
    const auto address = server_->bind();
    port_ = std::stoi(address.substr(address.rfind(':') + 1));
    thread_ = std::thread([this] { server_->run(); });
  }

  SampleIndex index_;
  std::unique_ptr<SearcherPool> pool_;
  std::unique_ptr<http::Site> site_;
  std::unique_ptr<http::Server> server_;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace pressmark::test
