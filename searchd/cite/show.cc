#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "schema/model/error.h"
#include "schema/text/sha256.h"
#include "schema/text/utf8.h"
#include "searchd/cite/commands.h"
#include "searchd/cite/locate.h"
#include "searchd/cite/words.h"
#include "searchd/cite/writers.h"
#include "searchd/search/taken_down.h"

namespace pressmark {
namespace {

constexpr std::size_t kContextBytes = 160;

// Where the words of an older revision stand in the current one.
enum class Standing : std::uint8_t { exact, moved, gone };
std::string_view to_string(Standing standing) {
  switch (standing) {
    case Standing::exact:
      return "exact";
    case Standing::moved:
      return "moved";
    case Standing::gone:
      return "gone";
  }
  return {};
}

struct Now {
  Standing standing = Standing::gone;
  std::string revision;
  std::optional<Span> place;  // CODE POINTS of the current revision
  std::string pinned;
};

// What reopening a citation finds out.
struct Shown {
  Citation citation;
  Surroundings around;
  std::string text;  // the whole revision
  bool current = true;
  bool withdrawn = false;
  Rights rights = Rights::full;
  std::vector<Span> pieces;  // BYTES of `text` that may be shown, where that is not all of it
  std::size_t revisions = 1;
  std::optional<Now> now;  // for words of an older revision whose article is not withdrawn
};

// CODE POINTS of everywhere the words stand.
std::vector<Span> places_of(std::string_view text, std::string_view words) {
  const CodePoints points(text);
  std::vector<Span> places = exact_occurrences(text, words);
  for (Span& place : places) place = points.from_bytes(place);
  return places;
}

Span words_of(std::string_view text, const Passage& passage) {
  for (const Span place : places_of(text, passage.text)) {
    if (passage.place.contains(place)) return place;
  }
  return passage.place;
}

Now stand_now(Searcher& searcher, const ArticleView& old, const Passage& passage) {
  Now now;
  const auto current = searcher.article(old.record.article.id);
  if (!current) return now;
  now.revision = current->record.revision.id;
  const auto places = places_of(current->record.text, passage.text);
  if (places.empty()) return now;
  // Blanks at the edges of the cited range are no words: the same search tells where its words begin.
  const Span before = words_of(old.record.text, passage);
  const bool stays = std::find(places.begin(), places.end(), before) != places.end();
  now.place = stays ? before : places.front();
  now.standing = stays ? Standing::exact : Standing::moved;
  now.pinned =
      print_pinned({old.record.article.id,
                    now.revision.substr(0, pinned_digits(now.revision, current->revisions)), now.place});
  return now;
}

// Throws Error{not_found} for words that the rights of the outlet keep back.
void require_shown(const ArticleView& article, Span place) {
  const auto& id = article.record.article.id;
  if (article.rights == Rights::link)
    throw Error(ErrorKind::not_found, "the words of " + id + " are shown by its publisher only",
                "cite the article as a whole: " + id);
  if (article.rights == Rights::excerpt && place.size() > kLongestExcerpt)
    throw Error(
        ErrorKind::not_found,
        "of " + id + " at most " + std::to_string(kLongestExcerpt) + " characters may be shown at a time",
        "narrow the range behind #c");
}

Shown reopen(Searcher& searcher, const PinnedReference& reference, const CiteOptions& options) {
  ArticleView article = open_pinned(searcher, reference);
  Shown shown;
  std::optional<Passage> passage;
  if (reference.place) {
    require_shown(article, *reference.place);
    passage = passage_at(article, *reference.place);
    const auto& text = article.record.text;
    if (article.rights == Rights::full)
      shown.around = options.context
                         ? sentences_around(text, passage->bytes, article.record.article.lang.value_or(""),
                                            *options.context)
                         : surroundings(text, passage->bytes, kContextBytes);
    if (!article.current && !article.withdrawn) shown.now = stand_now(searcher, article, *passage);
  }
  shown.citation = complete_citation(article, passage ? &*passage : nullptr, options.accessed);
  shown.current = article.current;
  shown.withdrawn = article.withdrawn;
  shown.rights = article.rights;
  shown.pieces = article.shown;
  shown.revisions = article.revisions.size();
  shown.text = std::move(article.record.text);
  return shown;
}

std::string status_sentence(const Shown& shown) {
  if (shown.withdrawn) return "withdrawn: no longer searched; its kept revisions stay readable";
  if (shown.current)
    return shown.revisions > 1 ? "current revision of " + std::to_string(shown.revisions)
                               : "current revision, the only one";
  if (!shown.now) return "older revision of " + std::to_string(shown.revisions);
  switch (shown.now->standing) {
    case Standing::exact:
      return "older revision; the current one has the same words at the same place";
    case Standing::moved:
      return "older revision; the words have moved to " + shown.now->pinned;
    case Standing::gone:
      return "older revision; the words are gone from the current one, " +
             shown.now->revision.substr(0, kPinnedDigits);
  }
  return {};
}

std::string print_block(const Shown& shown, const CiteOptions& options) {
  const Citation& citation = shown.citation;
  std::string out = text_block(citation, 0, options.style, options.colours);
  const auto add = [&](std::string_view label, const std::string& value) {
    out += labelled(label, value, options.colours);
  };
  // Sentences are whole; a few words are not.
  const std::string cut = options.context ? "" : "\u2026";
  if (!shown.around.before.empty()) add("before", (cut.empty() ? "" : cut + " ") + shown.around.before);
  if (!shown.around.after.empty()) add("after", shown.around.after + (cut.empty() ? "" : " " + cut));
  add("sha256", citation.revision + (shown.rights == Rights::link ? "" : " recomputed, matches"));
  add("status", status_sentence(shown));
  if (!citation.place) {
    out += "\n";
    const auto parts = shown.rights == Rights::full ? paragraphs(shown.text) : shown.pieces;
    for (const Span part : parts) out += one_line(slice(shown.text, part)) + "\n\n";
    if (shown.rights == Rights::full)
      out.pop_back();
    else
      out += "The outlet's rights do not allow the whole text to be shown.\n";
  }
  return out;
}

std::string print_json(const Shown& shown, const CiteOptions& options) {
  using Json = nlohmann::ordered_json;
  Json status = {{"sha256_matches", shown.rights == Rights::link ? Json(nullptr) : Json(true)},
                 {"current", shown.current},
                 {"withdrawn", shown.withdrawn},
                 {"revisions", shown.revisions}};
  status["now"] = nullptr;
  if (shown.now) {
    status["now"] = {{"standing", to_string(shown.now->standing)}, {"revision", shown.now->revision}};
    status["now"]["start"] = shown.now->place ? Json(shown.now->place->begin) : Json(nullptr);
    status["now"]["end"] = shown.now->place ? Json(shown.now->place->end) : Json(nullptr);
    status["now"]["pinned"] = shown.now->place ? Json(shown.now->pinned) : Json(nullptr);
  }
  Json added;
  added["before"] = shown.citation.place ? Json(shown.around.before) : Json(nullptr);
  added["after"] = shown.citation.place ? Json(shown.around.after) : Json(nullptr);
  added["status"] = std::move(status);
  const std::string text = added.dump(-1, ' ', false, Json::error_handler_t::replace);
  return write_json(std::span(&shown.citation, 1), options.style, std::span(&text, 1));
}

}  // namespace

ArticleView open_pinned(Searcher& searcher, const PinnedReference& reference) {
  auto article = searcher.article(reference.id, reference.revision.value_or(""));
  if (article) {
    const bool has_text = article->rights != Rights::link;
    if (has_text && sha256_hex(article->record.text) != article->record.revision.id) {
      throw Error(
          ErrorKind::io,
          "the stored text of " + reference.id + " is not that of revision " + article->record.revision.id,
          "the index is damaged; rebuild it from the sources");
    }
    return std::move(*article);
  }
  if (const auto takedown = searcher.takedown(reference.id)) throw TakenDown(reference.id, *takedown);
  if (reference.revision && searcher.article(reference.id)) {
    throw Error(ErrorKind::not_found,
                reference.id + " has no revision that begins with " + *reference.revision,
                "cite show " + reference.id + " shows the current one");
  }
  throw Error(ErrorKind::not_found, "there is no article " + reference.id, "check the id and --index");
}

CiteOutcome show(Searcher& searcher, const CiteOptions& options) {
  const Shown shown = reopen(searcher, parse_pinned(options.words), options);
  CiteOutcome outcome;
  if (options.format == CitationFormat::text) {
    outcome.output = print_block(shown, options);
  } else if (options.format == CitationFormat::json) {
    outcome.output = print_json(shown, options);
  } else {
    outcome.output = format_citations(std::span(&shown.citation, 1), options.format, options.style);
  }
  return outcome;
}

}  // namespace pressmark
