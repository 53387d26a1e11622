// Reads {"id", "text", …} lines from standard input and prints a line of tab-separated figures for every pair
// of texts that share a band of their sketches (copy_pairs) or any shingle that is not everywhere (copy_pairs
// --all): whether they are copies, resemblance, containment, lead, shared shingles, other numbers, other
// names, equal numbers, both ids. What reading, shingling and comparing took of processor time goes to
// standard error.

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "schema/text/shingles.h"

namespace {

using pressmark::ShingledText;
using pressmark::Sketch;

constexpr std::size_t kEverywhere = 50;  // texts with one shingle in common

struct Text {
  std::string id;
  ShingledText shingled;
  Sketch sketch;
};

double seconds_since(std::clock_t start) {
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

}  // namespace

int main(int argc, char** argv) {
  const bool all = argc > 1 && std::string_view(argv[1]) == "--all";
  std::vector<Text> texts;
  double shingling = 0;
  for (std::string line; std::getline(std::cin, line);) {
    const auto given = nlohmann::json::parse(line);
    const auto body = given.at("text").get<std::string>();
    const auto start = std::clock();
    ShingledText shingled(body);
    const auto sketch = sketch_of(shingled);
    shingling += seconds_since(start);
    if (sketch) texts.push_back({given.at("id").get<std::string>(), std::move(shingled), *sketch});
  }
  std::set<std::pair<std::size_t, std::size_t>> pairs;
  const auto add_pairs = [&pairs](const std::vector<std::size_t>& bucket) {
    for (std::size_t i = 0; i < bucket.size(); ++i)
      for (std::size_t k = 0; k < i; ++k) pairs.emplace(bucket[k], bucket[i]);
  };
  const auto start = std::clock();
  std::unordered_map<std::uint64_t, std::vector<std::size_t>> buckets;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (all)
      for (const auto shingle : texts[i].shingled.distinct()) buckets[shingle].push_back(i);
    else
      for (std::size_t band = 0; band < pressmark::kSketchBands; ++band)
        buckets[std::uint64_t{band} << 32U | texts[i].sketch.bands[band]].push_back(i);
  }
  std::size_t largest = 0;
  for (const auto& [key, bucket] : buckets) {
    largest = std::max(largest, bucket.size());
    if (!all || bucket.size() <= kEverywhere) add_pairs(bucket);
  }
  const double finding = seconds_since(start);
  const auto comparing = std::clock();
  for (const auto& [a, b] : pairs) {
    const auto likeness = compare(texts[a].shingled, texts[b].shingled);
    std::printf("%d\t%.3f\t%.3f\t%.3f\t%zu\t%zu\t%zu\t%zu\t%s\t%s\n", is_copy(likeness) ? 1 : 0,
                likeness.resemblance, likeness.containment, likeness.lead, likeness.shared,
                likeness.other_numbers, likeness.other_names, likeness.equal_numbers, texts[a].id.c_str(),
                texts[b].id.c_str());
  }
  std::fprintf(
      stderr,
      "%zu texts, %zu pairs, largest bucket %zu; shingling %.2f s, finding %.2f s, comparing %.2f s\n",
      texts.size(), pairs.size(), largest, shingling, finding, seconds_since(comparing));
}
