#include "indexer/ingest/container/warc.h"

#include <algorithm>
#include <array>
#include <memory>

#include "indexer/ingest/container/gzip.h"
#include "indexer/ingest/container/http_response.h"
#include "indexer/ingest/container/warc_head.h"
#include "indexer/ingest/detect.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/reading.h"
#include "indexer/ingest/sizes.h"
#include "indexer/ingest/table/article_fields.h"
#include "indexer/ingest/table/jsonl.h"

namespace pressmark {
namespace {

using namespace std::string_view_literals;

constexpr auto kArcBegins = "filedesc://"sv;
constexpr int kOk = 200;  // the status of an answer that is the page itself
constexpr std::size_t kMostHeadBytes = std::size_t{64} << 10U;
// Behind a record stand two line ends (one in ARC; some writers put more), then the next one begins.
constexpr std::size_t kTailBytes = 64;

// "WARC/1" or as much of that as there is.
bool begins_as_record(std::string_view bytes) {
  const auto head = bytes.substr(0, 5);
  return "WARC/"sv.starts_with(head) && (bytes.size() < 6 || (bytes[5] >= '0' && bytes[5] <= '9'));
}

std::string_view without_line_ends(std::string_view bytes) {
  return bytes.substr(std::min(bytes.find_first_not_of("\r\n"), bytes.size()));
}

bool is_xml(std::string_view media_type) {
  return media_type == "text/xml" || media_type == "application/xml" ||
         (media_type.ends_with("+xml") && media_type != "application/xhtml+xml");
}

// Whether words to read come under that name; an unknown one is told by its content.
bool may_be_article(std::string_view media_type) {
  static constexpr std::array kRead = {"text/html"sv,
                                       "application/xhtml+xml"sv,
                                       "text/plain"sv,
                                       "text/markdown"sv,
                                       "application/json"sv,
                                       "text/json"sv,
                                       "application/x-ndjson"sv,
                                       "application/jsonl"sv,
                                       "application/pdf"sv,
                                       "application/x-pdf"sv};
  if (media_type.empty() || is_xml(media_type)) return media_type != "image/svg+xml";
  return std::find(kRead.begin(), kRead.end(), media_type) != kRead.end() || media_type.ends_with("+json");
}

bool may_hold_many(const std::variant<Format, Unreadable>& detected) {
  const auto* format = std::get_if<Format>(&detected);
  return format != nullptr && (*format == Format::json_lines || *format == Format::csv ||
                               *format == Format::feed || *format == Format::news_ml);
}

// Crawlers keep notes of their own under other schemes: "metadata:", "dns:", "urn:pageinfo:".
bool may_be_published(std::string_view url) {
  const auto scheme = ascii_lower(url.substr(0, url.find(':')));
  const bool is_known = scheme == "http" || scheme == "https" || scheme == "ftp" || scheme == "file";
  return url.empty() || (is_known && !url.substr(0, url.find('?')).ends_with("/robots.txt"));
}

std::string missing(std::uint64_t bytes) {
  return "it lacks " + std::to_string(bytes) + " of the bytes its head states";
}

// Whether a record whose block begins so would be read, were it not too large.
bool is_wanted(const WarcHead& head, std::string_view begin) {
  if (head.type != "response" && head.type != "resource") return false;
  const auto parsed = parse_http_response(begin);
  if (const auto* response = std::get_if<HttpResponse>(&parsed))
    return response->status == kOk &&
           may_be_article(parse_media_type(response->fields.value("content-type")).name);
  return may_be_article(parse_media_type(head.content_type).name);
}

class WarcReader {
 public:
  // `members` is what `in` reads, where that is compressed; else null.
  WarcReader(SourceReader& in, GzipStream* members, const SourceRecord& place, Intake& intake, int depth)
      : in_(in), members_(members), place_(place), record_(place), intake_(intake), depth_(depth) {}

  void read();

