#include "schema/index/record.h"

#include <bit>
#include <cstring>

#include "schema/index/wire.h"
#include "schema/text/sha256.h"
#include "schema/text/xxh3.h"

namespace pressmark {
namespace {

constexpr char kRecordVersion = 1;

// Numbers on disk: never reuse one, add at the end.
namespace article_tag {
enum : std::uint64_t {
  kId = 1,
  kDeclaredId,
  kRevision,
  kUrl,
  kTitle,
  kOutlet,
  kDate,
  kUpdated,
  kAuthor,
  kLang,
  kCountry,
  kSpeaker,
  kInferred,
  kSourcePath,
  kSourceRecord,
  kSourceHash,
  kContentHash,
  kFingerprint,
  kQuotationCount,
  kOutletStated,
  kOutletCountry,
  kSection,
  kRights,
  kIsSummary,
  kCaptured,
  kNote,
  kSourceModified,
  kCaptionOfHash,  // these two only in what content_hash covers
  kBlocksOfHash,
};
}
namespace text_tag {
enum : std::uint64_t {
  kArticle = 1,
  kRevision,
  kText,
  kTokens,
  kQuotation,
  kCountry,
  kBlocks,
  kCaption,
  kSum
};
}
namespace revision_tag {
enum : std::uint64_t { kId = 1, kFirstSeen, kLastSeen, kExtractor };
}
namespace quotation_tag {
enum : std::uint64_t {
  kId = 1,
  kSpans,
  kType,
  kSpeakerId,
  kSpeakerName,
  kSpeakerRole,
  kSpeakerSpan,
  kCue,
  kConfidence,
  kStep,
  kSpeakerCanonical,
  kSpeakerAnnotatedId,
};
}
namespace country_tag {
enum : std::uint64_t { kCode = 1, kWeight, kMentions };
}

class FieldWriter {
 public:
  FieldWriter() { bytes_ += kRecordVersion; }

