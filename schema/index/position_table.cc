#include "schema/index/position_table.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <iterator>

#include "schema/index/fields.h"
#include "schema/index/wire.h"
#include "schema/model/error.h"

namespace pressmark {
namespace {

// Layout: a byte that says nothing (below), varint of the number of words, a byte that seeds their hash,
// varints of the tokens of the headline and of the text; behind their sizes in bytes the paragraph starts
// (varints: tokens of the text from one start to the next) and the tokens that have aliases (varints: from
// each to the next); a varint of the number of aliases; a displacement byte for each bucket of the hash; the
// numbers of all tokens' words, those of the aliases.
//
// The perfect hash is "hash, displace, and compress" (Belazzougui, Botelho, Dietzfelbinger 2009, without the
// compressing): three words a bucket, and a fifth of the numbers stays free, so that a byte of displacements
// is enough for a million words.
//
// The engine keeps the least and the greatest value of a slot once more, and writes both with every commit:
// the first byte sees to it that these are no large ones where there are others.
constexpr std::size_t kLarge = 32U << 10U;
constexpr char kMiddle = '\x7F';
constexpr std::size_t kWordsABucket = 3;
constexpr unsigned kMaxDisplacement = 255;
constexpr unsigned kMaxSeed = 255;

std::size_t buckets_for(std::size_t words) {
  return words / kWordsABucket + 1;
}

std::size_t numbers_for(std::size_t words) {
  return words + words / 4 + 1;
}

unsigned bits_for(std::size_t words) {
  return std::max(8U, static_cast<unsigned>(std::bit_width(numbers_for(words) - 1)));
}

std::size_t bytes_for(std::size_t count, unsigned bits) {
  return count * (bits / 8) + (count * (bits % 8) + 7) / 8;
}

// Finalizer of MurmurHash3 (fmix64).
std::uint64_t mixed(std::uint64_t hash) {
  hash ^= hash >> 33U;
  hash *= 0xFF51AFD7ED558CCDU;
  hash ^= hash >> 33U;
  hash *= 0xC4CEB9FE1A85EC53U;
  hash ^= hash >> 33U;
  return hash;
}

// FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), mixed: alone it leaves short words alike in the high
// bits. Part of the format, as all below.
std::uint64_t hash_of(std::string_view word) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : word) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001B3U;
  }
  return mixed(hash);
}

std::uint64_t seeded(std::uint64_t hash, unsigned seed) {
  return seed == 0 ? hash : mixed(hash + seed * 0x9E3779B97F4A7C15U);
}

// `part`'s share of `range`, for all values of `part` alike.
std::size_t scaled(std::uint32_t part, std::size_t range) {
  return static_cast<std::size_t>((std::uint64_t{part} * range) >> 32U);
}

std::size_t bucket_of(std::uint64_t hash, std::size_t buckets) {
  return scaled(static_cast<std::uint32_t>(hash), buckets);
}

std::uint32_t number_in(std::uint64_t hash, unsigned displacement, std::size_t numbers) {
  auto part = static_cast<std::uint32_t>(hash >> 32U) + displacement * 0x9E3779B9U;
  part ^= part >> 16U;  // fmix32
  part *= 0x85EBCA6BU;
  part ^= part >> 13U;
  part *= 0xC2B2AE35U;
  part ^= part >> 16U;
  return static_cast<std::uint32_t>(scaled(part, numbers));
}

struct PerfectHash {
  unsigned seed = 0;
  std::string displacements;
  std::vector<std::uint32_t> numbers;  // of each word
};

// One try at numbers for all words: the fullest buckets first, each displaced until its words fall on free
// numbers.
class PerfectHashMaker {
 public:
  explicit PerfectHashMaker(const std::vector<PositionTableBuilder::Word>& words) : words_(words) {}

  bool make(unsigned seed) {
    hash_.seed = seed;
    fill_buckets();
    hash_.displacements.assign(buckets_.size(), '\0');
    hash_.numbers.assign(words_.size(), 0);
    taken_.assign(numbers_for(words_.size()), false);
    return std::all_of(order_.begin(), order_.end(), [&](std::uint32_t bucket) { return place(bucket); });
  }

