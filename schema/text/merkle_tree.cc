#include "schema/text/merkle_tree.h"

#include <span>
#include <string>

#include "schema/model/error.h"
#include "schema/text/sha256.h"

namespace pressmark {
namespace {

using Leaves = std::span<const Sha256Digest>;

constexpr std::string_view kHexDigits = "0123456789abcdef";

Sha256Digest digest(Sha256& hash) {
  return *sha256_of_hex(hash.hex());
}

std::string_view view(const Sha256Digest& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// The largest power of two below `count`, which is at least 2.
std::size_t left_of(std::size_t count) {
  std::size_t left = 1;
  while (left * 2 < count) left *= 2;
  return left;
}

Sha256Digest root_of(Leaves leaves) {
  if (leaves.size() == 1) return leaves.front();
  const auto left = left_of(leaves.size());
  return merkle_node(root_of(leaves.first(left)), root_of(leaves.subspan(left)));
}

}  // namespace

Sha256Digest merkle_leaf(std::string_view bytes) {
  Sha256 hash;
  hash.add(std::string_view("\x00", 1));
  hash.add(bytes);
  return digest(hash);
}

Sha256Digest merkle_node(const Sha256Digest& left, const Sha256Digest& right) {
  Sha256 hash;
  hash.add("\x01");
  hash.add(view(left));
  hash.add(view(right));
  return digest(hash);
}

Sha256Digest merkle_root(const std::vector<Sha256Digest>& leaves) {
  if (!leaves.empty()) return root_of(leaves);
  Sha256 hash;
  return digest(hash);
}

void MerkleRoot::add(const Sha256Digest& leaf) {
  Sha256Digest tree = leaf;
  for (auto rest = size_; (rest & 1U) != 0; rest >>= 1U) {
    tree = merkle_node(subtrees_.back(), tree);
    subtrees_.pop_back();
  }
  subtrees_.push_back(tree);
  ++size_;
}

Sha256Digest MerkleRoot::root() const {
  if (subtrees_.empty()) return merkle_root({});
  Sha256Digest root = subtrees_.back();
  for (auto left = subtrees_.rbegin() + 1; left != subtrees_.rend(); ++left) root = merkle_node(*left, root);
  return root;
}

std::string to_hex(const Sha256Digest& digest) {
  std::string hex;
  for (const auto byte : digest) {
    hex += kHexDigits[byte >> 4U];
    hex += kHexDigits[byte & 0xFU];
  }
  return hex;
}

std::optional<Sha256Digest> sha256_of_hex(std::string_view hex) {
  Sha256Digest digest{};
  if (hex.size() != 2 * digest.size()) return std::nullopt;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const auto high = kHexDigits.find(hex[2 * i]);
    const auto low = kHexDigits.find(hex[2 * i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    digest[i] = static_cast<std::uint8_t>(high << 4U | low);
  }
  return digest;
}

std::vector<Sha256Digest> merkle_proof(const std::vector<Sha256Digest>& leaves, std::size_t index) {
  if (index >= leaves.size()) throw Error(ErrorKind::usage, "the tree has no such leaf");
  std::vector<Sha256Digest> highest_first;
  Leaves rest(leaves);
  while (rest.size() > 1) {
    const auto left = left_of(rest.size());
    const bool goes_left = index < left;
    highest_first.push_back(root_of(goes_left ? rest.subspan(left) : rest.first(left)));
    rest = goes_left ? rest.first(left) : rest.subspan(left);
    if (!goes_left) index -= left;
  }
  return {highest_first.rbegin(), highest_first.rend()};
}

// RFC 9162, 2.1.3.2, which says for RFC 6962's paths how they are followed.
bool is_proven(const Sha256Digest& leaf, std::uint64_t index, std::uint64_t count,
               const std::vector<Sha256Digest>& proof, const Sha256Digest& root) {
  if (index >= count) return false;
  std::uint64_t place = index;
  std::uint64_t last = count - 1;
  Sha256Digest hash = leaf;
  for (const auto& beside : proof) {
    if (last == 0) return false;
    if ((place & 1U) != 0 || place == last) {
      hash = merkle_node(beside, hash);
      while ((place & 1U) == 0 && place != 0) {
        place >>= 1U;
        last >>= 1U;
      }
    } else {
      hash = merkle_node(hash, beside);
    }
    place >>= 1U;
    last >>= 1U;
  }
  return last == 0 && hash == root;
}

}  // namespace pressmark
