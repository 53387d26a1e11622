#pragma once
// Who said what in one revision of an article, and which countries it is about. All spans are byte ranges of
// the revision's canonical text.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/span.h"

namespace pressmark {

enum class QuotationType : std::uint8_t {
  direct,    // inside quotation marks
  mixed,     // reported speech with a quoted part
  indirect,  // reported speech without marks
};
std::string_view to_string(QuotationType type);  // "direct", "mixed", "indirect"
std::optional<QuotationType> quotation_type(std::string_view name);

struct Speaker {
  std::string
      id;  // stable over articles; text/speaker_authority.h. Empty for who is described only ("officials")
  std::string name;               // the fullest form the article gives ("Denis Alipov")
  std::string role;               // as printed ("Russia's envoy to New Delhi"), or empty
  Span span;                      // the mention that was used as evidence ("he", "Alipov", "the envoy")
  std::string canonical = {};     // the name of `id` over all articles, where it is another than `name`
  std::string annotated_id = {};  // `id` before it was corrected by hand; empty where it was not

  friend bool operator==(const Speaker&, const Speaker&) = default;
};

struct Quotation {
  std::string id;           // stable: from article id, normalised words and occurrence; text/keys.h
  Span span;                // from the first to the last of `spans`
  std::vector<Span> spans;  // the pieces, in order, never overlapping; marks belong to direct pieces
  QuotationType type = QuotationType::direct;
  std::optional<Speaker> speaker;
  std::optional<Span> cue;  // "said", "according to"
  double confidence = 0;    // 0 to 1
  std::string
      step;  // how the speaker was resolved: "name", "role", "pronoun", "inherited", "described", "none"

  friend bool operator==(const Quotation&, const Quotation&) = default;
};

struct Country {
  std::string code;   // ISO 3166-1 alpha-2
  double weight = 0;  // share of this article's weighted mentions, 0 to 1; all of an article sum to 1
  std::vector<Span> mentions;  // evidence in the text, in order; empty when only the source declares it

  friend bool operator==(const Country&, const Country&) = default;
};

struct Annotation {
  std::vector<Quotation> quotations;  // by span.begin
  std::vector<Country> countries;     // by weight, descending, then code; those the article is about

  friend bool operator==(const Annotation&, const Annotation&) = default;
};

}  // namespace pressmark
