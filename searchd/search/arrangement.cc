#include "searchd/search/arrangement.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "schema/index/fields.h"
#include "schema/index/position_table.h"

namespace pressmark {
namespace {

using Positions = std::vector<std::uint32_t>;

enum Outcome : std::uint8_t { kNotTested = 0, kNotArranged, kArranged };

// Whether each place can have a token of its own (augmenting paths; places are few and windows small).
class OwnTokens {
 public:
  explicit OwnTokens(std::vector<Positions> windows) : windows_(std::move(windows)) {}

  bool exist() {
    for (std::size_t place = 0; place < windows_.size(); ++place) {
      tried_.clear();
      if (!give(place)) return false;
    }
    return true;
  }

 private:
  bool give(std::size_t place) {
    for (const auto position : windows_[place]) {
      if (std::find(tried_.begin(), tried_.end(), position) != tried_.end()) continue;
      tried_.push_back(position);
      const auto owner = owners_.find(position);
      if (owner != owners_.end() && !give(owner->second)) continue;
      owners_[position] = place;
      return true;
    }
    return false;
  }

  std::vector<Positions> windows_;
  std::map<std::uint32_t, std::size_t> owners_;
  Positions tried_;
};

bool is_near_from(std::uint32_t start, const std::vector<Positions>& places, std::uint32_t window) {
  for (const auto& place : places) {
    const auto next = std::lower_bound(place.begin(), place.end(), start);
    if (next == place.end() || *next - start >= window) return false;
  }
  std::vector<Positions> windows;
  for (const auto& place : places) {
    const auto begin = std::lower_bound(place.begin(), place.end(), start);
    windows.emplace_back(begin, std::lower_bound(begin, place.end(), std::uint64_t{start} + window));
  }
  return OwnTokens(std::move(windows)).exist();
}

// Asked last and for one document after the other: its estimate is that of a condition everything meets.
class ArrangedSource : public Xapian::PostingSource {
 public:
  ArrangedSource(Arrangement arrangement, ArrangedDocuments outcomes, std::shared_ptr<PositionTables> kept)
      : arrangement_(std::move(arrangement)), outcomes_(std::move(outcomes)), kept_(std::move(kept)) {}

  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_est() const override { return table_.get_doccount(); }
  Xapian::doccount get_termfreq_max() const override { return table_.get_doccount(); }

  void init(const Xapian::Database& table) override {
    table_ = table;
    values_.reset();
    current_ = 0;
    is_at_end_ = false;
    if (outcomes_ && outcomes_->size() <= table_.get_lastdocid())
      outcomes_->resize(std::size_t{table_.get_lastdocid()} + 1, kNotTested);
    choose_anchor();
    members_.clear();
    for (const auto& compound : arrangement_.compounds) members_.try_emplace(compound);
    for (const auto& place : arrangement_.places)
      for (const auto& word : place)
        if (place.size() > 1) members_.try_emplace(word);
  }

  void next(double) override { seek(current_ + 1); }
  void skip_to(Xapian::docid document, double) override { seek(std::max(document, current_)); }
  bool check(Xapian::docid document, double) override {
    current_ = std::max(document, current_);
    return is_arranged(current_);
  }
  bool at_end() const override { return is_at_end_; }
  Xapian::docid get_docid() const override { return current_; }

  ArrangedSource* clone() const override { return new ArrangedSource(arrangement_, outcomes_, kept_); }
  std::string get_description() const override { return "ArrangedSource"; }

 private:
  // Of a phrase the word that stands in the fewest places.
  void choose_anchor() {
    phrase_.clear();
    if (arrangement_.kind != Arrangement::Kind::phrase) return;
    std::vector<Xapian::termcount> frequencies;
    for (const auto& place : arrangement_.places) {
      phrase_.push_back(place.front());
      frequencies.push_back(table_.get_collection_freq(std::string(arrangement_.prefix) + place.front()));
    }
    anchor_ = static_cast<std::size_t>(std::min_element(frequencies.begin(), frequencies.end()) -
                                       frequencies.begin());
  }

  void seek(Xapian::docid document) {
    const auto last = table_.get_lastdocid();
    for (current_ = document; current_ <= last; ++current_)
      if (is_arranged(current_)) return;
    is_at_end_ = true;
  }

