#include "searchd/verify/revision_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "schema/model/error.h"
#include "searchd/search/taken_down.h"
#include "searchd/verify/edit_script.h"

namespace pressmark {
namespace {

// Insertions and deletions that are looked for; a text that takes more was written anew in between. Bounds
// the work to some ten million steps and as many bytes.
constexpr std::size_t kMostParagraphEdits = 1000;
constexpr std::size_t kMostWordEdits = 1500;

// Equal words between two changes that are too few to be read on their own.
constexpr std::size_t kIsland = 2;

// Words of a change whose differences are told one by one.
constexpr std::size_t kMostClassified = 200;

// Quotations that are held against each other, of each side.
constexpr std::size_t kMostPaired = 200;
// Share of words that may differ in a quotation that was changed; beyond, one went and another came.
constexpr double kMostChanged = 0.5;

// A text in pieces that are compared whole, each up to where the next begins.
struct Pieces {
  std::vector<std::uint32_t> starts;  // BYTES, ascending, and the end of all
  std::vector<std::uint32_t> ids;     // equal for equal pieces, of both texts

  std::size_t size() const { return ids.size(); }
  Span span(std::size_t begin, std::size_t end) const { return {starts[begin], starts[end]}; }
};

class Ids {
 public:
  std::uint32_t of(std::string_view piece) {
    return ids_.emplace(std::string(piece), static_cast<std::uint32_t>(ids_.size())).first->second;
  }

 private:
  std::unordered_map<std::string, std::uint32_t> ids_;
};

// Each paragraph with the blank line behind it, if there is one.
std::vector<std::uint32_t> paragraph_starts(std::string_view text) {
  std::vector<std::uint32_t> starts{0};
  for (auto at = text.find("\n\n"); at != std::string_view::npos; at = text.find("\n\n", at + 2))
    if (at + 2 < text.size()) starts.push_back(static_cast<std::uint32_t>(at + 2));
  return starts;
}

Pieces pieces_of(std::string_view text, std::vector<std::uint32_t> starts, Span within, Ids& ids) {
  Pieces pieces;
  pieces.starts = std::move(starts);
  pieces.starts.push_back(within.end);
  for (std::size_t i = 0; i + 1 < pieces.starts.size(); ++i) {
    auto piece = text.substr(pieces.starts[i], pieces.starts[i + 1] - pieces.starts[i]);
    // What comes behind the last word of a paragraph says nothing of the word.
    while (!piece.empty() && (piece.back() == '\n' || piece.back() == ' ')) piece.remove_suffix(1);
    pieces.ids.push_back(ids.of(piece));
  }
  return pieces;
}

class Differ {
 public:
  Differ(const TextRecord& from, const TextRecord& to)
      : from_(from.text),
        to_(to.text),
        wordings_(to.article.lang.value_or("en")),
        from_words_(wordings_.words(from_)),
        to_words_(wordings_.words(to_)) {}

  std::vector<DiffHunk> hunks() {
    Ids ids;
    const auto from = pieces_of(from_, from_.empty() ? std::vector<std::uint32_t>{} : paragraph_starts(from_),
                                whole(from_), ids);
    const auto to =
        pieces_of(to_, to_.empty() ? std::vector<std::uint32_t>{} : paragraph_starts(to_), whole(to_), ids);
    for (const auto& edit : edit_script(from.ids, to.ids, kMostParagraphEdits)) {
      const Span a = from.span(edit.a_begin, edit.a_end);
      const Span b = to.span(edit.b_begin, edit.b_end);
      if (edit.equal)
        add(DiffHunk::Op::equal, a, b);
      else
        compare_words(a, b);
    }
    for (auto& hunk : hunks_)
      if (hunk.op != DiffHunk::Op::equal) classify(hunk);
    return std::move(hunks_);
  }

  static Span whole(std::string_view text) { return {0, static_cast<std::uint32_t>(text.size())}; }

  // Words of a text that begin within a span.
  static std::pair<std::size_t, std::size_t> within(const Words& words, Span span) {
    const auto starts_before = [](Span word, std::uint32_t at) { return word.begin < at; };
    const auto first = std::lower_bound(words.spans.begin(), words.spans.end(), span.begin, starts_before);
    const auto last = std::lower_bound(first, words.spans.end(), span.end, starts_before);
    return {static_cast<std::size_t>(first - words.spans.begin()),
            static_cast<std::size_t>(last - words.spans.begin())};
  }

