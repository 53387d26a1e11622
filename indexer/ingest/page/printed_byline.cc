#include "indexer/ingest/page/printed_byline.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/ingest/lines.h"
#include "indexer/ingest/page/author_names.h"
#include "indexer/ingest/page/bylines.h"

namespace pressmark {
namespace {

// A byline set as a paragraph like any other, before the text or at its end. What is printed there says who
// wrote; what the page states may be who put it online, so that it gives way where it names others.
class PrintedByline {
 public:
  PrintedByline(std::vector<Candidate>& candidates, RawArticle& raw) : candidates_(candidates), raw_(raw) {
    first_ = candidates.size();
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      if (candidates[i].dropped != nullptr) continue;
      first_ = std::min(first_, i);
      last_ = i;
    }
  }

  void infer() {
    constexpr std::size_t kBefore = 12;  // blocks
    constexpr std::size_t kInto = 6;
    constexpr std::size_t kBehind = 10;
    if (first_ == candidates_.size()) return;
    const auto begin = first_ > kBefore ? first_ - kBefore : 0;
    for (auto i = begin; i < std::min(first_ + kInto, candidates_.size()) && !found_; ++i)
      try_block(i, false);
    for (auto i = std::min(last_ + kBehind, candidates_.size() - 1) + 1; i > first_ && !found_; --i)
      try_block(i - 1, true);
    if (!found_ && is_open()) try_signature();
    if (!found_ && is_open()) try_portrait();
    if (!found_ && is_open()) try_source();
  }

  // "(Ann Smith)" behind the last sentence.
  void try_signature() {
    std::string_view text = candidates_[last_].block->text;
    constexpr std::string_view kMarks = "+ .";
    while (!text.empty() && kMarks.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
    const auto open = text.rfind('(');
    if (!text.ends_with(')') || open == std::string_view::npos) return;
    const auto before = trimmed(text.substr(0, open));
    if (!before.empty() && std::string_view(".!?\"").find(before.back()) == std::string_view::npos &&
        !before.ends_with("“") && !before.ends_with("”") && !before.ends_with("«"))
      return;
    auto names = author_names(text.substr(open + 1, text.size() - open - 2), raw_.outlet);
    if (are_full_names(names)) take(std::move(names));
  }

 private:
  void try_block(std::size_t i, bool is_foot) {
    constexpr std::size_t kLongest = 120;  // bytes
    auto& candidate = candidates_[i];
    const std::string_view text = candidate.block->text;
    if (text.size() > kLongest || !(is_foot ? labels_author(text) : opens_byline(text))) return;
    auto names = author_names(text, raw_.outlet);
    if (!are_full_names(names) || !gives_way(candidate, names)) return;
    take(std::move(names));
    if (candidate.dropped == nullptr) candidate.dropped = "byline";
  }

  // Whether no person is named so far.
  bool is_open() const { return raw_.authors.empty() || is_collective(raw_.authors.front(), raw_.outlet); }

  bool gives_way(const Candidate& candidate, const std::vector<std::string>& names) const {
    if (is_open()) return true;
    const bool is_repeated = std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return std::find(raw_.authors.begin(), raw_.authors.end(), name) != raw_.authors.end();
    });
    return !is_repeated && candidate.dropped != kOutside;
  }

  // "Ann Smith is a reporter …" behind the text.
  void try_portrait() {
    constexpr std::size_t kBehind = 8;    // blocks
    constexpr std::size_t kLongest = 60;  // bytes before the verb
    constexpr std::size_t kClaim = 90;    // bytes behind it
    for (auto i = last_; i < std::min(last_ + kBehind, candidates_.size()); ++i) {
      const std::string_view text = candidates_[i].block->text;
      for (const std::string_view verb :
           {" ist ", " is ", " arbeitet ", " writes ", " works ", " est ", " es "}) {
        const auto at = text.substr(0, kLongest).find(verb);
        if (at == std::string_view::npos) continue;
        auto names = author_names(text.substr(0, at), raw_.outlet);
        if (are_full_names(names) && names.size() == 1 && names_writer(text.substr(at, kClaim)))
          return take(std::move(names));
      }
    }
  }

  static bool names_writer(std::string_view claim) {
    constexpr auto kWriters = std::to_array<std::string_view>(
        {"journalist", "redakteur", "autor", "reporter", "writer", "author", "editor", "columnist",
         "correspondent", "korrespondent", "kolumnist", "contributor", "blogger", "volontär", "auteur",
         "chroniqueur", "periodista"});
    const auto lower = ascii_lower(claim);
    return std::any_of(kWriters.begin(), kWriters.end(),
                       [&](std::string_view word) { return lower.find(word) != std::string::npos; });
  }

  // "Quelle: dpa" behind the text.
  void try_source() {
    constexpr std::size_t kBehind = 6;    // blocks
    constexpr std::size_t kLongest = 50;  // bytes
    constexpr auto kLabels =
        std::to_array<std::string_view>({"Quelle: ", "Source: ", "Source : ", "Fuente: ", "Fonte: ",
                                         "Źródło: ", "Bron: ", "Zdroj: ", "Kaynak: "});
    for (auto i = std::min(last_ + kBehind, candidates_.size()); i + kBehind > last_ && i > first_; --i) {
      const std::string_view text = candidates_[i - 1].block->text;
      if (text.size() > kLongest) continue;
      for (const auto label : kLabels)
        if (auto name = text.starts_with(label) ? collective_name(text.substr(label.size())) : std::nullopt)
          return take({*std::move(name)});
    }
  }

  void take(std::vector<std::string>&& names) {
    found_ = true;
    raw_.authors = std::move(names);
    if (std::find(raw_.inferred.begin(), raw_.inferred.end(), "authors") == raw_.inferred.end())
      raw_.inferred.emplace_back("authors");
  }

  std::vector<Candidate>& candidates_;
  RawArticle& raw_;
  std::size_t first_ = 0;
  std::size_t last_ = 0;
  bool found_ = false;
};

}  // namespace

void infer_printed_authors(std::vector<Candidate>& candidates, RawArticle& raw) {
  PrintedByline(candidates, raw).infer();
}

}  // namespace pressmark
