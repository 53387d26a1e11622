#include "searchd/http/page_parts.h"

#include <array>

#include "searchd/http/html.h"

namespace pressmark::http {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

std::string shown_day(const Day& day) {
  return std::to_string(day.day) + " " + std::string(kMonths[day.month - 1U]) + " " +
         std::to_string(day.year);
}

std::string shown_period(std::string_view value) {
  const auto week = value.find("-W");
  if (week != std::string_view::npos)
    return "week " + std::string(value.substr(week + 2)) + " of " + std::string(value.substr(0, week));
  const auto range = parse_day_range(value);
  if (!range || !range->from) return std::string(value);
  constexpr std::size_t kMonthLength = 7;
  if (value.size() == kMonthLength)
    return std::string(kMonths[range->from->month - 1U]) + " " + std::string(value.substr(0, 4));
  return value.size() > kMonthLength ? shown_day(*range->from) : std::string(value);
}

std::string grouped(std::uint64_t number) {
  auto digits = std::to_string(number);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many) {
  return grouped(number) + " " + std::string(number == 1 ? one : many);
}

std::string facet_legend(std::string_view name) {
  if (name == "outlet") return "Outlet";
  if (name == "speaker") return "Speaker quoted";
  if (name == "country") return "Country";
  if (name == "lang") return "Language";
  return std::string(name);
}

std::string framed(const Frame& frame, const Assets& assets, const std::string& body) {
  Data page;
  page.set("kind", std::string(frame.kind));
  page.set("title", frame.title);
  page.set("query", frame.query);
  page.set("body", body);
  page.set("meta", frame.meta);
  page.set("skip", std::string(frame.kind == "results" ? "Skip to results" : "Skip to content"));
  set_flag(page, "noindex", frame.noindex);
  set_flag(page, "autofocus", frame.autofocus);
  set_optional(page, "canonical", frame.canonical);
  set_optional(page, "feed", frame.feed);
  page.set("asset_style", std::string(assets.url("style.css")));
  page.set("asset_icon", std::string(assets.url("icon.svg")));
  page.set("asset_page", std::string(assets.url("page.js")));
  page.set("asset_suggest", std::string(assets.url("suggest.js")));
  page.set("asset_results", std::string(assets.url("results.js")));
  page.set("asset_article", std::string(assets.url("article.js")));
  set_flag(page, "with_results", frame.kind == "results");
  set_flag(page, "with_article", frame.kind == "article");
  return render("layout", page);
}

}  // namespace pressmark::http
