#include "searchd/verify/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "schema/model/error.h"
#include "schema/model/instant.h"
#include "schema/text/utf8.h"
#include "searchd/cite/colours.h"
#include "searchd/cite/words.h"
#include "searchd/verify/command.h"
#include "searchd/verify/reports.h"

namespace pressmark {
namespace {

using Json = nlohmann::ordered_json;

// BYTES of equal text that are shown on either side of a change.
constexpr std::size_t kAround = 60;

Json revision_json(const ArticleView& view) {
  const auto& revision = view.record.revision;
  return {{"id", revision.id},
          {"first_seen", iso_time(revision.first_seen)},
          {"last_seen", iso_time(revision.last_seen)},
          {"extractor", revision.extractor},
          {"current", view.current}};
}

Json place_json(Span bytes, const CodePoints& points) {
  const auto place = points.from_bytes(bytes);
  return {place.begin, place.end};
}

Json differences_json(const std::vector<Difference>& differences) {
  Json names = Json::array();
  for (const auto each : differences) names.push_back(to_string(each));
  return names;
}

Json hunks_json(const RevisionDiff& diff) {
  const CodePoints from(diff.from.record.text);
  const CodePoints to(diff.to.record.text);
  Json hunks = Json::array();
  for (const auto& hunk : diff.hunks) {
    Json entry{
        {"op", to_string(hunk.op)}, {"from", place_json(hunk.from, from)}, {"to", place_json(hunk.to, to)}};
    if (hunk.op != DiffHunk::Op::equal) {
      entry["removed"] = slice(diff.from.record.text, hunk.from);
      entry["added"] = slice(diff.to.record.text, hunk.to);
      entry["classes"] = differences_json(hunk.differences);
    }
    hunks.push_back(std::move(entry));
  }
  return hunks;
}

Json quotation_json_of(const TextRecord& record, std::size_t number) {
  const auto& quotation = record.quotations[number];
  const CodePoints points(record.text);
  const auto place = points.from_bytes(quotation.span);
  Json speaker(nullptr);
  if (quotation.speaker)
    speaker = {{"id", quotation.speaker->id.empty() ? Json(nullptr) : Json(quotation.speaker->id)},
               {"name", quotation.speaker->name}};
  return {{"id", quotation.id},
          {"start", place.begin},
          {"end", place.end},
          {"text", slice(record.text, quotation.span)},
          {"speaker", std::move(speaker)}};
}

std::string_view kind_of(const QuotationChange& change) {
  if (!change.from) return "added";
  if (!change.to) return "dropped";
  return change.changes.empty() ? "speaker" : "altered";
}

Json quotations_json(const RevisionDiff& diff) {
  Json all = Json::array();
  for (const auto& change : diff.quotations) {
    all.push_back({{"change", kind_of(change)},
                   {"from", change.from ? quotation_json_of(diff.from.record, *change.from) : Json(nullptr)},
                   {"to", change.to ? quotation_json_of(diff.to.record, *change.to) : Json(nullptr)},
                   {"speaker_changed", change.speaker_changed},
                   {"diff", Json::parse(changes_json(change.changes))}});
  }
  return all;
}

// The end of `text`, or its beginning, in whole words of one paragraph; with an ellipsis where something is
// left out.
std::string end_of(std::string_view text) {
  const auto paragraph = text.rfind("\n\n");
  if (paragraph != std::string_view::npos) text.remove_prefix(paragraph + 2);
  if (text.size() <= kAround) return std::string(text);
  const auto blank = text.find(' ', text.size() - kAround);
  return "… " + std::string(blank == std::string_view::npos ? std::string_view() : text.substr(blank + 1));
}

std::string start_of(std::string_view text) {
  text = text.substr(0, text.find("\n\n"));
  if (text.size() <= kAround) return std::string(text);
  const auto blank = text.rfind(' ', kAround);
  return std::string(text.substr(0, blank == std::string_view::npos ? 0 : blank + 1)) + "…";
}

class TextDiff {
 public:
  TextDiff(const RevisionDiff& diff, bool colours) : diff_(diff), colours_(colours) {}

