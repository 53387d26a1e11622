#pragma once
// One HTTP request and one response as plain values. Handlers are functions from the one to the other, so
// that they can be tested without a socket; only server.cc knows the library that moves the bytes.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pressmark::http {

struct Request {
  std::string method = "GET";
  std::string target = "/";  // as sent: path, and the query string after '?'
  std::string host;          // Host header as sent, or empty
  std::string accept;
  std::string accept_encoding;
  std::string if_none_match;
  std::string content_type;  // of the body
  std::string body;          // of a POST, whole; empty otherwise

  // As sent, not percent-decoded.
  std::string_view path() const {
    const std::string_view whole = target;
    return whole.substr(0, whole.find_first_of("?#"));
  }
  std::string_view query() const {
    const std::string_view whole = target;
    const auto mark = whole.find('?');
    if (mark == std::string_view::npos) return {};
    return whole.substr(mark + 1, whole.find('#', mark) - mark - 1);
  }
};

struct Response {
  int status = 200;
  std::string content_type;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // beside Content-Type and Content-Length
};

}  // namespace pressmark::http
