#pragma once
// The lines a record of a WARC or ARC file begins with.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace pressmark {

struct WarcHead {
  std::string type;                      // "response", in lower case; of ARC "response" or "warcinfo"
  std::string url;                       // without angle brackets; empty: not stated
  std::optional<std::int64_t> captured;  // seconds since 1970-01-01T00:00:00Z
  std::string content_type;              // of the block; of ARC what the server stated
  bool is_segment = false;               // of a record that is split over several
  std::uint64_t length = 0;              // bytes of the block
};

// `bytes` holds the head to its blank line. Gives the reason where it is none.
std::variant<WarcHead, std::string> parse_warc_head(std::string_view bytes);

// `line` is one of five words: URL, address, date, media type, length; the URL may have spaces in it.
std::variant<WarcHead, std::string> parse_arc_head(std::string_view line);
bool begins_as_arc_head(std::string_view line);

}  // namespace pressmark