  std::string run() {
    header();
    for (const auto& field : diff_.fields) field_line(field);
    if (diff_.is_withheld) {
      out_ += "\nIts outlet lets nobody show the text: what changed in it is not told.\n";
      return std::move(out_);
    }
    if (diff_.is_empty()) out_ += "\nNothing was changed.\n";
    quotations();
    places();
    return std::move(out_);
  }

 private:
  void header() {
    const auto& article = diff_.to.record.article;
    out_ += colours_.bold(one_line(article.title.value_or(article.id))) + "\n";
    revision("from", diff_.from);
    revision("to", diff_.to);
    if (diff_.is_ours)
      out_ += "  the same source, read by another version of the program: no change of the outlet's\n";
    if (!diff_.is_withheld)
      out_ += fmt::format("  {} words taken out, {} put in, {} the same\n", diff_.words_removed,
                          diff_.words_added, diff_.words_kept);
  }

  void revision(std::string_view label, const ArticleView& view) {
    const auto& revision = view.record.revision;
    out_ += fmt::format("  {:<6}{}@{}  first seen {}{}\n", label, view.record.article.id,
                        revision.id.substr(0, 12), iso_time(revision.first_seen),
                        view.current ? ", current" : "");
  }

  void field_line(const FieldChange& field) {
    out_ += fmt::format("\n  {:<9}{} → {}\n", field.field, taken_out(field.from), put_in(field.to));
  }

  void quotations() {
    if (diff_.quotations.empty()) return;
    out_ += "\nQuotations\n";
    for (const auto& change : diff_.quotations) {
      const auto& record = change.to ? diff_.to.record : diff_.from.record;
      const auto& quotation = record.quotations[change.to ? *change.to : *change.from];
      out_ += fmt::format("  {:<9}{}\n", kind_of(change), one_line(slice(record.text, quotation.span)));
      for (const auto& each : told_edits(change.changes)) out_ += "           " + each + "\n";
      if (change.speaker_changed)
        out_ += fmt::format("           given to {}, before to {}\n", speaker(diff_.to.record, *change.to),
                            speaker(diff_.from.record, *change.from));
    }
  }

  static std::string speaker(const TextRecord& record, std::size_t number) {
    const auto& quotation = record.quotations[number];
    return quotation.speaker ? one_line(quotation.speaker->name) : "nobody";
  }

  void places() {
    bool in_place = false;
    for (std::size_t i = 0; i < diff_.hunks.size(); ++i) {
      const auto& hunk = diff_.hunks[i];
      const auto kept = slice(diff_.to.record.text, hunk.to);
      if (hunk.op == DiffHunk::Op::equal) {
        const bool is_between = in_place && !ends_paragraph(diff_.hunks[i - 1]) &&
                                i + 1 < diff_.hunks.size() && kept.size() <= 2 * kAround &&
                                kept.find("\n\n") == std::string_view::npos;
        if (is_between) {
          line_ += kept;
          continue;
        }
        if (in_place && !ends_paragraph(diff_.hunks[i - 1])) line_ += start_of(kept);
        flush();
        in_place = false;
        continue;
      }
      if (!in_place) {
        line_ = i > 0 ? end_of(slice(diff_.to.record.text, diff_.hunks[i - 1].to)) : "";
        paragraph_ = paragraph_at(hunk.to.begin);
      }
      in_place = true;
      line_ +=
          taken_out(slice(diff_.from.record.text, hunk.from)) + put_in(slice(diff_.to.record.text, hunk.to));
    }
    flush();
  }

  bool ends_paragraph(const DiffHunk& hunk) const {
    return slice(diff_.from.record.text, hunk.from).ends_with("\n\n") ||
           slice(diff_.to.record.text, hunk.to).ends_with("\n\n");
  }

  void flush() {
    if (line_.empty()) return;
    out_ += fmt::format("\n¶ {:<4}{}\n", paragraph_, printed(line_));
    line_.clear();
  }

  // One line, but for the escapes that colour it.
  static std::string printed(std::string_view line) {
    std::string out;
    for (const char c : line) out += c == '\n' ? ' ' : c;
    return out;
  }

