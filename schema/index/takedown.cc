#include "schema/index/takedown.h"

#include <algorithm>
#include <charconv>

#include "schema/index/record.h"
#include "schema/model/error.h"
#include "schema/text/utf8.h"

namespace pressmark {

std::string takedown_key(std::string_view article_id) {
  return "takedown:" + std::string(article_id);
}

std::string encode(const Takedown& takedown) {
  return encode_list({std::to_string(takedown.time), takedown.reason});
}

Takedown decode_takedown(std::string_view bytes) {
  const auto list = decode_list(bytes);
  Takedown takedown;
  if (list.size() >= 2) {
    const char* end = list[0].data() + list[0].size();
    const auto [rest, error] = std::from_chars(list[0].data(), end, takedown.time);
    takedown.reason = list[1];
    if (error == std::errc() && rest == end) return takedown;
  }
  throw Error(ErrorKind::io, "the note of a takedown is damaged", "restore a backup of the index");
}

void require_takedown_reason(std::string_view reason) {
  constexpr const char* kHint = "give one line of text, at most 1,000 bytes";
  if (reason.size() > kLongestTakedownReason) throw Error(ErrorKind::usage, "the reason is too long", kHint);
  const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
  if (std::any_of(reason.begin(), reason.end(), is_control))
    throw Error(ErrorKind::usage, "the reason is not one line", kHint);
  if (!is_valid_utf8(reason)) throw Error(ErrorKind::usage, "the reason is not UTF-8", kHint);
}

}  // namespace pressmark
