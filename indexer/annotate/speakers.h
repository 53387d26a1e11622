#pragma once
// Who speaks: each found quotation's phrase resolved to a person, an institution or a group of the article,
// in the order name, title or role noun, pronoun, inheritance.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/annotate/people.h"
#include "indexer/annotate/quotes.h"
#include "indexer/annotate/reading.h"
#include "schema/text/speaker_authority.h"

namespace pressmark::annotation {

enum class Step : std::uint8_t { name, role, pronoun, inherited, described, none };
std::string_view to_string(Step step);

struct Resolved {
  std::string name;  // empty when nobody is found
  std::string role;
  std::string id;         // over all articles; empty for who is described only
  std::string canonical;  // the name of `id`, where it is another than `name`
  Stretch mention;        // the phrase used as evidence
  Step step = Step::none;
  bool unnamed = false;  // “officials”, “his firm”: as printed, but nobody to be found by
};

// One entry for each of `found`, in the same order. `context` is what holds for the whole article: its date,
// and the countries it speaks of.
std::vector<Resolved> resolve_speakers(const Reading& reading, const People& people,
                                       const std::vector<Found>& found, const SpeakerContext& context);

}  // namespace pressmark::annotation
