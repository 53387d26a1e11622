#include "searchd/search/vocabulary.h"

#include <algorithm>

namespace pressmark {
namespace {

bool has_digit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Han, Kana and Hangul: their terms are single signs and pairs. UTF-8 leads E2 BA (U+2E80) to EA/ED and F0.
bool is_written_without_blanks(std::string_view word) {
  const auto lead = static_cast<unsigned char>(word.front());
  if (lead == 0xE2) return word.size() > 1 && static_cast<unsigned char>(word[1]) >= 0xBA;
  return (lead >= 0xE3 && lead <= 0xED) || lead >= 0xF0;
}

void decode_letters(std::string_view word, std::u32string& letters) {
  letters.clear();
  for (std::size_t i = 0; i < word.size();) {
    const auto lead = static_cast<unsigned char>(word[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t letter = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (std::size_t k = 1; k < size && i + k < word.size(); ++k)
      letter = letter << 6U | (static_cast<unsigned char>(word[i + k]) & 0x3FU);
    letters += letter;
    i += size;
  }
}

std::size_t shared_letters(std::string_view a, std::string_view b) {
  const auto size =
      static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
  std::size_t letters = 0;
  for (std::size_t i = 0; i < size; ++i)
    letters += (static_cast<unsigned char>(a[i]) & 0xC0U) != 0x80U ? 1 : 0;
  // Bytes of a letter that goes on otherwise.
  const bool within = size < a.size() && (static_cast<unsigned char>(a[size]) & 0xC0U) == 0x80U;
  return within ? letters - 1 : letters;
}

// Rows of the table of edit distances (optimal string alignment), one for each letter of the beginning that
// is being looked at.
class EditRows {
 public:
  EditRows(std::u32string_view wanted, std::uint32_t most)
      : wanted_(wanted), most_(most), width_(wanted.size() + 1), rows_(width_ * (wanted.size() + most + 2)) {
    for (std::size_t j = 0; j < width_; ++j) rows_[j] = static_cast<std::uint32_t>(j);
  }

  // Adds the letter at `depth`; the rows before are those of the letters before. Whether any word that begins
  // so can be near enough.
  bool add(const std::u32string& letters, std::size_t depth) {
    if (depth + 1 > wanted_.size() + most_) return false;
    const auto* const above = row(depth);
    auto* const here = row(depth + 1);
    here[0] = static_cast<std::uint32_t>(depth + 1);
    auto least = here[0];
    for (std::size_t j = 1; j < width_; ++j) {
      const bool same = wanted_[j - 1] == letters[depth];
      auto best = std::min({above[j] + 1, here[j - 1] + 1, above[j - 1] + (same ? 0U : 1U)});
      if (depth > 0 && j > 1 && wanted_[j - 1] == letters[depth - 1] && wanted_[j - 2] == letters[depth])
        best = std::min(best, row(depth - 1)[j - 2] + 1);
      here[j] = best;
      least = std::min(least, best);
    }
    return least <= most_;
  }

  std::uint32_t distance(std::size_t depth) { return row(depth)[width_ - 1]; }

 private:
  std::uint32_t* row(std::size_t depth) { return rows_.data() + depth * width_; }

  std::u32string_view wanted_;
  std::uint32_t most_;
  std::size_t width_;
  std::vector<std::uint32_t> rows_;
};

}  // namespace

Vocabulary::Vocabulary(Xapian::Database& articles) {
  // Words begin with small letters; prefixes are capitals (schema/index/fields.h).
  auto term = articles.allterms_begin();
  const auto end = articles.allterms_end();
  term.skip_to("a");
  std::string last;
  for (; term != end && articles_.size() < kMostWords; ++term) {
    const auto& name = *term;
    if (has_digit(name) || is_written_without_blanks(name)) continue;
    if (letters_.size() + name.size() > UINT32_MAX) break;
    begins_.push_back(static_cast<std::uint32_t>(letters_.size()));
    shared_.push_back(
        static_cast<std::uint8_t>(std::min<std::size_t>(shared_letters(name, last), UINT8_MAX)));
    articles_.push_back(term.get_termfreq());
    letters_ += name;
    last = name;
  }
  begins_.push_back(static_cast<std::uint32_t>(letters_.size()));
}

std::vector<SimilarWord> Vocabulary::similar_to(std::string_view word, std::uint32_t edits) const {
  std::vector<SimilarWord> found;
  std::u32string wanted;
  decode_letters(word, wanted);
  if (wanted.empty() || wanted.size() > kLongestLetters) return found;
  EditRows rows(wanted, edits);
  std::u32string letters;
  std::size_t known = 0;           // letters of the word last looked at that have rows
  std::size_t too_far = SIZE_MAX;  // so many letters of it are too far already
  for (std::size_t i = 0; i < articles_.size(); ++i) {
    const std::size_t shared = shared_[i];
    if (shared >= too_far) continue;
    too_far = SIZE_MAX;
    decode_letters(this->word(i), letters);
    known = std::min(known, shared);
    while (known < letters.size()) {
      if (!rows.add(letters, known)) {
        too_far = known + 1;
        break;
      }
      ++known;
    }
    if (too_far != SIZE_MAX) continue;
    if (const auto distance = rows.distance(letters.size()); distance <= edits)
      found.push_back({std::string(this->word(i)), articles_[i], distance});
  }
  std::sort(found.begin(), found.end(), [](const SimilarWord& a, const SimilarWord& b) {
    if (a.edits != b.edits) return a.edits < b.edits;
    return a.articles != b.articles ? a.articles > b.articles : a.word < b.word;
  });
  return found;
}

std::uint32_t Vocabulary::articles_with(std::string_view word) const {
  std::size_t low = 0;
  std::size_t high = articles_.size();
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    if (this->word(middle) < word)
      low = middle + 1;
    else
      high = middle;
  }
  return low < articles_.size() && this->word(low) == word ? articles_[low] : 0;
}

std::shared_ptr<const Vocabulary> VocabularyCache::get(const std::string& id, Xapian::Database& articles) {
  const std::lock_guard lock(mutex_);
  if (!vocabulary_ || id_ != id) {
    vocabulary_ = std::make_shared<const Vocabulary>(articles);
    id_ = id;
  }
  return vocabulary_;
}

}  // namespace pressmark
