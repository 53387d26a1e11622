#include "searchd/http/query_string.h"

#include <utility>

#include "schema/model/error.h"

namespace pressmark::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Length of the well-formed UTF-8 sequence at the start of `bytes`, else 0 (Unicode 15, table 3-7).
std::size_t sequence_length(std::string_view bytes) {
  const auto at = [&](std::size_t i) -> unsigned {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
  };
  const auto tail = [&](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
  const unsigned lead = at(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool second = lead == 0xE0   ? at(1) >= 0xA0 && at(1) <= 0xBF
                        : lead == 0xED ? at(1) >= 0x80 && at(1) <= 0x9F
                                       : tail(1);
    return second && tail(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool second = lead == 0xF0   ? at(1) >= 0x90 && at(1) <= 0xBF
                        : lead == 0xF4 ? at(1) >= 0x80 && at(1) <= 0x8F
                                       : tail(1);
    return second && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

std::string repaired(std::string bytes) {
  std::size_t good = 0;
  while (good < bytes.size()) {
    const auto length = sequence_length(std::string_view(bytes).substr(good));
    if (length == 0) break;
    good += length;
  }
  if (good == bytes.size()) return bytes;
  std::string text = bytes.substr(0, good);
  for (std::size_t i = good; i < bytes.size();) {
    const auto length = sequence_length(std::string_view(bytes).substr(i));
    if (length == 0) {
      text += "\xEF\xBF\xBD";
      ++i;
    } else {
      text.append(bytes, i, length);
      i += length;
    }
  }
  return text;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

// Takes up to kMaxParameters off the front of `query`; what is left begins with one more.
QueryString parse(std::string_view& query) {
  QueryString parameters;
  while (!query.empty()) {
    const auto end = query.find('&');
    const auto piece = query.substr(0, end);
    if (!piece.empty() && parameters.size() == kMaxParameters) break;
    query = end == std::string_view::npos ? std::string_view{} : query.substr(end + 1);
    if (piece.empty()) continue;
    const auto equals = piece.find('=');
    parameters.emplace_back(
        percent_decode(piece.substr(0, equals), true),
        equals == std::string_view::npos ? std::string{} : percent_decode(piece.substr(equals + 1), true));
  }
  return parameters;
}

}  // namespace

std::string percent_decode(std::string_view text, bool plus_is_space) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
      bytes += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      bytes += text[i] == '+' && plus_is_space ? ' ' : text[i];
    }
  }
  return repaired(std::move(bytes));
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    if (is_unreserved(c)) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += '%';
      encoded += kDigits[byte >> 4U];
      encoded += kDigits[byte & 15U];
    }
  }
  return encoded;
}

QueryString parse_query_string(std::string_view query) {
  auto parameters = parse(query);
  if (!query.empty())
    throw Error(ErrorKind::usage, "there are too many parameters",
                "give at most " + std::to_string(kMaxParameters));
  return parameters;
}

QueryString first_parameters(std::string_view query) {
  return parse(query);
}

std::string print_query_string(const QueryString& parameters) {
  std::string text;
  for (const auto& [name, value] : parameters) {
    if (!text.empty()) text += '&';
    text += percent_encode(name) + '=' + percent_encode(value);
  }
  return text;
}

}  // namespace pressmark::http
