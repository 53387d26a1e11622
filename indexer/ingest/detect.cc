#include "indexer/ingest/detect.h"

#include <algorithm>
#include <array>
#include <optional>

#include "indexer/ingest/lines.h"
#include "schema/text/utf8.h"

namespace pressmark {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes;
  std::string_view reason;
};

constexpr std::array kMagics = {
    Magic{"%PDF-"sv, "PDF is not supported yet"},
    Magic{"PK\x03\x04"sv, "ZIP is not supported yet"},
    Magic{"PK\x05\x06"sv, "ZIP is not supported yet"},
    Magic{"\x1F\x8B"sv, "gzip is not supported yet"},
    Magic{"WARC/"sv, "WARC is not supported yet"},
    Magic{"{\\rtf"sv, "RTF is not supported"},
    Magic{"\x89PNG"sv, "not text: a PNG image"},
    Magic{"\xFF\xD8\xFF"sv, "not text: a JPEG image"},
    Magic{"GIF8"sv, "not text: a GIF image"},
    Magic{"RIFF"sv, "not text: a RIFF file (WebP, WAV, AVI)"},
    Magic{"\x28\xB5\x2F\xFD"sv, "not text: Zstandard compressed data"},
    Magic{"BZh"sv, "not text: bzip2 compressed data"},
    Magic{"\xFD"
          "7zXZ"sv,
          "not text: xz compressed data"},
    Magic{"7z\xBC\xAF"sv, "not text: a 7z archive"},
    Magic{"\xD0\xCF\x11\xE0"sv, "not text: an old Microsoft Office document"},
    Magic{"\x7F"
          "ELF"sv,
          "not text: a program"},
    Magic{"SQLite format 3"sv, "not text: an SQLite database"},
};

std::optional<std::string> known_binary(std::string_view head) {
  for (const auto& magic : kMagics)
    if (head.starts_with(magic.bytes)) return std::string(magic.reason);
  constexpr std::size_t kTarMagicAt = 257;
  if (head.size() > kTarMagicAt && head.substr(kTarMagicAt).starts_with("ustar"))
    return "tar is not supported yet";
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

std::string extension(std::string_view path) {
  const auto name = path.substr(path.find_last_of('/') + 1);
  const auto dot = name.find_last_of('.');
  return dot == std::string_view::npos ? std::string() : ascii_lower(name.substr(dot + 1));
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

bool is_json_object(std::string_view text) {
  if (!text.starts_with('{')) return false;
  text = trimmed(text.substr(1));
  return text.empty() || text.front() == '"' || text.front() == '}';
}

std::string xml_reason(std::string_view text) {
  const auto root = past_prologue(text);
  if (begins_with_tag(root, "rss") || begins_with_tag(root, "rdf:rdf")) return "RSS is not supported yet";
  if (begins_with_tag(root, "feed")) return "Atom is not supported yet";
  if (begins_with_tag(root, "newsmessage") || begins_with_tag(root, "newsitem"))
    return "NewsML-G2 is not supported yet";
  return "XML of this kind is not supported";
}

}  // namespace

std::variant<Format, Unreadable> detect(std::string_view path, std::string_view head) {
  if (head.empty()) return Unreadable{"empty"};
  if (auto reason = known_binary(head)) return Unreadable{std::move(*reason)};
  const auto decoded = decode(head);
  if (is_junk(head, decoded)) return Unreadable{"not text: too many control characters"};

  const auto ending = extension(path);
  const auto text = trimmed(decoded.text);
  if (is_html(text, ending)) return Format::html;
  if (text.starts_with("<?xml") || begins_with_tag(text, "rss") || begins_with_tag(text, "feed"))
    return Unreadable{xml_reason(text)};
  const bool named_lines = ending == "jsonl" || ending == "ndjson";
  if (named_lines || is_json_object(text)) {
    if (decoded.charset.starts_with("UTF-16")) return Unreadable{"JSON Lines must be UTF-8"};
    return Format::json_lines;
  }
  if (ending == "json") return Unreadable{"a JSON document, not JSON Lines with one object a line"};
  if (ending == "csv" || ending == "tsv") return Unreadable{"CSV is not supported yet"};
  return ending == "md" || ending == "markdown" ? Format::markdown : Format::plain_text;
}

}  // namespace pressmark