  PerfectHash take() { return std::move(hash_); }

 private:
  struct Bucket {
    std::uint32_t begin = 0;  // of its words in members_
    std::uint32_t size = 0;
  };

  void fill_buckets() {
    hashes_.resize(words_.size());
    buckets_.assign(buckets_for(words_.size()), {});
    for (std::size_t i = 0; i < words_.size(); ++i) {
      hashes_[i] = seeded(words_[i].hash, hash_.seed);
      ++buckets_[bucket_of(hashes_[i], buckets_.size())].size;
    }
    std::uint32_t begin = 0;
    std::uint32_t largest = 0;
    for (auto& bucket : buckets_) {
      bucket.begin = begin;
      begin += bucket.size;
      largest = std::max(largest, bucket.size);
      bucket.size = 0;
    }
    members_.resize(words_.size());
    for (std::size_t i = 0; i < words_.size(); ++i) {
      auto& bucket = buckets_[bucket_of(hashes_[i], buckets_.size())];
      members_[bucket.begin + bucket.size++] = static_cast<std::uint32_t>(i);
    }
    order_by_size(largest);
  }

  void order_by_size(std::uint32_t largest) {
    std::vector<std::uint32_t> starts(std::size_t{largest} + 2, 0);
    for (const auto& bucket : buckets_) ++starts[largest - bucket.size + 1];
    for (std::size_t i = 1; i < starts.size(); ++i) starts[i] += starts[i - 1];
    order_.resize(buckets_.size());
    for (std::uint32_t i = 0; i < buckets_.size(); ++i) order_[starts[largest - buckets_[i].size]++] = i;
  }

  bool place(std::uint32_t number) {
    const auto& bucket = buckets_[number];
    for (unsigned displacement = 0; displacement <= kMaxDisplacement; ++displacement) {
      if (!fits(bucket, displacement)) continue;
      hash_.displacements[number] = static_cast<char>(displacement);
      return true;
    }
    return false;
  }

  bool fits(const Bucket& bucket, unsigned displacement) {
    for (std::uint32_t i = 0; i < bucket.size; ++i) {
      const auto word = members_[bucket.begin + i];
      const auto number = number_in(hashes_[word], displacement, taken_.size());
      if (taken_[number]) {
        for (std::uint32_t k = 0; k < i; ++k) taken_[hash_.numbers[members_[bucket.begin + k]]] = false;
        return false;
      }
      taken_[number] = true;
      hash_.numbers[word] = number;
    }
    return true;
  }

  const std::vector<PositionTableBuilder::Word>& words_;
  PerfectHash hash_;
  std::vector<std::uint64_t> hashes_;
  std::vector<Bucket> buckets_;
  std::vector<std::uint32_t> members_;
  std::vector<std::uint32_t> order_;
  std::vector<char> taken_;
};

PerfectHash perfect_hash(const std::vector<PositionTableBuilder::Word>& words) {
  PerfectHashMaker maker(words);
  for (unsigned seed = 0; seed <= kMaxSeed; ++seed)
    if (maker.make(seed)) return maker.take();
  throw Error(ErrorKind::internal, "two words of a document have the same hash");
}

// `number_at(i)` for i below `count`, laid out as PositionTable::Numbers reads them.
template <class NumberAt>
void put_numbers(std::string& out, std::size_t count, unsigned bits, NumberAt number_at) {
  const auto begin = out.size();
  out.resize(begin + bytes_for(count, bits));
  char* to = out.data() + begin;
  const unsigned whole = bits / 8;
  const unsigned rest = bits % 8;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t number = number_at(i);
    for (unsigned byte = 0; byte < whole; ++byte)
      to[byte * count + i] = static_cast<char>(number >> (8 * byte));
    if (rest == 0) continue;
    const auto bit = i * rest;
    char* cell = to + whole * count + bit / 8;
    const auto high = (number >> (8 * whole)) << (bit % 8);
    cell[0] = static_cast<char>(static_cast<unsigned char>(cell[0]) | (high & 0xFFU));
    if (bit % 8 + rest > 8) cell[1] = static_cast<char>(static_cast<unsigned char>(cell[1]) | (high >> 8U));
  }
}

