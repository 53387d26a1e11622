#include "indexer/ingest/text/front_matter.h"

#include <algorithm>

#include "indexer/ingest/lines.h"
#include "indexer/ingest/table/date_field.h"

namespace pressmark {
namespace {

constexpr int kMostLines = 200;

bool is_fence(std::string_view line) {
  return trimmed(line) == "---";
}

std::string_view unquoted(std::string_view value) {
  const bool quoted =
      value.size() >= 2 && value.front() == value.back() && (value.front() == '"' || value.front() == '\'');
  return quoted ? trimmed(value.substr(1, value.size() - 2)) : value;
}

// "[a, b]" as its items; anything else as the one value it is.
std::vector<std::string_view> list_items(std::string_view value) {
  if (value.size() < 2 || value.front() != '[' || value.back() != ']') return {unquoted(value)};
  auto items = split(value.substr(1, value.size() - 2), ',');
  for (auto& item : items) item = unquoted(item);
  return items;
}

void set(std::optional<std::string>& field, std::string_view value) {
  if (!value.empty() && !field) field = std::string(value);
}

void add_authors(RawArticle& raw, std::string_view value) {
  for (const auto item : list_items(value))
    for (auto& name : byline_names(item)) raw.authors.push_back(std::move(name));
}

void add_countries(RawArticle& raw, std::string_view value) {
  for (const auto item : list_items(value))
    for (const auto code : split(item, ',')) raw.countries.emplace_back(code);
}

void apply(RawArticle& raw, std::string_view key, std::string_view value) {
  if (key == "author" || key == "authors") return add_authors(raw, value);
  if (key == "country" || key == "countries") return add_countries(raw, value);
  value = unquoted(value);
  if (key == "id") set(raw.id, value);
  if (key == "url") set(raw.url, value);
  if (key == "title") set(raw.title, value);
  if (key == "outlet") set(raw.outlet, value);
  if (key == "lang" || key == "language") set(raw.lang, value);
  if ((key == "date" || key == "published") && !raw.date) raw.date = field_day(value, key, raw);
  if (key == "updated") raw.updated = field_day(value, key, raw);
}

// The lines of the block, when it opens and closes.
std::optional<std::vector<std::string_view>> block_lines(std::string_view& text) {
  auto rest = text;
  while (!rest.empty() && rest.front() == '\n') rest.remove_prefix(1);
  if (!is_fence(take_line(rest))) return std::nullopt;
  std::vector<std::string_view> lines;
  while (!rest.empty() && lines.size() < kMostLines) {
    const auto line = take_line(rest);
    if (is_fence(line)) {
      text = rest;
      return lines;
    }
    lines.push_back(line);
  }
  return std::nullopt;
}

// Whether a "---" block is a head and not a text between two rules: its first line with anything in it has a
// key.
bool has_keys(const std::vector<std::string_view>& lines) {
  for (const auto line : lines) {
    if (trimmed(line).empty()) continue;
    const auto colon = line.find(':');
    return colon != std::string_view::npos &&
           trimmed(line.substr(0, colon)).find(' ') == std::string_view::npos;
  }
  return true;
}

}  // namespace

void take_front_matter(std::string_view& text, RawArticle& raw) {
  auto rest = text;
  const auto lines = block_lines(rest);
  if (!lines || !has_keys(*lines)) return;
  text = rest;
  std::string list_key;  // "author:" alone on its line, with "- Ann Smith" lines under it
  for (const auto line : *lines) {
    const auto content = trimmed(line);
    if (!list_key.empty() && content.starts_with("- ")) {
      apply(raw, list_key, trimmed(content.substr(2)));
      continue;
    }
    list_key.clear();
    const auto colon = content.find(':');
    if (colon == std::string_view::npos || content.starts_with('#')) continue;
    const auto key = ascii_lower(trimmed(content.substr(0, colon)));
    const auto value = trimmed(content.substr(colon + 1));
    if (value.empty()) list_key = key;
    apply(raw, key, value);
  }
}

std::vector<std::string> byline_names(std::string_view byline) {
  byline = trimmed(byline);
  if (starts_with_word(byline, "by")) byline = trimmed(byline.substr(2));
  std::vector<std::string> names;
  for (const auto part : split(byline, ';')) {
    std::string_view rest = part;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(" and "), rest.size());
      const auto group = rest.substr(0, end);
      const auto pieces = split(group, ',');
      const bool are_names = std::all_of(pieces.begin(), pieces.end(), [](std::string_view piece) {
        return piece.find(' ') != std::string_view::npos;
      });
      if (are_names)
        names.insert(names.end(), pieces.begin(), pieces.end());
      else if (!trimmed(group).empty())
        names.emplace_back(trimmed(group));
      rest.remove_prefix(std::min(end + 5, rest.size()));
    }
  }
  return names;
}

}  // namespace pressmark
