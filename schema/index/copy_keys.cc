#include "schema/index/copy_keys.h"

#include <algorithm>

#include "schema/index/fields.h"

namespace pressmark {
namespace {

constexpr std::size_t kWordingBytes = 8;

void put(std::string& bytes, std::uint64_t value, std::size_t size) {
  for (std::size_t i = size; i-- > 0;) bytes.push_back(static_cast<char>(value >> (8 * i) & 0xFFU));
}

}  // namespace

std::string wording_term(Wording wording) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string term(prefix::kWording);
  for (int shift = 60; shift >= 0; shift -= 4) term.push_back(kDigits[wording >> shift & 0xFU]);
  return term;
}

std::string band_key(const Sketch& sketch, std::size_t band) {
  std::string key(metadata::kCopyBand);
  put(key, band, 1);
  put(key, sketch.bands.at(band), 4);
  return key;
}

std::string with_wording(std::string key, Wording wording) {
  put(key, wording, kWordingBytes);
  return key;
}

std::string edge_key(Wording from) {
  return with_wording(std::string(metadata::kCopyEdge), from);
}

Wording wording_at_end(std::string_view key) {
  Wording wording = 0;
  for (const char c : key.substr(key.size() - std::min(key.size(), kWordingBytes)))
    wording = wording << 8U | static_cast<std::uint8_t>(c);
  return wording;
}

std::optional<std::pair<Wording, Wording>> decode_edge(std::string_view key) {
  if (!key.starts_with(metadata::kCopyEdge) || key.size() != metadata::kCopyEdge.size() + 2 * kWordingBytes)
    return std::nullopt;
  return std::pair(wording_at_end(key.substr(0, key.size() - kWordingBytes)), wording_at_end(key));
}

}  // namespace pressmark
