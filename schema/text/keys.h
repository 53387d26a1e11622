#pragma once
// From a name to a stable id: the same name gives the same id in every run, on every machine, in every
// article.

#include <cstddef>
#include <string>
#include <string_view>

namespace pressmark {

// Lower-case ASCII letters and digits with single hyphens between, at most `limit` bytes: "Sergey Lavrov" →
// "sergey-lavrov", "Лавров" → "lavrov" (ICU Any-Latin; Latin-ASCII). Where nothing can be transliterated: "x"
// and 8 hex digits of the SHA-256.
std::string slug(std::string_view name, std::size_t limit = 80);

// Id of a speaker by the name alone; speaker_authority.h has the one that heeds what else an article says.
std::string speaker_id(std::string_view name);
std::string outlet_id(std::string_view name);

// Article ids are [A-Za-z0-9._-]{1,120}.
bool is_article_id(std::string_view id);

// Id of a quotation: 16 hex digits from the article, the quotation's folded words and how many quotations of
// the same words stand before it in the article, so that it survives edits elsewhere.
std::string quotation_id(std::string_view article_id, std::string_view words, std::size_t occurrence);

}  // namespace pressmark