std::size_t to_size(std::uint64_t value, std::size_t most) {
  if (value > most) WireReader::fail();
  return static_cast<std::size_t>(value);
}

}  // namespace

void PositionTableBuilder::clear() {
  words_.clear();
  letters_.clear();
  std::fill(slots_.begin(), slots_.end(), 0);
  tokens_.clear();
  aliases_.clear();
  paragraph_starts_.clear();
  title_tokens_ = 0;
}

void PositionTableBuilder::grow() {
  constexpr std::size_t kFirstSlots = 1024;
  slots_.assign(std::max(kFirstSlots, slots_.size() * 2), 0);
  const auto mask = slots_.size() - 1;
  for (std::uint32_t i = 0; i < words_.size(); ++i) {
    auto slot = words_[i].hash & mask;
    while (slots_[slot] != 0) slot = (slot + 1) & mask;
    slots_[slot] = i + 1;
  }
}

std::uint32_t PositionTableBuilder::number_of(std::string_view term) {
  if (words_.size() * 2 >= slots_.size()) grow();
  const auto hash = hash_of(term);
  const auto mask = slots_.size() - 1;
  auto slot = hash & mask;
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    auto& word = words_[slots_[slot] - 1];
    if (word.hash != hash || this->term(word) != term) continue;
    ++word.count;
    return slots_[slot] - 1;
  }
  words_.push_back(
      {hash, static_cast<std::uint32_t>(letters_.size()), static_cast<std::uint32_t>(term.size()), 1});
  letters_ += term;
  slots_[slot] = static_cast<std::uint32_t>(words_.size());
  return slots_[slot] - 1;
}

void PositionTableBuilder::add(const Analysis& analysis, std::size_t most) {
  const auto before = static_cast<std::uint32_t>(tokens_.size());
  const auto count = std::min(most, analysis.tokens.size());
  for (std::size_t i = 0; i < count; ++i) tokens_.push_back(number_of(analysis.term(analysis.tokens[i])));
  for (const auto& alias : analysis.aliases)
    if (alias.token < count) aliases_.push_back({before + alias.token, number_of(analysis.term(alias))});
}

std::uint32_t PositionTableBuilder::add_title(const Analysis& title) {
  add(title, kLastTitlePosition);
  title_tokens_ = tokens_.size();
  return static_cast<std::uint32_t>(title_tokens_);
}

void PositionTableBuilder::add_text(const Analysis& text) {
  add(text, text.tokens.size());
  for (std::size_t i = 0; i < text.tokens.size(); ++i)
    while (paragraph_starts_.size() < text.tokens[i].paragraph)
      paragraph_starts_.push_back(static_cast<std::uint32_t>(i));
}

void PositionTableBuilder::add_piece(const Analysis& piece) {
  add(piece, piece.tokens.size());
}

std::string PositionTableBuilder::encode() const {
  if (words_.empty()) return {};
  const auto hash = perfect_hash(words_);
  const auto bits = bits_for(words_.size());
  std::string table;
  table.reserve(bytes_for(tokens_.size(), bits) + hash.displacements.size() + paragraph_starts_.size() +
                3 * aliases_.size() + 32);
  table += tokens_.size() < kLarge ? static_cast<char>(words_.front().hash) : kMiddle;
  put_varint(table, words_.size());
  table += static_cast<char>(hash.seed);
  put_varint(table, title_tokens_);
  put_varint(table, tokens_.size() - title_tokens_);
  std::string distances;
  const auto put_ascending = [&](const auto& list, auto value_of) {
    distances.clear();
    std::uint32_t last = 0;
    for (const auto& each : list) put_varint(distances, value_of(each) - std::exchange(last, value_of(each)));
    put_bytes(table, distances);
  };
  put_ascending(paragraph_starts_, [](std::uint32_t start) { return start; });
  put_ascending(aliases_, [](const AliasAt& alias) { return alias.token; });
  put_varint(table, aliases_.size());
  table += hash.displacements;
  put_numbers(table, tokens_.size(), bits, [&](std::size_t i) { return hash.numbers[tokens_[i]]; });
  put_numbers(table, aliases_.size(), bits, [&](std::size_t i) { return hash.numbers[aliases_[i].word]; });
  return table;
}

