#include "indexer/train/trainer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <random>

namespace pressmark::annotation {
namespace {

constexpr float kNever = -1e30F;
constexpr float kTooSmall = 1e-4F;  // gradients below change nothing worth the time

float log_sum(const float* values, std::size_t count) {
  float most = kNever;
  for (std::size_t i = 0; i < count; ++i) most = std::max(most, values[i]);
  float sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += std::exp(values[i] - most);
  return most + std::log(sum);
}

struct Weights {
  std::vector<float> value;
  std::vector<float> squares;  // of its gradients so far
  std::vector<float> mean;

  explicit Weights(std::size_t size) : value(size, 0), squares(size, 1e-2F), mean(size, 0) {}

  void update(std::size_t i, float gradient, const TrainingOptions& options) {
    gradient += options.decay * value[i];
    squares[i] += gradient * gradient;
    value[i] -= options.step * gradient / std::sqrt(squares[i]);
  }
  void add_to_mean(std::uint32_t rounds_before) {
    for (std::size_t i = 0; i < value.size(); ++i)
      mean[i] += (value[i] - mean[i]) / static_cast<float>(rounds_before + 1);
  }
};

class Trainer {
 public:
  explicit Trainer(const TrainingOptions& options)
      : options_(options),
        token_((std::size_t{1} << kFeatureBits) * kLabels),
        transition_((std::size_t{1} << kTransitionBits) * kTransitions),
        random_(options.seed) {}

  Model run(const std::vector<Example>& examples) {
    std::vector<std::size_t> order(examples.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::uint32_t round = 1; round <= options_.rounds; ++round) {
      std::shuffle(order.begin(), order.end(), random_);
      for (const std::size_t i : order) learn(examples[i]);
      if (round < options_.mean_from) continue;
      token_.add_to_mean(round - options_.mean_from);
      transition_.add_to_mean(round - options_.mean_from);
    }
    Model model;
    model.token_scale = quantise(token_.mean, model.token);
    model.transition_scale = quantise(transition_.mean, model.transition);
    return model;
  }

 private:
  using Scores = std::array<float, kLabels>;
  using Steps = std::array<float, kTransitions>;

  static bool allowed(std::size_t from, std::size_t to) {
    return may_follow(static_cast<Label>(from), static_cast<Label>(to));
  }

  // Which features this pass sees, and the scores by them.
  void score(const Example& example) {
    const auto& features = example.features;
    const auto n = example.labels.size();
    seen_.assign(n, {});
    scores_.assign(n, Scores{});
    steps_.assign(n, Steps{});
    std::uniform_real_distribution<float> chance(0, 1);
    const float keep = 1 - options_.left_out;
    for (std::size_t i = 0; i < n; ++i) {
      for (std::uint32_t f = 0; f < features.tokens_each; ++f) {
        if (chance(random_) >= keep) continue;
        const std::uint32_t bucket = features.token[i * features.tokens_each + f];
        seen_[i].push_back(bucket);
        for (std::size_t y = 0; y < kLabels; ++y) scores_[i][y] += token_.value[bucket * kLabels + y];
      }
      for (std::uint32_t f = 0; f < features.transitions_each; ++f) {
        const std::size_t bucket = features.transition[i * features.transitions_each + f];
        for (std::size_t y = 0; y < kTransitions; ++y)
          steps_[i][y] += transition_.value[bucket * kTransitions + y];
      }
    }
  }

