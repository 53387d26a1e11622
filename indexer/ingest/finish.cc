#include <algorithm>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/dates.h"
#include "indexer/ingest/identity.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/outlets.h"
#include "indexer/ingest/raw_article.h"
#include "indexer/ingest/sizes.h"
#include "schema/text/language.h"
#include "schema/text/sha256.h"

namespace pressmark {
namespace {

std::optional<std::string> one_line(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  auto line = canonical_line(*text);
  return line.empty() ? std::nullopt : std::optional(std::move(line));
}

std::vector<std::string> names(const std::vector<std::string>& raw) {
  std::vector<std::string> names;
  for (const auto& name : raw) {
    auto line = canonical_line(name);
    if (has_words(line) && std::find(names.begin(), names.end(), line) == names.end())
      names.push_back(std::move(line));
  }
  return names;
}

std::vector<std::string> country_codes(const std::vector<std::string>& raw) {
  std::vector<std::string> codes;
  for (const auto& stated : raw) {
    std::string code(trimmed(stated));
    std::transform(code.begin(), code.end(), code.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c; });
    const bool is_code = code.size() == 2 &&
                         std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (is_code && std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
  }
  return codes;
}

void take_text(const std::vector<RawBlock>& blocks, Article& article) {
  for (const auto& block : blocks) {
    const auto line = canonical_line(block.text);
    if (line.empty()) continue;
    if (!article.text.empty()) article.text += "\n\n";
    article.text += line;
    article.blocks.push_back({block.kind, block.page});
  }
}

void settle_outlet(Article& article, const RawArticle& raw, const IngestOptions& options) {
  const auto& outlets = options.outlets ? *options.outlets : *Outlets::built_in();
  auto choice = choose_outlet(outlets, one_line(raw.outlet), article.url);
  article.outlet = std::move(choice.name);
  article.outlet_country = std::move(choice.country);
  article.outlet_stated = std::move(choice.stated);
  article.rights = choice.rights;
  if (choice.is_inferred) article.inferred.emplace_back("outlet");
}

void settle_language(Article& article, const RawArticle& raw) {
  if (raw.lang) article.lang = language_code(trimmed(*raw.lang));
  if (article.lang) return;
  article.lang = identify_language(article.text);
  if (article.lang) article.inferred.emplace_back("lang");
}

void settle_date(Article& article, const RawArticle& raw) {
  article.date = raw.date;
  if (article.date || !raw.url) return;
  article.date = day_in_url(*raw.url);
  if (article.date) article.inferred.emplace_back("date");
}

std::string_view first_characters(std::string_view text, std::size_t most) {
  std::size_t i = 0;
  for (std::size_t seen = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (begins && ++seen > most) break;
  }
  return text.substr(0, i);
}

}  // namespace

Rejection reject(const SourceRecord& record, std::string reason) {
  return {std::string(record.path), record.number, std::move(reason), record.offset};
}

void decide(const IngestOptions& options, RawArticle& raw, bool kept, std::string_view rule,
            std::string_view text) {
  constexpr std::size_t kShown = 100;  // characters
  if (!options.explain) return;
  const auto line = canonical_line(text);
  raw.decisions.push_back({kept, std::string(rule), std::string(first_characters(line, kShown))});
}

IngestOutcome finish(RawArticle&& raw, const SourceRecord& record, const IngestOptions& options) {
  const auto& limits = options.limits;
  Article article;
  take_text(raw.blocks, article);
  if (!has_words(article.text)) return reject(record, "no text");
  if (article.text.size() > limits.max_text_bytes)
    return reject(record, "the text is over the limit of " + readable_bytes(limits.max_text_bytes));

  if (raw.url) raw.url = web_address(canonical_line(*raw.url));
  if (!raw.url && record.url) raw.url = web_address(*record.url);
  if (raw.url) raw.url = std::string(archived_address(*raw.url));
  article.url = raw.url;
  auto identity = identify(raw, record);
  article.id = std::move(identity.id);
  article.declared_id = std::move(identity.declared_id);
  article.inferred = std::move(raw.inferred);
  article.title = one_line(raw.title);
  settle_outlet(article, raw, options);
  article.section = one_line(raw.section);
  article.captions = names(raw.captions);
  article.is_summary = raw.is_summary;
  article.captured = record.captured;
  article.updated = raw.updated;
  article.authors = names(raw.authors);
  article.countries = country_codes(raw.countries);
  article.notes = std::move(raw.notes);
  settle_language(article, raw);
  settle_date(article, raw);
  std::sort(article.inferred.begin(), article.inferred.end());
  article.inferred.erase(std::unique(article.inferred.begin(), article.inferred.end()),
                         article.inferred.end());
  article.source = {std::string(record.path), record.number, sha256_hex(record.bytes), record.modified};
  article.source_bytes = std::string(record.bytes);
  return article;
}

std::string article_id(const RawArticle& raw, const SourceRecord& record) {
  return identify(raw, record).id;
}

}  // namespace pressmark
