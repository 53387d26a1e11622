#include "indexer/ingest/identity.h"

#include <algorithm>

#include "indexer/ingest/lines.h"
#include "schema/text/keys.h"
#include "schema/text/sha256.h"

namespace pressmark {
namespace {

constexpr std::size_t kIdLimit = 120;
constexpr std::size_t kHashDigits = 8;

// A slug that had to be cut gets a hash of the whole name, so that two long names stay two.
std::string bounded_slug(std::string_view name) {
  auto id = slug(name, kIdLimit + 1);
  if (id.size() <= kIdLimit) return id;
  id = slug(name, kIdLimit - kHashDigits - 1);
  return id.append("-").append(sha256_hex(name), 0, kHashDigits);
}

// What of an address tells one article from another: no scheme, fragment, "www." or tracking parameters.
std::string telling_part(std::string_view url) {
  url = url.substr(0, url.find('#'));
  url.remove_prefix(url.find("//") + 2);
  if (starts_with_word(url, "www")) url.remove_prefix(4);
  const auto query = url.find('?');
  std::string part(url.substr(0, query));
  if (query == std::string_view::npos) return part;
  for (const auto parameter : split(url.substr(query + 1), '&'))
    if (!parameter.starts_with("utm_") && !parameter.starts_with("fbclid=") &&
        !parameter.starts_with("gclid="))
      part.append("-").append(parameter);
  return part;
}

// The front page of a site is the address of many articles, and of none.
bool names_an_article(std::string_view url) {
  const auto part = telling_part(url);
  const auto path = part.find('/');
  return path != std::string::npos && path + 1 < part.size();
}

std::string file_stem(std::string_view path) {
  path = path.substr(path.find_last_of('/') + 1);
  const auto dot = path.find_last_of('.');
  if (dot != std::string_view::npos && dot > 0) path = path.substr(0, dot);
  if (path.empty() || path == "-") return "stdin";
  if (is_article_id(path)) return std::string(path);
  return slug(path);
}

std::string id_from_place(const SourceRecord& record) {
  std::string ending("-");
  ending.append(sha256_hex(record.resolved_path), 0, kHashDigits);
  if (record.number) ending.append("-").append(std::to_string(*record.number));
  auto stem = file_stem(record.path);
  stem.resize(std::min(stem.size(), kIdLimit - ending.size()));
  return stem + ending;
}

}  // namespace

Identity identify(const RawArticle& raw, const SourceRecord& record) {
  if (raw.id) {
    const auto declared = trimmed(*raw.id);
    if (is_article_id(declared)) return {std::string(declared), std::nullopt};
    if (!declared.empty()) return {bounded_slug(declared), *raw.id};
  }
  if (raw.url && names_an_article(*raw.url)) return {bounded_slug(telling_part(*raw.url)), std::nullopt};
  return {id_from_place(record), std::nullopt};
}

std::optional<std::string> web_address(std::string_view url) {
  url = trimmed(url);
  const auto lower = ascii_lower(url.substr(0, 8));
  const std::size_t scheme = lower.starts_with("https://") ? 8 : lower.starts_with("http://") ? 7 : 0;
  if (scheme == 0 || url.size() == scheme) return std::nullopt;
  return std::string(url);
}

}  // namespace pressmark
