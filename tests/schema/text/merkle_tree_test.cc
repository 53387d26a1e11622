#include "schema/text/merkle_tree.h"

#include <gtest/gtest.h>

#include <string>

#include "schema/model/error.h"

namespace pressmark {
namespace {

std::string hex(const Sha256Digest& digest) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const auto byte : digest) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

std::vector<Sha256Digest> leaves(std::size_t count) {
  std::vector<Sha256Digest> made;
  for (std::size_t i = 0; i < count; ++i) made.push_back(merkle_leaf("entry " + std::to_string(i)));
  return made;
}

// The roots that implementations of Certificate Transparency are tested with, over the first 1 to 8 of these
// entries.
TEST(MerkleTree, RootsAreThoseOfCertificateTransparency) {
  using namespace std::string_literals;
  const std::vector<std::string> entries{""s,
                                         "\x00"s,
                                         "\x10"s,
                                         "\x20\x21"s,
                                         "\x30\x31"s,
                                         "\x40\x41\x42\x43"s,
                                         "\x50\x51\x52\x53\x54\x55\x56\x57"s,
                                         "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"s};
  const std::vector<std::string> roots{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                       "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                       "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                       "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                       "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                       "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                       "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                       "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                       "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  std::vector<Sha256Digest> tree;
  for (std::size_t count = 0; count <= entries.size(); ++count) {
    EXPECT_EQ(hex(merkle_root(tree)), roots[count]) << count;
    if (count < entries.size()) tree.push_back(merkle_leaf(entries[count]));
  }
}

TEST(MerkleTree, EveryLeafIsProvenAtItsPlaceAndNowhereElse) {
  for (std::size_t count = 1; count <= 40; ++count) {
    const auto tree = leaves(count);
    const auto root = merkle_root(tree);
    for (std::size_t i = 0; i < count; ++i) {
      const auto proof = merkle_proof(tree, i);
      for (std::size_t place = 0; place <= count; ++place)
        EXPECT_EQ(is_proven(tree[i], place, count, proof, root), place == i)
            << i << " of " << count << " at " << place;
      EXPECT_FALSE(is_proven(merkle_leaf("another"), i, count, proof, root));
    }
  }
}

TEST(MerkleTree, AProofThatWasTouchedProvesNothing) {
  const auto tree = leaves(13);
  const auto root = merkle_root(tree);
  const auto proof = merkle_proof(tree, 6);
  for (std::size_t at = 0; at < proof.size(); ++at) {
    auto changed = proof;
    changed[at][at] ^= 1U;
    EXPECT_FALSE(is_proven(tree[6], 6, 13, changed, root));
    auto shorter = proof;
    shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(at));
    EXPECT_FALSE(is_proven(tree[6], 6, 13, shorter, root));
  }
  auto longer = proof;
  longer.push_back(root);
  EXPECT_FALSE(is_proven(tree[6], 6, 13, longer, root));
  EXPECT_FALSE(is_proven(tree[6], 6, 0, proof, root));
}

TEST(MerkleTree, ANodeIsNoLeaf) {
  const auto tree = leaves(2);
  std::string both;
  for (const auto& leaf : tree) both.append(leaf.begin(), leaf.end());
  EXPECT_NE(merkle_leaf(both), merkle_root(tree));
}

TEST(MerkleTree, ThereIsNoProofOfALeafThatIsNotThere) {
  EXPECT_THROW(merkle_proof(leaves(3), 3), Error);
  EXPECT_THROW(merkle_proof({}, 0), Error);
}

}  // namespace
}  // namespace pressmark
