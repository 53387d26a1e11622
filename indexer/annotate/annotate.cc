#include "indexer/annotate/annotate.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "indexer/annotate/countries.h"
#include "indexer/annotate/labeller.h"
#include "indexer/annotate/labels.h"
#include "indexer/annotate/marked.h"
#include "indexer/annotate/people.h"
#include "indexer/annotate/quotes.h"
#include "indexer/annotate/reading.h"
#include "indexer/annotate/speakers.h"
#include "schema/text/keys.h"
#include "schema/text/speaker_authority.h"

namespace pressmark {
namespace {

using annotation::Form;
using annotation::Found;
using annotation::Reading;
using annotation::Resolved;
using annotation::Step;
using annotation::Stretch;

// Two words beside the marks (“But”, “He said:”) don't make a quotation mixed.
constexpr std::uint32_t kWordsBesideMarks = 2;

QuotationType type_of(const Reading& reading, const Found& found) {
  std::uint32_t inside = 0;
  std::uint32_t outside = 0;
  for (const Stretch piece : found.content) {
    for (std::uint32_t i = piece.begin; i < piece.end; ++i) {
      if (!reading.tokens[i].word) continue;
      ++(reading.tokens[i].quoted() ? inside : outside);
    }
  }
  if (inside == 0) return QuotationType::indirect;
  return outside <= kWordsBesideMarks ? QuotationType::direct : QuotationType::mixed;
}

// An ordering by judgement: surer kinds score higher. Not calibrated against annotated news.
double confidence(QuotationType type, const Found& found, Step step) {
  double words = type == QuotationType::direct ? 0.97 : type == QuotationType::mixed ? 0.9 : 0.8;
  if (found.complement) words -= 0.2;
  if (found.form == Form::loose) words -= 0.3;
  if (found.form == Form::participle) words -= 0.05;
  double speaker = 0.3;
  switch (step) {
    case Step::name:
      speaker = 0.98;
      break;
    case Step::role:
      speaker = 0.8;
      break;
    case Step::pronoun:
      speaker = 0.75;
      break;
    case Step::inherited:
      speaker = 0.8;
      break;
    case Step::described:
      speaker = 0.9;
      break;
    case Step::none:
      break;
  }
  return words * speaker;
}

Quotation quotation(const Reading& reading, const Found& found, const Resolved& resolved) {
  Quotation out;
  for (const Stretch piece : found.content) out.spans.push_back(reading.span(piece));
  out.span = {out.spans.front().begin, out.spans.back().end};
  out.type = type_of(reading, found);
  if (found.cue) out.cue = reading.span(*found.cue);
  out.step = std::string(annotation::to_string(resolved.step));
  if (!resolved.name.empty()) {
    Speaker speaker;
    // Whoever is described and not named is shown as printed, and is no entry among the speakers.
    speaker.id = resolved.id;
    speaker.canonical = resolved.canonical;
    speaker.name = resolved.name;
    speaker.role = resolved.role;
    speaker.span = reading.span(resolved.mention);
    out.speaker = std::move(speaker);
  }
  out.confidence = confidence(out.type, found, resolved.step);
  return out;
}

// A quotation of another language: by its marks.
Quotation quotation(const annotation::Marked& marked, const SpeakerContext& context) {
  Quotation out;
  out.spans = marked.pieces;
  out.type = marked.type;
  out.span = {out.spans.front().begin, out.spans.back().end};
  out.cue = marked.cue;
  out.step = std::string(annotation::to_string(marked.step));
  if (!marked.name.empty()) {
    Speaker speaker;
    if (marked.step != Step::described) speaker.id = speaker_id(marked.name, context);
    speaker.name = marked.name;
    const KnownSpeaker* known = known_speaker_by_id(speaker.id);
    if (known != nullptr && known->name != marked.name) speaker.canonical = known->name;
    speaker.span = *marked.mention;
    out.speaker = std::move(speaker);
  }
  Found form;
  form.form = marked.cue ? Form::cue_before : Form::loose;
  out.confidence = confidence(marked.type, form, marked.step);
  return out;
}

std::string words_of(std::string_view text, const Quotation& quotation) {
  std::string words;
  for (const Span piece : quotation.spans) {
    if (!words.empty()) words += ' ';
    words += slice(text, piece);
  }
  return words;
}

// The same words may be said twice: the occurrence tells the ids apart.
void number(const Article& article, std::vector<Quotation>& quotations) {
  std::unordered_map<std::string, std::size_t> seen;
  for (Quotation& quotation : quotations) {
    const std::string words = words_of(article.text, quotation);
    const std::string first = quotation_id(article.id, words, 0);
    const std::size_t occurrence = seen[first]++;
    quotation.id = occurrence == 0 ? first : quotation_id(article.id, words, occurrence);
  }
}

std::vector<Found> find_english(const Reading& reading, const annotation::Labeller* labeller) {
  std::vector<Found> found = annotation::find_quotations(reading);
  if (labeller != nullptr)
    found = found_in(reading, labeller->label(reading, labels_of(reading, found)), found);
  return joined(reading, std::move(found));
}

std::vector<Quotation> english_quotations(const Reading& reading, const annotation::Labeller* labeller,
                                          const SpeakerContext& context) {
  const std::vector<Found> found = find_english(reading, labeller);
  const annotation::People people(reading);
  const std::vector<Resolved> resolved = annotation::resolve_speakers(reading, people, found, context);
  std::vector<Quotation> out;
  for (std::size_t k = 0; k < found.size(); ++k) {
    // Marks without cue and without anybody near who could have said it are no quotation.
    if (!found[k].source && !found[k].cue && resolved[k].name.empty()) continue;
    out.push_back(quotation(reading, found[k], resolved[k]));
  }
  return out;
}

}  // namespace

std::string annotator_version() {
  return std::to_string(kAnnotatorVersion) + "-" + std::string(annotation::Labeller::built_in_digest());
}

struct Annotator::Impl {
  const annotation::Lexicon& lexicon = annotation::Lexicon::english();
  const annotation::Labeller* labeller = nullptr;
};

Annotator::Annotator() : Annotator(&annotation::Labeller::built_in()) {}
Annotator::Annotator(const annotation::Labeller* labeller) : impl_(std::make_unique<Impl>()) {
  impl_->labeller = labeller;
}
Annotator::~Annotator() = default;
Annotator::Annotator(Annotator&&) noexcept = default;
Annotator& Annotator::operator=(Annotator&&) noexcept = default;

Annotation Annotator::annotate(const Article& article) {
  Annotation out;
  const Reading reading = annotation::read(article.text, article.lang.value_or(""), impl_->lexicon);
  out.countries = annotation::find_countries(article, reading);
  SpeakerContext context;
  context.date = article.date;
  for (const Country& country : out.countries) context.countries.push_back(country.code);
  // The rules of grammar are English; a text whose language nobody knows is tried with them.
  if (article.lang.value_or("en") == "en") {
    out.quotations = english_quotations(reading, impl_->labeller, context);
  } else {
    for (const annotation::Marked& marked : annotation::find_marked_quotations(reading, *article.lang))
      out.quotations.push_back(quotation(marked, context));
  }
  number(article, out.quotations);
  return out;
}

}  // namespace pressmark
