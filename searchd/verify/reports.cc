#include "searchd/verify/reports.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "searchd/cite/markup.h"
#include "searchd/cite/words.h"
#include "searchd/cite/writers.h"

namespace pressmark {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema = "pressmark-verification-1";
constexpr std::array<std::string_view, 5> kFormats = {"text", "json", "sarif", "junit", "html"};

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json day_or_null(const std::optional<Day>& day) {
  return day ? Json(to_string(*day)) : Json(nullptr);
}

bool is_right(Verdict verdict) {
  return verdict == Verdict::verified || verdict == Verdict::verified_elided;
}

Json found_object(const FoundWords& found) {
  Json out;
  out["id"] = found.article.id;
  out["revision"] = found.revision;
  out["start"] = found.in_headline ? Json(nullptr) : Json(found.place.begin);
  out["end"] = found.in_headline ? Json(nullptr) : Json(found.place.end);
  out["text"] = found.text;
  out["speaker"] = or_null(found.speaker);
  out["outlet"] = or_null(found.article.outlet);
  out["date"] = day_or_null(found.article.date);
  out["url"] = or_null(found.article.url);
  out["title"] = or_null(found.article.title);
  out["pinned"] = found.pinned;
  out["current"] = found.current;
  out["in"] = found.in_headline ? "headline" : found.is_said ? "quotation" : "prose";
  return out;
}

Json changes_array(const std::vector<WordChange>& changes) {
  Json out = Json::array();
  for (const auto& change : changes)
    out.push_back({{"op", to_string(change.op)},
                   {"draft", change.draft},
                   {"source", change.source},
                   {"class", change.difference ? Json(to_string(*change.difference)) : Json(nullptr)}});
  return out;
}

Json quotation_object(const CheckedQuotation& quotation) {
  Json out;
  out["start"] = quotation.place.begin;
  out["end"] = quotation.place.end;
  out["line"] = quotation.position.line;
  out["column"] = quotation.position.column;
  out["text"] = quotation.words;
  out["verdict"] = to_string(quotation.verdict);
  out["claimed"] = {{"speaker", or_null(quotation.claim.speaker)},
                    {"outlet", or_null(quotation.claim.outlet)},
                    {"date", day_or_null(quotation.claim.date)}};
  out["found"] = quotation.found ? found_object(*quotation.found) : Json(nullptr);
  out["diff"] = changes_array(quotation.changes);
  out["printings"] = quotation.printings;
  out["notes"] = quotation.notes;
  return out;
}

Json searched_object(const Searched& searched) {
  return {{"articles", searched.articles},
          {"outlets", searched.outlets},
          {"from", day_or_null(searched.dates.from)},
          {"to", day_or_null(searched.dates.to)}};
}

std::string dumped(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Verification all_of(const std::vector<CheckedDraft>& drafts) {
  Verification all;
  for (const auto& draft : drafts) {
    all.searched = draft.verification.searched;
    all.quotations.insert(all.quotations.end(), draft.verification.quotations.begin(),
                          draft.verification.quotations.end());
  }
  return all;
}

std::string write_json(const std::vector<CheckedDraft>& drafts) {
  const auto all = all_of(drafts);
  Json out;
  out["schema"] = kSchema;
  out["summary"] = Json::object();
  for (const auto& [verdict, count] : all.summary()) out["summary"][std::string(to_string(verdict))] = count;
  out["searched"] = searched_object(all.searched);
  out["quotations"] = Json::array();
  for (const auto& draft : drafts)
    for (const auto& quotation : draft.verification.quotations) {
      auto object = quotation_object(quotation);
      if (drafts.size() > 1) object["file"] = draft.path;
      out["quotations"].push_back(std::move(object));
    }
  return dumped(out);
}

std::string source_line(const FoundWords& found) {
  std::string line;
  const auto add = [&](const std::string& part) {
    if (!part.empty()) line += (line.empty() ? "" : " \u00B7 ") + part;
  };
  add(found.speaker ? one_line(*found.speaker) : "");
  add(found.article.outlet ? one_line(*found.article.outlet) : "outlet unknown");
  add(found.article.date ? to_string(*found.article.date) : "undated");
  return line;
}

// What is wrong, in a sentence for somebody who sees nothing else.
std::string remark(const CheckedQuotation& quotation) {
  std::string out(to_string(quotation.verdict));
  for (const auto& change : told_changes(quotation.changes)) out += "; " + change;
  for (const auto& note : quotation.notes) out += "; " + note;
  if (quotation.found)
    out += ". Source: " + in_marks(quotation.found->text) + " " + source_line(*quotation.found) + ", " +
           quotation.found->pinned;
  return out;
}

std::string write_sarif(const std::vector<CheckedDraft>& drafts) {
  Json rules = Json::array();
  constexpr std::array<std::pair<Verdict, const char*>, 7> kRules = {{
      {Verdict::altered, "The source has these words, some of them otherwise"},
      {Verdict::spliced, "Pieces from different places are joined without a mark"},
      {Verdict::misattributed, "Somebody else said so"},
      {Verdict::misdated, "The words stand in another outlet, or on another day"},
      {Verdict::paraphrase, "The source says so in other words, or not between quotation marks"},
      {Verdict::ambiguous, "Several people are quoted with these words"},
      {Verdict::not_found, "Nothing like it is in the index"},
  }};
  for (const auto& [verdict, text] : kRules)
    rules.push_back({{"id", to_string(verdict)}, {"shortDescription", {{"text", text}}}});
  Json results = Json::array();
  for (const auto& draft : drafts)
    for (const auto& quotation : draft.verification.quotations) {
      if (is_right(quotation.verdict)) continue;
      const bool is_open = quotation.verdict == Verdict::paraphrase ||
                           quotation.verdict == Verdict::ambiguous || quotation.verdict == Verdict::not_found;
      results.push_back(
          {{"ruleId", to_string(quotation.verdict)},
           {"level", is_open ? "warning" : "error"},
           {"message", {{"text", remark(quotation)}}},
           {"locations",
            Json::array({{{"physicalLocation",
                           {{"artifactLocation", {{"uri", draft.path}}},
                            {"region",
                             {{"startLine", quotation.position.line},
                              {"startColumn", quotation.position.column},
                              {"charOffset", quotation.place.begin},
                              {"charLength", quotation.place.end - quotation.place.begin}}}}}}})}});
    }
  return dumped(
      {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
       {"version", "2.1.0"},
       {"runs",
        Json::array(
            {{{"tool",
               {{"driver", {{"name", "cite verify"}, {"version", PRESSMARK_VERSION}, {"rules", rules}}}}},
              {"columnKind", "unicodeCodePoints"},
              {"results", results}}})}});
}

std::string write_junit(const std::vector<CheckedDraft>& drafts) {
  const auto failures_of = [](const Verification& verification) {
    return std::count_if(verification.quotations.begin(), verification.quotations.end(),
                         [](const CheckedQuotation& quotation) { return !is_right(quotation.verdict); });
  };
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  for (const auto& draft : drafts) {
    const auto& all = draft.verification.quotations;
    out += "<testsuite name=\"" + escaped_html(one_line(draft.path)) + "\" tests=\"" +
           std::to_string(all.size()) + "\" failures=\"" + std::to_string(failures_of(draft.verification)) +
           "\">\n";
    for (const auto& quotation : all) {
      out += "<testcase classname=\"" + escaped_html(one_line(draft.path)) + "\" name=\"line " +
             std::to_string(quotation.position.line) + ": " + escaped_html(in_marks(quotation.words)) + "\"";
      if (is_right(quotation.verdict)) {
        out += "/>\n";
        continue;
      }
      out += "><failure type=\"" + std::string(to_string(quotation.verdict)) + "\" message=\"" +
             escaped_html(one_line(remark(quotation))) + "\"/></testcase>\n";
    }
    out += "</testsuite>\n";
  }
  return out + "</testsuites>\n";
}

// The draft's words with what differs marked, or the source's.
std::string marked_words(const CheckedQuotation& quotation, bool of_draft) {
  if (quotation.changes.empty())
    return escaped_html(one_line(of_draft ? quotation.words : quotation.found ? quotation.found->text : ""));
  std::string out;
  for (const auto& change : quotation.changes) {
    const auto& words = of_draft ? change.draft : change.source;
    if (words.empty()) continue;
    if (!out.empty()) out += ' ';
    const char* const tag = of_draft ? "ins" : "del";
    out += change.op == WordChange::Op::equal
               ? escaped_html(words)
               : "<" + std::string(tag) + ">" + escaped_html(words) + "</" + tag + ">";
  }
  return out;
}

std::string write_html(const std::vector<CheckedDraft>& drafts) {
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Quotations verified</title>\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<style>"
      "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 "
      "1rem;color-scheme:light dark}"
      "table{border-collapse:collapse;width:100%}td,th{text-align:start;vertical-align:top;padding:.5rem;"
      "border-top:1px solid #8886}ins,del{font-weight:600;text-decoration-thickness:2px}"
      ".verdict{white-space:nowrap;font-weight:600}.note{font-size:.875rem}</style></head><body>\n"
      "<h1>Quotations verified</h1>\n";
  for (const auto& draft : drafts) {
    out += "<h2>" + escaped_html(one_line(draft.path)) + "</h2>\n<p>" +
           escaped_html(told_summary(draft.verification)) + "; " +
           escaped_html(told_searched(draft.verification.searched)) +
           "</p>\n<table><thead><tr><th>Line</th>"
           "<th>Verdict</th><th>Draft</th><th>Source</th></tr></thead><tbody>\n";
    for (const auto& quotation : draft.verification.quotations) {
      out += "<tr><td>" + std::to_string(quotation.position.line) + "</td><td class=\"verdict\">" +
             std::string(to_string(quotation.verdict)) + "</td><td dir=\"auto\">" +
             marked_words(quotation, true) + "</td><td dir=\"auto\">" + marked_words(quotation, false);
      if (quotation.found) {
        const auto line = escaped_html(source_line(*quotation.found));
        const auto& url = quotation.found->article.url;
        out += "<br><span class=\"note\">" +
               (url && is_web_address(*url)
                    ? "<a href=\"" + escaped_html(*url) + "\" rel=\"noopener noreferrer\">" + line + "</a>"
                    : line) +
               " <code>" + escaped_html(quotation.found->pinned) + "</code></span>";
      }
      for (const auto& note : quotation.notes)
        out += "<br><span class=\"note\">" + escaped_html(one_line(note)) + "</span>";
      out += "</td></tr>\n";
    }
    out += "</tbody></table>\n";
  }
  return out + "</body></html>\n";
}

std::string write_text(const std::vector<CheckedDraft>& drafts, const ReportOptions& options) {
  std::string out;
  for (const auto& draft : drafts) {
    const auto path = draft.path == "-" ? "standard input" : one_line(draft.path);
    for (const auto& quotation : draft.verification.quotations) {
      if (options.only_wrong && is_right(quotation.verdict)) continue;
      const auto verdict = std::string(to_string(quotation.verdict));
      const auto bold = [&](const std::string& words) {
        return options.colours ? "\x1B[1m" + words + "\x1B[0m" : words;
      };
      out += path + ":" + std::to_string(quotation.position.line) + ":" +
             std::to_string(quotation.position.column) + " " + bold(verdict) + "\n  " +
             in_marks(quotation.words) + "\n";
      for (const auto& change : told_changes(quotation.changes))
        out += labelled("differs", change, options.colours);
      if (quotation.found) {
        if (!is_right(quotation.verdict))
          out += labelled("source", in_marks(quotation.found->text), options.colours);
        out += labelled("by", source_line(*quotation.found), options.colours);
        out += labelled("pinned", quotation.found->pinned, options.colours);
      }
      for (const auto& note : quotation.notes) out += labelled("note", note, options.colours);
      out += "\n";
    }
    if (drafts.size() > 1) out += path + ": ";
    out += told_summary(draft.verification) + "\n";
  }
  if (!drafts.empty()) out += told_searched(drafts.front().verification.searched) + "\n";
  return out;
}

}  // namespace

std::optional<ReportFormat> report_format(std::string_view name) {
  for (std::size_t i = 0; i < kFormats.size(); ++i)
    if (kFormats.at(i) == name) return static_cast<ReportFormat>(i);
  return std::nullopt;
}

std::vector<std::string_view> report_format_names() {
  return {kFormats.begin(), kFormats.end()};
}

std::string quotation_json(const CheckedQuotation& quotation) {
  return quotation_object(quotation).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string changes_json(const std::vector<WordChange>& changes) {
  return changes_array(changes).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<std::string> told_changes(const std::vector<WordChange>& changes) {
  std::vector<std::string> told;
  for (const auto& change : changes) {
    if (!change.difference) continue;
    const auto kind = " (" + std::string(to_string(*change.difference)) + ")";
    if (change.op == WordChange::Op::replace)
      told.push_back("\u201C" + one_line(change.draft) + "\u201D, the source has \u201C" +
                     one_line(change.source) + "\u201D" + kind);
    else if (change.op == WordChange::Op::insert)
      told.push_back("\u201C" + one_line(change.draft) + "\u201D is not in the source" + kind);
    else
      told.push_back("the source's \u201C" + one_line(change.source) + "\u201D is missing" + kind);
  }
  return told;
}

std::string told_summary(const Verification& verification) {
  const auto count = verification.quotations.size();
  if (count == 0) return "no quotations";
  std::string out = std::to_string(count) + (count == 1 ? " quotation: " : " quotations: ");
  bool is_first = true;
  for (const auto& [verdict, times] : verification.summary()) {
    if (!is_first) out += ", ";
    is_first = false;
    out += std::to_string(times) + " " + std::string(to_string(verdict));
  }
  return out;
}

std::string told_searched(const Searched& searched) {
  std::string out = "searched " + std::to_string(searched.articles) +
                    (searched.articles == 1 ? " article" : " articles") + " of " +
                    std::to_string(searched.outlets) + (searched.outlets == 1 ? " outlet" : " outlets");
  if (searched.dates.from && searched.dates.to)
    out += ", " + to_string(*searched.dates.from) + " to " + to_string(*searched.dates.to);
  return out;
}

std::string write_report(const std::vector<CheckedDraft>& drafts, ReportFormat format,
                         const ReportOptions& options) {
  switch (format) {
    case ReportFormat::json:
      return write_json(drafts);
    case ReportFormat::sarif:
      return write_sarif(drafts);
    case ReportFormat::junit:
      return write_junit(drafts);
    case ReportFormat::html:
      return write_html(drafts);
    case ReportFormat::text:
      break;
  }
  return write_text(drafts, options);
}

}  // namespace pressmark
