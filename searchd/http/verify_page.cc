#include <algorithm>
#include <array>

#include "searchd/http/links.h"
#include "searchd/http/page_parts.h"
#include "searchd/http/verify_page.h"

namespace pressmark::http {
namespace {

struct Shown {
  std::string_view sign;
  std::string_view label;
};

// A sign and a word: nothing is told by colour alone.
Shown shown(Verdict verdict) {
  static constexpr std::array<Shown, kVerdicts> kShown{{{"✓", "verified"},
                                                        {"✓", "verified, shortened"},
                                                        {"≠", "altered"},
                                                        {"⋈", "spliced"},
                                                        {"?", "said by somebody else"},
                                                        {"?", "another outlet or day"},
                                                        {"≈", "paraphrase"},
                                                        {"?", "ambiguous"},
                                                        {"×", "not found here"}}};
  return kShown.at(static_cast<std::size_t>(verdict));
}

bool is_right(Verdict verdict) {
  return verdict == Verdict::verified || verdict == Verdict::verified_elided;
}

std::string claimed(const Claim& claim) {
  std::string out;
  const auto add = [&](const std::string& part) { out += (out.empty() ? "" : ", ") + part; };
  if (claim.speaker) add(*claim.speaker);
  if (claim.outlet) add(*claim.outlet);
  if (claim.date) add(shown_day(*claim.date));
  return out;
}

std::string article_address(const FoundWords& found) {
  const auto path = pinned_path(found.article.id, found.revision);
  if (found.in_headline) return path;
  const auto place = fragment_of(found.place);
  return path + "?c=" + place.substr(1) + "#" + place;
}

Data quotation_data(const CheckedQuotation& quotation) {
  Data data;
  data.set("verdict", std::string(to_string(quotation.verdict)));
  data.set("sign", std::string(shown(quotation.verdict).sign));
  data.set("label", std::string(shown(quotation.verdict).label));
  data.set("line", std::to_string(quotation.position.line));
  data.set("words", quotation.words);
  set_text(data, "claimed", claimed(quotation.claim));
  auto notes = list();
  for (const auto& note : quotation.notes) {
    Data one;
    one.set("note", note);
    notes.push_back(one);
  }
  data.set("notes", notes);
  const auto& found = quotation.found;
  set_flag(data, "has_source", found.has_value());
  if (!found) return data;
  const auto& article = found->article;
  set_flag(data, "is_said", found->is_said);
  set_text(data, "speaker", found->speaker.value_or(""));
  data.set("outlet", article.outlet.value_or("outlet unknown"));
  data.set("date", article.date ? shown_day(*article.date) : std::string("undated"));
  const bool differs = std::any_of(quotation.changes.begin(), quotation.changes.end(),
                                   [](const auto& change) { return change.op != WordChange::Op::equal; });
  // The source's own wording, character for character; what differs is told beside it.
  set_text(data, "wording", differs ? found->text : std::string());
  auto changes = list();
  for (const auto& change : told_changes(quotation.changes)) {
    Data one;
    one.set("change", change);
    changes.push_back(one);
  }
  set_list(data, "changes", changes);
  data.set("title", article.title.value_or(article.id));
  data.set("url", article_address(*found));
  set_flag(data, "has_place", !found->in_headline);
  data.set("pinned", found->pinned);
  return data;
}

}  // namespace

std::string verify_page(const VerifyView& view, const Assets& assets) {
  Data data;
  data.set("draft", view.draft);
  data.set("base", view.base_url);
  for (const auto* name : {"markdown", "text", "html"})
    set_flag(data, std::string("as_") + name, view.format == draft_format_named(name));
  set_flag(data, "checked", view.verification != nullptr);
  if (view.verification != nullptr) {
    const auto& quotations = view.verification->quotations;
    data.set("summary", told_summary(*view.verification));
    data.set("searched", told_searched(view.verification->searched));
    const auto wrong = std::count_if(quotations.begin(), quotations.end(),
                                     [](const auto& one) { return !is_right(one.verdict); });
    set_flag(data, "has_wrong", wrong > 0);
    auto rows = list();
    std::ptrdiff_t number = 0;
    for (const auto& quotation : quotations) {
      auto row = quotation_data(quotation);
      const bool is_wrong = !is_right(quotation.verdict);
      number += is_wrong ? 1 : 0;
      set_text(row, "anchor", is_wrong ? "wrong-" + std::to_string(number) : std::string());
      set_text(row, "next",
               is_wrong && number < wrong ? "wrong-" + std::to_string(number + 1) : std::string());
      rows.push_back(row);
    }
    set_list(data, "quotations", rows);
  }
  Frame frame;
  frame.kind = "verify";
  frame.title = "Verify a draft · Pressmark";
  frame.noindex = view.verification != nullptr;
  return framed(frame, assets, render("verify", data));
}

}  // namespace pressmark::http
