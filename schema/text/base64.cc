#include "schema/text/base64.h"

#include <openssl/evp.h>

#include <algorithm>

namespace pressmark {
namespace {

// The library counts in int.
constexpr std::size_t kRun = std::size_t{3} << 20U;

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

}  // namespace

std::string base64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  std::string letters(kRun / 3 * 4 + 1, '\0');
  for (std::size_t at = 0; at < bytes.size(); at += kRun) {
    const auto run = bytes.substr(at, kRun);
    const int written =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(letters.data()),
                        reinterpret_cast<const unsigned char*>(run.data()), static_cast<int>(run.size()));
    text.append(letters, 0, static_cast<std::size_t>(written));
  }
  return text;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  if (!std::all_of(text.begin(), text.end() - static_cast<std::ptrdiff_t>(padding), is_letter))
    return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  constexpr std::size_t kLetters = kRun / 3 * 4;
  std::string decoded(kRun, '\0');
  for (std::size_t at = 0; at < text.size(); at += kLetters) {
    const auto run = text.substr(at, kLetters);
    const int got =
        EVP_DecodeBlock(reinterpret_cast<unsigned char*>(decoded.data()),
                        reinterpret_cast<const unsigned char*>(run.data()), static_cast<int>(run.size()));
    if (got < 0) return std::nullopt;
    bytes.append(decoded, 0, static_cast<std::size_t>(got));
  }
  bytes.resize(bytes.size() - std::min(bytes.size(), padding));  // the library counts the padding as bytes
  return bytes;
}

}  // namespace pressmark
