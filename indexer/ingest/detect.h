#pragma once
// Tells formats apart, by content before name: an HTML page saved as .txt is a page, a PNG named .txt is no
// text.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace pressmark {

enum class Format : std::uint8_t { plain_text, markdown, html, json_lines };

struct Unreadable {
  std::string reason;  // as a Rejection has it: "PDF is not supported yet"
};

// How much of a file is enough to tell.
inline constexpr std::size_t kHeadBytes = std::size_t{64} << 10U;

// `head` holds the first kHeadBytes of the file, or all of it.
std::variant<Format, Unreadable> detect(std::string_view path, std::string_view head);

}  // namespace pressmark
