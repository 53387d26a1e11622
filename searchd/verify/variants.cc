#include "searchd/verify/variants.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_set>

#include "schema/text/utf8.h"

namespace pressmark {
namespace {

constexpr std::size_t kMostLookedAt = 200;  // quotations with words in common
constexpr std::size_t kFewestWords = 4;     // fewer are in many quotations

// What was said, without the reporter's words between its pieces.
std::vector<Span> pieces_of(const QuotationRecord& record) {
  std::vector<Span> pieces;
  for (const auto& span : record.quotation.spans)
    pieces.push_back({span.begin - record.quotation.span.begin, span.end - record.quotation.span.begin});
  return pieces;
}

struct Candidate {
  QuotationHit hit;
  Words words;  // of hit.record.text: the hit must not move

  bool has_ellipsis() const {
    return hit.record.text.find("\u2026") != std::string::npos ||
           hit.record.text.find("...") != std::string::npos;
  }
};

// From the other side: what was put in is what is missing.
void reverse(std::vector<WordChange>& changes) {
  for (auto& change : changes) {
    std::swap(change.draft, change.source);
    if (change.op == WordChange::Op::insert)
      change.op = WordChange::Op::erase;
    else if (change.op == WordChange::Op::erase)
      change.op = WordChange::Op::insert;
    if (change.difference == Difference::added)
      change.difference = Difference::dropped;
    else if (change.difference == Difference::dropped)
      change.difference = Difference::added;
  }
}

auto printed_at(const QuotationHit& hit) {
  return std::tuple(!hit.article.date, hit.article.date.value_or(Day{}), hit.article.outlet.value_or(""),
                    hit.article.id, hit.place.begin);
}

class Finder {
 public:
  explicit Finder(Searcher& searcher) : searcher_(searcher) {}

  Variants find(std::string_view id) {
    auto asked = searcher_.quotation(id);
    if (!asked || asked->record.text.empty()) return {};
    auto first = std::make_unique<Candidate>();
    first->hit = std::move(*asked);
    cut(*first);
    const auto words = std::string(first->hit.record.text);
    add(std::move(first));
    for (auto& hit : searcher_.nearest_quotations(words, kMostLookedAt)) {
      if (hit.record.quotation.id == id || hit.record.text.empty()) continue;
      auto candidate = std::make_unique<Candidate>();
      candidate->hit = std::move(hit);
      cut(*candidate);
      if (is_same_quotation(*all_.front(), *candidate)) add(std::move(candidate));
    }
    return grouped();
  }

 private:
  void cut(Candidate& candidate) {
    candidate.words =
        Wordings::within(wordings_.words(candidate.hit.record.text), pieces_of(candidate.hit.record));
  }

  void add(std::unique_ptr<Candidate> candidate) { all_.push_back(std::move(candidate)); }

  // The shorter stands in the longer, but for a few words.
  bool is_same_quotation(const Candidate& asked, const Candidate& other) {
    if (asked.words.ids == other.words.ids) return true;
    const bool is_shorter = asked.words.size() <= other.words.size();
    const auto& shorter = is_shorter ? asked.words : other.words;
    const auto& longer = is_shorter ? other.words : asked.words;
    if (shorter.size() < kFewestWords) return false;
    const auto most = static_cast<std::size_t>(kMostVariance * static_cast<double>(shorter.size()));
    return wordings_.align(shorter, longer, most).has_value();
  }

  Variants grouped() {
    const Candidate& asked = *all_.front();
    std::sort(all_.begin(), all_.end(),
              [](const auto& a, const auto& b) { return printed_at(a->hit) < printed_at(b->hit); });
    std::map<std::vector<std::uint32_t>, std::vector<const Candidate*>> by_words;
    for (const auto& candidate : all_) by_words[candidate->words.ids].push_back(candidate.get());
    const auto copies = copied_articles();
    Variants variants;
    for (const auto& [ids, group] : by_words) {
      WordingOf wording = compared(asked, *group.front());
      for (const auto* candidate : group) {
        const bool is_copy = copies.count(candidate->hit.article.id) > 0;
        ++variants.printings;
        variants.independent += is_copy ? 0 : 1;
        wording.printings.push_back({candidate->hit, is_copy});
      }
      variants.wordings.push_back(std::move(wording));
    }
    std::sort(variants.wordings.begin(), variants.wordings.end(), [](const WordingOf& a, const WordingOf& b) {
      return printed_at(a.printings.front().hit) < printed_at(b.printings.front().hit);
    });
    return variants;
  }

  WordingOf compared(const Candidate& asked, const Candidate& other) {
    WordingOf wording;
    wording.is_asked = asked.words.ids == other.words.ids;
    if (wording.is_asked) return wording;
    // The shorter one where it stands in the longer: what is before and behind is no difference.
    const bool is_shorter = other.words.size() <= asked.words.size();
    const auto& shorter = is_shorter ? other.words : asked.words;
    const auto& longer = is_shorter ? asked.words : other.words;
    auto alignment = wordings_.align(shorter, longer, shorter.size());
    if (!alignment) return wording;  // one of them has no words
    wording.is_part = alignment->last - alignment->first < longer.size();
    wording.distance =
        static_cast<double>(alignment->edits) / static_cast<double>(std::max<std::size_t>(shorter.size(), 1));
    wording.changes = std::move(alignment->changes);
    if (!is_shorter) reverse(wording.changes);
    wording.is_elided = asked.has_ellipsis() != other.has_ellipsis();
    wording.is_joined =
        (asked.hit.record.quotation.spans.size() > 1) != (other.hit.record.quotation.spans.size() > 1);
    return wording;
  }

  // Articles whose text an earlier one of these has.
  std::unordered_set<std::string> copied_articles() {
    std::vector<std::string> ids;
    std::unordered_set<std::string> seen;
    for (const auto& candidate : all_)
      if (seen.insert(candidate->hit.article.id).second) ids.push_back(candidate->hit.article.id);
    const auto is_copy = searcher_.copies_among(ids);
    std::unordered_set<std::string> copies;
    for (std::size_t i = 0; i < ids.size(); ++i)
      if (is_copy[i]) copies.insert(ids[i]);
    return copies;
  }

  Searcher& searcher_;
  Wordings wordings_;
  std::vector<std::unique_ptr<Candidate>> all_;  // the one asked for first, until they are sorted
};

}  // namespace

Variants find_variants(Searcher& searcher, std::string_view quotation_id) {
  return Finder(searcher).find(quotation_id);
}

}  // namespace pressmark
