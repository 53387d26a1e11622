#pragma once
// THE table of what a stored document looks like: every term prefix and every value slot, once. Writers, the
// query parser, the compiler, `--help` texts and docs/index-format.md all derive from it; a test compares the
// prose.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pressmark {

// Raise when a document written before would be read otherwise now.
inline constexpr std::uint32_t kIndexFormat = 2;
// The first whose texts and rows this program reads: enough to make an index of this format from.
inline constexpr std::uint32_t kOldestTexts = 1;

enum class FieldKind : std::uint8_t {
  words,  // analysed words, with positions unless noted
  exact,  // one boolean term a value
  date,   // Y, M and D terms
};

struct Field {
  std::string_view name;    // as a query names it
  std::string_view prefix;  // of its terms; empty for the body
  std::string_view
      words;  // prefix of the words of a name, so that outlet:herald finds "Example Herald"; or empty
  FieldKind kind = FieldKind::exact;
  bool facet = false;
  std::string_view example;  // a query that uses it
  std::string_view meaning;
};

inline constexpr std::array<Field, 10> kFields{{
    {"title", "S", "", FieldKind::words, false, "title:helicopters", "words of the headline"},
    {"outlet", "XO:", "XJ", FieldKind::exact, true, "outlet:\"Example Herald\"", "who published it"},
    {"speaker", "XS:", "XN", FieldKind::exact, true, "speaker:Lavrov", "who is quoted in it"},
    {"author", "A:", "XB", FieldKind::exact, false, "author:\"Jane Smith\"", "who wrote it"},
    {"country", "XC:", "", FieldKind::exact, true, "country:PK", "the countries it is about"},
    {"lang", "L", "", FieldKind::exact, true, "lang:ur", "the language it is written in"},
    {"id", "Q", "", FieldKind::exact, false, "id:sc-2014-06-12", "one article"},
    {"url", "U:", "XW", FieldKind::exact, false, "url:example.org", "an address, or all of a host"},
    {"date", "D", "", FieldKind::date, true, "date:2014-06..2015", "when it was published"},
    {"said", "", "", FieldKind::words, false, "said:\"special military equipment\"",
     "words inside quotations"},
}};

constexpr const Field* find_field(std::string_view name) {
  for (const auto& field : kFields)
    if (field.name == name) return &field;
  return nullptr;
}

// Terms that are no query fields.
namespace prefix {
inline constexpr std::string_view kId =
    "Q";  // + article id; in texts: id@revision; in quotations: quotation id
inline constexpr std::string_view kTitle = "S";      // + word, with positions
inline constexpr std::string_view kYear = "Y";       // + YYYY
inline constexpr std::string_view kMonth = "M";      // + YYYYMM
inline constexpr std::string_view kDay = "D";        // + YYYYMMDD
inline constexpr std::string_view kUndated = "XD";   // the whole term: no date known
inline constexpr std::string_view kLanguage = "L";   // + ISO 639-1
inline constexpr std::string_view kOutlet = "XO:";   // + outlet id
inline constexpr std::string_view kSpeaker = "XS:";  // + speaker id
inline constexpr std::string_view kCountry = "XC:";  // + ISO 3166-1 alpha-2
inline constexpr std::string_view kAuthor = "A:";    // + slug of the name
inline constexpr std::string_view kUrl = "U:";  // + the address, or 64 hex of its SHA-256 when over 200 bytes
inline constexpr std::string_view kHost = "XW";  // + host name
inline constexpr std::string_view kOutletWord = "XJ";
inline constexpr std::string_view kSpeakerWord = "XN";
inline constexpr std::string_view kAuthorWord = "XB";
inline constexpr std::string_view kArticle = "XA:";     // + article id, on its texts and quotations
inline constexpr std::string_view kRevision = "XR";     // + revision id, on texts
inline constexpr std::string_view kContentHash = "XH";  // + 64 hex
inline constexpr std::string_view kFingerprint = "XF";  // + fingerprint
inline constexpr std::string_view kSource =
    "XP";  // + SHA-256 of captured source bytes; beside it XP:ID, in texts
inline constexpr std::string_view kWording =
    "XK";  // + 16 hex digits, Sketch::wording: the same words in the same order
}  // namespace prefix

// Metadata keys of the table of articles that both halves know.
namespace metadata {
inline constexpr std::string_view kTombstone = "tombstone:";  // + article id: it was withdrawn
// Which texts are each other's copies; schema/index/copy_keys.h.
inline constexpr std::string_view kCopyBand = "~b";
inline constexpr std::string_view kCopyEdge = "~e";
}  // namespace metadata

// Value slots. Lists are length-prefixed (record.h, encode_list). Values of "id\0label" pairs carry the
// printed form for facets.
namespace slot {
inline constexpr std::uint32_t kNewest =
    0;  // YYYYMMDD or 00000000, then the id: descending order, undated last; breaks ties
inline constexpr std::uint32_t kOldest =
    1;  // YYYYMMDD or 99999999, then the id: ascending order, undated last
inline constexpr std::uint32_t kOutlet = 2;     // "id\0label", or empty
inline constexpr std::uint32_t kSpeakers = 3;   // list of "id\0label", sorted by id
inline constexpr std::uint32_t kCountries = 4;  // list of codes, sorted
inline constexpr std::uint32_t kLanguage = 5;   // ISO 639-1 or empty
inline constexpr std::uint32_t kArticle = 6;    // article id (articles and quotations)
inline constexpr std::uint32_t kSketch = 7;     // of its text, if that is long enough: schema/text/shingles.h
inline constexpr std::uint32_t kPositions = 8;  // where its words stand: position_table.h
inline constexpr std::uint32_t kPlace = 9;      // where a quotation stands: quotation_place.h
}  // namespace slot

// What a facet value and a filter call that which is missing.
inline constexpr std::string_view kUnknown = "unknown";

// Positions, in the document's own table of them (position_table.h): title words from 1; body token i of
// paragraph p at kBodyPosition + i + p * kParagraphGap. The gap is wider than any NEAR window, so that
// nothing is near across paragraphs.
inline constexpr std::uint32_t kBodyPosition = 4096;
inline constexpr std::uint32_t kParagraphGap = 100;
inline constexpr std::uint32_t kMaxNearWindow = 50;
inline constexpr std::uint32_t kLastTitlePosition = kBodyPosition - kParagraphGap;

static_assert(kMaxNearWindow < kParagraphGap);

}  // namespace pressmark
