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
#include <string_view>
#include <vector>

namespace pressmark {

using Sha256Digest = std::array<std::uint8_t, 32>;

Sha256Digest merkle_leaf(std::string_view bytes);
Sha256Digest merkle_node(const Sha256Digest& left, const Sha256Digest& right);

// Of leaves that merkle_leaf() made, in their order. Linear time.
Sha256Digest merkle_root(const std::vector<Sha256Digest>& leaves);

// The hashes beside the way from leaf `index` up to the root, lowest first (RFC 6962, 2.1.1: the audit path).
// Linear time. Throws Error{usage} unless index < leaves.size().
std::vector<Sha256Digest> merkle_proof(const std::vector<Sha256Digest>& leaves, std::size_t index);

// Whether `leaf` is number `index` of the `count` leaves with this root. False for a proof of another length
// than that place has; never throws.
bool is_proven(const Sha256Digest& leaf, std::uint64_t index, std::uint64_t count,
               const std::vector<Sha256Digest>& proof, const Sha256Digest& root);

}  // namespace pressmark
