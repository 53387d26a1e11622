#include "searchd/mcp/tools.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include "schema/model/error.h"

namespace pressmark::mcp {
namespace {

enum class Kind : std::uint8_t { text, texts, number, flag };

// A model reads every citation it is given: more than these say no more.
constexpr std::uint32_t kMostCitations = 50;

struct Argument {
  std::string_view name;
  Kind kind = Kind::text;
  std::string_view meaning;
  bool is_required = false;
  std::string CiteCommand::*text = nullptr;
  std::vector<std::string> CiteCommand::*texts = nullptr;
  bool CiteCommand::*flag = nullptr;
  std::span<const std::string_view> values = {};  // all there are, where they are few
};

constexpr std::array<std::string_view, 3> kOrders{"relevance", "newest", "oldest"};
constexpr std::array<std::string_view, 3> kDraftFormats{"markdown", "text", "html"};
constexpr std::string_view kDraft = "draft";

constexpr Argument text_of(std::string_view name, std::string CiteCommand::*member, std::string_view meaning,
                           std::span<const std::string_view> values = {}) {
  return {.name = name, .meaning = meaning, .text = member, .values = values};
}

const std::vector<Argument>& filters() {
  static const std::vector<Argument> table{
      {.name = "outlet",
       .kind = Kind::texts,
       .meaning = "only these outlets: ids or names",
       .texts = &CiteCommand::outlets},
      {.name = "speaker",
       .kind = Kind::texts,
       .meaning = "only where one of these people is quoted: ids or names",
       .texts = &CiteCommand::speakers},
      {.name = "country",
       .kind = Kind::texts,
       .meaning = "only articles about one of these countries: ISO 3166-1 alpha-2",
       .texts = &CiteCommand::countries},
      {.name = "lang",
       .kind = Kind::texts,
       .meaning = "only articles in one of these languages: ISO 639-1",
       .texts = &CiteCommand::languages},
      text_of("from", &CiteCommand::from, "earliest day of publication: YYYY, YYYY-MM or YYYY-MM-DD"),
      text_of("to", &CiteCommand::to, "latest day of publication, inclusive"),
      {.name = "n", .kind = Kind::number, .meaning = "at most so many citations, 1 to 50 (5)"},
      text_of("sort", &CiteCommand::sort, "order of the citations (relevance)", kOrders),
      {.name = "exact",
       .kind = Kind::flag,
       .meaning = "the words exactly as given: case counts, only the shape of marks, dashes and blanks may "
                  "differ",
       .flag = &CiteCommand::exact},
      text_of("style", &CiteCommand::style,
              "style of the reference in `formatted`: chicago, apa, mla, harvard, ieee, vancouver, mhra or "
              "wikipedia (chicago)"),
  };
  return table;
}

std::vector<Argument> with_filters(Argument first) {
  first.is_required = true;
  std::vector<Argument> all{first};
  all.insert(all.end(), filters().begin(), filters().end());
  return all;
}

struct Tool {
  std::string_view name;
  CiteVerb verb;
  std::string_view title;
  std::string_view meaning;
  std::vector<Argument> arguments;
};

const std::vector<Tool>& tools() {
  static const std::vector<Tool> table{
      {"find", CiteVerb::find, "Find passages",
       "Passages of the indexed articles that match a query, each as a citation pinned to the exact wording. "
       "Queries: words, \"exact phrase\", AND OR NOT ( ), NEAR/5, word*, said:\"words\" for words inside "
       "quotations only.",
       with_filters(text_of("query", &CiteCommand::words, "what to look for"))},
      {"quote", CiteVerb::quote, "Find a quotation",
       "Who said these words: the first printing, every other one, and altered wordings with each "
       "difference. Looks inside quotations only.",
       with_filters(text_of("words", &CiteCommand::words, "the words, in their order, without marks"))},
      {"verify",
       CiteVerb::verify,
       "Verify a draft",
       "Holds every quotation of a draft against the index, with a verdict each: verified, verified-elided, "
       "altered, spliced, misattributed, misdated, paraphrase, ambiguous or not-found. Only the first two "
       "are safe to print as they stand; `found.text` is the source's own wording. Absence from this index "
       "proves nothing about what is not in it.",
       {{.name = kDraft,
         .meaning = "the draft, with its quotations in marks and what it says of speaker, outlet and date",
         .is_required = true},
        text_of("as", &CiteCommand::draft_format, "what the draft is (by its content)", kDraftFormats)}},
  };
  return table;
}

const Tool& tool_of(CiteVerb verb) {
  return *std::find_if(tools().begin(), tools().end(), [&](const Tool& tool) { return tool.verb == verb; });
}

Json schema_of(const Argument& argument) {
  switch (argument.kind) {
    case Kind::text: {
      Json schema{{"type", "string"}, {"description", argument.meaning}};
      if (!argument.values.empty()) schema["enum"] = argument.values;
      return schema;
    }
    case Kind::texts:
      return {{"type", "array"}, {"items", {{"type", "string"}}}, {"description", argument.meaning}};
    case Kind::number:
      return {{"type", "integer"},
              {"minimum", 1},
              {"maximum", kMostCitations},
              {"description", argument.meaning}};
    case Kind::flag:
      return {{"type", "boolean"}, {"description", argument.meaning}};
  }
  return {};
}

Json input_schema(const Tool& tool) {
  Json properties = Json::object();
  Json required = Json::array();
  for (const auto& argument : tool.arguments) {
    properties[std::string(argument.name)] = schema_of(argument);
    if (argument.is_required) required.push_back(argument.name);
  }
  return {{"type", "object"},
          {"properties", properties},
          {"required", required},
          {"additionalProperties", false}};
}

// What every structured answer has, and the list that is its matter.
Json output_schema(const Tool& tool) {
  const bool is_verify = tool.verb == CiteVerb::verify;
  const char* const list = is_verify ? "quotations" : "citations";
  Json properties{
      {"status",
       {{"type", "integer"},
        {"description", is_verify ? "0 all verified, 3 some altered, spliced, misattributed or misdated, 1 "
                                    "some paraphrase, ambiguous or not found"
                                  : "0 found, 1 nothing found"}}},
      {"notes", {{"type", "array"}, {"items", {{"type", "string"}}}}},
      {"schema", {{"type", "string"}}}};
  Json required{"status", "notes", "schema", list};
  if (is_verify) {
    properties["summary"] = {{"type", "object"}, {"description", "how many quotations of each verdict"}};
    properties["searched"] = {{"type", "object"}};
    required.push_back("summary");
  }
  properties[list] = {{"type", "array"}, {"items", {{"type", "object"}}}};
  return {{"type", "object"}, {"properties", properties}, {"required", required}};
}

[[noreturn]] void refuse(std::string_view name, const std::string& wanted) {
  throw Error(ErrorKind::usage, "the argument " + std::string(name) + " is " + wanted);
}

void take(CiteCommand& command, const Argument& argument, const nlohmann::json& value) {
  switch (argument.kind) {
    case Kind::text: {
      if (!value.is_string()) refuse(argument.name, "a string");
      const auto& text = value.get_ref<const std::string&>();
      const auto& values = argument.values;
      if (!values.empty() && std::find(values.begin(), values.end(), text) == values.end()) {
        std::string list;
        for (const auto each : values) list += (list.empty() ? "" : ", ") + std::string(each);
        refuse(argument.name, "one of " + list);
      }
      if (argument.name == kDraft)
        command.drafts = {{std::string(kDraft), text}};
      else
        command.*argument.text = text;
      return;
    }
    case Kind::texts:
      if (!value.is_array()) refuse(argument.name, "a list of strings");
      for (const auto& each : value) {
        if (!each.is_string()) refuse(argument.name, "a list of strings");
        (command.*argument.texts).push_back(each.get<std::string>());
      }
      return;
    case Kind::number: {
      const bool fits = value.is_number_integer() && value >= 1 && value <= kMostCitations;
      if (!fits) refuse(argument.name, "a whole number from 1 to " + std::to_string(kMostCitations));
      command.count = value.get<std::uint32_t>();
      return;
    }
    case Kind::flag:
      if (!value.is_boolean()) refuse(argument.name, "true or false");
      command.*argument.flag = value.get<bool>();
      return;
  }
}

std::string printed(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

Json described_tools() {
  Json list = Json::array();
  for (const auto& tool : tools()) {
    list.push_back(
        {{"name", tool.name},
         {"title", tool.title},
         {"description", tool.meaning},
         {"inputSchema", input_schema(tool)},
         {"outputSchema", output_schema(tool)},
         {"annotations", {{"readOnlyHint", true}, {"idempotentHint", true}, {"openWorldHint", false}}}});
  }
  return list;
}

std::optional<CiteVerb> tool_named(std::string_view name) {
  for (const auto& tool : tools())
    if (tool.name == name) return tool.verb;
  return std::nullopt;
}

CiteCommand command_of(CiteVerb verb, const nlohmann::json& arguments) {
  const auto& tool = tool_of(verb);
  CiteCommand command;
  command.verb = verb;
  command.format = "json";
  for (const auto& [name, value] : arguments.items()) {
    const auto found = std::find_if(tool.arguments.begin(), tool.arguments.end(),
                                    [&name = name](const Argument& each) { return each.name == name; });
    if (found == tool.arguments.end())
      throw Error(ErrorKind::usage, std::string(tool.name) + " takes no argument \"" + name + "\"",
                  "tools/list tells what it takes");
    take(command, *found, value);
  }
  for (const auto& argument : tool.arguments)
    if (argument.is_required && !arguments.contains(argument.name))
      throw Error(ErrorKind::usage, "the argument " + std::string(argument.name) +
                                        " is missing: " + std::string(argument.meaning));
  return command;
}

Json tool_result(CiteVerb tool, const CiteOutcome& outcome) {
  Json structured{{"status", outcome.status}, {"notes", outcome.notes}};
  structured.update(Json::parse(outcome.output));
  Json content = Json::array();
  if (tool == CiteVerb::verify && outcome.status != 0)
    content.push_back({{"type", "text"},
                       {"text", "Not every quotation is verified: do not print the others as they stand."}});
  // Clients that know no structured content read the same as text.
  content.push_back({{"type", "text"}, {"text", printed(structured)}});
  return {{"content", content}, {"structuredContent", structured}, {"isError", false}};
}

Json tool_failure(const Error& error) {
  std::string text = error.what();
  if (!error.hint().empty()) text += "\n" + error.hint();
  return {{"content", Json::array({{{"type", "text"}, {"text", text}}})}, {"isError", true}};
}

}  // namespace pressmark::mcp
