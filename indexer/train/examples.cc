#include "indexer/train/examples.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "indexer/annotate/quotes.h"
#include "schema/model/error.h"
#include "schema/text/utf8.h"

namespace pressmark::annotation {
namespace {

using nlohmann::json;

// The tokens that lie within a range of code points by more than half.
Stretch tokens_at(const Reading& reading, const CodePoints& points, const json& range) {
  const auto begin = range.at(0).get<std::uint32_t>();
  const auto end = range.at(1).get<std::uint32_t>();
  if (begin >= end || end > points.count())
    throw Error(ErrorKind::bad_input, "no words at " + range.dump() + " of the text");
  const Span bytes = points.to_bytes({begin, end});
  Stretch stretch{reading.token_at(bytes.begin), reading.token_at(bytes.end)};
  while (stretch.begin > 0) {
    const Span before = reading.tokens[stretch.begin - 1].span;
    if (before.end <= bytes.begin || 2 * (before.end - bytes.begin) <= before.size()) break;
    --stretch.begin;
  }
  return stretch;
}

std::vector<Attribution> attributions_of(const Reading& reading, const CodePoints& points,
                                         const json& document) {
  std::vector<Attribution> attributions;
  for (const auto& quote : document.at("quotes")) {
    Attribution attribution;
    for (const auto& piece : quote.at("spans"))
      attribution.content.push_back(tokens_at(reading, points, piece));
    if (quote.contains("cue") && !quote["cue"].is_null())
      attribution.cue = tokens_at(reading, points, quote["cue"]);
    if (quote.contains("speaker") && !quote["speaker"].is_null())
      attribution.source = tokens_at(reading, points, quote["speaker"]);
    attributions.push_back(std::move(attribution));
  }
  return attributions;
}

std::vector<Example> examples_of(const json& document) {
  const std::string text = document.at("text").get<std::string>();
  const Reading reading = read(text, "en", Lexicon::english());
  const CodePoints points(text);
  const auto rules = labels_of(reading, find_quotations(reading));
  const auto right = labels_of(reading, attributions_of(reading, points, document));
  FeatureReader reader(reading, rules);
  std::vector<Example> examples;
  for (const Stretch paragraph : reading.paragraphs) {
    if (paragraph.empty()) continue;
    Example example;
    reader.read(paragraph, example.features);
    example.labels.assign(right.begin() + paragraph.begin, right.begin() + paragraph.end);
    // What began in the paragraph before goes on as if it began here.
    if (is_inside(example.labels.front()))
      example.labels.front() = static_cast<Label>(index(example.labels.front()) - 1);
    examples.push_back(std::move(example));
  }
  return examples;
}

}  // namespace

std::vector<Example> read_examples(std::string_view line) {
  try {
    return examples_of(json::parse(line));
  } catch (const json::exception& error) {
    throw Error(ErrorKind::bad_input, std::string("no annotated article: ") + error.what());
  }
}

}  // namespace pressmark::annotation