PositionTable::Numbers::Numbers(std::string_view bytes, std::size_t count, unsigned bits)
    : bytes_(bytes), count_(count), bits_(bits) {}

std::uint32_t PositionTable::Numbers::at(std::size_t index) const {
  const auto byte_at = [&](std::size_t at) { return std::uint32_t{static_cast<unsigned char>(bytes_[at])}; };
  const unsigned whole = bits_ / 8;
  std::uint32_t number = byte_at(index);
  for (unsigned byte = 1; byte < whole; ++byte) number |= byte_at(byte * count_ + index) << (8 * byte);
  const unsigned rest = bits_ % 8;
  if (rest == 0) return number;
  const auto bit = index * rest;
  const auto cell = whole * count_ + bit / 8;
  auto high = byte_at(cell) >> (bit % 8);
  if (bit % 8 + rest > 8) high |= byte_at(cell + 1) << (8 - bit % 8);
  return number | (high & ((1U << rest) - 1)) << (8 * whole);
}

std::size_t PositionTable::Numbers::find(std::uint32_t number, std::size_t from) const {
  const auto low = static_cast<int>(number & 0xFFU);
  while (from < count_) {
    const void* found = std::memchr(bytes_.data() + from, low, count_ - from);
    if (found == nullptr) break;
    from = static_cast<std::size_t>(static_cast<const char*>(found) - bytes_.data());
    if (bits_ == 8 || at(from) == number) return from;
    ++from;
  }
  return count_;
}

PositionTable::PositionTable(std::string_view bytes) {
  if (bytes.empty()) return;
  WireReader in(bytes);
  in.bytes(1);
  words_ = to_size(in.varint(), bytes.size());
  seed_ = static_cast<std::uint8_t>(in.bytes(1).front());
  title_tokens_ = to_size(in.varint(), bytes.size());
  const auto tokens = title_tokens_ + to_size(in.varint(), bytes.size());
  paragraph_starts_ = in.prefixed();
  alias_tokens_ = in.prefixed();
  const auto aliases = to_size(in.varint(), alias_tokens_.size());  // a byte each at least
  if (words_ == 0) WireReader::fail();
  displacements_ = in.bytes(buckets_for(words_));
  const auto bits = bits_for(words_);
  tokens_ = Numbers(in.bytes(bytes_for(tokens, bits)), tokens, bits);
  aliases_ = Numbers(in.bytes(bytes_for(aliases, bits)), aliases, bits);
}

std::uint32_t PositionTable::number_of(std::string_view word) const {
  const auto hash = seeded(hash_of(word), seed_);
  const auto displacement =
      static_cast<unsigned char>(displacements_[bucket_of(hash, displacements_.size())]);
  return number_in(hash, displacement, numbers_for(words_));
}

// Positions of ascending tokens.
class PositionTable::PositionOf {
 public:
  explicit PositionOf(const PositionTable& table)
      : title_tokens_(table.title_tokens_), starts_(table.paragraph_starts_) {
    read_start();
  }

  std::uint32_t operator()(std::size_t token) {
    if (token < title_tokens_) return static_cast<std::uint32_t>(token + 1);
    const auto of_text = token - title_tokens_;
    while (has_start_ && next_start_ <= of_text) {
      ++paragraph_;
      read_start();
    }
    return static_cast<std::uint32_t>(kBodyPosition + of_text + paragraph_ * kParagraphGap);
  }

 private:
  void read_start() {
    has_start_ = !starts_.at_end();
    if (has_start_) next_start_ += starts_.varint();
  }

  std::size_t title_tokens_;
  WireReader starts_;
  bool has_start_ = false;
  std::uint64_t next_start_ = 0;
  std::size_t paragraph_ = 0;
};