  static Words part(const Words& words, Span span) {
    const auto [first, last] = within(words, span);
    const auto begin = static_cast<std::ptrdiff_t>(first);
    const auto end = static_cast<std::ptrdiff_t>(last);
    return {words.text,
            {words.spans.begin() + begin, words.spans.begin() + end},
            {words.ids.begin() + begin, words.ids.begin() + end}};
  }

  std::uint64_t from_words(Span span) const {
    const auto [first, last] = within(from_words_, span);
    return last - first;
  }
  std::uint64_t to_words(Span span) const {
    const auto [first, last] = within(to_words_, span);
    return last - first;
  }

 private:
  // Each word with the marks and blanks up to the next; what stands before the first word is a piece, too.
  // Pieces end with their paragraphs.
  static Pieces words_within(std::string_view text, const Words& words, Span span, Ids& ids) {
    std::vector<std::uint32_t> starts;
    if (!span.empty()) starts.push_back(span.begin);
    const auto [first, last] = within(words, span);
    for (auto i = first; i < last; ++i) {
      // Marks that open stand with the word behind them, all others with the one before.
      const auto gap_begin = i == first ? span.begin : words.spans[i - 1].end;
      const auto gap = text.substr(gap_begin, words.spans[i].begin - gap_begin);
      const auto blank = gap.find_last_of(" \n");
      const auto start = blank == std::string_view::npos ? words.spans[i].begin
                                                         : gap_begin + static_cast<std::uint32_t>(blank) + 1;
      if (start > starts.back() && (blank != std::string_view::npos || i != first)) starts.push_back(start);
    }
    return pieces_of(text, std::move(starts), span, ids);
  }

  void compare_words(Span a, Span b) {
    Ids ids;
    const auto from = words_within(from_, from_words_, a, ids);
    const auto to = words_within(to_, to_words_, b, ids);
    auto script = edit_script(from.ids, to.ids, kMostWordEdits);
    for (std::size_t i = 0; i < script.size(); ++i) {
      auto edit = script[i];
      const bool is_island = edit.equal && i > 0 && i + 1 < script.size() &&
                             edit.a_end - edit.a_begin <= kIsland &&
                             stays_in_paragraph(from.span(script[i - 1].a_begin, edit.a_end),
                                                to.span(script[i - 1].b_begin, edit.b_end));
      if (is_island) edit.equal = false;
      add(edit.equal ? DiffHunk::Op::equal : DiffHunk::Op::replace, from.span(edit.a_begin, edit.a_end),
          to.span(edit.b_begin, edit.b_end));
    }
  }

  bool stays_in_paragraph(Span a, Span b) const {
    return slice(from_, a).find("\n\n") == std::string_view::npos &&
           slice(to_, b).find("\n\n") == std::string_view::npos;
  }

  // Joins what is of a kind; whether a change replaces or only adds is settled at the end.
  void add(DiffHunk::Op op, Span from, Span to) {
    if (from.empty() && to.empty()) return;
    if (!hunks_.empty() && hunks_.back().op == op) {
      hunks_.back().from.end = from.end;
      hunks_.back().to.end = to.end;
    } else {
      hunks_.push_back({op, from, to, {}});
    }
  }

  static void note(std::vector<Difference>& differences, Difference each) {
    if (std::find(differences.begin(), differences.end(), each) == differences.end())
      differences.push_back(each);
  }

  void classify(DiffHunk& hunk) {
    const auto old_words = part(from_words_, hunk.from);
    const auto new_words = part(to_words_, hunk.to);
    if (hunk.from.empty())
      hunk.op = DiffHunk::Op::insert;
    else if (hunk.to.empty())
      hunk.op = DiffHunk::Op::erase;
    if (old_words.size() == 0 && new_words.size() == 0)
      return note(hunk.differences, Difference::punctuation);
    if (old_words.size() == 0) return classify_alone(hunk, new_words, Difference::added);
    if (new_words.size() == 0) return classify_alone(hunk, old_words, Difference::dropped);
    if (old_words.size() > kMostClassified || new_words.size() > kMostClassified)
      return note(hunk.differences, Difference::word);
    const auto alignment =
        wordings_.align(new_words, old_words, std::max(old_words.size(), new_words.size()));
    if (!alignment) return note(hunk.differences, Difference::word);
    for (const auto& change : alignment->changes)
      if (change.difference) note(hunk.differences, *change.difference);
    if (alignment->first > 0 || alignment->last < old_words.size())
      note(hunk.differences, Difference::dropped);
    if (hunk.differences.empty()) note(hunk.differences, Difference::punctuation);
  }

