#include "indexer/ingest/container/mhtml.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "indexer/ingest/container/http_response.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/reading.h"
#include "indexer/ingest/sizes.h"

namespace pressmark {
namespace {

// RFC 2046, 5.1.1 allows 70. Longer ones of like characters would be looked for again and again.
constexpr std::size_t kLongestBoundary = 200;

constexpr int kDeepest = 4;                // multiparts inside one another
constexpr std::size_t kMostParts = 10000;  // of one multipart

// A stretch of the message, and where it begins in it.
struct Stretch {
  std::string_view bytes;
  std::uint64_t at = 0;
};

struct Part {
  Fields fields;
  Stretch body;
  bool is_ended = false;  // by a boundary behind it
};

struct Broken {
  std::string reason;
  std::uint64_t offset = 0;
};

// A parameter of a field: `boundary="----x"`, `start=<cid:1>`. Empty where there is none.
std::string parameter(std::string_view field, std::string_view lower_name) {
  auto rest = field;
  for (auto at = rest.find(';'); at != std::string_view::npos; at = rest.find(';')) {
    rest = trimmed(rest.substr(at + 1));
    const auto equals = rest.find('=');
    if (equals == std::string_view::npos) return {};
    const auto name = ascii_lower(trimmed(rest.substr(0, equals)));
    auto value = trimmed(rest.substr(equals + 1));
    // A quoted value may hold semicolons.
    const auto close = value.starts_with('"') ? value.find('"', 1) : std::string_view::npos;
    const bool is_quoted = close != std::string_view::npos;
    const auto end = is_quoted ? close : value.find(';');
    if (name == lower_name)
      return std::string(trimmed(value.substr(is_quoted ? 1 : 0, end - (is_quoted ? 1 : 0))));
    if (end == std::string_view::npos) return {};
    rest = value.substr(end);
  }
  return {};
}

std::optional<Part> read_part(Stretch stretch) {
  const bool is_headless = stretch.bytes.starts_with('\n') || stretch.bytes.starts_with("\r\n");
  const auto size = is_headless ? std::optional<std::size_t>(0) : head_size(stretch.bytes);
  if (!size) return std::nullopt;
  Part part;
  part.fields = parse_fields(stretch.bytes.substr(0, *size));
  part.body = {stretch.bytes.substr(*size), stretch.at + *size};
  return part;
}

// The parts between lines of "--boundary". The last may have no end.
std::vector<Part> parts_of(Stretch body, const std::string& boundary) {
  const auto mark = "--" + boundary;
  std::vector<Part> parts;
  std::optional<std::size_t> begin;  // of the part that is open
  for (std::size_t at = body.bytes.find(mark); at != std::string_view::npos;
       at = body.bytes.find(mark, at + mark.size())) {
    if (at > 0 && body.bytes[at - 1] != '\n') continue;
    const auto line_end = body.bytes.find('\n', at);
    const auto behind = trimmed(body.bytes.substr(at + mark.size(), line_end - at - mark.size()));
    if (!behind.empty() && behind != "--") continue;  // a longer boundary, of a part inside
    if (parts.size() >= kMostParts) return parts;
    if (begin)
      if (auto part = read_part({body.bytes.substr(*begin, at - *begin), body.at + *begin})) {
        part->is_ended = true;
        parts.push_back(*std::move(part));
      }
    begin.reset();
    if (behind == "--" || line_end == std::string_view::npos) return parts;
    begin = line_end + 1;
  }
  if (begin)
    if (auto part = read_part({body.bytes.substr(*begin), body.at + *begin}))
      parts.push_back(*std::move(part));
  return parts;
}

std::string type_of(const Part& part) {
  return parse_media_type(part.fields.value("content-type")).name;
}

bool is_page(const Part& part) {
  const auto type = type_of(part);
  return type == "text/html" || type == "application/xhtml+xml";
}

std::string_view without_angles(std::string_view id) {
  id = trimmed(id);
  if (id.starts_with('<')) id.remove_prefix(1);
  if (id.ends_with('>')) id.remove_suffix(1);
  return id;
}

struct Page {
  Part part;
  bool is_cut_behind = false;  // the message has no end, but the page has
};

// The part a message is about: the one its head names, the one that lies where the page was, the first page.
std::variant<Page, Broken> find_page(const Part& message, std::string_view address, int depth) {
  const auto type_field = message.fields.value("content-type");
  if (is_page(message)) return Page{message, false};
  const auto boundary = parameter(type_field, "boundary");
  if (boundary.empty()) return Broken{"its Content-Type states no boundary", message.body.at};
  if (boundary.size() > kLongestBoundary)
    return Broken{"the boundary of its parts is over " + std::to_string(kLongestBoundary) + " bytes",
                  message.body.at};
  const auto parts = parts_of(message.body, boundary);
  if (parts.empty()) return Broken{"none of its parts begins with \"--" + boundary + "\"", message.body.at};
  const auto start = parameter(type_field, "start");
  const Part* found = nullptr;
  for (const auto& part : parts)
    if (!start.empty() && is_page(part) &&
        without_angles(part.fields.value("content-id")) == without_angles(start))
      found = &part;
  for (const auto& part : parts)
    if (found == nullptr && !address.empty() && is_page(part) &&
        part.fields.value("content-location") == address)
      found = &part;
  for (const auto& part : parts)
    if (found == nullptr && is_page(part)) found = &part;
  const bool has_end = parts.back().is_ended;
  if (found != nullptr) {
    if (!found->is_ended) return Broken{"it is cut off inside of its page", found->body.at};
    return Page{*found, !has_end};
  }
  for (const auto& part : parts) {
    if (!type_of(part).starts_with("multipart/") || depth >= kDeepest) continue;
    auto inner = find_page(part, address, depth + 1);
    if (std::holds_alternative<Page>(inner)) return inner;
  }
  return Broken{"none of its parts is text/html", message.body.at};
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

// What is no code ("=" behind which no two hexadecimal digits stand) stays as it is, as RFC 2045 advises.
std::string decode_quoted_printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
      line.remove_suffix(1);
    const bool goes_on = line.ends_with('=');
    if (goes_on) line.remove_suffix(1);
    for (std::size_t i = 0; i < line.size(); ++i) {
      const int high = line[i] == '=' && i + 2 < line.size() ? hex_value(line[i + 1]) : -1;
      const int low = high >= 0 ? hex_value(line[i + 2]) : -1;
      if (low < 0) {
        out += line[i];
        continue;
      }
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
    if (!goes_on && end != std::string_view::npos) out += '\n';
  }
  return out;
}

int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  if (c == '/') return 63;
  return -1;
}

std::variant<std::string, Broken> decode_base64(Stretch text) {
  std::string out;
  out.reserve(text.bytes.size() / 4 * 3);
  std::uint32_t bits = 0;
  int held = 0;
  for (std::size_t i = 0; i < text.bytes.size(); ++i) {
    const char c = text.bytes[i];
    if (c == '=') break;
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    const int value = base64_value(c);
    if (value < 0) return Broken{"its page is no base64", text.at + i};
    bits = (bits << 6U) | static_cast<std::uint32_t>(value);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out += static_cast<char>((bits >> static_cast<unsigned>(held)) & 0xFFU);
  }
  return out;
}

std::variant<std::string, Broken> decoded(const Part& part) {
  const auto coding = ascii_lower(part.fields.value("content-transfer-encoding"));
  if (coding == "quoted-printable") return decode_quoted_printable(part.body.bytes);
  if (coding == "base64") return decode_base64(part.body);
  if (coding.empty() || coding == "7bit" || coding == "8bit" || coding == "binary")
    return std::string(part.body.bytes);
  return Broken{
      "its page is in the transfer encoding \"" + coding.substr(0, 20) + "\", which is not supported",
      part.body.at};
}

// "Thu, 12 Jun 2014 10:00:00 +0530" as seconds since 1970-01-01T00:00:00Z.
std::optional<std::int64_t> moment(std::string_view date) {
  constexpr std::size_t kLongest = 60;  // bytes
  const std::string text(trimmed(date).substr(0, kLongest));
  std::tm time{};
  if (strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S %z", &time) == nullptr) return std::nullopt;
  const auto offset = time.tm_gmtoff;
  return static_cast<std::int64_t>(timegm(&time)) - offset;
}

void read_message(Stretch bytes, const SourceRecord& place, Intake& intake, int depth) {
  const auto refuse = [&](const Broken& broken) {
    auto damage = place;
    damage.offset = broken.offset;
    intake.reject(damage, broken.reason);
  };
  const auto blank = std::min(bytes.bytes.find_first_not_of(" \t\r\n"), bytes.bytes.size());
  bytes = {bytes.bytes.substr(blank), bytes.at + blank};
  const auto message = read_part(bytes);
  if (!message) return refuse({"its head has no end", 0});
  const auto snapshot = message->fields.value("snapshot-content-location");
  const auto found = find_page(*message, snapshot, 0);
  if (const auto* broken = std::get_if<Broken>(&found)) return refuse(*broken);
  const auto& page = std::get<Page>(found);
  const auto content = decoded(page.part);
  if (const auto* broken = std::get_if<Broken>(&content)) return refuse(*broken);
  if (trimmed(std::get<std::string>(content)).empty())
    return refuse({"its page is empty", page.part.body.at});

  const auto type = parse_media_type(page.part.fields.value("content-type"));
  const auto location = snapshot.empty() ? page.part.fields.value("content-location") : snapshot;
  auto inner = place;
  inner.media_type = "text/html";
  inner.charset = type.charset;
  if (!location.empty()) inner.url = std::string(location);
  if (const auto captured = moment(message->fields.value("date"))) inner.captured = captured;
  MemoryStream memory(std::get<std::string>(content));
  SourceReader reader(memory);
  read_source(reader, inner, intake, depth + 1);
  if (page.is_cut_behind) refuse({"it is cut off behind its page", bytes.at + bytes.bytes.size()});
}

}  // namespace

bool begins_as_mhtml(std::string_view head) {
  constexpr std::size_t kMostHead = std::size_t{16} << 10U;  // bytes
  head = head.substr(0, kMostHead);
  const auto size = head_size(head);
  const auto first = head.substr(0, head.find_first_of(": \t\r\n"));
  if (!size || first.empty() || head.substr(first.size(), 1) != ":") return false;
  const auto fields = parse_fields(head.substr(0, *size));
  const auto type = parse_media_type(fields.value("content-type")).name;
  if (fields.value("mime-version").empty()) return false;
  if (type == "multipart/related") return true;
  const bool has_place =
      !fields.value("content-location").empty() || !fields.value("snapshot-content-location").empty();
  return has_place && (type == "text/html" || type.starts_with("multipart/"));
}

void read_mhtml(SourceReader& in, const SourceRecord& place, Intake& intake, int depth) {
  intake.guarded(place, [&] {
    const auto most = intake.limits().max_record_bytes;
    const auto bytes = in.read_all(most);
    if (!bytes)
      intake.reject(place, "over the limit of " + readable_bytes(most) + " for one article");
    else
      read_message({*bytes, 0}, place, intake, depth);
    return intake.wants_more();
  });
}

}  // namespace pressmark
