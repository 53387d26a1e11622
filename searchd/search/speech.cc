#include "searchd/search/speech.h"

#include <algorithm>

#include "schema/index/fields.h"
#include "schema/text/speaker_authority.h"
#include "schema/text/utf8.h"
#include "searchd/search/results.h"

namespace pressmark {
namespace {

bool touches(const Quotation& quotation, Span place) {
  return std::any_of(quotation.spans.begin(), quotation.spans.end(),
                     [&](Span piece) { return piece.overlaps(place); });
}

const Quotation* quotation_at(const std::vector<Quotation>& quotations, Span place) {
  const auto found = std::find_if(quotations.begin(), quotations.end(),
                                  [&](const Quotation& quotation) { return touches(quotation, place); });
  return found == quotations.end() ? nullptr : &*found;
}

bool is_said(const Quotation& quotation, Span place) {
  return quotation.type == QuotationType::direct &&
         std::any_of(quotation.spans.begin(), quotation.spans.end(),
                     [&](Span piece) { return piece.contains(place); });
}

// The direct quotation every match stands in, else the one of the first match in any.
const Quotation* quotation_of(const std::vector<Quotation>& quotations, const std::vector<Span>& matches) {
  for (const auto& quotation : quotations) {
    if (std::all_of(matches.begin(), matches.end(), [&](Span match) { return is_said(quotation, match); }))
      return &quotation;
  }
  for (const auto& match : matches)
    if (const Quotation* found = quotation_at(quotations, match)) return found;
  return nullptr;
}

}  // namespace

void WantedSpeakers::add(std::string_view value) {
  Wanted wanted;
  if (value == kUnknown) {
    wanted.ids.emplace_back();
  } else {
    wanted.ids = speaker_ids(value);
    wanted.words = words_of(value);
  }
  wanted_.push_back(std::move(wanted));
}

std::vector<std::string> WantedSpeakers::words_of(std::string_view name) {
  analyzer_.analyze(name, analysis_);
  std::vector<std::string> words;
  for (const auto& token : analysis_.tokens) words.emplace_back(analysis_.term(token));
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

std::vector<const Quotation*> WantedSpeakers::quotations(const std::vector<Quotation>& all) {
  std::vector<const Quotation*> found;
  if (wanted_.empty()) return found;
  for (const auto& quotation : all)
    if (wants(quotation)) found.push_back(&quotation);
  return found;
}

bool WantedSpeakers::wants(const Quotation& quotation) {
  const std::string_view id = quotation.speaker ? std::string_view(quotation.speaker->id) : "";
  const auto by_id = [&](const Wanted& wanted) {
    return std::find(wanted.ids.begin(), wanted.ids.end(), id) != wanted.ids.end();
  };
  if (std::any_of(wanted_.begin(), wanted_.end(), by_id)) return true;
  if (id.empty()) return false;
  const auto name = words_of(quotation.speaker->name + ' ' + quotation.speaker->canonical);
  return std::any_of(wanted_.begin(), wanted_.end(), [&](const Wanted& wanted) {
    return !wanted.words.empty() &&
           std::includes(name.begin(), name.end(), wanted.words.begin(), wanted.words.end());
  });
}

void attribute(Passage& passage, const std::vector<Quotation>& quotations, const CodePoints& points) {
  passage.quotation_id.reset();
  passage.speaker_name.reset();
  passage.speech = Speech::none;
  passage.said_bytes.clear();
  passage.speaker_inferred = false;
  const Quotation* found = nullptr;
  if (!passage.match_bytes.empty()) {
    found = quotation_of(quotations, passage.match_bytes);
  } else {
    for (const auto& quotation : quotations) {
      const bool indirect = quotation.type == QuotationType::indirect;
      if (indirect ? quotation.span.contains(passage.bytes) : touches(quotation, passage.bytes)) {
        found = &quotation;
        break;
      }
    }
  }
  if (found == nullptr) return;
  passage.quotation_id = found->id;
  passage.quotation_type = found->type;
  passage.quotation_place = points.from_bytes(found->span);
  passage.speaker_inferred = found->step == "inherited";
  if (found->speaker) passage.speaker_name = found->speaker->name;
  if (found->type != QuotationType::direct) {
    passage.speech = Speech::reported;
    return;
  }
  // “A,” she said. “B.” are two quotations of one speaker.
  const auto same_speaker = [&](const Quotation& other) {
    return &other == found || (other.type == QuotationType::direct && other.speaker && found->speaker &&
                               other.speaker->name == found->speaker->name);
  };
  std::uint32_t said = 0;
  for (const auto& quotation : quotations) {
    if (!same_speaker(quotation)) continue;
    for (const auto& piece : quotation.spans) {
      const Span inside{std::max(piece.begin, passage.bytes.begin), std::min(piece.end, passage.bytes.end)};
      if (inside.end <= inside.begin) continue;
      passage.said_bytes.push_back(inside);
      said += inside.size();
    }
  }
  std::sort(passage.said_bytes.begin(), passage.said_bytes.end());
  const auto own_words = [&](Span match) {
    return std::any_of(quotations.begin(), quotations.end(),
                       [&](const Quotation& each) { return same_speaker(each) && is_said(each, match); });
  };
  const auto& matches = passage.match_bytes;
  const bool own = matches.empty() ? said * 2 >= passage.bytes.size()
                                   : std::all_of(matches.begin(), matches.end(), own_words);
  passage.speech = own ? Speech::said : Speech::partly;
}

std::vector<Occurrence> within_quotations(std::vector<Occurrence> occurrences,
                                          const std::vector<Pattern>& patterns,
                                          const std::vector<Quotation>& quotations,
                                          const TokenTable& tokens) {
  std::erase_if(occurrences, [&](const Occurrence& occurrence) {
    return patterns[occurrence.pattern].in_quotations &&
           quotation_at(quotations, token_span(occurrence, tokens)) == nullptr;
  });
  return occurrences;
}

}  // namespace pressmark