  void classify_alone(DiffHunk& hunk, const Words& words, Difference otherwise) {
    note(hunk.differences, otherwise);
    for (std::size_t i = 0; i < words.size() && i < kMostClassified; ++i) {
      if (wordings_.is_negation(words.printed(i))) note(hunk.differences, Difference::negation);
      if (wordings_.is_number(words.printed(i))) note(hunk.differences, Difference::number);
    }
  }

  std::string_view from_;
  std::string_view to_;
  Wordings wordings_;
  Words from_words_;
  Words to_words_;
  std::vector<DiffHunk> hunks_;
};

std::string words_of(const TextRecord& record, const Quotation& quotation) {
  std::string words;
  for (const Span piece : quotation.spans)
    words += (words.empty() ? "" : " ") + record.text.substr(piece.begin, piece.size());
  return words;
}

std::string speaker_of(const Quotation& quotation) {
  if (!quotation.speaker) return {};
  return quotation.speaker->id.empty() ? quotation.speaker->name : quotation.speaker->id;
}

// Which quotation of one text is which of the other.
class QuotationPairs {
 public:
  QuotationPairs(const TextRecord& from, const TextRecord& to)
      : from_(from), to_(to), wordings_(to.article.lang.value_or("en")) {
    for (const auto& each : from.quotations) old_.push_back(words_of(from, each));
    for (const auto& each : to.quotations) new_.push_back(words_of(to, each));
    old_of_.assign(new_.size(), kNone);
    is_paired_.assign(old_.size(), false);
  }

