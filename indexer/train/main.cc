// Learns the labeller's model from annotated news.
//
//   train-labeller --out MODEL FILE…      lines of {"text", "quotes": [{"spans", "cue", "speaker"}]}, code
//   points

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "indexer/train/examples.h"
#include "indexer/train/trainer.h"
#include "schema/model/error.h"

namespace {

using namespace pressmark;
using namespace pressmark::annotation;

void add_file(const std::string& name, std::vector<Example>& examples) {
  std::ifstream file(name);
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.empty()) continue;
    try {
      for (Example& example : read_examples(line)) examples.push_back(std::move(example));
    } catch (const Error& error) {
      throw Error(error.kind(), name + ":" + std::to_string(number) + ": " + error.what());
    }
  }
  if (file.bad()) throw Error(ErrorKind::bad_input, "cannot read " + name);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Learns who-said-what labels from annotated news");
  std::string out;
  std::vector<std::string> files;
  TrainingOptions options;
  app.add_option("--out", out, "The model to write")->required();
  app.add_option("--rounds", options.rounds);
  app.add_option("--mean-from", options.mean_from);
  app.add_option("--step", options.step);
  app.add_option("--decay", options.decay);
  app.add_option("--left-out", options.left_out);
  app.add_option("files", files, "Annotated news, JSON Lines")->required()->check(CLI::ExistingFile);
  CLI11_PARSE(app, argc, argv);
  std::vector<Example> examples;
  try {
    for (const auto& name : files) add_file(name, examples);
  } catch (const Error& error) {
    std::fprintf(stderr, "train-labeller: %s\n", error.what());
    return exit_status(error.kind());
  }
  const std::string bytes = encode(train(examples, options));
  std::ofstream file(out, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file.flush()) {
    std::fprintf(stderr, "train-labeller: cannot write %s\n", out.c_str());
    return exit_status(ErrorKind::io);
  }
  std::printf("%zu paragraphs, %zu bytes\n", examples.size(), bytes.size());
  return 0;
}
