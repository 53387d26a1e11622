// Annotates {"doc_id", "text"} lines from standard input and prints {"doc_id", "quotes", "countries"} lines
// with code point offsets, for scoring against annotated news. The time the annotation itself took goes to
// standard error.

#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "indexer/annotate/annotate.h"
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

int main() {
  pressmark::Annotator annotator;
  std::chrono::duration<double> spent{};
  std::size_t bytes = 0;
  for (std::string line; std::getline(std::cin, line);) {
    if (line.empty()) continue;
    const json given = json::parse(line);
    pressmark::Article article;
    article.id = "bench";
    article.text = given.at("text").get<std::string>();
    if (given.contains("lang")) article.lang = given.at("lang").get<std::string>();
    const auto start = std::chrono::steady_clock::now();
    const pressmark::Annotation annotation = annotator.annotate(article);
    spent += std::chrono::steady_clock::now() - start;
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
  std::cerr << bytes << " bytes in " << spent.count() << " s, "
            << static_cast<double>(bytes) / 1e6 / spent.count() << " MB/s\n";
}
