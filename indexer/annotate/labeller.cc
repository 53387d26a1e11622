#include "indexer/annotate/labeller.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <limits>

#include "pressmark_embedded/labeller_model.h"
#include "schema/model/error.h"
#include "schema/text/sha256.h"

namespace pressmark::annotation {
namespace {

constexpr std::string_view kMagic = "PMQL1\n";  // the number counts changes of the features
constexpr std::size_t kTokenWeights = (std::size_t{1} << kFeatureBits) * kLabels;
constexpr std::size_t kTransitionWeights = (std::size_t{1} << kTransitionBits) * kTransitions;

void put_float(std::string& bytes, float value) {
  std::uint32_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>((bits >> shift) & 0xFFU);
}

float get_float(std::string_view bytes) {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < 4; ++i)
    bits |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  float value = 0;
  std::memcpy(&value, &bits, sizeof value);
  return value;
}

void put_weights(std::string& bytes, const std::vector<std::int8_t>& weights) {
  for (const auto weight : weights) bytes += static_cast<char>(weight);
}

std::vector<std::int8_t> get_weights(std::string_view bytes) {
  std::vector<std::int8_t> weights(bytes.size());
  for (std::size_t i = 0; i < bytes.size(); ++i)
    weights[i] = static_cast<std::int8_t>(static_cast<unsigned char>(bytes[i]));
  return weights;
}

// Tokens labelled as one sequence: a bound for texts without paragraphs (each takes some 400 bytes
// meanwhile).
constexpr std::uint32_t kLongestSequence = 2048;

// The first tokens of a long stretch, up to the beginning of a sentence where one is near.
Stretch first_sequence(const Reading& reading, Stretch stretch) {
  if (stretch.size() <= kLongestSequence) return stretch;
  const std::uint32_t last = stretch.begin + kLongestSequence;
  const auto next =
      std::upper_bound(reading.sentences.begin(), reading.sentences.end(), last,
                       [](std::uint32_t token, const Sentence& s) { return token < s.tokens.begin; });
  if (next == reading.sentences.begin()) return {stretch.begin, last};
  const std::uint32_t begin = std::prev(next)->tokens.begin;
  return {stretch.begin, begin > stretch.begin ? begin : last};
}

}  // namespace

std::string encode(const Model& model) {
  std::string bytes(kMagic);
  put_float(bytes, model.token_scale);
  put_float(bytes, model.transition_scale);
  put_weights(bytes, model.token);
  put_weights(bytes, model.transition);
  return bytes;
}

Model decode_model(std::string_view bytes) {
  constexpr std::size_t kHead = kMagic.size() + 8;
  if (!bytes.starts_with(kMagic) || bytes.size() != kHead + kTokenWeights + kTransitionWeights)
    throw Error(ErrorKind::internal, "the labeller's model is of another version");
  Model model;
  model.token_scale = get_float(bytes.substr(kMagic.size()));
  model.transition_scale = get_float(bytes.substr(kMagic.size() + 4));
  model.token = get_weights(bytes.substr(kHead, kTokenWeights));
  model.transition = get_weights(bytes.substr(kHead + kTokenWeights));
  return model;
}

const Labeller& Labeller::built_in() {
  static const Labeller labeller(decode_model(embedded::labeller_model().front().content));
  return labeller;
}

const std::string& Labeller::built_in_digest() {
  static const std::string digest = sha256_hex(embedded::labeller_model().front().content).substr(0, 16);
  return digest;
}

std::vector<Label> Labeller::label(const Reading& reading, const std::vector<Label>& rules) const {
  std::vector<Label> labels(reading.tokens.size(), Label::outside);
  FeatureReader reader(reading, rules);
  Features features;
  for (const Stretch paragraph : reading.paragraphs) {
    for (Stretch rest = paragraph; !rest.empty();) {
      const Stretch sequence = first_sequence(reading, rest);
      reader.read(sequence, features);
      const auto here = label(features);
      std::copy(here.begin(), here.end(), labels.begin() + sequence.begin);
      rest.begin = sequence.end;
    }
  }
  return labels;
}

std::vector<Label> Labeller::label(const Features& features) const {
  if (features.token.empty()) return {};
  const auto tokens = static_cast<std::uint32_t>(features.token.size() / features.tokens_each);
  constexpr float kNever = -std::numeric_limits<float>::infinity();
  std::vector<std::array<std::uint8_t, kLabels>> from(tokens);
  std::array<float, kLabels> best{};
  for (std::uint32_t i = 0; i < tokens; ++i) {
    std::array<int, kLabels> here{};
    for (std::uint32_t f = 0; f < features.tokens_each; ++f) {
      const auto* row =
          &model_.token[std::size_t{features.token[std::size_t{i} * features.tokens_each + f]} * kLabels];
      for (std::size_t y = 0; y < kLabels; ++y) here[y] += row[y];
    }
    std::array<float, kLabels> next{};
    if (i == 0) {
      for (std::size_t y = 0; y < kLabels; ++y)
        next[y] =
            is_inside(static_cast<Label>(y)) ? kNever : model_.token_scale * static_cast<float>(here[y]);
      best = next;
      continue;
    }
    std::array<int, kTransitions> step{};
    for (std::uint32_t f = 0; f < features.transitions_each; ++f) {
      const auto* row =
          &model_
               .transition[std::size_t{features.transition[std::size_t{i} * features.transitions_each + f]} *
                           kTransitions];
      for (std::size_t y = 0; y < kTransitions; ++y) step[y] += row[y];
    }
    for (std::size_t y = 0; y < kLabels; ++y) {
      next[y] = kNever;
      for (std::size_t x = 0; x < kLabels; ++x) {
        if (!may_follow(static_cast<Label>(x), static_cast<Label>(y))) continue;
        const float score = best[x] + model_.transition_scale * static_cast<float>(step[x * kLabels + y]);
        if (score > next[y]) {
          next[y] = score;
          from[i][y] = static_cast<std::uint8_t>(x);
        }
      }
      next[y] += model_.token_scale * static_cast<float>(here[y]);
    }
    best = next;
  }
  std::size_t y = 0;
  for (std::size_t other = 1; other < kLabels; ++other)
    if (best[other] > best[y]) y = other;
  std::vector<Label> labels(tokens);
  for (std::uint32_t i = tokens; i-- > 0;) {
    labels[i] = static_cast<Label>(y);
    y = from[i][y];
  }
  return labels;
}

}  // namespace pressmark::annotation
