#pragma once
// `cite mcp`: a Model Context Protocol server over a pair of pipes. A message of JSON-RPC 2.0 a line in, an
// answer a line out; nothing else is written there.
//
//   line ─ parsed, bounded ─→ request ─ initialize, ping, tools/list, tools/call ─→ answer
//                             notification or response ─→ nothing
//
// Calls are answered one after another, in their order.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "searchd/verify/cite_command.h"

namespace pressmark::mcp {

// Longest message, in BYTES: a draft of a few hundred thousand words.
inline constexpr std::size_t kLongestMessage = std::size_t{4} << 20U;
// Deepest nesting and most messages of one line that are looked at.
inline constexpr int kDeepestNesting = 32;
inline constexpr std::size_t kMostMessages = 100;

// Runs a command, on an index of this machine or elsewhere. Throws Error.
using Runner = std::function<CiteOutcome(const CiteCommand&)>;

// The answer to one line, without a line end; absent where none is due. Never throws for what a line holds
// nor for what a command throws.
std::optional<std::string> answer(std::string_view line, const Runner& run);

// Until the end of `input`, or until nobody reads `output` any more. Throws Error{io}.
void serve(int input, int output, const Runner& run);

}  // namespace pressmark::mcp