  void forward_backward(std::size_t n) {
    alpha_.assign(n, Scores{});
    beta_.assign(n, Scores{});
    std::array<float, kLabels> terms{};
    for (std::size_t y = 0; y < kLabels; ++y)
      alpha_[0][y] = is_inside(static_cast<Label>(y)) ? kNever : scores_[0][y];
    for (std::size_t i = 1; i < n; ++i) {
      for (std::size_t y = 0; y < kLabels; ++y) {
        for (std::size_t x = 0; x < kLabels; ++x)
          terms[x] = allowed(x, y) ? alpha_[i - 1][x] + steps_[i][x * kLabels + y] : kNever;
        alpha_[i][y] = std::max(kNever, log_sum(terms.data(), kLabels) + scores_[i][y]);
      }
    }
    for (std::size_t i = n - 1; i-- > 0;) {
      for (std::size_t x = 0; x < kLabels; ++x) {
        for (std::size_t y = 0; y < kLabels; ++y)
          terms[y] =
              allowed(x, y) ? beta_[i + 1][y] + steps_[i + 1][x * kLabels + y] + scores_[i + 1][y] : kNever;
        beta_[i][x] = std::max(kNever, log_sum(terms.data(), kLabels));
      }
    }
    total_ = log_sum(alpha_[n - 1].data(), kLabels);
  }

  static float probability(float log) { return log > -30 ? std::exp(log) : 0; }

  void learn(const Example& example) {
    const auto n = example.labels.size();
    if (n == 0) return;
    score(example);
    forward_backward(n);
    for (std::size_t i = 0; i < n; ++i) {
      Scores gradient{};
      for (std::size_t y = 0; y < kLabels; ++y)
        gradient[y] = probability(alpha_[i][y] + beta_[i][y] - total_);
      gradient[index(example.labels[i])] -= 1;
      for (std::size_t y = 0; y < kLabels; ++y) {
        if (std::fabs(gradient[y]) < kTooSmall) continue;
        for (const std::uint32_t bucket : seen_[i])
          token_.update(bucket * kLabels + y, gradient[y], options_);
      }
      if (i > 0) learn_step(example, i);
    }
  }

  void learn_step(const Example& example, std::size_t i) {
    const auto& features = example.features;
    for (std::size_t x = 0; x < kLabels; ++x) {
      for (std::size_t y = 0; y < kLabels; ++y) {
        if (!allowed(x, y)) continue;
        float gradient =
            probability(alpha_[i - 1][x] + steps_[i][x * kLabels + y] + scores_[i][y] + beta_[i][y] - total_);
        if (index(example.labels[i - 1]) == x && index(example.labels[i]) == y) gradient -= 1;
        if (std::fabs(gradient) < kTooSmall) continue;
        for (std::uint32_t f = 0; f < features.transitions_each; ++f) {
          const std::size_t bucket = features.transition[i * features.transitions_each + f];
          transition_.update(bucket * kTransitions + x * kLabels + y, gradient, options_);
        }
      }
    }
  }

  // To 8 bits; the few largest weights are cut. Returns the scale. The labeller sees all features where
  // training left some out: their sum is made as large as it was.
  float quantise(const std::vector<float>& weights, std::vector<std::int8_t>& bytes) const {
    std::vector<float> sizes;
    for (const float weight : weights)
      if (weight != 0) sizes.push_back(std::fabs(weight));
    bytes.assign(weights.size(), 0);
    if (sizes.empty()) return 1;
    const auto rank = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() - 1 - sizes.size() / 2000);
    std::nth_element(sizes.begin(), rank, sizes.end());
    const float scale = *rank / 127;
    for (std::size_t i = 0; i < weights.size(); ++i)
      bytes[i] = static_cast<std::int8_t>(std::lround(std::clamp(weights[i] / scale, -127.0F, 127.0F)));
    return &weights == &token_.mean ? scale * (1 - options_.left_out) : scale;
  }

  TrainingOptions options_;
  Weights token_;
  Weights transition_;
  std::mt19937 random_;
  std::vector<std::vector<std::uint32_t>> seen_;
  std::vector<Scores> scores_;
  std::vector<Steps> steps_;
  std::vector<Scores> alpha_;
  std::vector<Scores> beta_;
  float total_ = 0;
};

}  // namespace

Model train(const std::vector<Example>& examples, const TrainingOptions& options) {
  return Trainer(options).run(examples);
}

}  // namespace pressmark::annotation
