#include "searchd/mcp/server.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>

#include "schema/model/error.h"
#include "searchd/input/line_reader.h"
#include "searchd/mcp/tools.h"

namespace pressmark::mcp {
namespace {

// Versions of the protocol that this server speaks, the newest first. What differs between them for a server
// of tools (structured results, titles) older clients pass over.
constexpr std::array<std::string_view, 4> kVersions{"2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"};

// JSON-RPC 2.0, section 5.1.
constexpr int kParseError = -32700;
constexpr int kInvalidRequest = -32600;
constexpr int kMethodNotFound = -32601;
constexpr int kInvalidParams = -32602;
constexpr int kInternalError = -32603;

constexpr std::string_view kInstructions =
    "Pressmark holds an index of news articles. Call verify with a draft before you print quotations: only "
    "verified and verified-elided ones may be printed as they stand. quote tells who said something and "
    "where "
    "it was first printed; find gives passages with references. Cite by `pinned`, which names the exact "
    "wording.";

// What the protocol answers instead of a result.
struct ProtocolError : std::exception {
  ProtocolError(int number, std::string words) : code(number), message(std::move(words)) {}
  int code;
  std::string message;
};

struct TooDeep : std::exception {};

nlohmann::json parsed(std::string_view line) {
  using Event = nlohmann::json::parse_event_t;
  const auto bounded = [](int depth, Event event, nlohmann::json&) {
    const bool opens = event == Event::object_start || event == Event::array_start;
    if (opens && depth >= kDeepestNesting) throw TooDeep();
    return true;
  };
  return nlohmann::json::parse(line, bounded);
}

std::string printed(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json failure(const nlohmann::json& id, int code, const std::string& message) {
  return {{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", code}, {"message", message}}}};
}

const nlohmann::json& params_of(const nlohmann::json& message) {
  static const nlohmann::json none = nlohmann::json::object();
  const auto found = message.find("params");
  if (found == message.end()) return none;
  if (!found->is_object()) throw ProtocolError(kInvalidParams, "params is an object");
  return *found;
}

const std::string& text_member(const nlohmann::json& params, const char* name) {
  const auto found = params.find(name);
  if (found == params.end() || !found->is_string())
    throw ProtocolError(kInvalidParams, std::string(name) + " is a string");
  return found->get_ref<const std::string&>();
}

Json initialized(const nlohmann::json& params) {
  const auto& wanted = text_member(params, "protocolVersion");
  const auto* const known = std::find(kVersions.begin(), kVersions.end(), wanted);
  return {{"protocolVersion", known == kVersions.end() ? kVersions.front() : *known},
          {"capabilities", {{"tools", {{"listChanged", false}}}}},
          {"serverInfo", {{"name", "pressmark"}, {"title", "Pressmark"}, {"version", PRESSMARK_VERSION}}},
          {"instructions", kInstructions}};
}

Json listed(const nlohmann::json& params) {
  if (params.contains("cursor"))
    throw ProtocolError(kInvalidParams, "there is no such cursor: all tools stand on one page");
  return {{"tools", described_tools()}};
}

Json called(const nlohmann::json& params, const Runner& run) {
  static const nlohmann::json none = nlohmann::json::object();
  const auto& name = text_member(params, "name");
  const auto tool = tool_named(name);
  if (!tool) throw ProtocolError(kInvalidParams, "there is no tool \"" + name + "\"");
  const auto found = params.find("arguments");
  const auto& arguments = found == params.end() ? none : *found;
  if (!arguments.is_object()) throw ProtocolError(kInvalidParams, "arguments is an object");
  try {
    return tool_result(*tool, run(command_of(*tool, arguments)));
  } catch (const Error& error) {
    return tool_failure(error);
  }
}

Json result_of(const std::string& method, const nlohmann::json& message, const Runner& run) {
  if (method == "ping") return Json::object();
  if (method == "initialize") return initialized(params_of(message));
  if (method == "tools/list") return listed(params_of(message));
  if (method == "tools/call") return called(params_of(message), run);
  throw ProtocolError(kMethodNotFound, "there is no method \"" + method + "\"");
}

// What a client sends back when it is asked something; nothing is asked here.
bool is_response(const nlohmann::json& message) {
  return !message.contains("method") && (message.contains("result") || message.contains("error"));
}

std::optional<Json> answer_to(const nlohmann::json& message, const Runner& run) {
  nlohmann::json id = nullptr;
  try {
    if (!message.is_object()) throw ProtocolError(kInvalidRequest, "a message is an object");
    const auto given = message.find("id");
    if (given != message.end() && (given->is_string() || given->is_number())) id = *given;
    const auto version = message.find("jsonrpc");
    if (version == message.end() || *version != "2.0")
      throw ProtocolError(kInvalidRequest, "jsonrpc is \"2.0\"");
    if (is_response(message)) return std::nullopt;
    const auto method = message.find("method");
    if (method == message.end() || !method->is_string())
      throw ProtocolError(kInvalidRequest, "method is a string");
    if (given == message.end()) return std::nullopt;  // a notification
    if (id.is_null()) throw ProtocolError(kInvalidRequest, "id is a string or a number");
    return Json{
        {"jsonrpc", "2.0"}, {"id", id}, {"result", result_of(method->get<std::string>(), message, run)}};
  } catch (const ProtocolError& error) {
    return failure(id, error.code, error.message);
  } catch (const std::exception& error) {
    return failure(id, kInternalError, error.what());
  }
}

// A list of messages, as JSON-RPC and the protocol of 2025-03-26 have it.
std::optional<Json> answers_to(const nlohmann::json& messages, const Runner& run) {
  if (messages.empty()) return failure(nullptr, kInvalidRequest, "the list of messages is empty");
  if (messages.size() > kMostMessages)
    return failure(nullptr, kInvalidRequest,
                   "a list has at most " + std::to_string(kMostMessages) + " messages");
  Json answers = Json::array();
  for (const auto& message : messages)
    if (auto one = answer_to(message, run)) answers.push_back(std::move(*one));
  if (answers.empty()) return std::nullopt;
  return answers;
}

// False when nobody reads any more.
bool write_line(int output, std::string line) {
  line += '\n';
  std::string_view rest = line;
  while (!rest.empty()) {
    const auto written = ::write(output, rest.data(), rest.size());
    if (written > 0)
      rest.remove_prefix(static_cast<std::size_t>(written));
    else if (errno == EPIPE)
      return false;
    else if (errno != EINTR)
      throw Error(ErrorKind::io, "cannot write to standard output");
  }
  return true;
}

}  // namespace

std::optional<std::string> answer(std::string_view line, const Runner& run) {
  std::optional<Json> reply;
  try {
    const auto message = parsed(line);
    reply = message.is_array() ? answers_to(message, run) : answer_to(message, run);
  } catch (const nlohmann::json::exception& error) {
    reply = failure(nullptr, kParseError, std::string("this is not JSON: ") + error.what());
  } catch (const TooDeep&) {
    reply = failure(nullptr, kInvalidRequest,
                    "a message is nested at most " + std::to_string(kDeepestNesting) + " deep");
  }
  if (!reply) return std::nullopt;
  return printed(*reply);
}

void serve(int input, int output, const Runner& run) {
  LineReader lines(input, kLongestMessage);
  while (const auto line = lines.next()) {
    if (line->is_too_long) {
      const auto reply = failure(nullptr, kInvalidRequest,
                                 "a message has at most " + std::to_string(kLongestMessage) + " bytes");
      if (!write_line(output, printed(reply))) return;
      continue;
    }
    if (line->text.find_first_not_of(" \t\r") == std::string::npos) continue;
    const auto reply = answer(line->text, run);
    if (reply && !write_line(output, *reply)) return;
  }
}

}  // namespace pressmark::mcp
