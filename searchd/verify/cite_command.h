#pragma once
// A command of `cite` as a plain value, what comes of it, and both as JSON: so that a program can run it on
// an index of its own machine or have a server run it, and print the same bytes.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/verify/command.h"

namespace pressmark {

enum class CiteVerb : std::uint8_t { find, quote, show, who, export_results, verify, prove, diff };
std::string_view to_string(
    CiteVerb verb);  // "find", "quote", "show", "who", "export", "verify", "prove", "diff"
std::optional<CiteVerb> cite_verb(std::string_view name);

// As it was written; options that a command does not know are passed over.
struct CiteCommand {
  CiteVerb verb = CiteVerb::find;
  std::string words;  // the query, the quotation, the pinned citation, the name
  std::vector<std::string> outlets, speakers, countries, languages;
  std::string from, to;
  std::uint32_t count = 5;
  std::string sort = "relevance";
  std::string style = "chicago";
  std::string format = "text";
  std::string accessed;  // ISO 8601; empty: today
  bool exact = false;
  bool colours = false;
  bool first = false;
  bool all_outlets = false;
  std::optional<std::uint32_t> context;
  // verify
  std::vector<DraftFile> drafts;
  std::string draft_format;  // empty: by content and name
  bool only_wrong = false;
  std::vector<std::string> fail_on;
};

// Throws Error{usage} for an option that means nothing, before anything is looked up.
void check(const CiteCommand& command);

// Throws Error{usage} as check() does, and what the commands throw.
CiteOutcome run(Searcher& searcher, const CiteCommand& command);

// decode(encode(x)) == x. Decoding throws Error{bad_input} for anything else.
std::string encode(const CiteCommand& command);
CiteCommand decode_cite_command(std::string_view json);
std::string encode(const CiteOutcome& outcome);
CiteOutcome decode_cite_outcome(std::string_view json);

}  // namespace pressmark
