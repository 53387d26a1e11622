#pragma once
#include <string>

#include "schema/model/annotation.h"
#include "schema/model/article.h"

namespace pressmark {

// The record of an article on one line, with a line end: what is public of it, offsets in code points of its
// text.
std::string article_json(const Article& article, const Annotation& annotation);

}  // namespace pressmark
