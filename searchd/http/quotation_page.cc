#include <algorithm>

#include "searchd/http/html.h"
#include "searchd/http/links.h"
#include "searchd/http/page_parts.h"
#include "searchd/http/pages.h"
#include "searchd/http/params.h"
#include "searchd/http/query_string.h"

namespace pressmark::http {
namespace {

// What happened to a word, for readers.
std::string shown_difference(const WordChange& change) {
  if (!change.difference) return {};
  switch (*change.difference) {
    case Difference::number:
      return "another number";
    case Difference::negation:
      return "negation";
    case Difference::name:
      return "another name";
    case Difference::tense:
      return "another form";
    case Difference::dropped:
      return "left out";
    case Difference::added:
      return "added";
    case Difference::word:
      return "another word";
    case Difference::capitals:
      return "case or accents";
    case Difference::punctuation:
      return "punctuation";
  }
  return {};
}

// These change what was said.
bool is_grave(const WordChange& change) {
  return change.difference == Difference::number || change.difference == Difference::negation ||
         change.difference == Difference::name;
}

Data changes_of(const WordingOf& wording) {
  auto changes = list();
  for (const auto& change : wording.changes) {
    if (change.op == WordChange::Op::equal) continue;
    Data data;
    set_text(data, "before", change.source);
    set_text(data, "after", change.draft);
    data.set("kind", shown_difference(change));
    set_flag(data, "grave", is_grave(change));
    changes.push_back(data);
  }
  return changes;
}

Data printing_of(const Printing& printing) {
  const auto& hit = printing.hit;
  Data data;
  data.set("url", permalink(hit.article.id, hit.article.revision, hit.place));
  data.set("outlet", hit.article.outlet.value_or("outlet unknown"));
  data.set("day", hit.article.date ? shown_day(*hit.article.date) : std::string("undated"));
  set_optional(data, "datetime", hit.article.date ? to_string(*hit.article.date) : std::string{});
  set_text(data, "title", hit.article.title.value_or(""));
  set_text(data, "lang", hit.article.lang.value_or(""));
  const auto& speaker = hit.record.quotation.speaker;
  set_text(data, "speaker", speaker ? speaker->name : std::string{});
  set_flag(data, "copy", printing.is_copy);
  return data;
}

std::string nature_of(const WordingOf& wording) {
  std::string nature;
  const auto add = [&](bool holds, std::string_view words) {
    if (holds) nature += (nature.empty() ? "" : "; ") + std::string(words);
  };
  add(wording.is_part, "a part of the words");
  add(wording.is_elided, "words are marked as left out in one of the two");
  add(wording.is_joined, "the reporter’s words stand between pieces in one of the two");
  return nature;
}

Data wording_of(const WordingOf& wording, std::size_t number, const std::string& asked) {
  Data data;
  const auto& first = wording.printings.front().hit;
  data.set("heading",
           number == 0 ? std::string("As first printed") : "Wording " + std::to_string(number + 1));
  data.set("words", first.record.text);
  set_text(data, "lang", first.article.lang.value_or(""));
  set_flag(data, "asked", wording.is_asked);
  set_text(data, "nature", nature_of(wording));
  set_list(data, "changes", changes_of(wording));
  auto printings = list();
  for (const auto& printing : wording.printings) printings.push_back(printing_of(printing));
  data.set("printings", printings);
  data.set("count", counted(wording.printings.size(), "printing", "printings"));
  const bool is_own = first.record.quotation.id == asked;
  set_optional(data, "own_url", is_own ? std::string{} : "/q/" + percent_encode(first.record.quotation.id));
  return data;
}

}  // namespace

std::string Pages::quotation(const QuotationPageView& view) const {
  const auto& asked = view.asked;
  const auto& speaker = asked.record.quotation.speaker;
  Data data;
  data.set("words", asked.record.text);
  set_text(data, "lang", asked.article.lang.value_or(""));
  set_text(data, "speaker", speaker ? speaker->name : std::string{});
  set_text(data, "role", speaker ? speaker->role : std::string{});
  Question by_speaker;
  by_speaker.size = kDefaultPageSize;
  if (speaker && !speaker->id.empty()) by_speaker.filters.speaker.any_of = {speaker->id};
  set_optional(data, "speaker_url", speaker && !speaker->id.empty() ? search_url(by_speaker) : std::string{});
  data.set("printings", counted(view.variants.printings, "printing", "printings"));
  data.set("wordings", counted(view.variants.wordings.size(), "wording", "wordings"));
  data.set("independent", counted(view.variants.independent, "independent source", "independent sources"));
  const auto copies = view.variants.printings - view.variants.independent;
  set_text(data, "copies", copies > 0 ? counted(copies, "copy", "copies") : std::string{});
  set_flag(data, "alone", view.variants.printings < 2);
  auto wordings = list();
  for (std::size_t i = 0; i < view.variants.wordings.size(); ++i)
    wordings.push_back(wording_of(view.variants.wordings[i], i, asked.record.quotation.id));
  data.set("list", wordings);
  data.set("record_url", "/api/v1/quotations/" + percent_encode(asked.record.quotation.id));

  Frame frame;
  frame.kind = "quotation";
  constexpr std::size_t kTitleBytes = 80;
  frame.title = asked.record.text.size() <= kTitleBytes ? asked.record.text : first_words(asked.record.text);
  frame.title += " · Pressmark";
  frame.canonical = "/q/" + percent_encode(asked.record.quotation.id);
  return framed(frame, assets_, render("quotation", data));
}

}  // namespace pressmark::http
