#include "schema/index/fields.h"

#include <algorithm>

namespace pressmark {
namespace {

// The rules of the table, checked when it is compiled.
constexpr bool names_are_unique() {
  for (std::size_t i = 0; i < kFields.size(); ++i)
    for (std::size_t k = i + 1; k < kFields.size(); ++k)
      if (kFields[i].name == kFields[k].name) return false;
  return true;
}

// No prefix may begin another's terms: exact prefixes end in ':' or are followed by a character that is no
// capital.
constexpr bool prefixes_are_unique() {
  for (std::size_t i = 0; i < kFields.size(); ++i)
    for (std::size_t k = i + 1; k < kFields.size(); ++k)
      if (!kFields[i].prefix.empty() && kFields[i].prefix == kFields[k].prefix) return false;
  return true;
}

constexpr bool facets_are_countable() {
  return std::all_of(kFields.begin(), kFields.end(),
                     [](const Field& field) { return !field.facet || field.kind != FieldKind::words; });
}

constexpr bool examples_name_their_field() {
  return std::all_of(kFields.begin(), kFields.end(), [](const Field& field) {
    return field.example.starts_with(field.name) && field.example.substr(field.name.size()).starts_with(':');
  });
}

static_assert(names_are_unique());
static_assert(prefixes_are_unique());
static_assert(facets_are_countable());
static_assert(examples_name_their_field());

}  // namespace
}  // namespace pressmark
