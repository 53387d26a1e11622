#pragma once
// A bibliography in any style of the Citation Style Language, by pandoc where it is installed. There is no
// CSL processor in C++; the styles of searchd/cite are our own.

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

namespace pressmark::csl {

// Longest that pandoc may take: it reads a list of thousands in a few seconds.
inline constexpr std::chrono::seconds kLongestRun{60};

// "text", "markdown" or "html" as pandoc calls it; empty for other formats of ours.
std::string_view pandoc_format(std::string_view format);

// `items` is CSL-JSON, `style` a .csl file, `to` what pandoc_format() gave. pandoc runs without a shell and
// without access to anything but these. Throws Error{no_input} where there is no such style,
// Error{unavailable} where there is no pandoc, Error{bad_input} for what pandoc refuses or takes too long
// for.
std::string bibliography(const std::string& items, const std::filesystem::path& style, std::string_view to);

}  // namespace pressmark::csl
