// Annotates {"doc_id", "text"} lines from standard input and prints {"doc_id", "quotes", "countries"} lines
// with code point offsets, for scoring against annotated news. The processor time of the annotation itself
// goes to standard error.

#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "indexer/annotate/annotate.h"
#include "indexer/annotate/labeller.h"
#include "schema/text/utf8.h"

namespace {

using nlohmann::json;
using pressmark::CodePoints;
using pressmark::Span;

json pair(const CodePoints& points, Span bytes) {
  const Span span = points.from_bytes(bytes);
  return json::array({span.begin, span.end});
}

json quote(const std::string& text, const CodePoints& points, const pressmark::Quotation& quotation) {
  json spans = json::array();
  for (const Span piece : quotation.spans) spans.push_back(pair(points, piece));
  json out{{"start", points.from_byte(quotation.span.begin)},
           {"end", points.from_byte(quotation.span.end)},
           {"spans", spans},
           {"type", to_string(quotation.type)},
           {"step", quotation.step},
           {"confidence", quotation.confidence},
           {"speaker", nullptr},
           {"speaker_span", nullptr},
           {"canonical_speaker", nullptr},
           {"cue", quotation.cue ? json(slice(text, *quotation.cue)) : json(nullptr)}};
  if (quotation.speaker) {
    out["speaker"] = slice(text, quotation.speaker->span);
    out["speaker_span"] = pair(points, quotation.speaker->span);
    out["canonical_speaker"] = quotation.speaker->name;
    out["role"] = quotation.speaker->role;
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  // quotes_jsonl [--rules | MODEL]: with the labeller of the program, without one, or with that of a file.
  const std::string given_model = argc > 1 ? argv[1] : "";
  std::optional<pressmark::annotation::Labeller> labeller;
  if (!given_model.empty() && given_model != "--rules") {
    std::ifstream file(given_model, std::ios::binary);
    labeller.emplace(pressmark::annotation::decode_model(
        std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>())));
  }
  pressmark::Annotator annotator(given_model.empty() ? &pressmark::annotation::Labeller::built_in()
                                 : labeller          ? &*labeller
                                                     : nullptr);
  double spent = 0;
  std::size_t bytes = 0;
  for (std::string line; std::getline(std::cin, line);) {
    if (line.empty()) continue;
    const json given = json::parse(line);
    pressmark::Article article;
    article.id = "bench";
    article.text = given.at("text").get<std::string>();
    if (given.contains("lang")) article.lang = given.at("lang").get<std::string>();
    const std::clock_t start = std::clock();
    const pressmark::Annotation annotation = annotator.annotate(article);
    spent += static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    bytes += article.text.size();
    const CodePoints points(article.text);
    json quotes = json::array();
    for (const auto& quotation : annotation.quotations)
      quotes.push_back(quote(article.text, points, quotation));
    json countries = json::array();
    for (const auto& country : annotation.countries) {
      countries.push_back(
          {{"code", country.code}, {"weight", country.weight}, {"mentions", country.mentions.size()}});
    }
    std::cout << json{{"doc_id", given.at("doc_id")}, {"quotes", quotes}, {"countries", countries}}.dump(
                     -1, ' ', false, json::error_handler_t::replace)
              << '\n';
  }
  std::cerr << bytes << " bytes in " << spent << " s, " << static_cast<double>(bytes) / 1e6 / spent
            << " MB/s\n";
}