  std::size_t paragraph_at(std::uint32_t place) const {
    const std::string_view before = std::string_view(diff_.to.record.text).substr(0, place);
    std::size_t number = 1;
    for (auto at = before.find("\n\n"); at != std::string_view::npos; at = before.find("\n\n", at + 2))
      ++number;
    return number;
  }

  // With the blanks at the end outside, so that words keep apart.
  std::string taken_out(std::string_view text) const { return marked(text, "[-", "-]", &Colours::removed); }
  std::string put_in(std::string_view text) const { return marked(text, "{+", "+}", &Colours::added); }
  std::string marked(std::string_view text, std::string_view open, std::string_view close,
                     std::string (Colours::*paint)(std::string_view) const) const {
    std::size_t size = text.size();
    while (size > 0 && (text[size - 1] == ' ' || text[size - 1] == '\n')) --size;
    if (size == 0) return {};
    const auto words = std::string(open) + one_line(text.substr(0, size)) + std::string(close);
    return (colours_.*paint)(words) + (size < text.size() ? " " : "");
  }

  const RevisionDiff& diff_;
  Colours colours_;
  std::string out_;
  std::string line_;
  std::size_t paragraph_ = 0;
};

std::vector<std::string> words_in(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = text.find_first_not_of(' '); at != std::string_view::npos;
       at = text.find_first_not_of(' ', at)) {
    const auto end = std::min(text.find(' ', at), text.size());
    words.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

}  // namespace

std::string diff_json(const RevisionDiff& diff) {
  Json fields = Json::array();
  for (const auto& field : diff.fields)
    fields.push_back({{"field", field.field}, {"from", field.from}, {"to", field.to}});
  const Json json{
      {"schema", 1},
      {"id", diff.to.record.article.id},
      {"from", revision_json(diff.from)},
      {"to", revision_json(diff.to)},
      {"by", diff.is_ours ? "reader" : "outlet"},
      {"withheld", diff.is_withheld},
      {"fields", std::move(fields)},
      {"summary", {{"removed", diff.words_removed}, {"added", diff.words_added}, {"kept", diff.words_kept}}},
      {"quotations", quotations_json(diff)},
      {"hunks", hunks_json(diff)}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string diff_text(const RevisionDiff& diff, bool colours) {
  return TextDiff(diff, colours).run();
}

std::vector<std::string> told_edits(const std::vector<WordChange>& changes) {
  const auto quoted = [](const std::string& word) { return "“" + one_line(word) + "”"; };
  std::vector<std::string> told;
  for (const auto& change : changes) {
    if (change.op == WordChange::Op::equal) continue;
    std::string line = change.op == WordChange::Op::replace
                           ? quoted(change.source) + " became " + quoted(change.draft)
                       : change.op == WordChange::Op::insert ? quoted(change.draft) + " was put in"
                                                             : quoted(change.source) + " was taken out";
    if (change.difference && *change.difference != Difference::added &&
        *change.difference != Difference::dropped)
      line += " (" + std::string(to_string(*change.difference)) + ")";
    told.push_back(std::move(line));
  }
  return told;
}

CiteOutcome diff(Searcher& searcher, const CiteOptions& options) {
  const auto words = words_in(options.words);
  constexpr const char* kHint =
      "cite diff ID, for the last change, or cite diff ID REV REV; cite show ID tells the revisions";
  if (words.empty() || words.size() > 3)
    throw Error(ErrorKind::usage, "cite diff takes an article's id and up to two revisions", kHint);
  if (options.format != CitationFormat::text && options.format != CitationFormat::json)
    throw Error(ErrorKind::usage, "--format of cite diff is text or json", kHint);
  const auto found =
      diff_revisions(searcher, words[0], words.size() > 1 ? words[1] : "", words.size() > 2 ? words[2] : "");
  CiteOutcome outcome;
  outcome.output =
      options.format == CitationFormat::json ? diff_json(found) : diff_text(found, options.colours);
  return outcome;
}

}  // namespace pressmark
