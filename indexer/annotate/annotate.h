#pragma once
// An article in, who said what and about where out. No I/O, no state between articles: the same article
// always gives the same annotation.

#include <cstdint>
#include <memory>

#include "schema/model/annotation.h"
#include "schema/model/article.h"

namespace pressmark {

// Part of the fingerprint: raise it when any article would be annotated otherwise.
inline constexpr std::uint32_t kAnnotatorVersion = 4;

// Holds the word lists and per-thread scratch: make one a thread, use it for many articles.
class Annotator {
 public:
  Annotator();
  ~Annotator();
  Annotator(Annotator&&) noexcept;
  Annotator& operator=(Annotator&&) noexcept;

  // Linear in the length of the text. Never throws on any valid UTF-8.
  Annotation annotate(const Article& article);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace pressmark
