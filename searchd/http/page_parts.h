#pragma once
// What several pages are made of. Private to the .cc files of pages.

#include <cstdint>
#include <string>
#include <string_view>

#include "schema/model/day.h"
#include "searchd/http/assets.h"
#include "searchd/http/templates.h"
#include "searchd/search/results.h"

namespace pressmark::http {

std::string shown_day(const Day& day);             // "30 Sep 2014"
std::string shown_period(std::string_view value);  // "2014-09" → "Sep 2014", "2014-W23" → "week 23 of 2014"
std::string grouped(std::uint64_t number);         // "12,431"
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);  // "1 article"
std::string facet_legend(std::string_view name);  // "speaker" → "Speaker quoted"

// What layout.mustache needs beside the body. Every name it looks up is set.
struct Frame {
  std::string_view kind;  // class of the body element: results, article, first, problem
  std::string title;
  std::string query;
  bool noindex = false;
  bool autofocus = false;
  std::string canonical;
  std::string feed;    // address of the same as an Atom feed
  Data meta = list();  // {name, content}
};
std::string framed(const Frame& frame, const Assets& assets, const std::string& body);

// The bar chart with its table, as HTML; empty when no article in it has a date.
std::string histogram_html(const Histogram& histogram, const Question& question);

}  // namespace pressmark::http
