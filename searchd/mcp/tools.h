#pragma once
// The commands of `cite` that a Model Context Protocol client may call: what they take, and a call as a
// command. One table gives the schema a client reads and the check its arguments pass.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "schema/model/error.h"
#include "searchd/verify/cite_command.h"

namespace pressmark::mcp {

using Json = nlohmann::ordered_json;

// The `tools` of tools/list.
Json described_tools();

// Absent for a tool there is none of.
std::optional<CiteVerb> tool_named(std::string_view name);

// Throws Error{usage} that names what is wrong with the arguments. Its output will be JSON.
CiteCommand command_of(CiteVerb tool, const nlohmann::json& arguments);

// What a call gives: {"content", "structuredContent", "isError"}.
Json tool_result(CiteVerb tool, const CiteOutcome& outcome);
Json tool_failure(const Error& error);

}  // namespace pressmark::mcp
