#include "searchd/client/remote_cite.h"

#include <httplib.h>
#include <sys/socket.h>

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>

#include "schema/model/error.h"

namespace pressmark {
namespace {

constexpr std::chrono::seconds kConnectTime{5};
constexpr std::chrono::seconds kAnswerTime{120};  // a long draft against a large index

constexpr const char* kHint = "is searchd running there? --server takes what it prints when it starts";

std::unique_ptr<httplib::Client> connect(const std::string& server) {
  std::unique_ptr<httplib::Client> client;
  if (server.starts_with("unix:") && server.size() > 5) {
    client = std::make_unique<httplib::Client>(server.substr(5), 80);
    client->set_address_family(AF_UNIX);
    client->set_default_headers({{"Host", "localhost"}});
  } else if (server.starts_with("http://") || server.starts_with("https://")) {
    const auto scheme_end = server.find("://") + 3;
    const auto path = server.find('/', scheme_end);
    if (path == std::string::npos || path + 1 == server.size())
      client = std::make_unique<httplib::Client>(server.substr(0, path));
  }
  if (client == nullptr || !client->is_valid())
    throw Error(ErrorKind::usage, "--server is http://HOST:PORT or unix:/path, not \"" + server + "\"");
  client->set_connection_timeout(kConnectTime);
  client->set_read_timeout(kAnswerTime);
  client->set_write_timeout(kAnswerTime);
  return client;
}

ErrorKind kind_of(int exit) {
  for (const auto kind : {ErrorKind::not_found, ErrorKind::usage, ErrorKind::bad_input, ErrorKind::no_index,
                          ErrorKind::wrong_version, ErrorKind::io, ErrorKind::busy})
    if (exit_status(kind) == exit) return kind;
  return ErrorKind::unavailable;
}

// What a server of ours says went wrong, in its own words.
[[noreturn]] void fail(const std::string& server, int status, const std::string& body) {
  const auto problem = nlohmann::json::parse(body, nullptr, false);
  if (!problem.is_object() || !problem.contains("detail"))
    throw Error(ErrorKind::unavailable,
                server + " answered with status " + std::to_string(status) + ", not as searchd does", kHint);
  if (problem.contains("exit"))
    throw Error(kind_of(problem.value("exit", 0)), problem.value("message", ""), problem.value("hint", ""));
  const auto detail = problem.value("detail", "");
  if (status == 503) throw Error(ErrorKind::busy, server + " is busy", detail);
  if (status == 413) throw Error(ErrorKind::too_large, "this is more than " + server + " takes", detail);
  throw Error(ErrorKind::unavailable, server + " refused: " + problem.value("title", ""), detail);
}

}  // namespace

CiteOutcome run_at(const std::string& server, const CiteCommand& command) {
  check(command);
  const auto client = connect(server);
  const auto result = client->Post("/api/v1/cite", encode(command), "application/json");
  if (!result)
    throw Error(ErrorKind::unavailable,
                server + " does not answer (" + httplib::to_string(result.error()) + ")", kHint);
  if (result->status != 200) fail(server, result->status, result->body);
  try {
    return decode_cite_outcome(result->body);
  } catch (const Error&) {
    throw Error(ErrorKind::unavailable, server + " answered, but not as searchd does", kHint);
  }
}

}  // namespace pressmark
