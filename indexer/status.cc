#include "indexer/update/index_status.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "indexer/commands.h"
#include "indexer/output.h"
#include "schema/index/generation.h"
#include "schema/model/instant.h"
#include "schema/text/language.h"

namespace pressmark {

namespace {

using Json = nlohmann::ordered_json;

std::string size_text(std::uint64_t bytes) {
  const double value = static_cast<double>(bytes);
  if (value < 1e6) return fmt::format("{:.0f} kB", value / 1e3);
  if (value < 1e9) return fmt::format("{:.1f} MB", value / 1e6);
  return fmt::format("{:.2f} GB", value / 1e9);
}

Json date_or_null(const std::string& date) {
  return date.empty() ? Json(nullptr) : Json(date);
}

Json to_json(const RunNote& note) {
  return {{"command", note.command},
          {"started", iso_time(note.started)},
          {"finished", iso_time(note.finished)},
          {"added", note.added},
          {"updated", note.updated},
          {"unchanged", note.unchanged},
          {"removed", note.removed},
          {"rejected", note.rejected},
          {"duplicates", note.duplicates},
          {"interrupted", note.interrupted}};
}

Json to_json(const LoggedRun& run) {
  return {{"run", run.number},
          {"time", run.time},
          {"command", run.command},
          {"entries", run.entries},
          {"head", head_of(run)}};
}

std::string to_json(const IndexStatus& status) {
  Json languages = Json::array();
  for (const auto& [lang, count] : status.languages)
    languages.push_back({{"lang", lang}, {"articles", count}});
  const Json json{
      {"index", status.index.string()},
      {"generation", status.generation},
      {"format", status.format},
      {"analyzer", status.analyzer},
      {"fingerprint", status.fingerprint},
      {"articles", status.articles},
      {"quotations", status.quotations},
      {"withdrawn", status.withdrawn},
      {"undated", status.undated},
      {"without_annotation", status.without_annotation},
      {"stale", status.stale},
      {"first_date", date_or_null(status.first_date)},
      {"last_date", date_or_null(status.last_date)},
      {"languages", languages},
      {"bytes",
       {{"articles", status.articles_bytes},
        {"quotations", status.quotations_bytes},
        {"texts", status.texts_bytes},
        {"total", status.articles_bytes + status.quotations_bytes + status.texts_bytes}}},
      {"last_run", status.last_run ? to_json(*status.last_run) : Json(nullptr)},
      {"log", status.logged ? to_json(*status.logged) : Json(nullptr)},
  };
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string languages_text(const IndexStatus& status) {
  std::string text;
  for (const auto& [lang, count] : status.languages)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", language_name(lang), count);
  return text.empty() ? "none" : text;
}

std::string last_run_text(const RunNote& note) {
  return fmt::format("{} at {} ({} s): added {}, updated {}, unchanged {}, removed {}, rejected {}{}",
                     note.command, iso_time(note.started), note.finished - note.started, note.added,
                     note.updated, note.unchanged, note.removed, note.rejected,
                     note.interrupted ? "; stopped early" : "");
}

std::string to_text(const IndexStatus& status) {
  std::string text;
  const auto line = [&text](std::string_view name, const std::string& value) {
    text += fmt::format("{:<12}{}\n", name, value);
  };
  line("index", status.index.string());
  line("generation",
       fmt::format("{}, format {}, analyser {}", status.generation, status.format, status.analyzer));
  line("articles", std::to_string(status.articles));
  line("quotations", std::to_string(status.quotations));
  if (status.withdrawn > 0) line("withdrawn", std::to_string(status.withdrawn));
  line("dates", status.first_date.empty() ? "none" : status.first_date + " to " + status.last_date);
  if (status.undated > 0) line("undated", std::to_string(status.undated));
  line("languages", languages_text(status));
  if (status.without_annotation > 0)
    line("plain", fmt::format("{} without annotation", status.without_annotation));
  if (status.stale > 0)
    line("stale",
         fmt::format("{} by another version; `indexer add` on their sources does them again", status.stale));
  line("disk", fmt::format("{} (articles {}, quotations {}, texts {})",
                           size_text(status.articles_bytes + status.quotations_bytes + status.texts_bytes),
                           size_text(status.articles_bytes), size_text(status.quotations_bytes),
                           size_text(status.texts_bytes)));
  line("last run", status.last_run ? last_run_text(*status.last_run) : "none");
  if (status.logged)
    line("log", fmt::format("run {} at {}, head {}", status.logged->number, status.logged->time,
                            head_of(*status.logged)));
  return text;
}

}  // namespace

int run_status(const CommonOptions& common) {
  const IndexStatus status = index_status(index_directory(common.index));
  write_output(common.json ? to_json(status) : to_text(status));
  return 0;
}

}  // namespace pressmark
