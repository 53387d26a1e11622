#include "indexer/ingest/detect.h"

#include <algorithm>
#include <array>
#include <optional>

#include "indexer/ingest/container/mhtml.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/table/csv.h"
#include "schema/text/utf8.h"

namespace pressmark {
namespace {

using namespace std::string_view_literals;

using Detected = std::variant<Format, Unreadable>;

struct Magic {
  std::string_view bytes;
  std::string_view reason;
};

struct BinaryFormat {
  std::string_view bytes;
  Format format;
};

constexpr std::array kBinaryFormats = {
    BinaryFormat{"%PDF-"sv, Format::pdf},
    BinaryFormat{"PK\x03\x04"sv, Format::archive},
    BinaryFormat{"PK\x05\x06"sv, Format::archive},
    BinaryFormat{"\x1F\x8B"sv, Format::compressed},
    BinaryFormat{"\x28\xB5\x2F\xFD"sv, Format::compressed},
    BinaryFormat{"BZh"sv, Format::compressed},
    BinaryFormat{"\xFD"
                 "7zXZ\0"sv,
                 Format::compressed},
    BinaryFormat{"WARC/"sv, Format::warc},
    BinaryFormat{"filedesc://"sv, Format::warc},
};

constexpr std::array kMagics = {
    Magic{"{\\rtf"sv, "RTF is not supported"},
    Magic{"\x89PNG"sv, "not text: a PNG image"},
    Magic{"\xFF\xD8\xFF"sv, "not text: a JPEG image"},
    Magic{"GIF8"sv, "not text: a GIF image"},
    Magic{"RIFF"sv, "not text: a RIFF file (WebP, WAV, AVI)"},
    Magic{"7z\xBC\xAF"sv, "not text: a 7z archive"},
    Magic{"\xD0\xCF\x11\xE0"sv, "not text: an old Microsoft Office document"},
    Magic{"\x7F"
          "ELF"sv,
          "not text: a program"},
    Magic{"SQLite format 3"sv, "not text: an SQLite database"},
};

std::optional<Detected> known_binary(std::string_view head) {
  for (const auto& known : kBinaryFormats)
    if (head.starts_with(known.bytes)) return known.format;
  for (const auto& magic : kMagics)
    if (head.starts_with(magic.bytes)) return Unreadable{std::string(magic.reason)};
  constexpr std::size_t kTarMagicAt = 257;
  if (head.size() > kTarMagicAt && head.substr(kTarMagicAt).starts_with("ustar")) return Format::archive;
  return std::nullopt;
}

// A few stray control characters or bytes are damage; one in twenty is no text at all.
bool is_junk(std::string_view head, const Decoded& decoded) {
  constexpr std::uint64_t kTolerated = 4;
  constexpr std::uint64_t kOneIn = 20;
  const auto is_control = [](char c) {
    return (c >= '\0' && c < ' ' && c != '\n' && c != '\t' && c != '\f' && c != '\x1B') || c == '\x7F';
  };
  const bool is_wide = decoded.charset.starts_with("UTF-16");
  auto odd = static_cast<std::uint64_t>(std::count_if(decoded.text.begin(), decoded.text.end(), is_control));
  if (!is_wide) odd += static_cast<std::uint64_t>(std::count(head.begin(), head.end(), '\0'));
  odd += decoded.replaced;
  return odd > kTolerated && odd * kOneIn > head.size() / (is_wide ? 2 : 1);
}

// Of "news.csv.gz" it is "csv": what is compressed keeps its name.
std::string extension(std::string_view path) {
  auto name = ascii_lower(path.substr(path.find_last_of('/') + 1));
  for (const auto packing : {".gz"sv, ".bz2"sv, ".xz"sv, ".zst"sv})
    if (name.ends_with(packing)) {
      name.resize(name.size() - packing.size());
      break;
    }
  const auto dot = name.find_last_of('.');
  return dot == std::string::npos ? std::string() : name.substr(dot + 1);
}

// Behind a document type, which may hold declarations in brackets.
std::string_view past_document_type(std::string_view text) {
  const auto end = text.find('>');
  const auto subset = text.find('[');
  if (subset > end) return text.substr(std::min(end, text.size() - 1) + 1);
  const auto close = text.find(']', subset);
  const auto after = close == std::string_view::npos ? close : text.find('>', close);
  return after == std::string_view::npos ? std::string_view() : text.substr(after + 1);
}

// Past white space, comments and processing instructions: where a page says what it is.
std::string_view past_prologue(std::string_view text) {
  while (true) {
    text = trimmed(text);
    const auto ending = text.starts_with("<!--") ? "-->"sv : text.starts_with("<?") ? ">"sv : ""sv;
    const auto end = ending.empty() ? std::string_view::npos : text.find(ending);
    if (end == std::string_view::npos) return text;
    text.remove_prefix(end + ending.size());
  }
}

bool begins_with_tag(std::string_view text, std::string_view name) {
  if (!text.starts_with('<') || !starts_with_word(text.substr(1), name)) return false;
  const char next = text.size() > name.size() + 1 ? text[name.size() + 1] : '>';
  return next == '>' || next == '/' || next == ' ' || (next >= '\t' && next <= '\r');
}

bool is_html(std::string_view text, std::string_view ending) {
  const auto body = past_prologue(text);
  if (starts_with_word(body, "<!doctype html")) return true;
  for (const auto tag : {"html"sv, "head"sv, "body"sv, "meta"sv, "title"sv, "article"sv})
    if (begins_with_tag(body, tag)) return true;
  if (ending == "md" || ending == "markdown") return false;  // Markdown may begin with a tag of its own
  for (const auto tag : {"div"sv, "p"sv, "main"sv, "section"sv, "h1"sv, "script"sv, "link"sv, "table"sv})
    if (begins_with_tag(body, tag)) return true;
  const bool named = ending == "html" || ending == "htm" || ending == "xhtml";
  return named && text.find('<') != std::string_view::npos;
}

// By its head; one that is named so and has none is for its reader to refuse. The page inside is none.
bool is_mhtml(const SourceRecord& place, std::string_view text, std::string_view ending) {
  if (place.media_type == "text/html") return false;
  if (begins_as_mhtml(text)) return true;
  const bool is_named = ending == "mhtml" || ending == "mht";
  return is_named && !is_html(text, {}) && ascii_lower(text).find("mime-version:") != std::string::npos;
}

// An object, or an array of objects.
bool is_json(std::string_view text) {
  if (text.starts_with('[')) {
    text = trimmed(text.substr(1));
    return text.starts_with('{') && is_json(text);
  }
  if (!text.starts_with('{')) return false;
  text = trimmed(text.substr(1));
  return text.empty() || text.front() == '"' || text.front() == '}';
}

// The name of the first element, without its prefix, in lower case; empty where there is none.
std::string root_name(std::string_view text) {
  auto root = past_prologue(text);
  if (starts_with_word(root, "<!doctype") && !starts_with_word(root, "<!doctype html"))
    root = past_prologue(past_document_type(root));
  if (!root.starts_with('<') || root.starts_with("<!")) return {};
  auto name = root.substr(1, root.find_first_of(" \t\r\n/>", 1) - 1);
  if (const auto colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
  return ascii_lower(name);
}

std::optional<Format> xml_format(std::string_view root) {
  for (const auto tag : {"rss"sv, "rdf"sv, "feed"sv})
    if (root == tag) return Format::feed;
  for (const auto tag : {"newsmessage"sv, "newsitem"sv, "packageitem"sv, "conceptitem"sv, "planningitem"sv,
                         "knowledgeitem"sv, "catalogitem"sv})
    if (root == tag) return Format::news_ml;
  return std::nullopt;
}

}  // namespace

std::variant<Format, Unreadable> detect(const SourceRecord& place, std::string_view head) {
  if (head.empty()) return Unreadable{"empty"};
  if (auto known = known_binary(head)) return std::move(*known);
  const auto decoded = decode(head, place.charset);
  if (is_junk(head, decoded)) return Unreadable{"not text: too many control characters"};

  const auto ending = extension(place.path);
  const auto text = trimmed(decoded.text);
  if (is_mhtml(place, text, ending)) return Format::mhtml;
  const auto root = root_name(text);
  if (const auto format = xml_format(root)) return *format;
  if (is_html(text, ending) || place.media_type == "text/html") return Format::html;
  if (text.starts_with("<?xml") || (ending == "xml" && !root.empty()))
    return Unreadable{"XML of this kind is not supported: its root is <" + root + ">"};
  const bool named_lines = ending == "jsonl" || ending == "ndjson";
  if (named_lines || is_json(text)) {
    if (decoded.charset.starts_with("UTF-16")) return Unreadable{"JSON must be UTF-8"};
    return Format::json_lines;
  }
  if (ending == "json") return Unreadable{"not JSON: neither an object nor an array of objects"};
  if (ending == "csv" || ending == "tsv" || has_csv_header(text)) return Format::csv;
  return ending == "md" || ending == "markdown" ? Format::markdown : Format::plain_text;
}

}  // namespace pressmark