  std::vector<QuotationChange> changes() {
    pair_equal();
    pair_near();
    std::vector<QuotationChange> changes;
    for (std::size_t i = 0; i < new_.size(); ++i) {
      if (old_of_[i] == kNone) {
        changes.push_back({std::nullopt, i, {}, false});
        continue;
      }
      const auto k = old_of_[i];
      const bool other_speaker = speaker_of(from_.quotations[k]) != speaker_of(to_.quotations[i]);
      if (old_[k] != new_[i] || other_speaker) changes.push_back({k, i, differences(k, i), other_speaker});
    }
    for (std::size_t k = 0; k < old_.size(); ++k)
      if (!is_paired_[k]) changes.push_back({k, std::nullopt, {}, false});
    return changes;
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  void pair(std::size_t k, std::size_t i) {
    is_paired_[k] = true;
    old_of_[i] = k;
  }

  void pair_equal() {
    std::unordered_map<std::string_view, std::vector<std::size_t>> by_words;
    for (std::size_t k = old_.size(); k-- > 0;) by_words[old_[k]].push_back(k);
    for (std::size_t i = 0; i < new_.size(); ++i) {
      const auto found = by_words.find(new_[i]);
      if (found == by_words.end() || found->second.empty()) continue;
      pair(found->second.back(), i);
      found->second.pop_back();
    }
  }

  void pair_near() {
    std::vector<Words> old_words;
    for (const auto& each : old_) old_words.push_back(wordings_.words(each));
    std::size_t compared = 0;
    for (std::size_t i = 0; i < new_.size(); ++i) {
      if (old_of_[i] != kNone || ++compared > kMostPaired) continue;
      const auto mine = wordings_.words(new_[i]);
      double nearest = kMostChanged;
      std::size_t best = kNone;
      for (std::size_t k = 0, tried = 0; k < old_.size() && tried < kMostPaired; ++k) {
        if (is_paired_[k]) continue;
        ++tried;
        const auto longer = std::max(mine.size(), old_words[k].size());
        const auto shorter = std::min(mine.size(), old_words[k].size());
        if (shorter * 2 < longer) continue;
        const auto alignment = wordings_.align(
            mine, old_words[k], static_cast<std::size_t>(kMostChanged * static_cast<double>(longer)));
        if (!alignment || alignment->distance >= nearest) continue;
        nearest = alignment->distance;
        best = k;
      }
      if (best != kNone) pair(best, i);
    }
  }

  std::vector<WordChange> differences(std::size_t k, std::size_t i) {
    if (old_[k] == new_[i]) return {};
    const auto mine = wordings_.words(new_[i]);
    const auto before = wordings_.words(old_[k]);
    auto alignment = wordings_.align(mine, before, std::max(mine.size(), before.size()));
    if (!alignment) return {};
    // Words of the old one beside what the new one has.
    std::vector<WordChange> changes;
    const auto dropped = [&](std::size_t first, std::size_t last) {
      for (auto w = first; w < last; ++w)
        changes.push_back({WordChange::Op::erase, "", std::string(before.printed(w)), Difference::dropped});
    };
    dropped(0, alignment->first);
    for (auto& each : alignment->changes) changes.push_back(std::move(each));
    dropped(alignment->last, before.size());
    return changes;
  }

  const TextRecord& from_;
  const TextRecord& to_;
  Wordings wordings_;
  std::vector<std::string> old_;
  std::vector<std::string> new_;
  std::vector<std::size_t> old_of_;  // of each new one
  std::vector<bool> is_paired_;      // of each old one
};

std::vector<FieldChange> field_changes(const ArticleRecord& from, const ArticleRecord& to) {
  std::vector<FieldChange> changes;
  const auto compare = [&](const char* field, const std::string& a, const std::string& b) {
    if (a != b) changes.push_back({field, a, b});
  };
  const auto day = [](const std::optional<Day>& each) { return each ? to_string(*each) : std::string(); };
  compare("title", from.title.value_or(""), to.title.value_or(""));
  compare("outlet", from.outlet.value_or(""), to.outlet.value_or(""));
  compare("date", day(from.date), day(to.date));
  compare("updated", day(from.updated), day(to.updated));
  compare("authors", fmt::format("{}", fmt::join(from.authors, ", ")),
          fmt::format("{}", fmt::join(to.authors, ", ")));
  compare("section", from.section.value_or(""), to.section.value_or(""));
  compare("url", from.url.value_or(""), to.url.value_or(""));
  return changes;
}

ArticleView require(Searcher& searcher, std::string_view id, std::string_view revision) {
  if (auto article = searcher.article(id, revision)) return std::move(*article);
  if (const auto takedown = searcher.takedown(id)) throw TakenDown(id, *takedown);
  if (!revision.empty() && searcher.article(id))
    throw Error(ErrorKind::not_found,
                std::string(id) + " has no revision that begins with " + std::string(revision),
                "leave it out for the current one");
  throw Error(ErrorKind::not_found, "there is no article " + std::string(id), "check the id");
}

// The wording before this one, by when they were first seen. One that came back has none before it then:
// before it stood that which was seen last.
std::string before(const ArticleView& article) {
  const Revision& mine = article.record.revision;
  const Revision* found = nullptr;
  for (const auto& each : article.revisions)
    if (each.first_seen < mine.first_seen && (found == nullptr || each.first_seen > found->first_seen))
      found = &each;
  if (found == nullptr && article.current)
    for (const auto& each : article.revisions)
      if (each.id != mine.id && (found == nullptr || each.last_seen > found->last_seen)) found = &each;
  if (found != nullptr) return found->id;
  if (article.revisions.size() < 2)
    throw Error(ErrorKind::not_found,
                article.record.article.id + " has one wording only: nothing was changed",
                "a later wording comes into the index when the article is added again");
  throw Error(ErrorKind::not_found,
              "revision " + mine.id.substr(0, 12) + " is the first wording of " + article.record.article.id,
              "name the one to compare it with");
}

}  // namespace

std::string_view to_string(DiffHunk::Op op) {
  switch (op) {
    case DiffHunk::Op::equal:
      return "equal";
    case DiffHunk::Op::replace:
      return "replace";
    case DiffHunk::Op::insert:
      return "insert";
    case DiffHunk::Op::erase:
      return "delete";
  }
  return "equal";
}

bool RevisionDiff::is_empty() const {
  return fields.empty() && quotations.empty() && words_removed == 0 && words_added == 0 &&
         std::all_of(hunks.begin(), hunks.end(),
                     [](const DiffHunk& hunk) { return hunk.op == DiffHunk::Op::equal; });
}

RevisionDiff diff_revisions(Searcher& searcher, std::string_view id, std::string_view from,
                            std::string_view to) {
  RevisionDiff diff;
  diff.to = require(searcher, id, to);
  diff.from = require(searcher, id, from.empty() ? before(diff.to) : std::string(from));
  const TextRecord& a = diff.from.record;
  const TextRecord& b = diff.to.record;
  diff.fields = field_changes(a.article, b.article);
  diff.is_ours = a.revision.id != b.revision.id && !a.article.source.sha256.empty() &&
                 a.article.source.sha256 == b.article.source.sha256;
  diff.is_withheld = diff.from.rights != Rights::full || diff.to.rights != Rights::full;
  if (diff.is_withheld) return diff;
  Differ differ(a, b);
  diff.hunks = differ.hunks();
  for (const auto& hunk : diff.hunks) {
    if (hunk.op == DiffHunk::Op::equal) {
      diff.words_kept += differ.to_words(hunk.to);
    } else {
      diff.words_removed += differ.from_words(hunk.from);
      diff.words_added += differ.to_words(hunk.to);
    }
  }
  diff.quotations = QuotationPairs(a, b).changes();
  return diff;
}

}  // namespace pressmark
