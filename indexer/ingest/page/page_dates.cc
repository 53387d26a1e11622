#include "indexer/ingest/page/page_dates.h"

#include <array>
#include <iterator>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/dates.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/page/bylines.h"

namespace pressmark {
namespace {

constexpr std::size_t kMostNoted = 20;  // of each kind on one page

// Among what readers wrote, or in a box that leads to another article.
bool stands_elsewhere(const GumboNode* node, std::string_view title) {
  return is_in_discussion(node) || stands_in_teaser(node, title);
}

// Whether a time element says when the page was changed.
bool says_changed(const GumboNode* element) {
  const auto* parent = element->parent;
  for (const auto* node : {element, parent}) {
    if (node == nullptr || !is_element(node)) continue;
    if (attribute(node, "itemprop") == "dateModified") return true;
    const auto name = ascii_lower(attribute(node, "class"));
    // WordPress marks the one time of an article that was never changed with both.
    if (contains_any(name, {"updated", "modified", "aktualisiert"}) &&
        !contains_any(name, {"publish", "entry-date"}))
      return true;
  }
  return false;
}

// The value behind the first key that names the day of publication.
std::optional<std::string> date_in_script(std::string_view script) {
  constexpr std::size_t kLongest = 38;  // bytes
  for (const std::string_view key : {"datePublished\"", "publishedAt\"", "publish_date\"", "pubDate\"",
                                     "publicationDate\"", "published_at\"", "datePublished'"}) {
    const auto at = script.find(key);
    if (at == std::string_view::npos) continue;
    const auto value = script.substr(at + key.size(), kLongest);
    const auto open = value.find_first_of("\"'");
    if (open == std::string_view::npos || open > 4) continue;
    return std::string(value.substr(open + 1, value.find_first_of("\"'", open + 1) - open - 1));
  }
  return std::nullopt;
}

// Short texts with a day in them around the headline, wherever they stand: most sites set the day of
// publication right behind it, some before it.
std::vector<std::string> days_around(const GumboNode* top, const GumboNode* headline, std::string_view title,
                                     std::size_t most_behind, std::size_t most_before) {
  constexpr std::size_t kLongest = 100;  // bytes
  std::vector<std::string> behind;
  std::vector<std::string> before;
  const auto has_day = [](std::string_view text) {
    return text.size() <= kLongest && text.find_first_of("0123456789") != std::string_view::npos;
  };
  std::size_t texts = 0;
  for (const auto* node = headline; node != nullptr && texts < most_behind; node = next_node(node, top)) {
    if (node->type != GUMBO_NODE_TEXT) continue;
    ++texts;
    if (auto line = canonical_line(node->v.text.text); has_day(line) && !stands_elsewhere(node, title))
      behind.push_back(std::move(line));
  }
  // The texts before it, from the last few elements around: a walk backwards.
  texts = 0;
  const auto* node = headline;
  while (node != nullptr && node != top && texts < most_before) {
    const auto* parent = node->parent;
    if (parent == nullptr || !is_element(parent)) break;
    for (auto i = node->index_within_parent; i > 0 && texts < most_before; --i) {
      const auto* sibling = static_cast<const GumboNode*>(parent->v.element.children.data[i - 1]);
      std::size_t nodes = 0;
      for (const auto* each = sibling; each != nullptr && texts < most_before && ++nodes < 40;
           each = next_node(each, sibling, is_element(each) && is_of_archive(each))) {
        if (each->type != GUMBO_NODE_TEXT) continue;
        ++texts;
        if (auto line = canonical_line(each->v.text.text); has_day(line) && !stands_elsewhere(each, title))
          before.push_back(std::move(line));
      }
    }
    node = parent;
  }
  std::move(before.begin(), before.end(), std::back_inserter(behind));
  return behind;
}

std::optional<Day> page_day(const PageMeta& meta, std::initializer_list<const char*> names) {
  for (const auto* name : names)
    if (const auto stated = first_of(meta, {name}))
      if (const auto day = stated_day(*stated)) return day;
  return std::nullopt;
}

}  // namespace

std::optional<std::string> first_of(const PageMeta& meta, std::initializer_list<const char*> names) {
  for (const auto* name : names)
    if (const auto it = meta.find(name); it != meta.end() && !trimmed(it->second).empty()) return it->second;
  return std::nullopt;
}

void note_time(const GumboNode* time_element, PageDays& found) {
  if (stands_elsewhere(time_element, found.title)) return;
  if (const auto time = attribute(time_element, "datetime"); !time.empty()) {
    auto& times = says_changed(time_element) ? found.updates : found.times;
    if (times.size() < kMostNoted) times.emplace_back(time);
  }
  if (says_changed(time_element) || found.printed_times.size() >= kMostNoted) return;
  if (auto words = short_words(time_element)) found.printed_times.push_back(*std::move(words));
}

void note_date(const GumboNode* node, const std::string& name, PageDays& found) {
  const auto itemprop = attribute(node, "itemprop");
  const bool is_date =
      itemprop == "datePublished" || itemprop == "dateCreated" ||
      contains_any(name, {"date", "datum", "fecha", "publish", "pubtime", "posted", "timestamp", "entry-meta",
                          "post-meta", "article-meta", "meta-info", "byline", "dateline", "meta",
                          "article__meta", "post-info", "postmeta", "author"});
  if (!is_date || contains_any(name, {"update", "modif", "comment", "event", "related", "copyright",
                                      "kommentar", "profile", "footer", "teaser"}))
    return;
  if (itemprop == "dateModified" || found.printed_dates.size() >= kMostNoted) return;
  if (stands_elsewhere(node, found.title)) return;
  if (auto words = short_words(node); words && words->find_first_of("0123456789") != std::string::npos)
    found.printed_dates.push_back(*std::move(words));
}

void note_script(std::string_view script, PageDays& days) {
  if (!days.scripted_date) days.scripted_date = date_in_script(script);
}

void note_days_around(const GumboNode* top, const GumboNode* headline, PageDays& days) {
  constexpr std::size_t kNear = 5;  // texts
  constexpr std::size_t kBehind = 25;
  constexpr std::size_t kBefore = 8;
  days.near_days = days_around(top, headline, days.title, kNear, 0);
  days.shown_days = days_around(top, headline, days.title, kBehind, kBefore);
}

namespace {

// Whether figures put the day before the month, where the page's language tells.
std::optional<bool> day_first(const std::optional<std::string>& lang) {
  if (!lang) return std::nullopt;
  const auto tag = ascii_lower(*lang);
  if (tag.starts_with("en-us") || tag.starts_with("en_us")) return false;
  if (tag.starts_with("en") && tag.size() == 2) return std::nullopt;
  return true;
}

std::optional<Day> printed_day(const std::vector<std::string>& lines, std::optional<bool> figures) {
  for (const auto& line : lines)
    if (const auto day = day_within(line, figures)) return day;
  return std::nullopt;
}

constexpr auto kPublicationNames = std::to_array<const char*>({"article:published_time",
                                                               "datepublished",
                                                               "og:published_time",
                                                               "citation_publication_date",
                                                               "pubdate",
                                                               "publishdate",
                                                               "publish-date",
                                                               "published_time",
                                                               "publish_date",
                                                               "parsely-pub-date",
                                                               "sailthru.date",
                                                               "dc.date.issued",
                                                               "dcterms.issued",
                                                               "dc.date",
                                                               "dcterms.created",
                                                               "dcterms.date",
                                                               "cxenseparse:recs:publishtime",
                                                               "og:article:published_time",
                                                               "date",
                                                               "created",
                                                               "rnews:datepublished",
                                                               "datecreated",
                                                               "citation_date"});

// A day somewhere states, and how.
struct StatedDay {
  Day day;
  std::string as;
};

std::optional<StatedDay> stated_publication(const PageMeta& meta,
                                            const std::optional<LinkedArticle>& linked) {
  if (linked && linked->published) return StatedDay{*linked->published, linked->published_at.value_or("")};
  for (const auto* name : kPublicationNames)
    if (const auto text = first_of(meta, {name}))
      if (const auto day = stated_day(*text)) return StatedDay{*day, *text};
  // Days spelt as readers read them.
  for (const auto* name : {"date", "dc.date"})
    if (const auto text = first_of(meta, {name}))
      if (const auto day = day_within(*text)) return StatedDay{*day, *text};
  return std::nullopt;
}

// The hour of "2022-05-04T00:53:29.274Z" and "…+00:00"; absent for other time zones and for days alone.
std::optional<int> utc_hour(std::string_view time) {
  constexpr std::size_t kHour = 11;      // where it stands
  constexpr std::size_t kShortest = 16;  // 2022-05-04T00:53
  time = trimmed(time);
  if (time.size() < kShortest || (time[10] != 'T' && time[10] != ' ') || time[13] != ':') return std::nullopt;
  if (!time.ends_with('Z') && !time.ends_with("+00:00") && !time.ends_with("+0000")) return std::nullopt;
  const char tens = time[kHour];
  const char ones = time[kHour + 1];
  if (tens < '0' || tens > '2' || ones < '0' || ones > '9') return std::nullopt;
  return (tens - '0') * 10 + (ones - '0');
}

// Times are stated in UTC by many sites whose readers live elsewhere: an article of the evening in Lima is
// stated for the day after. The day printed beside the headline is the one it appeared on.
Day local_day(const StatedDay& stated, const PageDays& found, std::optional<bool> figures) {
  constexpr int kNoon = 12;
  const auto hour = utc_hour(stated.as);
  if (!hour || *hour >= kNoon) return stated.day;
  const auto before = day_from_number(day_number(stated.day) - 1);
  // The first that is either of the two; others on the page are those of other articles.
  for (const auto* lines : {&found.near_days, &found.times, &found.printed_times, &found.printed_dates})
    for (const auto& line : *lines) {
      const auto day = day_within(line, figures);
      if (day == before || (day == stated.day && !utc_hour(line))) return *day;
    }
  return stated.day;
}

}  // namespace

void settle_dates(const PageDays& found, const PageMeta& meta, const std::optional<LinkedArticle>& linked,
                  RawArticle& raw) {
  constexpr std::size_t kDayAlone = 30;  // bytes
  const auto figures = day_first(raw.lang);
  if (const auto stated = stated_publication(meta, linked)) raw.date = local_day(*stated, found, figures);
  // What is not stated for programs may be printed; another article's date on the same page need not be its
  // own, so that what stands beside the headline comes first.
  const auto infer = [&](std::optional<Day> day) {
    if (raw.date || !day) return;
    raw.date = day;
    raw.inferred.emplace_back("date");
  };
  if (raw.url) infer(day_in_url(*raw.url));
  for (const auto& line : found.near_days)
    if (line.size() <= kDayAlone) infer(day_within(line, figures));
  if (!found.times.empty()) infer(stated_day(found.times.front()));
  infer(printed_day(found.printed_dates, figures));
  infer(printed_day(found.printed_times, figures));
  infer(printed_day(found.shown_days, figures));
  if (found.scripted_date) infer(stated_day(*found.scripted_date));
  if (linked) infer(linked->created);  // before it was published, sometimes by years
  if (linked) raw.updated = linked->modified;
  if (!raw.updated)
    raw.updated = page_day(meta, {"article:modified_time", "datemodified", "og:updated_time", "lastmod",
                                  "last-modified", "dcterms.modified", "dc.date.modified"});
  if (!raw.updated && !found.updates.empty()) raw.updated = stated_day(found.updates.front());
  // Where a page says nothing but when it was changed, it is at least of that day.
  if (!raw.date && raw.updated && !found.updates.empty()) infer(raw.updated);
}

}  // namespace pressmark
