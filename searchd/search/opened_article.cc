#include "searchd/search/opened_article.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "schema/index/document.h"
#include "schema/index/fields.h"
#include "schema/text/analyzer.h"
#include "schema/text/utf8.h"
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

// The term of a token whose printed form leaves no question: ASCII letters, small but for the first.
std::optional<std::string> plain_word(std::string_view printed) {
  constexpr std::size_t kShortest = 2;
  if (printed.size() < kShortest || printed.size() > kMaxTermBytes) return std::nullopt;
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  const bool is_capital = printed.front() >= 'A' && printed.front() <= 'Z';
  if (!is_capital && !is_small(printed.front())) return std::nullopt;
  if (!std::all_of(printed.begin() + 1, printed.end(), is_small)) return std::nullopt;
  std::string word(printed);
  if (is_capital) word.front() = static_cast<char>(word.front() - 'A' + 'a');
  return word;
}

}  // namespace

OpenedArticle::OpenedArticle(Snapshot& snapshot, Xapian::docid number)
    : number_(number),
      row_(decode_article(snapshot.articles().get_document(number).get_data())),
      text_(text_of(row_, snapshot.texts())),
      tokens_(TokenTable::decode(text_.tokens, text_.text)),
      position_bytes_(snapshot.articles().get_document(number).get_value(slot::kPositions)),
      positions_(position_bytes_) {}

// Most words asked for are other forms of those the article has, and a look at a posting list costs more than
// all the rest: what is plainly printed in the text tells first.
bool OpenedArticle::has(const std::string& term, const Xapian::Database& articles) const {
  constexpr std::size_t kLookedAt = 4;
  for (const auto token : positions_.text_tokens_numbered_as(term, kLookedAt)) {
    if (token >= tokens_.size()) break;
    if (const auto word = plain_word(slice(text_.text, tokens_.span(token)))) return *word == term;
  }
  auto posting = articles.postlist_begin(term);
  const auto end = articles.postlist_end(term);
  if (posting == end) return false;
  posting.skip_to(number_);
  return posting != end && *posting == number_;
}

std::vector<std::uint32_t> OpenedArticle::positions_of(const std::string& term,
                                                       const Xapian::Database& articles) const {
  std::vector<std::uint32_t> positions;
  if (has(term, articles)) positions_.find(term, positions);
  return positions;
}

std::size_t OpenedArticle::bytes() const {
  constexpr std::size_t kRecord = 2048;    // the rows' strings and lists
  constexpr std::size_t kQuotation = 512;  // its names and spans
  constexpr std::size_t kToken = sizeof(Span) + 1;
  return kRecord + text_.text.size() + text_.tokens.size() + kQuotation * text_.quotations.size() +
         kToken * tokens_.size() + position_bytes_.size();
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
