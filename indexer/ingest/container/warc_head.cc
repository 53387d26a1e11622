#include "indexer/ingest/container/warc_head.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "indexer/ingest/container/http_response.h"
#include "indexer/ingest/lines.h"

namespace pressmark {
namespace {

template <typename Number>
std::optional<Number> number(std::string_view text) {
  Number value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// The digits of "2014-01-03T03:03:22.5Z" or "20140103030322"; a time that is not stated to the second is the
// beginning of its minute, hour or day.
std::optional<std::int64_t> seconds_since_1970(std::string_view text) {
  std::string digits;
  for (const char c : text.substr(0, text.find('.')))
    if (c >= '0' && c <= '9') digits += c;
  constexpr std::size_t kDayDigits = 8;
  constexpr std::size_t kAllDigits = 14;
  if (digits.size() < kDayDigits) return std::nullopt;
  digits.resize(kAllDigits, '0');
  const auto part = [&](std::size_t at, std::size_t size) {
    return number<unsigned>(std::string_view(digits).substr(at, size)).value_or(0);
  };
  const std::chrono::year_month_day day{std::chrono::year(static_cast<int>(part(0, 4))),
                                        std::chrono::month(part(4, 2)), std::chrono::day(part(6, 2))};
  if (!day.ok() || part(8, 2) > 23 || part(10, 2) > 59 || part(12, 2) > 60) return std::nullopt;
  const auto time = std::chrono::sys_days(day).time_since_epoch() + std::chrono::hours(part(8, 2)) +
                    std::chrono::minutes(part(10, 2)) + std::chrono::seconds(part(12, 2));
  return std::chrono::duration_cast<std::chrono::seconds>(time).count();
}

std::string shown(std::string_view text) {
  constexpr std::size_t kShown = 40;  // bytes
  std::string shown(text.substr(0, kShown));
  std::replace_if(
      shown.begin(), shown.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return shown;
}

bool is_version(std::string_view version) {
  return version.starts_with("0.") || version.starts_with("1.");
}

// The last word of `line`, taken off it.
std::string_view take_last_word(std::string_view& line) {
  line = trimmed(line);
  const auto space = line.find_last_of(' ');
  const auto word = space == std::string_view::npos ? line : line.substr(space + 1);
  line.remove_suffix(word.size());
  line = trimmed(line);
  return word;
}

struct ArcLine {
  std::string_view url, date, media_type, length;
};

std::optional<ArcLine> arc_line(std::string_view line) {
  constexpr std::size_t kLeastDateDigits = 8;
  ArcLine words;
  words.length = take_last_word(line);
  words.media_type = take_last_word(line);
  words.date = take_last_word(line);
  take_last_word(line);  // the address it came from
  words.url = line;
  const auto scheme = words.url.find(':');
  const bool has_scheme = scheme != std::string_view::npos && scheme > 0 && scheme < words.url.find(' ');
  const bool has_date =
      words.date.size() >= kLeastDateDigits &&
      std::all_of(words.date.begin(), words.date.end(), [](char c) { return c >= '0' && c <= '9'; });
  return has_scheme && has_date ? std::optional(words) : std::nullopt;
}

}  // namespace

std::variant<WarcHead, std::string> parse_warc_head(std::string_view bytes) {
  auto version = trimmed(take_line(bytes));
  if (!version.starts_with("WARC/")) return "it does not begin with a WARC version";
  version.remove_prefix(5);
  if (!is_version(version)) return "WARC version \"" + shown(version) + "\" is not supported";
  const auto fields = parse_fields(bytes);
  WarcHead head;
  head.type = ascii_lower(fields.value("warc-type"));
  auto url = fields.value("warc-target-uri");
  if (url.starts_with('<') && url.ends_with('>')) url = url.substr(1, url.size() - 2);
  head.url = url;
  head.captured = seconds_since_1970(fields.value("warc-date"));
  head.content_type = fields.value("content-type");
  head.is_segment = !fields.value("warc-segment-number").empty();
  const auto length = fields.value("content-length");
  if (length.empty()) return "its head states no Content-Length";
  const auto bytes_stated = number<std::uint64_t>(length);
  if (!bytes_stated) return "its Content-Length is \"" + shown(length) + "\"";
  head.length = *bytes_stated;
  return head;
}

std::variant<WarcHead, std::string> parse_arc_head(std::string_view line) {
  const auto words = arc_line(line);
  if (!words) return "it does not begin with a line of URL, address, date, media type and length";
  WarcHead head;
  head.type = words->url.starts_with("filedesc:") ? "warcinfo" : "response";
  head.url = words->url;
  head.captured = seconds_since_1970(words->date.substr(0, 14));
  head.content_type = words->media_type;
  const auto length = number<std::uint64_t>(words->length);
  if (!length) return "its length is \"" + shown(words->length) + "\"";
  head.length = *length;
  return head;
}

bool begins_as_arc_head(std::string_view line) {
  return arc_line(line).has_value();
}

}  // namespace pressmark
