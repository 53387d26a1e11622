#include "searchd/verify/sources.h"

#include <algorithm>

#include "searchd/cite/commands.h"

namespace pressmark {
namespace {

constexpr std::size_t kMostHeld = 256;      // articles kept ready
constexpr std::uint32_t kMostPhrases = 40;  // quotations with the same few words that are looked at
constexpr std::size_t kMostEarlier = 8;     // wordings of one article

std::uint32_t overlap(const Quotation& quotation, Span place) {
  std::uint32_t bytes = 0;
  for (const auto& piece : quotation.spans) {
    const auto begin = std::max(piece.begin, place.begin);
    const auto end = std::min(piece.end, place.end);
    if (begin < end) bytes += end - begin;
  }
  return bytes;
}

}  // namespace

SourceText::Speech SourceText::speech(Span place) const {
  Speech speech;
  std::uint32_t most = 0;
  for (const auto& quotation : view.record.quotations) {
    const auto common = overlap(quotation, place);
    const bool is_direct = quotation.type != QuotationType::indirect;
    const bool was_direct = speech.quotation != nullptr && speech.quotation->type != QuotationType::indirect;
    if (common == 0 || common * 2 < place.size()) continue;
    const bool is_surer =
        speech.quotation != nullptr && common == most && quotation.confidence > speech.quotation->confidence;
    if (is_direct == was_direct ? common <= most && !is_surer : !is_direct) continue;
    most = common;
    speech.quotation = &quotation;
  }
  const bool in_marks = std::any_of(marks.begin(), marks.end(), [&](const MarkedRange& range) {
    return range.span.begin <= place.begin && place.end <= range.span.end;
  });
  if (speech.quotation != nullptr && speech.quotation->type == QuotationType::direct)
    speech.standing = Standing::said;
  else if (in_marks)
    speech.standing = Standing::said;
  else if (speech.quotation != nullptr)
    speech.standing = Standing::reported;
  return speech;
}

std::shared_ptr<const SourceText> Sources::load(const std::string& id, const std::string& revision) {
  const auto key = id + "@" + revision;
  if (const auto held = held_.find(key); held != held_.end()) return held->second;
  auto view = searcher_.article(id, revision);
  if (!view || view->withdrawn) return nullptr;
  auto source = std::make_shared<SourceText>();
  source->view = std::move(*view);
  const std::string& text = source->view.record.text;
  source->words = wordings_.words(text);
  source->marks = quotation_marks(text);
  for (const auto& quotation : source->view.record.quotations)
    if (quotation.spans.size() > 1)
      source->joined.push_back({&quotation, Wordings::within(source->words, quotation.spans)});
  if (held_.size() >= kMostHeld) held_.clear();
  held_.emplace(key, source);
  return source;
}

std::vector<std::shared_ptr<const SourceText>> Sources::nearest(std::string_view words, std::size_t most) {
  std::vector<std::shared_ptr<const SourceText>> found;
  for (const auto& id : searcher_.nearest(words, most))
    if (auto source = load(id, {})) found.push_back(std::move(source));
  return found;
}

std::vector<std::shared_ptr<const SourceText>> Sources::saying(std::string_view words,
                                                               const std::optional<std::string>& speaker) {
  QuotationQuestion question;
  question.text = as_phrase(words);
  question.size = kMostPhrases;
  question.sort = SortOrder::oldest;
  if (speaker) {
    std::string name = *speaker;
    std::erase(name, '"');
    question.text += " speaker:\"" + name + "\"";
  }
  std::vector<std::shared_ptr<const SourceText>> found;
  for (const auto& hit : searcher_.search_quotations(question).hits)
    if (auto source = load(hit.article.id, {})) found.push_back(std::move(source));
  return found;
}

std::vector<std::shared_ptr<const SourceText>> Sources::headed(std::string_view words) {
  Question question;
  question.text = "title:" + as_phrase(words);
  question.match = MatchMode::all;
  question.facets = false;
  question.fold = false;  // a draft may name the outlet of any copy
  question.passages = false;
  question.sort = SortOrder::oldest;
  std::vector<std::shared_ptr<const SourceText>> found;
  for (const auto& hit : searcher_.search(question).hits)
    if (auto source = load(hit.article.id, {})) found.push_back(std::move(source));
  return found;
}

std::vector<std::shared_ptr<const SourceText>> Sources::earlier(const SourceText& current) {
  std::vector<std::shared_ptr<const SourceText>> found;
  const auto& id = current.view.record.article.id;
  for (const auto& revision : current.view.revisions) {
    if (revision.id == current.view.record.revision.id || found.size() == kMostEarlier) continue;
    if (auto source = load(id, revision.id)) found.push_back(std::move(source));
  }
  return found;
}

}  // namespace pressmark
