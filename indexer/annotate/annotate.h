#pragma once
// An article in, who said what and about where out. No I/O, no state between articles: the same article
// always gives the same annotation.

#include <cstdint>
#include <memory>
#include <string>

#include "schema/model/annotation.h"
#include "schema/model/article.h"

namespace pressmark {

// Raise it when any article would be annotated otherwise by the same model.
inline constexpr std::uint32_t kAnnotatorVersion = 6;

// Part of the fingerprint: kAnnotatorVersion and what tells the model built in from others.
std::string annotator_version();

namespace annotation {
class Labeller;
}

// Holds the word lists and per-thread scratch: make one a thread, use it for many articles.
class Annotator {
 public:
  Annotator();
  // By rules and `labeller`, or by rules alone where it is null. It must outlive the annotator.
  explicit Annotator(const annotation::Labeller* labeller);
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
