#pragma once
// What every style prints of a citation, cleaned for one line, and the forms of names and days they share.
// Private to searchd/cite.

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/cite/citation.h"
#include "searchd/cite/markup.h"
#include "searchd/cite/names.h"

namespace pressmark {

struct Entry {
  std::vector<PersonName> authors;
  std::string title;
  std::string outlet;
  std::string url;
  bool english = false;
  bool described = false;  // the title is a description in brackets: neither marks nor capitals of its own
};

// Never without author, title and outlet: then the id stands for the title.
Entry entry_of(const Citation& citation);

// The parts that are not empty, with a blank between them.
std::string spaced(std::initializer_list<std::string_view> parts);

std::string with_suffix(std::string name, const PersonName& person);  // "King, M. L., Jr."

// "Smith, Jane", and where the particle goes: "Berg, Pieter van den" or "van den Berg, Pieter".
std::string inverted(const PersonName& person, bool particle_last);
std::string straight(const PersonName& person);  // "Pieter van den Berg"

// The title with the capitals of English titles, where it is one in English.
std::string in_title_case(const Entry& entry);

std::string full_stop(std::string_view text);  // "." unless `text` ends a sentence already

std::string month_name(const Day& day);        // "September"
std::string short_month_name(const Day& day);  // "Sep"
std::string american_date(const Day& day);     // "September 30, 2014"
std::string british_date(const Day& day);      // "30 September 2014"

// One entry of each style. `number` is its place in the list, from 1.
std::string chicago_entry(const Citation& citation, const Entry& entry, Markup markup);
std::string apa_entry(const Citation& citation, const Entry& entry, Markup markup);
std::string mla_entry(const Citation& citation, const Entry& entry, Markup markup);
std::string harvard_entry(const Citation& citation, const Entry& entry, Markup markup);
std::string mhra_entry(const Citation& citation, const Entry& entry, Markup markup);
std::string ieee_entry(const Citation& citation, const Entry& entry, Markup markup, std::size_t number);
std::string vancouver_entry(const Citation& citation, const Entry& entry, Markup markup, std::size_t number);
std::string wikipedia_entry(const Citation& citation, const Entry& entry, Markup markup);

}  // namespace pressmark