  void text(std::uint64_t tag, std::string_view value) {
    put_varint(bytes_, tag);
    put_bytes(bytes_, value);
  }
  void optional_text(std::uint64_t tag, const std::optional<std::string>& value) {
    if (value) text(tag, *value);
  }
  void number(std::uint64_t tag, std::uint64_t value) {
    std::string bytes;
    put_varint(bytes, value);
    text(tag, bytes);
  }
  void real(std::uint64_t tag, double value) {
    std::string bytes(sizeof(std::uint64_t), '\0');
    const auto bits = std::bit_cast<std::uint64_t>(value);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>((bits >> (8U * i)) & 0xFFU);
    text(tag, bytes);
  }
  void time(std::uint64_t tag, const std::optional<std::int64_t>& value) {
    if (value) number(tag, static_cast<std::uint64_t>(*value));
  }
  void day(std::uint64_t tag, const std::optional<Day>& value) {
    if (value) text(tag, to_string(*value));
  }
  void spans(std::uint64_t tag, const std::vector<Span>& values) {
    std::string bytes;
    for (const auto& span : values) {
      put_varint(bytes, span.begin);
      put_varint(bytes, span.size());
    }
    text(tag, bytes);
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// One pass over the fields of a record; `each(tag, value)` takes those it knows.
template <typename Each>
void for_each_field(std::string_view bytes, Each each) {
  WireReader in(bytes);
  if (in.bytes(1).front() != kRecordVersion) WireReader::fail();
  while (!in.at_end()) {
    const auto tag = in.varint();
    each(tag, in.prefixed());
  }
}

std::uint64_t to_number(std::string_view value) {
  return WireReader(value).varint();
}

std::uint32_t to_offset(std::uint64_t value) {
  if (value > 0xFFFFFFFFU) WireReader::fail();
  return static_cast<std::uint32_t>(value);
}

double to_real(std::string_view value) {
  if (value.size() != sizeof(std::uint64_t)) WireReader::fail();
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < value.size(); ++i)
    bits |= static_cast<std::uint64_t>(static_cast<unsigned char>(value[i])) << (8U * i);
  return std::bit_cast<double>(bits);
}

Day to_day(std::string_view value) {
  const auto day = parse_day(value);
  if (!day) WireReader::fail();
  return *day;
}

std::vector<Span> to_spans(std::string_view value) {
  std::vector<Span> spans;
  WireReader in(value);
  while (!in.at_end()) {
    const auto begin = to_offset(in.varint());
    const auto end = to_offset(begin + in.varint());
    spans.push_back({begin, end});
  }
  return spans;
}

Span to_span(std::string_view value) {
  const auto spans = to_spans(value);
  if (spans.size() != 1) WireReader::fail();
  return spans.front();
}

std::string encode(const Revision& revision) {
  FieldWriter out;
  out.text(revision_tag::kId, revision.id);
  out.number(revision_tag::kFirstSeen, static_cast<std::uint64_t>(revision.first_seen));
  out.number(revision_tag::kLastSeen, static_cast<std::uint64_t>(revision.last_seen));
  out.text(revision_tag::kExtractor, revision.extractor);
  return out.take();
}

Revision decode_revision(std::string_view bytes) {
  Revision revision;
  for_each_field(bytes, [&](std::uint64_t tag, std::string_view value) {
    switch (tag) {
      case revision_tag::kId:
        revision.id = value;
        break;
      case revision_tag::kFirstSeen:
        revision.first_seen = static_cast<std::int64_t>(to_number(value));
        break;
      case revision_tag::kLastSeen:
        revision.last_seen = static_cast<std::int64_t>(to_number(value));
        break;
      case revision_tag::kExtractor:
        revision.extractor = value;
        break;
      default:
        break;
    }
  });
  return revision;
}

std::string encode(const Quotation& quotation) {
  FieldWriter out;
  out.text(quotation_tag::kId, quotation.id);
  out.spans(quotation_tag::kSpans, quotation.spans);
  out.number(quotation_tag::kType, static_cast<std::uint64_t>(quotation.type));
  if (quotation.speaker) {
    out.text(quotation_tag::kSpeakerId, quotation.speaker->id);
    out.text(quotation_tag::kSpeakerName, quotation.speaker->name);
    out.text(quotation_tag::kSpeakerRole, quotation.speaker->role);
    out.spans(quotation_tag::kSpeakerSpan, {quotation.speaker->span});
    if (!quotation.speaker->canonical.empty())
      out.text(quotation_tag::kSpeakerCanonical, quotation.speaker->canonical);
    if (!quotation.speaker->annotated_id.empty())
      out.text(quotation_tag::kSpeakerAnnotatedId, quotation.speaker->annotated_id);
  }
  if (quotation.cue) out.spans(quotation_tag::kCue, {*quotation.cue});
  out.real(quotation_tag::kConfidence, quotation.confidence);
  out.text(quotation_tag::kStep, quotation.step);
  return out.take();
}

QuotationType to_type(std::uint64_t number) {
  if (number > static_cast<std::uint64_t>(QuotationType::indirect)) WireReader::fail();
  return static_cast<QuotationType>(number);
}

Rights to_rights(std::uint64_t number) {
  if (number > static_cast<std::uint64_t>(Rights::link)) WireReader::fail();
  return static_cast<Rights>(number);
}

// Runs of equal blocks: how many, their kind, their page.
std::string encode_blocks(const std::vector<Block>& blocks) {
  std::string bytes;
  for (std::size_t i = 0; i < blocks.size();) {
    auto end = i + 1;
    while (end < blocks.size() && blocks[end] == blocks[i]) ++end;
    put_varint(bytes, end - i);
    put_varint(bytes, static_cast<std::uint64_t>(blocks[i].kind));
    put_varint(bytes, blocks[i].page);
    i = end;
  }
  return bytes;
}

// A kind a later version knows reads as a paragraph. `most` bounds what a damaged count can ask for.
std::vector<Block> decode_blocks(std::string_view bytes, std::size_t most) {
  std::vector<Block> blocks;
  WireReader in(bytes);
  while (!in.at_end()) {
    const auto count = in.varint();
    const auto kind = in.varint();
    const auto page = to_offset(in.varint());
    if (count > most - blocks.size()) WireReader::fail();
    const bool known = kind <= static_cast<std::uint64_t>(BlockKind::table_row);
    blocks.resize(blocks.size() + static_cast<std::size_t>(count),
                  {known ? static_cast<BlockKind>(kind) : BlockKind::paragraph, page});
  }
  return blocks;
}

Quotation decode_one_quotation(std::string_view bytes) {
  Quotation quotation;
  const auto speaker = [&]() -> Speaker& {
    if (!quotation.speaker) quotation.speaker.emplace();
    return *quotation.speaker;
  };
  for_each_field(bytes, [&](std::uint64_t tag, std::string_view value) {
    switch (tag) {
      case quotation_tag::kId:
        quotation.id = value;
        break;
      case quotation_tag::kSpans:
        quotation.spans = to_spans(value);
        break;
      case quotation_tag::kType:
        quotation.type = to_type(to_number(value));
        break;
      case quotation_tag::kSpeakerId:
        speaker().id = value;
        break;
      case quotation_tag::kSpeakerName:
        speaker().name = value;
        break;
      case quotation_tag::kSpeakerRole:
        speaker().role = value;
        break;
      case quotation_tag::kSpeakerSpan:
        speaker().span = to_span(value);
        break;
      case quotation_tag::kSpeakerCanonical:
        speaker().canonical = value;
        break;
      case quotation_tag::kSpeakerAnnotatedId:
        speaker().annotated_id = value;
        break;
      case quotation_tag::kCue:
        quotation.cue = to_span(value);
        break;
      case quotation_tag::kConfidence:
        quotation.confidence = to_real(value);
        break;
      case quotation_tag::kStep:
        quotation.step = value;
        break;
      default:
        break;
    }
  });
  if (quotation.spans.empty()) WireReader::fail();
  quotation.span = {quotation.spans.front().begin, quotation.spans.back().end};
  return quotation;
}

std::string encode(const Country& country) {
  FieldWriter out;
  out.text(country_tag::kCode, country.code);
  out.real(country_tag::kWeight, country.weight);
  out.spans(country_tag::kMentions, country.mentions);
  return out.take();
}

Country decode_country(std::string_view bytes) {
  Country country;
  for_each_field(bytes, [&](std::uint64_t tag, std::string_view value) {
    switch (tag) {
      case country_tag::kCode:
        country.code = value;
        break;
      case country_tag::kWeight:
        country.weight = to_real(value);
        break;
      case country_tag::kMentions:
        country.mentions = to_spans(value);
        break;
      default:
        break;
    }
  });
  return country;
}

// Every span of a record must lie in its text: a reader slices without looking again.
void check_spans(const TextRecord& record) {
  const Span whole{0, to_offset(record.text.size())};
  const auto check = [&](Span span) {
    if (span.begin > span.end || !whole.contains(span)) WireReader::fail();
  };
  for (const auto& quotation : record.quotations) {
    for (const auto& span : quotation.spans) check(span);
    check(quotation.span);
    if (quotation.speaker) check(quotation.speaker->span);
    if (quotation.cue) check(*quotation.cue);
  }
  for (const auto& country : record.countries)
    for (const auto& span : country.mentions) check(span);
}

}  // namespace

std::string encode(const ArticleRecord& record) {
  FieldWriter out;
  out.text(article_tag::kId, record.id);
  out.optional_text(article_tag::kDeclaredId, record.declared_id);
  out.text(article_tag::kRevision, record.revision);
  out.optional_text(article_tag::kUrl, record.url);
  out.optional_text(article_tag::kTitle, record.title);
  out.optional_text(article_tag::kOutlet, record.outlet);
  out.day(article_tag::kDate, record.date);
  out.day(article_tag::kUpdated, record.updated);
  for (const auto& author : record.authors) out.text(article_tag::kAuthor, author);
  out.optional_text(article_tag::kLang, record.lang);
  for (const auto& [code, weight] : record.countries)
    out.text(article_tag::kCountry, encode(Country{code, weight, {}}));
  for (const auto& [id, name] : record.speakers) out.text(article_tag::kSpeaker, encode_list({id, name}));
  for (const auto& field : record.inferred) out.text(article_tag::kInferred, field);
  out.text(article_tag::kSourcePath, record.source.path);
  if (record.source.record) out.number(article_tag::kSourceRecord, *record.source.record);
  out.text(article_tag::kSourceHash, record.source.sha256);
  out.text(article_tag::kContentHash, record.content_hash);
  out.text(article_tag::kFingerprint, record.fingerprint);
  out.number(article_tag::kQuotationCount, record.quotation_count);
  out.optional_text(article_tag::kOutletStated, record.outlet_stated);
  out.optional_text(article_tag::kOutletCountry, record.outlet_country);
  out.optional_text(article_tag::kSection, record.section);
  if (record.rights != Rights::full)
    out.number(article_tag::kRights, static_cast<std::uint64_t>(record.rights));
  if (record.is_summary) out.number(article_tag::kIsSummary, 1);
  out.time(article_tag::kCaptured, record.captured);
  for (const auto& note : record.notes) out.text(article_tag::kNote, note);
  out.time(article_tag::kSourceModified, record.source.modified);
  return out.take();
}

ArticleRecord decode_article(std::string_view bytes) {
  ArticleRecord record;
  for_each_field(bytes, [&](std::uint64_t tag, std::string_view value) {
    switch (tag) {
      case article_tag::kId:
        record.id = value;
        break;
      case article_tag::kDeclaredId:
        record.declared_id = value;
        break;
      case article_tag::kRevision:
        record.revision = value;
        break;
      case article_tag::kUrl:
        record.url = value;
        break;
      case article_tag::kTitle:
        record.title = value;
        break;
      case article_tag::kOutlet:
        record.outlet = value;
        break;
      case article_tag::kDate:
        record.date = to_day(value);
        break;
      case article_tag::kUpdated:
        record.updated = to_day(value);
        break;
      case article_tag::kAuthor:
        record.authors.emplace_back(value);
        break;
      case article_tag::kLang:
        record.lang = value;
        break;
      case article_tag::kCountry: {
        const auto country = decode_country(value);
        record.countries.emplace_back(country.code, country.weight);
        break;
      }
      case article_tag::kSpeaker: {
        auto pair = decode_list(value);
        if (pair.size() != 2) WireReader::fail();
        record.speakers.emplace_back(std::move(pair[0]), std::move(pair[1]));
        break;
      }
      case article_tag::kInferred:
        record.inferred.emplace_back(value);
        break;
      case article_tag::kSourcePath:
        record.source.path = value;
        break;
      case article_tag::kSourceRecord:
        record.source.record = to_number(value);
        break;
      case article_tag::kSourceHash:
        record.source.sha256 = value;
        break;
      case article_tag::kContentHash:
        record.content_hash = value;
        break;
      case article_tag::kFingerprint:
        record.fingerprint = value;
        break;
      case article_tag::kQuotationCount:
        record.quotation_count = to_offset(to_number(value));
        break;
      case article_tag::kOutletStated:
        record.outlet_stated = value;
        break;
      case article_tag::kOutletCountry:
        record.outlet_country = value;
        break;
      case article_tag::kSection:
        record.section = value;
        break;
      case article_tag::kRights:
        record.rights = to_rights(to_number(value));
        break;
      case article_tag::kIsSummary:
        record.is_summary = to_number(value) != 0;
        break;
      case article_tag::kCaptured:
        record.captured = static_cast<std::int64_t>(to_number(value));
        break;
      case article_tag::kNote:
        record.notes.emplace_back(value);
        break;
      case article_tag::kSourceModified:
        record.source.modified = static_cast<std::int64_t>(to_number(value));
        break;
      default:
        break;
    }
  });
  return record;
}

namespace {

constexpr std::size_t kSumField = 10;  // tag, length and eight bytes, little-endian
constexpr char kSumTag = static_cast<char>(text_tag::kSum);

// Of all bytes before it: the last field of a text's record.
std::string sum_field(std::string_view bytes) {
  std::string field{kSumTag, static_cast<char>(kSumField - 2)};
  for (auto sum = xxh3_64(bytes); field.size() < kSumField; sum >>= 8U)
    field += static_cast<char>(sum & 0xFFU);
  return field;
}

bool ends_with_its_sum(std::string_view bytes) {
  if (bytes.size() < kSumField) return false;
  const auto summed = bytes.substr(0, bytes.size() - kSumField);
  return bytes.substr(summed.size()) == sum_field(summed);
}

}  // namespace

std::string encode(const TextRecord& record) {
  FieldWriter out;
  out.text(text_tag::kArticle, encode(record.article));
  out.text(text_tag::kRevision, encode(record.revision));
  out.text(text_tag::kText, record.text);
  out.text(text_tag::kTokens, record.tokens);
  if (!record.blocks.empty()) out.text(text_tag::kBlocks, encode_blocks(record.blocks));
  for (const auto& caption : record.captions) out.text(text_tag::kCaption, caption);
  for (const auto& quotation : record.quotations) out.text(text_tag::kQuotation, encode(quotation));
  for (const auto& country : record.countries) out.text(text_tag::kCountry, encode(country));
  std::string bytes = out.take();
  bytes += sum_field(bytes);
  return bytes;
}

bool is_summed(std::string_view text_record) {
  bool found = false;
  for_each_field(text_record, [&](std::uint64_t tag, std::string_view) { found = tag == text_tag::kSum; });
  return found;
}

TextRecord decode_text(std::string_view bytes) {
  TextRecord record;
  for_each_field(bytes, [&](std::uint64_t tag, std::string_view value) {
    switch (tag) {
      case text_tag::kArticle:
        record.article = decode_article(value);
        break;
      case text_tag::kRevision:
        record.revision = decode_revision(value);
        break;
      case text_tag::kText:
        record.text = value;
        break;
      case text_tag::kSum:
        if (!ends_with_its_sum(bytes)) WireReader::fail();
        break;
      case text_tag::kTokens:
        record.tokens = value;
        break;
      case text_tag::kBlocks:
        record.blocks = decode_blocks(value, bytes.size());
        break;
      case text_tag::kCaption:
        record.captions.emplace_back(value);
        break;
      case text_tag::kQuotation:
        record.quotations.push_back(decode_one_quotation(value));
        break;
      case text_tag::kCountry:
        record.countries.push_back(decode_country(value));
        break;
      default:
        break;
    }
  });
  check_spans(record);
  return record;
}

std::string encode_list(const std::vector<std::string>& values) {
  std::string bytes;
  for (const auto& value : values) put_bytes(bytes, value);
  return bytes;
}

std::vector<std::string> decode_list(std::string_view bytes) {
  std::vector<std::string> values;
  WireReader in(bytes);
  while (!in.at_end()) values.emplace_back(in.prefixed());
  return values;
}

std::string content_hash(const Article& article) {
  FieldWriter out;
  out.text(article_tag::kId, article.id);
  out.optional_text(article_tag::kDeclaredId, article.declared_id);
  out.optional_text(article_tag::kUrl, article.url);
  out.optional_text(article_tag::kTitle, article.title);
  out.optional_text(article_tag::kOutlet, article.outlet);
  out.day(article_tag::kDate, article.date);
  out.day(article_tag::kUpdated, article.updated);
  for (const auto& author : article.authors) out.text(article_tag::kAuthor, author);
  out.optional_text(article_tag::kLang, article.lang);
  for (const auto& code : article.countries) out.text(article_tag::kCountry, code);
  for (const auto& field : article.inferred) out.text(article_tag::kInferred, field);
  out.optional_text(article_tag::kOutletStated, article.outlet_stated);
  out.optional_text(article_tag::kSection, article.section);
  if (article.rights != Rights::full)
    out.number(article_tag::kRights, static_cast<std::uint64_t>(article.rights));
  if (article.is_summary) out.number(article_tag::kIsSummary, 1);
  for (const auto& note : article.notes) out.text(article_tag::kNote, note);
  for (const auto& caption : article.captions) out.text(article_tag::kCaptionOfHash, caption);
  out.text(article_tag::kBlocksOfHash, encode_blocks(article.blocks));
  return sha256_hex(out.take() + '\n' + article.text);
}

}  // namespace pressmark
