#pragma once
// The answer of a web server as a crawler kept it: head, transfer coding, content coding.
//
// Many crawlers keep a body they have unpacked already under the head that came with it. A body that does not
// begin as its head says is therefore taken as it stands, and Content-Length is not believed.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pressmark {

// The value of a field such as Content-Type: "text/html; charset=UTF-8".
struct MediaType {
  std::string name;     // in lower case, without parameters; empty: not stated
  std::string charset;  // empty: not stated
};
MediaType parse_media_type(std::string_view value);

// The fields of a head, with "name: value" a line and continued lines joined, by name in lower case; of two
// with one name the first.
struct Fields {
  std::vector<std::pair<std::string, std::string>> all;
  std::string_view value(std::string_view lower_name) const;  // empty where there is none
};
Fields parse_fields(std::string_view lines);

// Bytes up to and with the blank line that ends a head; absent where there is none.
std::optional<std::size_t> head_size(std::string_view bytes);

struct HttpResponse {
  int status = 0;
  Fields fields;
  std::string_view body;  // as it was sent
};
// Refers to `block`. Gives the reason where it is no response.
std::variant<HttpResponse, std::string> parse_http_response(std::string_view block);

struct Undecodable {
  std::string reason;
};
// The body without its codings, at most `most` bytes of it.
std::variant<std::string, Undecodable> decode_body(const HttpResponse& response, std::uint64_t most);

}  // namespace pressmark
