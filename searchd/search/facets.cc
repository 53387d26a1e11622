#include "searchd/search/facets.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "schema/index/fields.h"

namespace pressmark {
namespace {

struct Period {
  std::string value;
  DayRange range;
};

Period period_of(const Day& day, Granularity granularity) {
  const auto iso = to_string(day);
  switch (granularity) {
    case Granularity::day:
      return {iso, {day, day}};
    case Granularity::week: {
      const auto week = iso_week(day);
      const auto number = day_number(day);
      // 1970-01-01 was a Thursday: three days after a Monday.
      const auto monday = number - (((number + 3) % 7) + 7) % 7;
      return {fmt::format("{:04}-W{:02}", week.year, week.week),
              {day_from_number(monday), day_from_number(monday + 6)}};
    }
    case Granularity::month:
      return {
          iso.substr(0, 7),
          {Day{day.year, day.month, 1}, Day{day.year, day.month, last_day_of_month(day.year, day.month)}}};
    case Granularity::year:
      break;
  }
  return {iso.substr(0, 4), {Day{day.year, 1, 1}, Day{day.year, 12, 31}}};
}

Granularity granularity_for(std::int32_t days) {
  if (days <= 31) return Granularity::day;
  if (days <= 184) return Granularity::week;
  if (days <= 5 * 366) return Granularity::month;
  return Granularity::year;
}

// Copies of several days of one period are one result of it.
void fold_periods(Histogram& histogram, const std::vector<std::vector<std::int32_t>>& days_of_copies) {
  for (const auto& days : days_of_copies) {
    std::map<std::string, std::uint64_t> within;
    for (const auto day : days) ++within[period_of(day_from_number(day), histogram.granularity).value];
    for (const auto& entry : within)
      if (entry.second > 1)
        std::find_if(histogram.bars.begin(), histogram.bars.end(), [&](const DateCount& bar) {
          return bar.value == entry.first;
        })->count -= entry.second - 1;
  }
}

}  // namespace

MatchCounter::MatchCounter(const Columns& columns, const Counted& counted, const Clusters* clusters)
    : columns_(columns), counted_(counted), clusters_(clusters) {
  if (counted.outlet) counts_.outlet.assign(columns.outlet.values.size(), 0);
  if (counted.speaker) counts_.speaker.assign(columns.speaker.values.size(), 0);
  if (counted.country) counts_.country.assign(columns.country.values.size(), 0);
  if (counted.lang) counts_.lang.assign(columns.lang.values.size(), 0);
}

void MatchCounter::operator()(const Xapian::Document& document, double) {
  const auto number = document.get_docid();
  ++counts_.articles;
  if (const auto cluster = clusters_ == nullptr ? 0 : clusters_->of(number); cluster != 0) {
    copies_.emplace_back(cluster, number);
    return;
  }
  ++counts_.total;
  if (counted_.outlet) add(columns_.outlet, number, counts_.outlet);
  if (counted_.speaker) add(columns_.speaker, number, counts_.speaker);
  if (counted_.country) add(columns_.country, number, counts_.country);
  if (counted_.lang) add(columns_.lang, number, counts_.lang);
  if (!counted_.dates) return;
  if (const auto day = columns_.days[number]; day == Columns::kUndated)
    ++counts_.undated;
  else
    counts_.days.push_back(day);
}

Counts MatchCounter::take() {
  fold();
  return std::move(counts_);
}

// Those with copies, cluster by cluster.
void MatchCounter::fold() {
  std::sort(copies_.begin(), copies_.end());
  for (auto begin = copies_.begin(); begin != copies_.end();) {
    const auto end =
        std::find_if(begin, copies_.end(), [&](const auto& each) { return each.first != begin->first; });
    ++counts_.total;
    if (counted_.outlet) add_once(columns_.outlet, begin, end, counts_.outlet);
    if (counted_.speaker) add_once(columns_.speaker, begin, end, counts_.speaker);
    if (counted_.country) add_once(columns_.country, begin, end, counts_.country);
    if (counted_.lang) add_once(columns_.lang, begin, end, counts_.lang);
    if (counted_.dates) add_days(begin, end);
    begin = end;
  }
}

void MatchCounter::add(const Column& column, Xapian::docid document, std::vector<std::uint32_t>& counts) {
  for (auto i = column.starts[document]; i < column.starts[std::size_t{document} + 1]; ++i)
    ++counts[column.numbers[i]];
}

void MatchCounter::add_once(const Column& column, Copies::const_iterator begin, Copies::const_iterator end,
                            std::vector<std::uint32_t>& counts) {
  std::set<std::uint32_t> values;
  for (auto it = begin; it != end; ++it)
    for (auto i = column.starts[it->second]; i < column.starts[std::size_t{it->second} + 1]; ++i)
      values.insert(column.numbers[i]);
  for (const auto value : values) ++counts[value];
}

void MatchCounter::add_days(Copies::const_iterator begin, Copies::const_iterator end) {
  std::set<std::int32_t> days;
  for (auto it = begin; it != end; ++it) days.insert(columns_.days[it->second]);
  counts_.undated += days.erase(Columns::kUndated);
  if (!days.empty()) counts_.days_of_copies.emplace_back(days.begin(), days.end());
}

Counts count_matches(Xapian::Database& articles, const Xapian::Query& query, const Columns& columns,
                     const Counted& counted, const Clusters* clusters) {
  MatchCounter counter(columns, counted, clusters);
  Xapian::Enquire enquire(articles);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.add_matchspy(&counter);
  enquire.get_mset(0, 0, articles.get_doccount());
  return counter.take();
}

Facet make_facet(std::string_view name, const Column& column, const std::vector<std::uint32_t>& counts,
                 const Selection& selection, std::string (*to_id)(std::string_view)) {
  // Numbers are ordered first and only those shown are copied: a large answer quotes thousands of speakers.
  std::vector<std::uint32_t> shown;
  for (std::uint32_t i = 0; i < counts.size(); ++i)
    if (counts[i] > 0) shown.push_back(i);
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    if (counts[a] != counts[b]) return counts[a] > counts[b];
    const auto& left = column.values[a];
    const auto& right = column.values[b];
    return left.label != right.label ? left.label < right.label : left.id < right.id;
  };
  const auto listed = std::min(kMaxFacetValues, shown.size());
  std::partial_sort(shown.begin(), shown.begin() + static_cast<std::ptrdiff_t>(listed), shown.end(), before);
  auto more = shown.size() - listed;
  shown.resize(listed);

