#include <algorithm>
#include <map>
#include <string>

#include "searchd/cite/commands.h"

namespace pressmark {
namespace {

constexpr std::size_t kNamed = 5;  // speakers told of in a note

// As a value of the query language's speaker: field.
std::string speaker_field(std::string_view name) {
  std::string quoted(name);
  std::replace(quoted.begin(), quoted.end(), '"', ' ');
  return "speaker:\"" + quoted + "\"";
}

std::string shown_name(const Speaker& speaker) {
  return speaker.canonical.empty() ? speaker.name : speaker.canonical;
}

// The name may be that of several people: the reader should know whose words these are.
void tell_namesakes(const std::map<std::string, std::string>& speakers, CiteOutcome& outcome) {
  if (speakers.size() < 2) return;
  std::string names;
  std::size_t told = 0;
  for (const auto& [id, name] : speakers) {
    if (++told > kNamed) break;
    names += (names.empty() ? "" : ", ") + name + " (" + id + ")";
  }
  if (speakers.size() > kNamed) names += " and " + std::to_string(speakers.size() - kNamed) + " more";
  outcome.notes.push_back("these are words of " + std::to_string(speakers.size()) + " speakers: " + names +
                          "; ask for one by the id in brackets");
}

}  // namespace

CiteOutcome who(Searcher& searcher, const CiteOptions& options) {
  QuotationQuestion question;
  question.text = speaker_field(options.words);
  question.filters = options.filters;
  question.sort = options.sort == SortOrder::oldest ? SortOrder::oldest : SortOrder::newest;
  question.size = std::min(options.count, kMaxPageSize);
  CiteOutcome outcome;
  std::vector<Citation> citations;
  std::map<std::string, std::string> speakers;
  for (bool more = true; more && citations.size() < options.count; ++question.page) {
    const auto answer = searcher.search_quotations(question);
    more = answer.hits.size() == question.size && (question.page + 1) * question.size <= kMaxResultDepth;
    for (const auto& hit : answer.hits) {
      if (citations.size() == options.count) break;
      const auto article = searcher.article(hit.article.id, hit.record.revision);
      if (!article) throw SnapshotLost();
      const auto& quotation = hit.record.quotation;
      citations.push_back(quotation_citation(*article, hit, options));
      if (quotation.speaker) speakers.emplace(quotation.speaker->id, shown_name(*quotation.speaker));
    }
    if (question.page == 1 && answer.total.value > options.count)
      outcome.notes.push_back(std::to_string(answer.total.value) + " quotations in all; -n shows more");
  }
  tell_namesakes(speakers, outcome);
  outcome.output = format_citations(citations, options.format, options.style, options.colours);
  if (citations.empty()) {
    outcome.status = kNothingFound;
    outcome.notes.emplace_back("nobody of that name is quoted; cite find looks for the name itself");
  }
  return outcome;
}

}  // namespace pressmark
