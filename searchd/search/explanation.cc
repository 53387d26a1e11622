#include "searchd/search/explanation.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace pressmark {
namespace {

std::uint64_t matches(Xapian::Database& table, const Xapian::Query& query) {
  Xapian::Enquire enquire(table);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  return enquire.get_mset(0, 0, table.get_doccount()).get_matches_lower_bound();
}

// The part of BM25 that depends on the rarity alone, as the engine has it: never below 0.
double rarity(double found, double all) {
  auto odds = (all - found + 0.5) / (found + 0.5);
  if (odds < 2) odds = odds * 0.5 + 1;
  return std::log(odds);
}

}  // namespace

std::vector<ExplainedPart> explain(const std::vector<CompiledPart>& parts, Snapshot& snapshot) {
  std::vector<ExplainedPart> explained;
  for (const auto& part : parts) {
    auto& table = part.in_quotations ? snapshot.quotations() : snapshot.articles();
    ExplainedPart one;
    one.text = part.text;
    one.excluded = part.excluded;
    one.articles = matches(table, part.query);
    if (part.weighs) one.weight = rarity(static_cast<double>(one.articles), table.get_doccount());
    for (const auto& form : part.forms)
      if (const auto articles = table.get_termfreq(std::string(part.prefix) + form); articles > 0)
        one.forms.push_back({form, articles});
    std::stable_sort(one.forms.begin(), one.forms.end(),
                     [](const auto& a, const auto& b) { return a.articles > b.articles; });
    if (one.forms.size() > kShownForms) {
      one.more_forms = one.forms.size() - kShownForms;
      one.forms.resize(kShownForms);
    }
    explained.push_back(std::move(one));
  }
  return explained;
}

std::vector<std::uint32_t> count_by_part(const std::vector<Occurrence>& occurrences,
                                         const std::vector<Pattern>& patterns, std::size_t parts) {
  std::vector<std::uint32_t> counts(parts);
  // A designation is one place however many of its patterns stand there.
  std::set<std::tuple<std::uint32_t, std::uint32_t>> seen;
  for (const auto& occurrence : occurrences) {
    const auto part = patterns[occurrence.pattern].part;
    if (part < parts && seen.emplace(part, occurrence.first).second) ++counts[part];
  }
  return counts;
}

}  // namespace pressmark
