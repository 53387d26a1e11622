#include "indexer/update/copies.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "schema/index/document.h"
#include "schema/index/fields.h"
#include "schema/index/record.h"

namespace pressmark {
namespace {

constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kKeptWords = 300'000;  // some 10 MB

// The engine takes an empty value for no entry.
const std::string kPresent = "1";

// The wordings behind a key, ascending, at most so many.
std::vector<Wording> wordings_behind(const Xapian::Database& articles, const std::string& key,
                                     std::size_t most) {
  std::vector<Wording> found;
  const auto end = articles.metadata_keys_end(key);
  for (auto it = articles.metadata_keys_begin(key); it != end && found.size() < most; ++it)
    found.push_back(wording_at_end(*it));
  return found;
}

bool holds(const std::vector<Wording>& sorted, Wording wording) {
  return std::binary_search(sorted.begin(), sorted.end(), wording);
}

bool has_key(const Xapian::Database& articles, const std::string& key) {
  return !articles.get_metadata(key).empty();
}

std::optional<Xapian::Document> row_with(const Xapian::Database& articles, Wording wording) {
  const auto term = wording_term(wording);
  const auto it = articles.postlist_begin(term);
  if (it == articles.postlist_end(term)) return std::nullopt;
  return articles.get_document(*it);
}

}  // namespace

std::optional<Sketch> sketch_of_row(const Xapian::Document& row) {
  return decode_sketch(row.get_value(slot::kSketch));
}

std::vector<Sketch> sketches_of(const Xapian::Database& articles) {
  std::vector<Sketch> sketches;
  const auto end = articles.valuestream_end(slot::kSketch);
  for (auto it = articles.valuestream_begin(slot::kSketch); it != end; ++it)
    if (const auto sketch = decode_sketch(*it)) sketches.push_back(*sketch);
  return sketches;
}

WordingTexts::WordingTexts(const Xapian::Database& articles, const Xapian::Database& texts)
    : articles_(articles), texts_(texts) {}

std::shared_ptr<const ShingledText> WordingTexts::get(Wording wording) {
  if (const auto found = kept_.find(wording); found != kept_.end()) {
    latest_.splice(latest_.begin(), latest_, found->second.place);
    return found->second.text;
  }
  auto text = read(wording);
  if (!text) return text;
  latest_.push_front(wording);
  kept_.emplace(wording, Kept{text, latest_.begin()});
  words_ += text->words();
  while (words_ > kKeptWords && latest_.size() > 1) {
    const auto last = kept_.find(latest_.back());
    words_ -= last->second.text->words();
    kept_.erase(last);
    latest_.pop_back();
  }
  return text;
}

std::shared_ptr<const ShingledText> WordingTexts::read(Wording wording) const {
  const auto row = row_with(articles_, wording);
  if (!row) return nullptr;
  const auto record = decode_article(row->get_data());
  const auto term = text_term(record.id, record.revision);
  const auto it = texts_.postlist_begin(term);
  if (it == texts_.postlist_end(term)) return nullptr;
  return std::make_shared<const ShingledText>(decode_text(texts_.get_document(*it).get_data()).text);
}

void CopyGraph::update(const std::vector<Sketch>& touched) {
  to_compare_.clear();
  displaced_.clear();
  removed_.clear();
  const auto changes = changes_for(touched);
  for (auto begin = changes.begin(); begin != changes.end();) {
    const auto end =
        std::find_if(begin, changes.end(), [&](const Change& each) { return each.band != begin->band; });
    change_band(begin, end);
    begin = end;
  }
  for (const auto wording : removed_) drop_edges_of(wording);
  for (const auto wording : displaced_)
    if (!removed_.contains(wording)) drop_edges_without_band(wording);
  for (const auto& pair : to_compare_) connect(pair);
}

// What of the bands changes, by band: of wordings that are new in the index or in it no more. That is read
// from the index itself, so that a sketch may be named for whatever reason and as often as one likes.
std::vector<CopyGraph::Change> CopyGraph::changes_for(const std::vector<Sketch>& touched) {
  std::map<Wording, const Sketch*> wordings;
  for (const auto& sketch : touched) wordings.emplace(sketch.wording, &sketch);
  std::vector<Change> changes;
  for (const auto& [wording, sketch] : wordings) {
    const bool is_there = articles_.term_exists(wording_term(wording));
    const bool is_known = has_key(articles_, with_wording(band_key(*sketch, 0), wording));
    if (is_there == is_known) continue;
    if (is_known) removed_.insert(wording);
    for (std::size_t band = 0; band < kSketchBands; ++band)
      changes.push_back({band_key(*sketch, band), wording, is_there});
  }
  std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    return a.band != b.band ? a.band < b.band : a.wording < b.wording;
  });
  return changes;
}

void CopyGraph::change_band(std::vector<Change>::const_iterator begin,
                            std::vector<Change>::const_iterator end) {
  const auto before = wordings_behind(articles_, begin->band, pivots_);
  for (auto it = begin; it != end; ++it)
    write_(with_wording(it->band, it->wording), it->is_added ? kPresent : "");
  if (before.empty() && end - begin == 1) return;  // alone in it, as nearly all are

  const auto after = wordings_behind(articles_, begin->band, pivots_);
  std::vector<Wording> all;  // read when needed
  for (const auto pivot : after) {
    if (holds(before, pivot)) {
      for (auto it = begin; it != end; ++it)
        if (it->is_added) to_compare_.emplace(it->wording, pivot);
      continue;
    }
    if (all.empty()) all = wordings_behind(articles_, begin->band, kAll);
    for (const auto other : all) to_compare_.emplace(other, pivot);
  }
  for (const auto pivot : before)
    if (!holds(after, pivot)) displaced_.insert(pivot);
}