void PositionTable::add_tokens(std::uint32_t number, std::vector<std::uint32_t>& positions) const {
  auto token = tokens_.find(number, 0);
  if (token == tokens_.count()) return;
  PositionOf position_of(*this);
  for (; token < tokens_.count(); token = tokens_.find(number, token + 1))
    positions.push_back(position_of(token));
}

void PositionTable::add_aliases(std::uint32_t number, std::vector<std::uint32_t>& positions) const {
  auto alias = aliases_.find(number, 0);
  if (alias == aliases_.count()) return;
  PositionOf position_of(*this);
  WireReader distances(alias_tokens_);
  std::uint64_t token = 0;
  for (std::size_t read = 0; alias < aliases_.count(); alias = aliases_.find(number, alias + 1)) {
    for (; read <= alias; ++read) token += distances.varint();
    positions.push_back(position_of(to_size(token, tokens_.count())));
  }
}

void PositionTable::find(std::string_view word, std::vector<std::uint32_t>& positions) const {
  positions.clear();
  if (words_ == 0) return;
  const auto number = number_of(word);
  add_tokens(number, positions);
  const auto of_tokens = static_cast<std::ptrdiff_t>(positions.size());
  add_aliases(number, positions);
  if (of_tokens == static_cast<std::ptrdiff_t>(positions.size())) return;
  std::inplace_merge(positions.begin(), positions.begin() + of_tokens, positions.end());
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
}

std::vector<std::uint32_t> PositionTable::text_tokens_numbered_as(std::string_view word,
                                                                  std::size_t most) const {
  std::vector<std::uint32_t> found;
  if (words_ == 0) return found;
  const auto number = number_of(word);
  for (auto token = tokens_.find(number, title_tokens_); token < tokens_.count() && found.size() < most;
       token = tokens_.find(number, token + 1))
    found.push_back(static_cast<std::uint32_t>(token - title_tokens_));
  return found;
}

// Without aliases: one pass over the tokens, from one place of the anchor to the next.
bool PositionTable::has_tokens(const std::vector<std::uint32_t>& numbers, std::size_t anchor,
                               bool in_title) const {
  const auto end = in_title ? title_tokens_ : tokens_.count();
  PositionOf position_of(*this);
  for (auto at = tokens_.find(numbers[anchor], anchor); at < end;
       at = tokens_.find(numbers[anchor], at + 1)) {
    const auto first = at - anchor;
    if (end - first < numbers.size()) return false;
    std::size_t same = 0;
    while (same < numbers.size() && (same == anchor || tokens_.at(first + same) == numbers[same])) ++same;
    if (same < numbers.size()) continue;
    // Neither over the end of the headline nor over that of a paragraph.
    const auto begin = position_of(first);
    if (PositionOf(position_of)(first + same - 1) - begin == same - 1) return true;
  }
  return false;
}

bool PositionTable::has_phrase(const std::vector<std::string>& words, std::size_t anchor,
                               bool in_title) const {
  if (words_ == 0) return false;
  std::vector<std::uint32_t> numbers;
  numbers.reserve(words.size());
  bool has_aliases = false;
  for (const auto& word : words) {
    numbers.push_back(number_of(word));
    has_aliases = has_aliases || aliases_.find(numbers.back(), 0) != aliases_.count();
  }
  if (has_tokens(numbers, anchor, in_title)) return true;
  if (!has_aliases) return false;

  // Some of the words stand where another is the token.
  std::vector<std::vector<std::uint32_t>> places(words.size());
  for (std::size_t i = 0; i < words.size(); ++i) find(words[i], places[i]);
  return std::any_of(places[anchor].begin(), places[anchor].end(), [&](std::uint32_t position) {
    if (position < anchor || (in_title && position - anchor + words.size() - 1 > kLastTitlePosition))
      return false;
    for (std::uint32_t i = 0; i < words.size(); ++i) {
      const auto wanted = static_cast<std::uint32_t>(position - anchor + i);
      if (!std::binary_search(places[i].begin(), places[i].end(), wanted)) return false;
    }
    return true;
  });
}

}  // namespace pressmark
