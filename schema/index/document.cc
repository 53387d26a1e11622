#include "schema/index/document.h"

#include <algorithm>
#include <map>
#include <set>

#include "schema/index/copy_keys.h"
#include "schema/index/fields.h"
#include "schema/index/position_table.h"
#include "schema/index/quotation_place.h"
#include "schema/index/token_table.h"
#include "schema/model/error.h"
#include "schema/text/keys.h"
#include "schema/text/sha256.h"
#include "schema/text/shingles.h"

namespace pressmark {
namespace {

constexpr std::size_t kMaxBooleanBytes = 200;  // Xapian takes 245 with each NUL counted twice

std::string term(std::string_view prefix, std::string_view value) {
  std::string result(prefix);
  result += value;
  return result;
}

// `value` where it fits into a term, else its hash: equal values give equal terms either way.
std::string bounded_term(std::string_view prefix, std::string_view value) {
  const bool fits = value.size() <= kMaxBooleanBytes && value.find('\0') == std::string_view::npos;
  return fits ? term(prefix, value) : term(prefix, sha256_hex(value));
}

void add_words(Xapian::Document& document, const Analysis& analysis, std::string_view prefix) {
  for (const auto& token : analysis.tokens) document.add_boolean_term(term(prefix, analysis.term(token)));
  for (const auto& alias : analysis.aliases) document.add_boolean_term(term(prefix, analysis.term(alias)));
}

std::string compact_date(const std::optional<Day>& date, std::string_view undated) {
  if (!date) return std::string(undated);
  auto iso = to_string(*date);
  std::erase(iso, '-');
  return iso;
}

std::string labelled(std::string_view id, std::string_view label) {
  std::string value(id);
  value += '\0';
  value += label;
  return value;
}

ArticleRecord make_record(const Article& article, const Annotation& annotation, const std::string& revision,
                          const std::string& fingerprint) {
  ArticleRecord record;
  record.id = article.id;
  record.declared_id = article.declared_id;
  record.revision = revision;
  record.url = article.url;
  record.title = article.title;
  record.outlet = article.outlet;
  record.outlet_stated = article.outlet_stated;
  record.outlet_country = article.outlet_country;
  record.section = article.section;
  record.rights = article.rights;
  record.is_summary = article.is_summary;
  record.captured = article.captured;
  record.notes = article.notes;
  record.date = article.date;
  record.updated = article.updated;
  record.authors = article.authors;
  record.lang = article.lang;
  for (const auto& country : annotation.countries)
    record.countries.emplace_back(country.code, country.weight);
  record.speakers = speakers_of(annotation.quotations);
  record.inferred = article.inferred;
  record.source = article.source;
  record.content_hash = content_hash(article);
  record.fingerprint = fingerprint;
  record.quotation_count = static_cast<std::uint32_t>(annotation.quotations.size());
  return record;
}

// What articles and quotations are filtered and sorted by alike, worked out once an article. Speakers are not
// among it: a quotation has one, an article all of its own.
struct Attributes {
  std::vector<std::string> terms;
  std::string descending_date;
  std::string ascending_date;
  std::string article_id;

  Attributes(const ArticleRecord& record, Analyzer& analyzer, Analysis& analysis)
      : descending_date(compact_date(record.date, "00000000")),
        ascending_date(compact_date(record.date, "99999999")),
        article_id(record.id) {
    add_date(record.date);
    add_outlet(record.outlet, analyzer, analysis);
    for (const auto& [code, weight] : record.countries) terms.push_back(term(prefix::kCountry, code));
    if (record.countries.empty()) terms.push_back(term(prefix::kCountry, kUnknown));
    terms.push_back(term(prefix::kLanguage, record.lang ? *record.lang : std::string(kUnknown)));
  }

  void put(Xapian::Document& document) const {
    for (const auto& each : terms) document.add_boolean_term(each);
    document.add_value(slot::kArticle, article_id);
  }

