#pragma once
// Answers as HTML. Pure functions of what is to be shown; what a page needs to ask first, site.cc asks.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/model/span.h"
#include "searchd/http/assets.h"
#include "searchd/search/results.h"
#include "searchd/verify/revision_diff.h"
#include "searchd/verify/variants.h"

namespace pressmark::http {

// A search that would find something where this one finds nothing.
struct WayOut {
  std::string label;  // "without “Baghdad”"
  std::string url;
  std::uint64_t count = 0;
};

struct ResultsView {
  const Answer& answer;
  const Question& question;
  Holdings holdings;  // what was searched
  std::vector<WayOut> ways_out;
};

struct Example {
  std::string query;
  std::string meaning;
};

struct FirstView {
  Holdings holdings;
  std::vector<Example> examples;
  std::vector<Facet> browse;  // facets of the whole index
};

// One citation in one style, ready to copy.
struct StyledCitation {
  std::string style;
  std::string text;
};

struct ArticlePageView {
  explicit ArticlePageView(const ArticleView& shown_article) : article(shown_article) {}

  const ArticleView& article;
  std::string query;          // it was opened from, or empty
  std::vector<Span> shown;    // bytes of the text, ordered: all of it, or the excerpts
  std::vector<Span> hits;     // bytes, within what is shown
  std::optional<Span> place;  // code points, within what is shown
  std::string lost_place;     // why a place that was asked for is not shown, or empty
  std::string pinned;         // ID@REV#cA-B
  std::vector<StyledCitation> citations;
  std::vector<std::pair<std::string, std::string>> formats;  // label, address
  std::string base_url;                                      // of this server, for commands to copy
  std::optional<std::string> source_url;  // the publisher's page, at the place if there is one
};

struct QuotationPageView {
  QuotationHit asked;
  Variants variants;
};

struct ErrorView {
  int status = 500;
  std::string title;
  std::string detail;
  std::string query;  // what was typed, to keep it
  std::string again;  // address to try again, or empty
};

class Pages {
 public:
  explicit Pages(const Assets& assets) : assets_(assets) {}

  std::string results(const ResultsView& view) const;
  std::string first(const FirstView& view) const;
  std::string article(const ArticlePageView& view) const;
  std::string quotation(const QuotationPageView& view) const;
  std::string diff(const RevisionDiff& diff) const;
  std::string error(const ErrorView& view) const;

 private:
  const Assets& assets_;
};

}  // namespace pressmark::http