  bool is_arranged(Xapian::docid document) {
    if (!outcomes_) return test(document);
    auto& outcome = (*outcomes_)[document];
    if (outcome == kNotTested) outcome = test(document) ? kArranged : kNotArranged;
    return outcome == kArranged;
  }

  bool test(Xapian::docid document) {
    for (const auto& compound : arrangement_.compounds)
      if (has_word(compound, document)) return true;
    const auto* table = positions_of(document);
    if (table == nullptr) return false;
    const PositionTable positions(*table);
    if (arrangement_.kind == Arrangement::Kind::phrase)
      return positions.has_phrase(phrase_, anchor_, !arrangement_.prefix.empty());
    places_.resize(arrangement_.places.size());
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const bool has_phrase = i < arrangement_.phrases.size() && !arrangement_.phrases[i].empty();
      read(positions, arrangement_.places[i], !has_phrase, document, places_[i]);
      if (has_phrase) add_phrase(positions, arrangement_.phrases[i], document, places_[i]);
      if (places_[i].empty()) return false;
    }
    return arrangement_.kind == Arrangement::Kind::ordered ? are_ordered(arrangement_.window, places_)
                                                           : are_near(arrangement_.window, places_);
  }

  // Where the whole of `words` begins.
  void add_phrase(const PositionTable& table, const std::vector<std::string>& words, Xapian::docid document,
                  Positions& positions) {
    if (!std::all_of(words.begin(), words.end(),
                     [&](const std::string& word) { return has_word(word, document); }))
      return;
    Positions starts;
    table.find(words.front(), starts);
    for (std::uint32_t i = 1; i < words.size() && !starts.empty(); ++i) {
      table.find(words[i], found_);
      std::erase_if(starts, [&](std::uint32_t start) {
        return !std::binary_search(found_.begin(), found_.end(), start + i);
      });
    }
    const bool in_title = !arrangement_.prefix.empty();
    std::erase_if(starts, [&](std::uint32_t start) { return in_title && start > kLastTitlePosition; });
    positions.insert(positions.end(), starts.begin(), starts.end());
    std::sort(positions.begin(), positions.end());
    positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  }

  const std::string* positions_of(Xapian::docid document) {
    if (kept_)
      if (const auto* kept = kept_->find(document)) return kept;
    if (!values_) values_ = table_.valuestream_begin(slot::kPositions);
    const auto end = table_.valuestream_end(slot::kPositions);
    auto& value = *values_;
    if (value != end && value.get_docid() < document) value.skip_to(document);
    if (value == end || value.get_docid() != document) return nullptr;
    bytes_ = *value;
    if (kept_)
      if (const auto* kept = kept_->keep(document, bytes_)) return kept;
    return &bytes_;
  }

  // `only`: nothing but the alternatives can stand there.
  void read(const PositionTable& table, const std::vector<std::string>& alternatives, bool only,
            Xapian::docid document, Positions& positions) {
    if (only && alternatives.size() == 1) {
      table.find(alternatives.front(), positions);
    } else {
      positions.clear();
      for (const auto& word : alternatives) {
        if (!has_word(word, document)) continue;
        table.find(word, found_);
        positions.insert(positions.end(), found_.begin(), found_.end());
      }
      std::sort(positions.begin(), positions.end());
      positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
    }
    if (!arrangement_.prefix.empty())
      positions.erase(std::upper_bound(positions.begin(), positions.end(), kLastTitlePosition),
                      positions.end());
  }

  // One of several alternatives is all that the conjunction vouches for.
  bool has_word(const std::string& word, Xapian::docid document) {
    auto& postings = members_[word];
    const auto term = std::string(arrangement_.prefix) + word;
    if (!postings) postings = table_.postlist_begin(term);
    const auto end = table_.postlist_end(term);
    if (*postings != end && **postings < document) postings->skip_to(document);
    return *postings != end && **postings == document;
  }

