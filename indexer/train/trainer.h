#pragma once
// Learns the labeller's weights from annotated news: stochastic gradients of the conditional likelihood with
// steps by AdaGrad (Duchi, Hazan & Singer 2011), features left out at random, and the mean of the weights of
// the later rounds. The same input gives the same model, bit for bit, on one machine and compiler.

#include <cstdint>
#include <vector>

#include "indexer/annotate/features.h"
#include "indexer/annotate/labeller.h"
#include "indexer/annotate/labels.h"

namespace pressmark::annotation {

// A paragraph with its right labels.
struct Example {
  Features features;
  std::vector<Label> labels;
};

struct TrainingOptions {
  std::uint32_t rounds = 20;
  std::uint32_t mean_from = 5;  // round whose weights are the first of the mean; from 1
  float step = 0.1F;
  float decay = 2e-6F;    // L2
  float left_out = 0.5F;  // share of a token's features
  std::uint32_t seed = 11;
};

Model train(const std::vector<Example>& examples, const TrainingOptions& options);

}  // namespace pressmark::annotation
