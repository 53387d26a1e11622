#pragma once
#include <string>
#include <string_view>

namespace pressmark {

// The words of a Markdown text without its marks: "# Heading" and "> quoted" lose what stands before them,
// [words](address) keeps the words, ![…](…) goes, **strong**, *emphasis* and `code` lose their marks where
// both are there. Headings and items of a list become paragraphs of their own.
std::string without_markdown(std::string_view text);

}  // namespace pressmark
