#include "schema/text/stemmer.h"

#include <xapian.h>

namespace pressmark {
namespace {

constexpr std::size_t kMaxCachedWords = 200'000;

}  // namespace

struct Stemmer::Snowball {
  Xapian::Stem stem;
};

Stemmer::Stemmer(std::string_view lang) {
  if (lang.empty()) return;
  try {
    snowball_ = std::make_unique<Snowball>(Snowball{Xapian::Stem(std::string(lang))});
  } catch (const Xapian::InvalidArgumentError&) {
    // No stemmer for this language: its words stand for themselves.
  }
}

Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;
Stemmer& Stemmer::operator=(Stemmer&&) noexcept = default;

bool Stemmer::stems() const {
  return snowball_ != nullptr;
}

std::string_view Stemmer::stem(std::string_view word) {
  if (cache_.size() >= kMaxCachedWords) cache_.clear();
  auto [entry, added] = cache_.try_emplace(std::string(word));
  if (added) entry->second = snowball_ ? snowball_->stem(entry->first) : entry->first;
  return entry->second;
}

}  // namespace pressmark
