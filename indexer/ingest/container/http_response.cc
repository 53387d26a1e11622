#include "indexer/ingest/container/http_response.h"

#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <new>

#include "indexer/ingest/lines.h"
#include "indexer/ingest/sizes.h"

namespace pressmark {
namespace {

using namespace std::string_view_literals;
using Body = std::variant<std::string, Undecodable>;

std::string_view without_quotes(std::string_view text) {
  if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front())
    return text.substr(1, text.size() - 2);
  return text;
}

// The size a chunk's line states; absent where it is no such line.
std::optional<std::uint64_t> chunk_size(std::string_view line) {
  line = trimmed(line.substr(0, line.find(';')));
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
  if (line.empty() || error != std::errc() || end != line.data() + line.size()) return std::nullopt;
  return size;
}

Body without_chunks(std::string_view body) {
  constexpr std::size_t kMostLine = 256;  // bytes
  std::string joined;
  const auto all = body;
  while (true) {
    const auto begin = static_cast<std::size_t>(body.data() - all.data());
    const auto end = body.substr(0, kMostLine).find('\n');
    const auto size = end == std::string_view::npos ? std::nullopt : chunk_size(body.substr(0, end));
    if (!size) {
      if (begin == 0) return std::string(all);
      return Undecodable{"wrong chunk at byte " + std::to_string(begin) + " of its body"};
    }
    body.remove_prefix(end + 1);
    if (*size == 0) return joined;
    if (*size > body.size())
      return Undecodable{"its last chunk lacks " + std::to_string(*size - body.size()) + " bytes"};
    joined += body.substr(0, *size);
    body.remove_prefix(*size);
    if (body.starts_with('\r')) body.remove_prefix(1);
    if (body.starts_with('\n')) body.remove_prefix(1);
  }
}

class Inflater {
 public:
  explicit Inflater(int window) {
    if (inflateInit2(&stream_, window) != Z_OK) throw std::bad_alloc();
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  z_stream& stream() { return stream_; }

 private:
  z_stream stream_{};
};

Body inflated(std::string_view body, int window, std::uint64_t most) {
  constexpr std::size_t kPieceBytes = std::size_t{64} << 10U;
  Inflater inflater(window);
  auto& stream = inflater.stream();
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));  // NOLINT: zlib reads it only
  stream.avail_in = static_cast<uInt>(body.size());
  std::string content;
  int status = Z_OK;
  while (status != Z_STREAM_END) {
    const auto before = content.size();
    content.resize(before + kPieceBytes);
    stream.next_out = reinterpret_cast<Bytef*>(content.data() + before);
    stream.avail_out = static_cast<uInt>(kPieceBytes);
    status = inflate(&stream, Z_NO_FLUSH);
    content.resize(content.size() - stream.avail_out);
    if (content.size() > most)
      return Undecodable{"over the limit of " + readable_bytes(most) + " for one article"};
    if (status == Z_BUF_ERROR) return Undecodable{"its compressed body is cut off"};
    if (status != Z_OK && status != Z_STREAM_END) return Undecodable{"its compressed body is damaged"};
  }
  return content;
}

Body without_coding(std::string_view coding, std::string&& body, std::uint64_t most) {
  constexpr int kGzip = 15 + 16;  // windows, as zlib numbers them
  constexpr int kZlib = 15;
  constexpr int kRaw = -15;
  if (coding.empty() || coding == "identity" || coding == "none" || coding == "utf-8") return std::move(body);
  if (coding == "gzip" || coding == "x-gzip") {
    if (!body.starts_with("\x1F\x8B"sv)) return std::move(body);
    return inflated(body, kGzip, most);
  }
  const auto begins_as_text = !trimmed(body).empty() && "<{["sv.find(trimmed(body).front()) != "<{["sv.npos;
  if (begins_as_text) return std::move(body);
  if (coding == "deflate") {  // with a head of zlib's as the standard wants it, or without as many send it
    auto content = inflated(body, kZlib, most);
    return std::holds_alternative<std::string>(content) ? std::move(content) : inflated(body, kRaw, most);
  }
  return Undecodable{"its body is in the coding \"" + std::string(coding.substr(0, 20)) +
                     "\", which is not supported"};
}

}  // namespace

MediaType parse_media_type(std::string_view value) {
  MediaType type;
  type.name = ascii_lower(trimmed(value.substr(0, value.find(';'))));
  const auto parameters = value.find(';');
  if (parameters == std::string_view::npos) return type;
  for (const auto parameter : split(value.substr(parameters + 1), ';')) {
    const auto equals = parameter.find('=');
    if (equals == std::string_view::npos || ascii_lower(trimmed(parameter.substr(0, equals))) != "charset")
      continue;
    type.charset = trimmed(without_quotes(trimmed(parameter.substr(equals + 1))));
    return type;
  }
  return type;
}

std::string_view Fields::value(std::string_view lower_name) const {
  for (const auto& [name, value] : all)
    if (name == lower_name) return value;
  return {};
}

Fields parse_fields(std::string_view lines) {
  Fields fields;
  while (!lines.empty()) {
    const auto line = take_line(lines);
    const bool continues = line.starts_with(' ') || line.starts_with('\t');
    if (continues && !fields.all.empty()) {
      fields.all.back().second.append(" ").append(trimmed(line));
      continue;
    }
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    fields.all.emplace_back(ascii_lower(trimmed(line.substr(0, colon))), trimmed(line.substr(colon + 1)));
  }
  return fields;
}

std::optional<std::size_t> head_size(std::string_view bytes) {
  for (auto at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
    const auto next = bytes.substr(at + 1, 2);
    if (next.starts_with('\n')) return at + 2;
    if (next == "\r\n") return at + 3;
  }
  return std::nullopt;
}

std::variant<HttpResponse, std::string> parse_http_response(std::string_view block) {
  if (!block.starts_with("HTTP/") && !block.starts_with("ICY ")) return "it holds no HTTP response";
  const auto size = head_size(block);
  if (!size) return "its HTTP head has no end";
  auto head = block.substr(0, *size);
  auto words = split(take_line(head), ' ');
  HttpResponse response;
  if (words.size() >= 2) std::from_chars(words[1].data(), words[1].data() + words[1].size(), response.status);
  if (response.status == 0) return "its HTTP head states no status";
  response.fields = parse_fields(head);
  response.body = block.substr(*size);
  return response;
}

std::variant<std::string, Undecodable> decode_body(const HttpResponse& response, std::uint64_t most) {
  const auto transfer = ascii_lower(response.fields.value("transfer-encoding"));
  auto body = transfer.find("chunked") == std::string::npos ? Body(std::string(response.body))
                                                            : without_chunks(response.body);
  const auto stated = ascii_lower(response.fields.value("content-encoding"));
  auto codings = split(stated, ',');
  std::reverse(codings.begin(), codings.end());  // the last one was put on last
  for (const auto coding : codings) {
    auto* content = std::get_if<std::string>(&body);
    if (content == nullptr) break;
    body = without_coding(coding, std::string(std::move(*content)), most);
  }
  return body;
}

}  // namespace pressmark