  Arrangement arrangement_;
  ArrangedDocuments outcomes_;
  std::shared_ptr<PositionTables> kept_;
  std::string bytes_;  // scratch
  Xapian::Database table_;
  std::optional<Xapian::ValueIterator> values_;
  Xapian::docid current_ = 0;
  bool is_at_end_ = false;
  std::map<std::string, std::optional<Xapian::PostingIterator>> members_;
  std::vector<std::string> phrase_;
  std::size_t anchor_ = 0;         // in phrase_
  std::vector<Positions> places_;  // scratch
  Positions found_;                // scratch
};

std::string key_of(const Arrangement& arrangement) {
  std::string key(arrangement.prefix);
  key +=
      '\n' + std::to_string(static_cast<int>(arrangement.kind)) + '\n' + std::to_string(arrangement.window);
  for (const auto& place : arrangement.places) {
    key += "\n\n";
    for (const auto& word : place) key += word + '\n';
  }
  key += "\n\n\n";
  for (const auto& phrase : arrangement.phrases) {
    key += "\n\n";
    for (const auto& word : phrase) key += word + '\n';
  }
  key += "\n\n\n";
  for (const auto& word : arrangement.compounds) key += word + '\n';
  return key;
}

Xapian::Query any_of(const std::vector<std::string>& words, std::string_view prefix) {
  std::vector<Xapian::Query> terms;
  for (const auto& word : words) terms.emplace_back(std::string(prefix) + word);
  return terms.size() == 1 ? terms.front() : Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end());
}

}  // namespace

ArrangedDocuments ArrangementMemory::of(const Arrangement& arrangement) {
  const auto key = key_of(arrangement);
  if (const auto found = outcomes_.find(key); found != outcomes_.end()) return found->second;
  if (outcomes_.size() >= kMost) return nullptr;
  return outcomes_.emplace(key, std::make_shared<std::vector<std::uint8_t>>()).first->second;
}

Xapian::Query arranged(const Arrangement& arrangement, ArrangementMemory& memory) {
  std::vector<Xapian::Query> words;
  for (std::size_t i = 0; i < arrangement.places.size(); ++i) {
    const auto& place = arrangement.places[i];
    if (i >= arrangement.phrases.size() || arrangement.phrases[i].empty()) {
      words.push_back(any_of(place, arrangement.prefix));
      continue;
    }
    // That they stand side by side the condition sees.
    std::vector<Xapian::Query> phrase;
    for (const auto& word : arrangement.phrases[i])
      phrase.emplace_back(std::string(arrangement.prefix) + word);
    const Xapian::Query together(Xapian::Query::OP_AND, phrase.begin(), phrase.end());
    words.push_back(place.empty() ? together : together | any_of(place, arrangement.prefix));
  }
  if (words.empty()) return {};
  if (words.size() == 1) return words.front();
  const Xapian::Query condition(
      (new ArrangedSource(arrangement, memory.of(arrangement), memory.tables()))->release());
  Xapian::Query wanted(Xapian::Query::OP_AND, words.begin(), words.end());
  if (!arrangement.compounds.empty()) {
    // The condition stays outside: a synonym asks for frequencies, and a source has none.
    std::vector<Xapian::Query> alternatives{wanted};
    for (const auto& compound : arrangement.compounds)
      alternatives.emplace_back(std::string(arrangement.prefix) + compound);
    wanted = Xapian::Query(Xapian::Query::OP_SYNONYM, alternatives.begin(), alternatives.end());
  }
  return {Xapian::Query::OP_FILTER, wanted, condition};
}

bool are_near(std::uint32_t window, const std::vector<std::vector<std::uint32_t>>& places) {
  return std::any_of(places.begin(), places.end(), [&](const Positions& starts) {
    return std::any_of(starts.begin(), starts.end(),
                       [&](std::uint32_t start) { return is_near_from(start, places, window); });
  });
}

bool are_ordered(std::uint32_t window, const std::vector<std::vector<std::uint32_t>>& places) {
  if (places.empty()) return false;
  // From each first token the nearest next one is the best.
  return std::any_of(places.front().begin(), places.front().end(), [&](std::uint32_t start) {
    auto last = start;
    return std::all_of(places.begin() + 1, places.end(), [&](const Positions& place) {
      const auto next = std::upper_bound(place.begin(), place.end(), last);
      if (next == place.end() || *next - start >= window) return false;
      last = *next;
      return true;
    });
  });
}

}  // namespace pressmark
