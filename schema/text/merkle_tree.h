#pragma once
// A hash tree over a list of byte strings, as Certificate Transparency makes it (RFC 6962, section 2.1), with
// SHA-256: one hash stands for the whole list, and whoever has it can be shown that one entry is in the list
// by about log2(n) other hashes, without the list.
//
//           root = H(1 · ab · c)          a leaf is      H(0 · bytes)
//           ╱                ╲             a node is      H(1 · left · right)
//     ab = H(1 · a · b)       c            the left half is the largest power of two below n
//       ╱         ╲                        no entries:    H()
//   a = H(0 · …)  b = H(0 · …)
//
// The byte in front keeps a node from being passed off as a leaf. Plain functions, safe from any thread.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

using Sha256Digest = std::array<std::uint8_t, 32>;

Sha256Digest merkle_leaf(std::string_view bytes);
Sha256Digest merkle_node(const Sha256Digest& left, const Sha256Digest& right);

// Of leaves that merkle_leaf() made, in their order. Linear time.
Sha256Digest merkle_root(const std::vector<Sha256Digest>& leaves);

// The same root of leaves that come one by one, in memory that grows with the logarithm of their number.
class MerkleRoot {
 public:
  void add(const Sha256Digest& leaf);
  Sha256Digest root() const;  // of those added so far
  std::uint64_t size() const { return size_; }

 private:
  // Whole subtrees from the left, each larger than the one behind it: one for each bit of size_.
  std::vector<Sha256Digest> subtrees_;
  std::uint64_t size_ = 0;
};

std::string to_hex(const Sha256Digest& digest);
// Absent unless it is 64 lower-case hex digits.
std::optional<Sha256Digest> sha256_of_hex(std::string_view hex);

// The hashes beside the way from leaf `index` up to the root, lowest first (RFC 6962, 2.1.1: the audit path).
// Linear time. Throws Error{usage} unless index < leaves.size().
std::vector<Sha256Digest> merkle_proof(const std::vector<Sha256Digest>& leaves, std::size_t index);

// Whether `leaf` is number `index` of the `count` leaves with this root. False for a proof of another length
// than that place has; never throws.
bool is_proven(const Sha256Digest& leaf, std::uint64_t index, std::uint64_t count,
               const std::vector<Sha256Digest>& proof, const Sha256Digest& root);

}  // namespace pressmark