 private:
  using Problem = std::optional<std::string>;

  void begin_record();
  bool mend();
  void refuse(const std::string& reason);
  void resynchronise();
  bool is_record_at(std::string_view bytes, std::size_t at) const;

  Problem read_record();
  std::variant<WarcHead, std::string> take_head(std::size_t& head_bytes);
  Problem check_end(std::string_view held, std::uint64_t size) const;
  Problem pass_over_large(std::size_t head_bytes, const WarcHead& head);

  void read_block(const WarcHead& head, std::string_view block);
  bool read_response(const WarcHead& head, std::string_view block);
  bool read_payload(const WarcHead& head, const MediaType& type, std::string_view payload);
  bool pass_over(std::string_view rule, const WarcHead& head, bool candidate = true);

  SourceReader& in_;
  GzipStream* members_;
  const SourceRecord& place_;
  SourceRecord record_;
  Intake& intake_;
  int depth_;
  bool is_arc_ = false;
  bool is_break_told_ = false;
  std::uint64_t number_ = 0;
};

void WarcReader::read() {
  is_arc_ = in_.peek(kArcBegins.size()) == kArcBegins;
  while (intake_.wants_more()) {
    const auto ahead = in_.peek(kTailBytes);
    if (ahead.empty()) {
      if (!mend()) break;
      continue;
    }
    if (const auto blank = ahead.size() - without_line_ends(ahead).size(); blank > 0) {
      in_.skip(blank);
      continue;
    }
    begin_record();
    if (const auto problem = read_record()) {
      refuse(*problem);
      resynchronise();
    }
  }
}

void WarcReader::begin_record() {
  record_ = place_;
  record_.number = ++number_;
  record_.offset = members_ != nullptr ? members_->member_offset(in_.position()) : in_.position();
}

// At the end of what can be read. True when reading goes on behind a damaged gzip member.
bool WarcReader::mend() {
  if (members_ == nullptr || !members_->broken()) return false;
  const auto offset = members_->broken()->offset;
  if (!is_break_told_) {
    begin_record();
    record_.offset = offset;
    intake_.reject(record_, members_->broken()->reason);
  }
  is_break_told_ = false;
  return members_->resume([&](std::string_view content) {
    return is_arc_ ? begins_as_arc_head(take_line(content)) : begins_as_warc(content);
  });
}

void WarcReader::refuse(const std::string& reason) {
  const bool is_damaged = members_ != nullptr && members_->broken() && members_->broken()->is_inside;
  is_break_told_ = is_damaged;
  intake_.reject(record_, is_damaged ? members_->broken()->reason : reason);
}

bool WarcReader::is_record_at(std::string_view bytes, std::size_t at) const {
  const auto rest = bytes.substr(at);
  const bool is_edge = (at > 0 && bytes[at - 1] == '\n') ||
                       (members_ != nullptr && members_->is_member_edge(in_.position() + at));
  if (!is_edge) return false;
  if (!is_arc_) return rest.size() > 5 && begins_as_record(rest);
  return begins_as_arc_head(rest.substr(0, rest.find('\n')));
}

// Goes to where the next record seems to begin.
void WarcReader::resynchronise() {
  constexpr std::size_t kWindowBytes = std::size_t{1} << 20U;
  const auto mark = is_arc_ ? ":"sv : "WARC/"sv;
  while (true) {
    const auto bytes = in_.peek(kWindowBytes);
    const bool is_last = bytes.size() < kWindowBytes;
    // A record's first line that goes over the window's edge is looked at again in the next one.
    const auto most = is_last ? bytes.size() : bytes.size() - kMostHeadBytes;
    for (auto at = bytes.find(mark, 1); at < most; at = bytes.find(mark, at + 1)) {
      auto begin = at;
      if (is_arc_) begin = bytes.find_last_of('\n', at) + 1;  // 0 where there is none
      if (begin == 0 || !is_record_at(bytes, begin)) continue;
      in_.skip(begin);
      return;
    }
    if (is_last) {
      in_.skip(bytes.size());
      return;
    }
    in_.skip(most - 1);  // with the line end before
  }
}

std::variant<WarcHead, std::string> WarcReader::take_head(std::size_t& head_bytes) {
  const auto bytes = in_.peek(kMostHeadBytes);
  if (is_arc_) {
    const auto end = bytes.find('\n');
    if (end == std::string_view::npos) return "it ends inside its head";
    head_bytes = end + 1;
    return parse_arc_head(trimmed(bytes.substr(0, end)));
  }
  if (!begins_as_record(bytes)) return "no record begins here";
  const auto size = head_size(bytes);
  if (!size) {
    if (bytes.size() < kMostHeadBytes) return "it ends inside its head";
    return "its head is over " + readable_bytes(kMostHeadBytes);
  }
  head_bytes = *size;
  return parse_warc_head(bytes.substr(0, *size));
}

// What is wrong about the end of a record of `size` bytes; `held` goes on behind it.
WarcReader::Problem WarcReader::check_end(std::string_view held, std::uint64_t size) const {
  if (held.size() < size) return missing(size - held.size());
  if (members_ != nullptr && members_->broken() && members_->broken()->is_inside &&
      held.size() < size + kTailBytes && members_->broken()->content < in_.position() + size)
    return members_->broken()->reason;
  const auto behind = held.substr(size);
  // The two line ends that belong to a record; what is wrong behind them is no fault of its.
  if (!is_arc_ && behind.starts_with("\r\n\r\n")) return std::nullopt;
  const auto next = without_line_ends(behind);
  const bool is_next = is_arc_ ? next.empty() || next.find(':') < next.find(' ') : begins_as_record(next);
  if (!is_next) return "its length is wrong: no record begins behind it";
  return std::nullopt;
}

WarcReader::Problem WarcReader::read_record() {
  std::size_t head_bytes = 0;
  const auto parsed = take_head(head_bytes);
  if (const auto* reason = std::get_if<std::string>(&parsed)) return *reason;
  const auto& head = std::get<WarcHead>(parsed);
  if (head.length > intake_.limits().max_record_bytes) return pass_over_large(head_bytes, head);
  const auto size = head_bytes + head.length;
  const auto held = in_.peek(size + kTailBytes);
  if (auto problem = check_end(held, size)) return problem;
  read_block(head, held.substr(head_bytes, head.length));
  in_.skip(size);
  return std::nullopt;
}

// A film may be in the way, or a wrong length: what looks like the next record ends it.
WarcReader::Problem WarcReader::pass_over_large(std::size_t head_bytes, const WarcHead& head) {
  constexpr std::size_t kWindowBytes = std::size_t{1} << 20U;
  constexpr auto kEdge = "\r\n\r\nWARC/1."sv;
  const bool is_lost = is_wanted(head, in_.peek(head_bytes + kMostHeadBytes).substr(head_bytes));
  in_.skip(head_bytes);
  auto left = head.length;
  while (left > 0) {
    const auto bytes = in_.peek(static_cast<std::size_t>(std::min<std::uint64_t>(left, kWindowBytes)));
    if (bytes.empty()) return missing(left);
    const auto edge = is_arc_ ? std::string_view::npos : bytes.find(kEdge);
    if (edge != std::string_view::npos) return missing(left - edge);
    const bool is_last = bytes.size() == left || bytes.size() < kWindowBytes;
    const auto used = is_last ? bytes.size() : bytes.size() - kEdge.size();
    in_.skip(used);
    left -= used;
  }
  if (auto problem = check_end(in_.peek(kTailBytes), 0)) return problem;
  if (is_lost)
    intake_.reject(record_, "over the limit of " + readable_bytes(intake_.limits().max_record_bytes) +
                                " for one article");
  return std::nullopt;
}

bool WarcReader::pass_over(std::string_view rule, const WarcHead& head, bool candidate) {
  intake_.pass_over(rule, head.url, candidate);
  return intake_.wants_more();
}

void WarcReader::read_block(const WarcHead& head, std::string_view block) {
  record_.url = head.url;
  record_.captured = head.captured;
  intake_.guarded(record_, [&] {
    if (head.type != "response" && head.type != "resource" && head.type != "conversion")
      return pass_over(head.type, head, false);
    if (!may_be_published(head.url)) return pass_over("no publication", head, false);
    if (head.is_segment) return intake_.reject(record_, "it is one part of a split record");
    const auto type = parse_media_type(head.content_type);
    if (head.type == "conversion" && type.name != "text/plain") return pass_over("conversion", head);
    const bool is_web = head.url.starts_with("http:") || head.url.starts_with("https:");
    if (block.starts_with("HTTP/") || type.name == "application/http" || (is_arc_ && is_web))
      return read_response(head, block);
    return read_payload(head, type, block);
  });
}

bool WarcReader::read_response(const WarcHead& head, std::string_view block) {
  const auto parsed = parse_http_response(block);
  if (const auto* reason = std::get_if<std::string>(&parsed)) return intake_.reject(record_, *reason);
  const auto& response = std::get<HttpResponse>(parsed);
  if (response.status != kOk) return pass_over("status " + std::to_string(response.status), head);
  const auto type = parse_media_type(response.fields.value("content-type"));
  if (!may_be_article(type.name)) return pass_over(type.name, head);
  const auto body = decode_body(response, intake_.limits().max_record_bytes);
  if (const auto* failed = std::get_if<Undecodable>(&body)) return intake_.reject(record_, failed->reason);
  const auto& payload = std::get<std::string>(body);
  if (!intake_.expand(record_, payload.size())) return false;
  return read_payload(head, type, payload);
}

bool WarcReader::read_payload(const WarcHead& head, const MediaType& type, std::string_view payload) {
  if (!may_be_article(type.name)) return pass_over(type.name, head);
  auto place = record_;
  place.media_type = type.name;
  place.charset = type.charset;
  const auto detected = detect(place, payload.substr(0, kHeadBytes));
  const bool is_readable = std::holds_alternative<Format>(detected);
  if (!is_readable && (type.name.empty() || is_xml(type.name))) return pass_over("not to be read", head);
  // Most JSON of a crawl is what a page's scripts asked for.
  if (const auto* format = std::get_if<Format>(&detected);
      format != nullptr && *format == Format::json_lines && payload.size() <= kHeadBytes &&
      !may_hold_articles(payload, field_map(intake_.options())))
    return pass_over("JSON without a text", head);
  std::string path(place_.path);
  std::string resolved(place_.resolved_path);
  if (may_hold_many(detected)) {
    path += "!/" + head.url;
    resolved += "!/" + head.url;
    place.path = path;
    place.resolved_path = resolved;
    place.number.reset();
    place.offset.reset();
    place.url.reset();  // of the whole, not of any one article
  }
  MemoryStream stream(payload);
  SourceReader reader(stream);
  read_source(reader, place, intake_, depth_ + 1);
  return intake_.wants_more();
}

}  // namespace

bool begins_as_warc(std::string_view content) {
  return (content.size() >= 5 && begins_as_record(content)) || content.starts_with(kArcBegins);
}

void read_warc(SourceReader& in, const SourceRecord& place, Intake& intake, int depth) {
  WarcReader(in, nullptr, place, intake, depth).read();
}

void read_gzip_warc(SourceReader& in, const SourceRecord& place, Intake& intake, int depth) {
  GzipStream members(in, [&](std::uint64_t bytes) { return intake.expand(place, bytes); });
  SourceReader content(members);
  WarcReader(content, &members, place, intake, depth).read();
}

}  // namespace pressmark
