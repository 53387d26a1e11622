#pragma once
// The keys of the graph of copies, in the metadata of `articles`. Its nodes are wordings: articles with the
// same words in the same order are one node, so that a story a thousand outlets print unchanged is no
// thousand times a thousand pairs.
//
//   ~b BAND VALUE WORDING    a text of this wording has this value in this band of its sketch
//   ~e WORDING WORDING       the one is a copy of the other; both ways round
//
// Numbers are big-endian bytes (1, 4 and 8 of them), so that keys of one band lie side by side, by wording.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "schema/text/shingles.h"

namespace pressmark {

using Wording = std::uint64_t;

std::string wording_term(Wording wording);  // XK: on every article of that wording

std::string band_key(const Sketch& sketch,
                     std::size_t band);  // without a wording: what all of the band begin with
std::string with_wording(std::string key, Wording wording);
std::string edge_key(Wording from);  // without the other end
Wording wording_at_end(std::string_view key);
std::optional<std::pair<Wording, Wording>> decode_edge(std::string_view key);  // absent for any other key

}  // namespace pressmark
