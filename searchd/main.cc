// searchd: serves an index over HTTP. See docs and `searchd --help`.

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <toml++/toml.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "schema/index/generation.h"
#include "schema/model/error.h"
#include "searchd/http/server.h"
#include "searchd/http/site.h"
#include "searchd/search/searcher_pool.h"

namespace pressmark {
namespace {

struct Settings {
  std::string index;
  std::string listen = "127.0.0.1:8080";
  std::size_t threads = 0;  // 0: one a core, at least two
  std::string config;
  std::string log = "text";
  std::vector<std::string> hosts;
};

constexpr const char* kFooter =
    "Examples:\n"
    "  indexer add corpus/sample          make an index to serve\n"
    "  searchd                            serve it on http://127.0.0.1:8080\n"
    "  searchd --listen 127.0.0.1:0       on any free port, printed at start\n"
    "  searchd --listen unix:/run/pressmark.sock   for a proxy in front\n"
    "\n"
    "A configuration file holds the same settings; what the command line says wins:\n"
    "  index = \"/srv/pressmark\"\n"
    "  listen = \"127.0.0.1:8080\"\n"
    "  threads = 4\n"
    "  log = \"json\"\n"
    "  hosts = [\"news.example.org\"]      # further names it answers under\n"
    "\n"
    "New commits of the indexer are picked up by themselves. SIGTERM stops it.\n"
    "Exit status: 0 stopped, 2 usage, 66 no index, 70 index of another version, 74 I/O error.";

void set_up(CLI::App& app, Settings& settings) {
  app.set_version_flag("--version", std::string("searchd ") + PRESSMARK_VERSION);
  app.add_option("--index", settings.index,
                 "Directory of the index (else $PRESSMARK_INDEX, else ~/.local/share/pressmark)");
  app.add_option("--listen", settings.listen, "HOST:PORT or unix:/path; port 0 takes any free one")
      ->capture_default_str();
  app.add_option("--threads", settings.threads, "Searches at the same time (else one a core, at least two)")
      ->check(CLI::Range(1, 256));
  app.add_option("--config", settings.config, "Settings from a TOML file")->check(CLI::ExistingFile);
  app.add_option("--log", settings.log,
                 "text: starts, stops and errors; json: also one line a request, to standard error")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  app.footer(kFooter);
}

template <typename T>
void take(const toml::table& table, const CLI::App& app, const std::string& name, T& setting) {
  const auto* node = table.get(name);
  if (node == nullptr || app.count("--" + name) > 0) return;
  const auto value = node->value<T>();
  if (!value)
    throw Error(ErrorKind::usage, "the configuration's " + name + " has the wrong type",
                "see searchd --help");
  setting = *value;
}

void read_config(const CLI::App& app, Settings& settings) {
  if (settings.config.empty()) return;
  const auto table = [&] {
    try {
      return toml::parse_file(settings.config);
    } catch (const toml::parse_error& error) {
      const auto line = error.source().begin.line;
      throw Error(ErrorKind::bad_input, settings.config + ", line " + std::to_string(line) + ": " +
                                            std::string(error.description()));
    }
  }();
  for (const auto& [key, value] : table) {
    const std::string name(key.str());
    if (name != "index" && name != "listen" && name != "threads" && name != "log" && name != "hosts")
      throw Error(ErrorKind::usage, settings.config + " has an unknown setting " + name,
                  "see searchd --help for those there are");
  }
  take(table, app, "index", settings.index);
  take(table, app, "listen", settings.listen);
  take(table, app, "log", settings.log);
  auto threads = static_cast<std::int64_t>(settings.threads);
  take(table, app, "threads", threads);
  if (threads < 0 || threads > 256) throw Error(ErrorKind::usage, "threads is out of range", "give 1 to 256");
  settings.threads = static_cast<std::size_t>(threads);
  if (const auto* hosts = table["hosts"].as_array())
    for (const auto& host : *hosts)
      if (const auto name = host.value<std::string>()) settings.hosts.push_back(*name);
}

std::shared_ptr<spdlog::logger> make_log(const Settings& settings) {
  auto log = std::make_shared<spdlog::logger>("searchd", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  log->set_pattern(settings.log == "json" ? "%v" : "%Y-%m-%d %H:%M:%S %l: %v");
  return log;
}

std::string timestamp() {
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[sizeof("2014-06-12T10:11:12Z")];
  std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

std::string json_line(nlohmann::ordered_json fields) {
  nlohmann::ordered_json line{{"time", timestamp()}};
  line.update(fields);
  return line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

http::Server::Log access_log(const Settings& settings, std::shared_ptr<spdlog::logger> log) {
  if (settings.log != "json") return [](const http::Access&) {};
  return [log = std::move(log)](const http::Access& access) {
    const double milliseconds = std::round(access.milliseconds * 100) / 100;
    log->info(json_line({{"method", access.method},
                         {"path", access.path},
                         {"status", access.status},
                         {"bytes", access.bytes},
                         {"ms", milliseconds}}));
  };
}

http::Site::Complain complaint_log(const Settings& settings, std::shared_ptr<spdlog::logger> log) {
  return [json = settings.log == "json", log = std::move(log)](std::string_view what) {
    if (json)
      log->error(json_line({{"error", std::string(what)}}));
    else
      log->error(what);
  };
}

http::ServerOptions server_options(const Settings& settings) {
  http::ServerOptions options;
  options.address = http::parse_address(settings.listen);
  options.hosts = settings.hosts;
  return options;
}

// Blocks the signals that end the program, before any thread starts, so that only end_signal() receives them.
sigset_t block_end_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  ::signal(SIGPIPE, SIG_IGN);  // a client that went away is not our end
  return signals;
}

// The daemon only reads: nothing is lost when it ends amid a request. `log` may be what holds it up (a pipe
// nobody reads), so the last word has its own thread and a moment.
void end_soon(const Settings& settings, const std::shared_ptr<spdlog::logger>& log) {
  constexpr std::chrono::milliseconds kPatience{3'300};
  constexpr std::chrono::milliseconds kLastWord{200};
  const std::string what = "stopped with requests still running";
  const std::string line = settings.log == "json" ? json_line({{"warning", what}}) : what;
  std::thread([=] {
    std::this_thread::sleep_for(kPatience);
    std::thread([=] { log->warn(line); }).detach();
    std::this_thread::sleep_for(kLastWord);
    std::_Exit(0);
  }).detach();
}

void serve(const Settings& settings) {
  const auto signals = block_end_signals();
  const auto log = make_log(settings);
  const auto options = server_options(settings);
  const auto threads =
      settings.threads > 0 ? settings.threads : std::max<std::size_t>(2, std::thread::hardware_concurrency());
  SearcherPool pool(index_directory(settings.index), threads, Disclosure::by_rights);
  const http::Site site(pool, complaint_log(settings, log));
  http::Server server(
      options, [&](const http::Request& request) { return site.answer(request); },
      [&, write = access_log(settings, log)](const http::Access& access) {
        site.metrics().count(access);
        write(access);
      });
  const auto address = server.bind();
  if (!options.address.is_loopback())
    log->warn(
        "{} is reachable from other machines; there is no login: put a proxy in front where that matters",
        address);
  std::cout << "listening on " << address << std::endl;

  std::atomic<bool> ended{false};
  std::thread serving([&] {
    server.run();
    ended = true;
    ::kill(::getpid(), SIGTERM);  // wakes the wait below, should it end by itself
  });
  int signal = 0;
  sigwait(&signals, &signal);
  const bool by_itself = ended;
  if (!by_itself) end_soon(settings, log);
  server.stop();
  serving.join();
  if (by_itself) throw Error(ErrorKind::io, "the listening socket failed", "start it again");
}

int run(int argc, char** argv) {
  CLI::App app{"Serves an index of news articles: pages for readers, JSON for programs.", "searchd"};
  Settings settings;
  set_up(app, settings);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : exit_status(ErrorKind::usage);
  }
  read_config(app, settings);
  serve(settings);
  return 0;
}

}  // namespace
}  // namespace pressmark

int main(int argc, char** argv) {
  try {
    return pressmark::run(argc, argv);
  } catch (const pressmark::Error& error) {
    std::cerr << "searchd: " << error.what() << '\n';
    if (!error.hint().empty()) std::cerr << "  " << error.hint() << '\n';
    if (error.kind() == pressmark::ErrorKind::no_index && error.hint().find("indexer") == std::string::npos)
      std::cerr << "  make one with: indexer --index DIR add PATH…\n";
    return pressmark::exit_status(error.kind());
  } catch (const std::exception& error) {
    std::cerr << "searchd: " << error.what() << '\n';
    return pressmark::exit_status(pressmark::ErrorKind::internal);
  }
}