  // What is selected is shown even at nought, and even when no article has it: it must be possible to take it
  // back.
  std::vector<FacetValue> strangers;
  const auto numbers_of = [&](const std::vector<std::string>& values, bool FacetValue::*mark) {
    std::set<std::uint32_t> numbers;
    for (const auto& value : values) {
      const auto id = value == kUnknown ? value : to_id(value);
      if (const auto found = column.number_of(id)) {
        numbers.insert(*found);
      } else {
        FacetValue stranger{id, value, 0, false, false};
        stranger.*mark = true;
        strangers.push_back(std::move(stranger));
      }
    }
    return numbers;
  };
  const auto selected = numbers_of(selection.any_of, &FacetValue::selected);
  const auto excluded = numbers_of(selection.none_of, &FacetValue::excluded);
  for (const auto* numbers : {&selected, &excluded})
    for (const auto number : *numbers)
      if (std::find(shown.begin(), shown.end(), number) == shown.end()) {
        shown.push_back(number);
        if (counts[number] > 0) --more;
      }

  Facet facet;
  facet.name = name;
  facet.more = more;
  for (const auto number : shown)
    facet.values.push_back({column.values[number].id, column.values[number].label, counts[number],
                            selected.contains(number), excluded.contains(number)});
  std::move(strangers.begin(), strangers.end(), std::back_inserter(facet.values));
  return facet;
}

Histogram make_histogram(const Counts& counts) {
  Histogram histogram;
  auto all = counts.days;
  for (const auto& days : counts.days_of_copies) all.insert(all.end(), days.begin(), days.end());
  if (!all.empty()) {
    const auto [first, last] = std::minmax_element(all.begin(), all.end());
    histogram.granularity = granularity_for(*last - *first + 1);
    std::map<std::int32_t, std::uint64_t> by_day;  // many articles share few days
    for (const auto day : all) ++by_day[day];
    for (const auto& [day, count] : by_day) {
      auto period = period_of(day_from_number(day), histogram.granularity);
      if (histogram.bars.empty() || histogram.bars.back().value != period.value)
        histogram.bars.push_back({std::move(period.value), 0, period.range});
      histogram.bars.back().count += count;
    }
    fold_periods(histogram, counts.days_of_copies);
  }
  if (counts.undated > 0) histogram.bars.push_back({"undated", counts.undated, {}});
  return histogram;
}

}  // namespace pressmark
