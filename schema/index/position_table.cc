#include "schema/index/position_table.h"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

#include "schema/index/wire.h"
#include "schema/model/error.h"

namespace pressmark {
namespace {

// Layout: a head byte (low 4 bits: bytes of a key; then 3 bits: rotation of the hash in bytes; the top bit:
// offsets have four bytes instead of two), varint of the number of words, the keys in ascending order (big
// endian), an offset (little endian) into what follows for every kBlock-th word but the first, then every
// word's places in the order of the keys.
//
// Places of a word: a varint of twice the first position, plus one when there are more; then, if so, a varint
// of the size of the rest in bytes and the distances from each position to the next, as varints.
constexpr std::size_t kBlock = 8;
constexpr std::array<unsigned, 6> kKeySizes{1, 2, 3, 4, 6, 8};
constexpr std::uint8_t kWideOffsets = 0x80;

// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), its bits then mixed as MurmurHash3 ends (fmix64): the
// former alone leaves short words alike in the high bits. Part of the format.
std::uint64_t hash_of(std::string_view word) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : word) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001B3U;
  }
  hash ^= hash >> 33U;
  hash *= 0xFF51AFD7ED558CCDU;
  hash ^= hash >> 33U;
  hash *= 0xC4CEB9FE1A85EC53U;
  hash ^= hash >> 33U;
  return hash;
}

// The leading bytes of the hash turned by `rotation` bytes: eight tries at keys of one size for one hash.
std::uint64_t key_of(std::uint64_t hash, unsigned bytes, unsigned rotation) {
  return std::rotl(hash, static_cast<int>(8 * rotation)) >> (64U - 8U * bytes);
}

struct Keyed {
  std::uint64_t key = 0;
  const WordPlaces::Places* places = nullptr;
};

bool are_distinct(const std::vector<Keyed>& sorted) {
  return std::adjacent_find(sorted.begin(), sorted.end(),
                            [](const Keyed& a, const Keyed& b) { return a.key == b.key; }) == sorted.end();
}

// More words than this have two with the same key in nearly every try: not worth sorting them to see it.
// (Square root of twice the number of keys times three: e^-3² of all tries.)
bool is_hopeless(std::size_t words, unsigned bytes) {
  return bytes < 8 && static_cast<double>(words) * static_cast<double>(words) >
                          6.0 * static_cast<double>(std::uint64_t{1} << (8U * bytes));
}

void put_big_endian(std::string& out, std::uint64_t value, unsigned bytes) {
  for (unsigned i = bytes; i > 0; --i) out += static_cast<char>(value >> (8U * (i - 1)));
}

void put_little_endian(std::string& out, std::uint64_t value, unsigned bytes) {
  for (unsigned i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8U * i));
}

void put_places(std::string& out, const std::vector<std::uint32_t>& positions, std::string& scratch) {
  const bool more = positions.size() > 1;
  put_varint(out, std::uint64_t{positions.front()} * 2 + (more ? 1 : 0));
  if (!more) return;
  scratch.clear();
  for (std::size_t i = 1; i < positions.size(); ++i) put_varint(scratch, positions[i] - positions[i - 1]);
  put_bytes(out, scratch);
}

}  // namespace

void WordPlaces::add(std::string_view word, std::uint32_t position) {
  auto found = words_.lower_bound(word);
  if (found == words_.end() || found->first != word)
    found = words_.emplace_hint(found, std::string(word), Places{});
  ++found->second.count;
  found->second.positions.push_back(position);
}

