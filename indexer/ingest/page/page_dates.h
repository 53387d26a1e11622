#pragma once
// When a page was published and when it was changed: what it states for programs first, then what is printed
// beside its headline, then what stands elsewhere. Days of teasers, comments, copyright lines and captures
// are none of its own.

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/ingest/page/dom.h"
#include "indexer/ingest/page/json_ld.h"
#include "indexer/ingest/raw_article.h"

namespace pressmark {

// Name, property or itemprop of meta elements in lower case → content.
using PageMeta = std::multimap<std::string, std::string>;
// The first of these names that has a value that is not blank.
std::optional<std::string> first_of(const PageMeta& meta, std::initializer_list<const char*> names);

// What was met on one walk over the page.
struct PageDays {
  std::string title;                         // of the window, as far as it was met
  std::vector<std::string> times;            // datetime of time elements
  std::vector<std::string> updates;          // the same of those that say when the page was changed
  std::vector<std::string> near_days;        // the few right behind the headline
  std::vector<std::string> shown_days;       // short texts with a day, the nearest behind the headline first
  std::vector<std::string> printed_dates;    // what stands where a date is shown
  std::vector<std::string> printed_times;    // words of time elements
  std::optional<std::string> scripted_date;  // "datePublished" in a script that is no JSON-LD
};

void note_time(const GumboNode* time_element, PageDays& days);
// `name` is class and id in lower case.
void note_date(const GumboNode* node, const std::string& name, PageDays& days);
void note_script(std::string_view script, PageDays& days);
void note_days_around(const GumboNode* top, const GumboNode* headline, PageDays& days);

// Fills date and updated.
void settle_dates(const PageDays& days, const PageMeta& meta, const std::optional<LinkedArticle>& linked,
                  RawArticle& raw);

}  // namespace pressmark