  void put_order(Xapian::Document& document) const {
    document.add_value(slot::kNewest, descending_date + article_id);
    document.add_value(slot::kOldest, ascending_date + article_id);
  }

 private:
  void add_date(const std::optional<Day>& date) {
    if (!date) {
      terms.emplace_back(prefix::kUndated);
      return;
    }
    terms.push_back(term(prefix::kYear, descending_date.substr(0, 4)));
    terms.push_back(term(prefix::kMonth, descending_date.substr(0, 6)));
    terms.push_back(term(prefix::kDay, descending_date));
  }

  void add_outlet(const std::optional<std::string>& outlet, Analyzer& analyzer, Analysis& analysis) {
    if (!outlet || outlet->empty()) {
      terms.push_back(term(prefix::kOutlet, kUnknown));
      return;
    }
    terms.push_back(term(prefix::kOutlet, outlet_id(*outlet)));
    analyzer.analyze(*outlet, analysis);
    for (const auto& token : analysis.tokens)
      terms.push_back(term(prefix::kOutletWord, analysis.term(token)));
    for (const auto& alias : analysis.aliases)
      terms.push_back(term(prefix::kOutletWord, analysis.term(alias)));
  }
};

// What only articles have: values to count facets by, authors, address.
void add_article_attributes(Xapian::Document& document, const ArticleRecord& record, Analyzer& analyzer,
                            Analysis& analysis) {
  if (record.outlet && !record.outlet->empty())
    document.add_value(slot::kOutlet, labelled(outlet_id(*record.outlet), *record.outlet));
  std::vector<std::string> codes;
  for (const auto& [code, weight] : record.countries) codes.push_back(code);
  std::sort(codes.begin(), codes.end());
  document.add_value(slot::kCountries, encode_list(codes));
  if (record.lang) document.add_value(slot::kLanguage, *record.lang);
  for (const auto& author : record.authors) {
    document.add_boolean_term(term(prefix::kAuthor, slug(author)));
    analyzer.analyze(author, analysis);
    add_words(document, analysis, prefix::kAuthorWord);
  }
  if (!record.url) return;
  document.add_boolean_term(url_term(*record.url));
  if (const auto host = url_host(*record.url); !host.empty())
    document.add_boolean_term(bounded_term(prefix::kHost, host));
}

// Found by the name as printed and by the canonical one.
void add_speaker(Xapian::Document& document, const Speaker& speaker, Analyzer& analyzer, Analysis& analysis) {
  document.add_boolean_term(term(prefix::kSpeaker, speaker.id));
  for (const auto* name : {&speaker.name, &speaker.canonical}) {
    analyzer.analyze(*name, analysis);
    add_words(document, analysis, prefix::kSpeakerWord);
  }
}

bool is_identified(const Quotation& quotation) {
  return quotation.speaker && !quotation.speaker->id.empty();
}

std::vector<std::string> terms_with(const Xapian::Document& document, std::string_view prefix) {
  std::vector<std::string> terms;
  auto it = document.termlist_begin();
  it.skip_to(std::string(prefix));
  for (; it != document.termlist_end() && (*it).starts_with(prefix); ++it) terms.push_back(*it);
  return terms;
}

void remove_terms(Xapian::Document& document, std::string_view prefix) {
  for (const auto& each : terms_with(document, prefix)) document.remove_term(each);
}

// The speakers of an article's quotations, of each its own id and names.
void put_article_speakers(Xapian::Document& document, const std::vector<Quotation>& quotations,
                          const ArticleRecord& record, Analyzer& analyzer, Analysis& analysis) {
  std::set<std::pair<std::string_view, std::string_view>> added;
  for (const auto& quotation : quotations) {
    if (is_identified(quotation) && added.emplace(quotation.speaker->id, quotation.speaker->name).second)
      add_speaker(document, *quotation.speaker, analyzer, analysis);
  }
  if (record.speakers.empty()) document.add_boolean_term(term(prefix::kSpeaker, kUnknown));
  std::vector<std::string> values;
  for (const auto& [id, name] : record.speakers) values.push_back(labelled(id, name));
  document.add_value(slot::kSpeakers, encode_list(values));
}

void put_quotation_speaker(Xapian::Document& document, const Quotation& quotation, Analyzer& analyzer,
                           Analysis& analysis) {
  if (is_identified(quotation)) {
    add_speaker(document, *quotation.speaker, analyzer, analysis);
  } else {
    document.add_boolean_term(term(prefix::kSpeaker, kUnknown));
  }
}

// The words of the headline are words of the article, and by the prefix words of the headline.
void add_title(Xapian::Document& document, PositionTableBuilder& words, const Analysis& analysis) {
  const auto placed = words.add_title(analysis);
  for (std::uint32_t i = 0; i < placed; ++i)
    document.add_term(term(prefix::kTitle, analysis.term(analysis.tokens[i])));
  for (const auto& alias : analysis.aliases)
    if (alias.token < placed) document.add_term(term(prefix::kTitle, analysis.term(alias)));
}

// What copies of the text are found by; nothing for a short one.
void add_sketch(Xapian::Document& document, std::string_view text) {
  const auto sketch = sketch_of(ShingledText(text));
  if (!sketch) return;
  document.add_value(slot::kSketch, encode(*sketch));
  document.add_boolean_term(wording_term(sketch->wording));
}

// The pieces only: what stands between two pieces ("he said") is not said.
void add_pieces(PositionTableBuilder& words, const Quotation& quotation, std::string_view text,
                Analyzer& analyzer, Analysis& analysis) {
  for (const auto& piece : quotation.spans) {
    analyzer.analyze(slice(text, piece), analysis);
    words.add_piece(analysis);
  }
}

void put_words(Xapian::Document& document, const PositionTableBuilder& words) {
  if (const auto positions = words.encode(); !positions.empty())
    document.add_value(slot::kPositions, positions);
  std::string term;
  for (const auto& word : words.words()) {
    term = words.term(word);
    document.add_term(term, word.count);
  }
}

}  // namespace

std::vector<std::pair<std::string, std::string>> speakers_of(const std::vector<Quotation>& quotations) {
  std::map<std::string, std::string> speakers;
  for (const auto& quotation : quotations) {
    if (!quotation.speaker || quotation.speaker->id.empty()) continue;
    const Speaker& speaker = *quotation.speaker;
    speakers.try_emplace(speaker.id, speaker.canonical.empty() ? speaker.name : speaker.canonical);
  }
  return {speakers.begin(), speakers.end()};
}

std::string text_term(std::string_view article_id, std::string_view revision) {
  std::string key(article_id);
  key += '@';
  key += revision;
  return bounded_term(prefix::kId, key);
}

std::string id_term(std::string_view id) {
  return bounded_term(prefix::kId, id);
}
std::string article_term(std::string_view article_id) {
  return bounded_term(prefix::kArticle, article_id);
}
std::string url_term(std::string_view url) {
  return bounded_term(prefix::kUrl, url);
}

std::string source_term(std::string_view sha256) {
  return term(prefix::kSource, sha256);
}
std::string source_holder_term(std::string_view article_id) {
  return term(prefix::kSource, ":").append(article_id);
}

Xapian::Document source_document(std::string_view article_id, std::string_view sha256,
                                 const std::string& bytes) {
  Xapian::Document source;
  source.add_boolean_term(source_term(sha256));
  source.add_boolean_term(source_holder_term(article_id));
  source.set_data(bytes);
  return source;
}

std::string url_host(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  auto host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  if (const auto user = host.rfind('@'); user != std::string_view::npos) host.remove_prefix(user + 1);
  host = host.substr(0, host.find(':'));
  std::string result(host);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (result.starts_with("www.")) result.erase(0, 4);
  return result;
}

ArticleDocuments DocumentBuilder::build(const Article& article, const Annotation& annotation,
                                        const Revision& revision) {
  TextRecord text;
  text.article = make_record(article, annotation, revision.id, fingerprint_);
  text.revision = revision;
  text.text = article.text;
  text.blocks = article.blocks;
  text.captions = article.captions;
  text.quotations = annotation.quotations;
  text.countries = annotation.countries;
  return rebuild(std::move(text));
}

ArticleDocuments DocumentBuilder::rebuild(TextRecord&& stored) {
  try {
    return derive(std::move(stored));
  } catch (const Xapian::Error& error) {
    throw Error(ErrorKind::internal, "the engine does not take the article's terms: " + error.get_msg());
  }
}

ArticleDocuments DocumentBuilder::derive(TextRecord&& text) {
  ArticleDocuments documents;
  documents.record = text.article;
  const auto& record = documents.record;

  // The attributes are analysed first: they use the scratch that the text needs for the token table.
  auto& document = documents.article;
  document.add_boolean_term(id_term(record.id));
  document.add_boolean_term(term(prefix::kContentHash, record.content_hash));
  document.add_boolean_term(term(prefix::kFingerprint, record.fingerprint));
  const Attributes attributes(record, analyzer_, analysis_);
  attributes.put(document);
  attributes.put_order(document);
  add_article_attributes(document, record, analyzer_, analysis_);
  put_article_speakers(document, text.quotations, record, analyzer_, analysis_);
  words_.clear();
  if (record.title) {
    analyzer_.analyze(*record.title, analysis_);
    add_title(document, words_, analysis_);
  }
  analyzer_.analyze(text.text, analysis_);
  const TokenTable tokens(analysis_);
  words_.add_text(analysis_);
  put_words(document, words_);
  add_sketch(document, text.text);
  document.set_data(encode(record));

  text.tokens = tokens.encode(text.text);
  documents.text.add_boolean_term(text_term(record.id, text.revision.id));
  documents.text.add_boolean_term(article_term(record.id));
  documents.text.add_boolean_term(term(prefix::kRevision, text.revision.id));
  documents.text.add_boolean_term(term(prefix::kFingerprint, record.fingerprint));
  documents.text.set_data(encode(text));

  documents.quotations.reserve(text.quotations.size());
  QuotationPlace place{record.date, 0, record.revision.substr(0, kRevisionStart)};
  for (const auto& quotation : text.quotations) {
    Xapian::Document entry;
    entry.add_boolean_term(id_term(quotation.id));
    entry.add_boolean_term(article_term(record.id));
    attributes.put(entry);
    entry.add_value(slot::kPlace, encode(place));
    ++place.ordinal;
    put_quotation_speaker(entry, quotation, analyzer_, analysis_);
    words_.clear();
    add_pieces(words_, quotation, text.text, analyzer_, analysis_);
    put_words(entry, words_);
    documents.quotations.push_back(std::move(entry));
  }
  return documents;
}

void DocumentBuilder::replace_speakers(Xapian::Document& article, ArticleRecord& record,
                                       const std::vector<Quotation>& quotations) {
  record.speakers = speakers_of(quotations);
  remove_terms(article, prefix::kSpeaker);
  remove_terms(article, prefix::kSpeakerWord);
  put_article_speakers(article, quotations, record, analyzer_, analysis_);
  article.set_data(encode(record));
}

bool DocumentBuilder::replace_speaker(Xapian::Document& document, const Quotation& quotation) {
  const auto speaker_terms = [&] {
    return std::pair(terms_with(document, prefix::kSpeaker), terms_with(document, prefix::kSpeakerWord));
  };
  const auto before = speaker_terms();
  remove_terms(document, prefix::kSpeaker);
  remove_terms(document, prefix::kSpeakerWord);
  put_quotation_speaker(document, quotation, analyzer_, analysis_);
  return speaker_terms() != before;
}

}  // namespace pressmark