std::string WordPlaces::encode() {
  if (words_.empty()) return {};
  std::vector<std::pair<std::uint64_t, const Places*>> hashed;
  hashed.reserve(words_.size());
  for (auto& [word, places] : words_) {
    auto& list = places.positions;
    if (!std::is_sorted(list.begin(), list.end())) std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
    hashed.emplace_back(hash_of(word), &places);
  }

  std::vector<Keyed> keyed(hashed.size());
  unsigned bytes = 0;
  unsigned rotation = 0;
  const auto try_keys = [&] {
    for (const unsigned size : kKeySizes) {
      if (is_hopeless(hashed.size(), size)) continue;
      for (unsigned turn = 0; turn < 8; ++turn) {
        for (std::size_t i = 0; i < hashed.size(); ++i)
          keyed[i] = {key_of(hashed[i].first, size, turn), hashed[i].second};
        std::sort(keyed.begin(), keyed.end(), [](const Keyed& a, const Keyed& b) { return a.key < b.key; });
        if (!are_distinct(keyed)) continue;
        bytes = size;
        rotation = turn;
        return true;
      }
    }
    return false;
  };
  if (!try_keys()) throw Error(ErrorKind::internal, "two words of an article have the same hash");

  std::string places;
  std::string scratch;
  std::vector<std::size_t> offsets;
  for (std::size_t i = 0; i < keyed.size(); ++i) {
    if (i > 0 && i % kBlock == 0) offsets.push_back(places.size());
    put_places(places, keyed[i].places->positions, scratch);
  }
  const bool wide = places.size() > 0xFFFFU;
  std::string table;
  table.reserve(places.size() + keyed.size() * bytes + offsets.size() * 4 + 8);
  table += static_cast<char>(bytes | (rotation << 4U) | (wide ? kWideOffsets : 0U));
  put_varint(table, keyed.size());
  for (const auto& each : keyed) put_big_endian(table, each.key, bytes);
  for (const auto offset : offsets) put_little_endian(table, offset, wide ? 4 : 2);
  table += places;
  return table;
}

PositionTable::PositionTable(std::string_view bytes) {
  if (bytes.empty()) return;
  WireReader in(bytes);
  const auto head = static_cast<unsigned char>(in.bytes(1).front());
  key_bytes_ = head & 0x0FU;
  rotation_ = (head >> 4U) & 7U;
  offset_bytes_ = (head & kWideOffsets) != 0 ? 4 : 2;
  if (key_bytes_ == 0 || key_bytes_ > 8) WireReader::fail();
  const auto count = in.varint();
  if (count == 0 || count > bytes.size()) WireReader::fail();
  words_ = static_cast<std::size_t>(count);
  keys_ = in.bytes(words_ * key_bytes_);
  offsets_ = in.bytes((words_ - 1) / kBlock * offset_bytes_);
  places_ = bytes.substr(static_cast<std::size_t>(offsets_.end() - bytes.begin()));
}

std::uint64_t PositionTable::key(std::size_t index) const {
  std::uint64_t value = 0;
  for (const char c : keys_.substr(index * key_bytes_, key_bytes_))
    value = (value << 8U) | static_cast<unsigned char>(c);
  return value;
}

bool PositionTable::find(std::string_view word, std::vector<std::uint32_t>& positions) const {
  positions.clear();
  if (words_ == 0) return false;
  const auto wanted = key_of(hash_of(word), key_bytes_, rotation_);
  std::size_t low = 0;
  std::size_t high = words_;
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    if (key(middle) < wanted)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == words_ || key(low) != wanted) return false;

  std::uint64_t begin = 0;
  if (const auto block = low / kBlock; block > 0)
    for (unsigned i = offset_bytes_; i > 0; --i)
      begin = (begin << 8U) | static_cast<unsigned char>(offsets_[(block - 1) * offset_bytes_ + i - 1]);
  if (begin > places_.size()) WireReader::fail();
  WireReader in(places_.substr(begin));
  for (auto skipped = low % kBlock; skipped > 0; --skipped)
    if ((in.varint() & 1U) != 0) in.prefixed();
  const auto first = in.varint();
  std::uint64_t position = first >> 1U;
  if (position > 0xFFFFFFFFU) WireReader::fail();
  positions.push_back(static_cast<std::uint32_t>(position));
  if ((first & 1U) == 0) return true;
  WireReader distances(in.prefixed());
  while (!distances.at_end()) {
    position += distances.varint();
    if (position > 0xFFFFFFFFU) WireReader::fail();
    positions.push_back(static_cast<std::uint32_t>(position));
  }
  return true;
}

}  // namespace pressmark
