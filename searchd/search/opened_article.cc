#include "searchd/search/opened_article.h"

#include <algorithm>
#include <utility>

#include "schema/index/document.h"
#include "schema/index/fields.h"
#include "searchd/search/searcher.h"
#include "searchd/search/snapshot.h"

namespace pressmark {

namespace {

TextRecord text_of(const ArticleRecord& row, const Xapian::Database& texts) {
  const auto term = text_term(row.id, row.revision);
  const auto posting = texts.postlist_begin(term);
  // The texts of a snapshot are committed before its articles.
  if (posting == texts.postlist_end(term)) throw SnapshotLost();
  return decode_text(texts.get_document(*posting).get_data());
}

}  // namespace

OpenedArticle::OpenedArticle(Snapshot& snapshot, Xapian::docid number)
    : row_(decode_article(snapshot.articles().get_document(number).get_data())),
      text_(text_of(row_, snapshot.texts())),
      tokens_(TokenTable::decode(text_.tokens, text_.text)),
      position_bytes_(snapshot.articles().get_document(number).get_value(slot::kPositions)),
      positions_(position_bytes_) {
  const auto& articles = snapshot.articles();
  for (auto term = articles.termlist_begin(number); term != articles.termlist_end(number); ++term) {
    terms_ += *term;
    term_ends_.push_back(static_cast<std::uint32_t>(terms_.size()));
  }
  terms_.shrink_to_fit();
  term_ends_.shrink_to_fit();
}

bool OpenedArticle::has(std::string_view term) const {
  const auto term_at = [&](std::size_t index) {
    const auto begin = index == 0 ? 0 : term_ends_[index - 1];
    return std::string_view(terms_).substr(begin, term_ends_[index] - begin);
  };
  std::size_t low = 0;
  std::size_t high = term_ends_.size();
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    if (term_at(middle) < term)
      low = middle + 1;
    else
      high = middle;
  }
  return low < term_ends_.size() && term_at(low) == term;
}

std::vector<std::uint32_t> OpenedArticle::positions_of(std::string_view term) const {
  std::vector<std::uint32_t> positions;
  if (has(term)) positions_.find(term, positions);
  return positions;
}

std::size_t OpenedArticle::bytes() const {
  constexpr std::size_t kRecord = 2048;    // the rows' strings and lists
  constexpr std::size_t kQuotation = 512;  // its names and spans
  constexpr std::size_t kToken = sizeof(Span) + 1;
  return kRecord + text_.text.size() + text_.tokens.size() + kQuotation * text_.quotations.size() +
         kToken * tokens_.size() + terms_.size() + sizeof(std::uint32_t) * term_ends_.size() +
         position_bytes_.size();
}

std::shared_ptr<const OpenedArticle> OpenedArticles::find(Xapian::docid number) {
  const std::lock_guard lock(mutex_);
  const auto found = by_number_.find(number);
  if (found == by_number_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, found->second);
  return found->second->article;
}

std::shared_ptr<const OpenedArticle> OpenedArticles::open(Snapshot& snapshot, Xapian::docid number) {
  if (auto kept = find(number)) return kept;
  auto article = std::make_shared<const OpenedArticle>(snapshot, number);
  keep(number, article);
  return article;
}

void OpenedArticles::keep(Xapian::docid number, std::shared_ptr<const OpenedArticle> article) {
  const auto bytes = article->bytes();
  if (bytes > most_bytes_ / 8) return;  // one must not push out all others
  const std::lock_guard lock(mutex_);
  if (by_number_.contains(number)) return;  // another thread was first
  kept_.push_front({number, std::move(article), bytes});
  by_number_[number] = kept_.begin();
  bytes_ += bytes;
  while (bytes_ > most_bytes_) {
    bytes_ -= kept_.back().bytes;
    by_number_.erase(kept_.back().number);
    kept_.pop_back();
  }
}

}  // namespace pressmark