void CopyGraph::drop_edges_of(Wording wording) {
  for (const auto other : wordings_behind(articles_, edge_key(wording), kAll)) {
    write_(with_wording(edge_key(wording), other), "");
    write_(with_wording(edge_key(other), wording), "");
  }
}

// Those it had as a pivot, where neither is one for the other any more.
void CopyGraph::drop_edges_without_band(Wording wording) {
  const auto sketch = sketch_of(wording);
  for (const auto other : wordings_behind(articles_, edge_key(wording), kAll)) {
    const auto others = sketch_of(other);
    if (sketch && others && share_band(*sketch, *others)) continue;
    write_(with_wording(edge_key(wording), other), "");
    write_(with_wording(edge_key(other), wording), "");
  }
}

bool CopyGraph::share_band(const Sketch& a, const Sketch& b) const {
  for (std::size_t band = 0; band < kSketchBands; ++band) {
    if (a.bands[band] != b.bands[band]) continue;
    const auto pivots = wordings_behind(articles_, band_key(a, band), pivots_);
    if (holds(pivots, a.wording) || holds(pivots, b.wording)) return true;
  }
  return false;
}

std::optional<Sketch> CopyGraph::sketch_of(Wording wording) const {
  const auto row = row_with(articles_, wording);
  return row ? sketch_of_row(*row) : std::nullopt;
}

void CopyGraph::connect(const Pair& pair) {
  const auto [one, other] = pair;
  if (one == other || has_key(articles_, with_wording(edge_key(one), other))) return;
  const auto a = texts_.get(one);
  const auto b = texts_.get(other);
  if (!a || !b || !is_copy(compare(*a, *b))) return;
  write_(with_wording(edge_key(one), other), kPresent);
  write_(with_wording(edge_key(other), one), kPresent);
}

namespace {

// The bands of all rows, as a sum that does not depend on their order.
struct BandSum {
  std::uint64_t sum = 0;
  std::uint64_t count = 0;

  void add(std::string_view key) {
    sum += std::hash<std::string_view>{}(key);
    ++count;
  }
  friend bool operator==(const BandSum&, const BandSum&) = default;
};

BandSum bands_of_rows(const Xapian::Database& articles) {
  BandSum sum;
  const auto end = articles.valuestream_end(slot::kSketch);
  for (auto it = articles.valuestream_begin(slot::kSketch); it != end; ++it) {
    const auto sketch = decode_sketch(*it);
    if (!sketch) continue;
    const auto term = wording_term(sketch->wording);
    const auto first = articles.postlist_begin(term);
    if (first == articles.postlist_end(term) || *first != it.get_docid()) continue;  // each wording once
    for (std::size_t band = 0; band < kSketchBands; ++band)
      sum.add(with_wording(band_key(*sketch, band), sketch->wording));
  }
  return sum;
}

}  // namespace

std::vector<std::string> problems_of_copies(const Xapian::Database& articles, const Xapian::Database& texts) {
  std::vector<std::string> problems;
  BandSum stored;
  std::set<std::pair<Wording, Wording>> pairs;
  std::vector<Wording> members;
  std::string band;
  const auto close_band = [&] {
    const auto pivots = std::min(members.size(), kPivots);
    for (std::size_t pivot = 0; pivot < pivots; ++pivot)
      for (const auto member : members)
        if (member != members[pivot])
          pairs.emplace(std::min(member, members[pivot]), std::max(member, members[pivot]));
    members.clear();
  };
  const std::string bands(metadata::kCopyBand);
  for (auto it = articles.metadata_keys_begin(bands); it != articles.metadata_keys_end(bands); ++it) {
    const std::string key = *it;
    stored.add(key);
    auto begin = key.substr(0, key.size() - sizeof(Wording));
    if (begin != band) close_band();
    band = std::move(begin);
    members.push_back(wording_at_end(key));
  }
  close_band();
  if (!(stored == bands_of_rows(articles)))
    problems.emplace_back("copies: the bands are not those of the texts");

  WordingTexts wordings(articles, texts);
  std::uint64_t expected = 0;
  for (const auto& [a, b] : pairs) {
    const auto one = wordings.get(a);
    const auto other = wordings.get(b);
    const bool are_copies = one && other && is_copy(compare(*one, *other));
    expected += are_copies ? 2 : 0;
    if (has_key(articles, with_wording(edge_key(a), b)) != are_copies ||
        has_key(articles, with_wording(edge_key(b), a)) != are_copies)
      problems.push_back(
          "copies: " + wording_term(a) + " and " + wording_term(b) +
          (are_copies ? " are copies and not kept as such" : " are kept as copies and are none"));
  }
  std::uint64_t edges = 0;
  const std::string prefix(metadata::kCopyEdge);
  for (auto it = articles.metadata_keys_begin(prefix); it != articles.metadata_keys_end(prefix); ++it)
    ++edges;
  if (edges != expected)
    problems.push_back("copies: " + std::to_string(edges) + " pairs are kept and not " +
                       std::to_string(expected));
  return problems;
}

}  // namespace pressmark
