#include "searchd/verify/cite_command.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <span>

#include "schema/model/error.h"
#include "schema/text/base64.h"

namespace pressmark {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 8> kVerbs{"find",   "quote",  "show",  "who",
                                                 "export", "verify", "prove", "diff"};

[[noreturn]] void refuse(const std::string& message,
                         const std::string& hint = "cite --help tells the commands and options") {
  throw Error(ErrorKind::usage, message, hint);
}

std::string joined(std::span<const std::string_view> names) {
  std::string list;
  for (const auto name : names) list += (list.empty() ? "" : ", ") + std::string(name);
  return list;
}

SortOrder sort_order(const std::string& name) {
  if (name == "relevance") return SortOrder::relevance;
  if (name == "newest") return SortOrder::newest;
  if (name == "oldest") return SortOrder::oldest;
  refuse("--sort is relevance, newest or oldest, not \"" + name + "\"");
}

DayRange day_range(const std::string& option, const std::string& text) {
  const auto range = parse_day_range(text);
  if (!range || text.find("..") != std::string::npos)
    refuse(option + " is a day as 2014, 2014-06 or 2014-06-12, not \"" + text + "\"");
  return *range;
}

Filters filters_of(const CiteCommand& command) {
  Filters filters;
  filters.outlet.any_of = command.outlets;
  filters.speaker.any_of = command.speakers;
  filters.country.any_of = command.countries;
  filters.lang.any_of = command.languages;
  auto& dates = filters.dates;
  if (!command.from.empty()) dates.from = day_range("--from", command.from).from;
  if (!command.to.empty()) dates.to = day_range("--to", command.to).to;
  if (dates.from && dates.to && *dates.to < *dates.from) refuse("--from is later than --to");
  return filters;
}

CiteOptions cite_options(const CiteCommand& command) {
  CiteOptions out;
  out.words = command.words;
  out.filters = filters_of(command);
  if (command.count == 0 || command.count > kMaxResultDepth)
    refuse("-n is a number from 1 to " + std::to_string(kMaxResultDepth));
  out.count = command.count;
  out.sort = sort_order(command.sort);
  out.exact = command.exact;
  const auto style = citation_style(command.style);
  if (!style)
    refuse("--style is one of " + joined(citation_style_names()) + ", not \"" + command.style + "\"");
  out.style = *style;
  const auto format = citation_format(command.format);
  if (!format)
    refuse("--format is one of " + joined(citation_format_names()) + ", not \"" + command.format + "\"");
  out.format = *format;
  if (command.accessed.empty()) {
    out.accessed = access_day();
  } else {
    const auto day = parse_day(command.accessed);
    if (!day) refuse("--accessed is a day as 2014-06-12, not \"" + command.accessed + "\"");
    out.accessed = *day;
  }
  out.colours = command.colours;
  out.all_outlets = command.all_outlets;
  out.first = command.first;
  if (command.first) {
    out.count = 1;
    if (command.verb != CiteVerb::quote) out.sort = SortOrder::oldest;
  }
  if (command.context && *command.context > kMostContext)
    refuse("--context is a number of sentences from 0 to " + std::to_string(kMostContext));
  out.context = command.context;
  const bool needs_words = command.verb != CiteVerb::find && command.verb != CiteVerb::export_results;
  if (out.words.find_first_not_of(" \t\n") == std::string::npos && (needs_words || out.filters.empty()))
    refuse("there is nothing to look for", "try: cite Mi-35 delivery; cite --help tells more");
  return out;
}

VerifyOptions verify_options(const CiteCommand& command) {
  VerifyOptions out;
  const auto format = report_format(command.format);
  if (!format)
    refuse("--format of a verified draft is one of " + joined(report_format_names()) + ", not \"" +
           command.format + "\"");
  out.format = *format;
  if (!command.draft_format.empty()) {
    out.draft_format = draft_format_named(command.draft_format);
    if (!out.draft_format)
      refuse("--as is text, markdown, html, docx or odt, not \"" + command.draft_format + "\"");
  }
  for (const auto& name : command.fail_on) {
    const auto verdict = verdict_named(name);
    if (!verdict) refuse("--fail-on takes a verdict such as altered or not-found, not \"" + name + "\"");
    out.fail_on.push_back(*verdict);
  }
  out.report = {command.colours, command.only_wrong};
  return out;
}

std::string printed(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// What a member reader does with a document that is not one of ours.
template <typename Read>
auto reading(std::string_view what, Read read) {
  try {
    return read();
  } catch (const nlohmann::json::exception& error) {
    throw Error(ErrorKind::bad_input, "this is no " + std::string(what) + " as JSON: " + error.what());
  }
}

}  // namespace

std::string_view to_string(CiteVerb verb) {
  return kVerbs.at(static_cast<std::size_t>(verb));
}

std::optional<CiteVerb> cite_verb(std::string_view name) {
  const auto* const found = std::find(kVerbs.begin(), kVerbs.end(), name);
  if (found == kVerbs.end()) return std::nullopt;
  return static_cast<CiteVerb>(found - kVerbs.begin());
}

void check(const CiteCommand& command) {
  if (command.verb == CiteVerb::verify)
    verify_options(command);
  else
    cite_options(command);
}

CiteOutcome run(Searcher& searcher, const CiteCommand& command) {
  if (command.verb == CiteVerb::verify)
    return verify_drafts(searcher, command.drafts, verify_options(command));
  const auto options = cite_options(command);
  switch (command.verb) {
    case CiteVerb::quote:
      return quote(searcher, options);
    case CiteVerb::show:
      return show(searcher, options);
    case CiteVerb::who:
      return who(searcher, options);
    case CiteVerb::export_results:
      return export_results(searcher, options);
    case CiteVerb::prove:
      return prove(searcher, options);
    case CiteVerb::diff:
      return diff(searcher, options);
    case CiteVerb::find:
    case CiteVerb::verify:
      break;
  }
  return find(searcher, options);
}

std::string encode(const CiteCommand& command) {
  Json json{{"command", to_string(command.verb)},
            {"words", command.words},
            {"outlet", command.outlets},
            {"speaker", command.speakers},
            {"country", command.countries},
            {"lang", command.languages},
            {"from", command.from},
            {"to", command.to},
            {"n", command.count},
            {"sort", command.sort},
            {"style", command.style},
            {"format", command.format},
            {"accessed", command.accessed},
            {"exact", command.exact},
            {"colours", command.colours},
            {"first", command.first},
            {"all_outlets", command.all_outlets}};
  if (command.context) json["context"] = *command.context;
  if (command.verb == CiteVerb::verify) {
    json["drafts"] = Json::array();
    for (const auto& draft : command.drafts)
      json["drafts"].push_back({{"path", draft.path}, {"base64", base64(draft.bytes)}});
    json["as"] = command.draft_format;
    json["wrong"] = command.only_wrong;
    json["fail_on"] = command.fail_on;
  }
  return printed(json);
}

CiteCommand decode_cite_command(std::string_view json) {
  return reading("command", [&] {
    const auto object = nlohmann::json::parse(json);
    if (!object.is_object()) throw Error(ErrorKind::bad_input, "a command is a JSON object");
    CiteCommand command;
    const auto name = object.value("command", std::string("find"));
    const auto verb = cite_verb(name);
    if (!verb)
      throw Error(ErrorKind::usage, "\"" + name + "\" is not a command",
                  "command is one of " + joined(kVerbs));
    command.verb = *verb;
    const auto take = [&](const char* member, auto& value) {
      if (const auto found = object.find(member); found != object.end()) found->get_to(value);
    };
    take("words", command.words);
    take("outlet", command.outlets);
    take("speaker", command.speakers);
    take("country", command.countries);
    take("lang", command.languages);
    take("from", command.from);
    take("to", command.to);
    take("n", command.count);
    take("sort", command.sort);
    take("style", command.style);
    take("format", command.format);
    take("accessed", command.accessed);
    take("exact", command.exact);
    take("colours", command.colours);
    take("first", command.first);
    take("all_outlets", command.all_outlets);
    if (const auto found = object.find("context"); found != object.end())
      command.context = found->get<std::uint32_t>();
    take("as", command.draft_format);
    take("wrong", command.only_wrong);
    take("fail_on", command.fail_on);
    for (const auto& draft : object.value("drafts", nlohmann::json::array())) {
      auto bytes = from_base64(draft.at("base64").get_ref<const std::string&>());
      if (!bytes) throw Error(ErrorKind::bad_input, "the bytes of a draft are not base64");
      command.drafts.push_back({draft.value("path", std::string("-")), std::move(*bytes)});
    }
    return command;
  });
}

std::string encode(const CiteOutcome& outcome) {
  Json json{{"output", outcome.output}, {"notes", outcome.notes}, {"status", outcome.status}};
  for (const auto& file : outcome.files)
    json["files"].push_back({{"name", file.name}, {"base64", base64(file.bytes)}});
  return printed(json);
}

CiteOutcome decode_cite_outcome(std::string_view json) {
  return reading("answer", [&] {
    const auto object = nlohmann::json::parse(json);
    CiteOutcome outcome;
    object.at("output").get_to(outcome.output);
    object.at("notes").get_to(outcome.notes);
    object.at("status").get_to(outcome.status);
    for (const auto& file : object.value("files", nlohmann::json::array())) {
      auto bytes = from_base64(file.at("base64").get_ref<const std::string&>());
      if (!bytes) throw Error(ErrorKind::bad_input, "the bytes of a file are not base64");
      outcome.files.push_back({file.at("name").get<std::string>(), std::move(*bytes)});
    }
    return outcome;
  });
}

}  // namespace pressmark
