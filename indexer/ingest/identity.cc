#include "indexer/ingest/identity.h"

#include <algorithm>
#include <array>
#include <vector>

#include "indexer/ingest/lines.h"
#include "schema/text/keys.h"
#include "schema/text/sha256.h"
#include "schema/text/utf8.h"

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

constexpr std::array<std::string_view, 9> kHostPrefixes = {"www.",  "m.",    "mobile.", "amp.",  "wap.",
                                                           "www2.", "www1.", "touch.",  "mobil."};

// Parameters that say where a reader came from, or how the page should look; never which article it is.
constexpr std::array<std::string_view, 46> kPassingParameters = {
    "fbclid", "gclid",  "gclsrc",  "dclid",       "gbraid",      "wbraid",  "msclkid", "yclid",
    "twclid", "igshid", "mc_cid",  "mc_eid",      "mkt_tok",     "_ga",     "_gl",     "_hsenc",
    "_hsmi",  "ref",    "ref_src", "ref_url",     "referrer",    "referer", "cmp",     "cmpid",
    "ncid",   "smid",   "smtyp",   "sref",        "spm",         "feature", "partner", "via",
    "share",  "shared", "amp",     "outputtype",  "output",      "print",   "view",    "mobile",
    "s_cid",  "icid",   "ito",     "ns_mchannel", "ns_campaign", "ocid"};
constexpr std::array<std::string_view, 5> kPassingPrefixes = {"utm_", "at_", "pk_", "mtm_", "ns_"};

bool is_passing(std::string_view parameter) {
  const auto equals = parameter.find('=');
  const auto name = ascii_lower(parameter.substr(0, equals));
  if (equals == std::string_view::npos ? name.empty() : equals + 1 == parameter.size()) return true;
  return std::find(kPassingParameters.begin(), kPassingParameters.end(), name) != kPassingParameters.end() ||
         std::any_of(kPassingPrefixes.begin(), kPassingPrefixes.end(),
                     [&](std::string_view prefix) { return name.starts_with(prefix); });
}

std::string telling_query(std::string_view query) {
  std::vector<std::string_view> parameters;
  for (const auto parameter : split(query, '&'))
    if (!is_passing(parameter)) parameters.push_back(parameter);
  std::sort(parameters.begin(), parameters.end());
  std::string joined;
  for (const auto parameter : parameters) joined.append(joined.empty() ? "?" : "&").append(parameter);
  return joined;
}

std::string telling_host(std::string_view authority) {
  if (const auto user = authority.rfind('@'); user != std::string_view::npos)
    authority.remove_prefix(user + 1);
  auto host = ascii_lower(authority);
  for (const std::string_view port : {":80", ":443"})
    if (host.ends_with(port)) host.resize(host.size() - port.size());
  while (host.ends_with('.')) host.pop_back();
  for (bool again = true; again;) {
    again = false;
    for (const auto prefix : kHostPrefixes) {
      // What is left must still be a site: "m.example" is one by itself.
      if (!host.starts_with(prefix) || host.find('.', prefix.size()) == std::string::npos) continue;
      host.erase(0, prefix.size());
      again = true;
    }
  }
  return host;
}

std::string telling_path(std::string_view path) {
  std::string kept(path);
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view ending :
         {"/", "/amp", "/amp.html", ".amp", "/index.html", "/index.htm", "/index.php", "/default.aspx"}) {
      if (!kept.ends_with(ending)) continue;
      kept.resize(kept.size() - ending.size());
      again = true;
    }
  }
  if (kept.starts_with("/amp/")) kept.erase(0, 4);
  if (kept.ends_with(".amp.html")) kept.replace(kept.size() - 9, 9, ".html");
  return kept;
}

// The address of the page an archive or cache holds; the address itself where it is neither.
std::string_view held_address(std::string_view url) {
  const auto rest = url.substr(url.find("//") + 2);
  const auto host = ascii_lower(rest.substr(0, rest.find('/')));
  const auto path = rest.substr(std::min(host.size(), rest.size()));
  if (const auto archived = archived_address(url); archived.size() < url.size()) return archived;
  for (const std::string_view mark : {"/amp/s/", "/c/s/", "/v/s/", "/amp/", "/c/", "/v/"}) {
    const bool is_cache = host.ends_with(".cdn.ampproject.org") || host == "cdn.ampproject.org" ||
                          (host == "www.google.com" && mark.starts_with("/amp/"));
    if (is_cache && path.starts_with(mark)) return path.substr(mark.size());
  }
  return url;
}

// The front page of a site is the address of many articles, and of none.
bool names_an_article(std::string_view part) {
  const auto path = part.find_first_of("/?");
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

std::string address_key(std::string_view url) {
  constexpr int kDeepest = 4;  // archives of archives
  url = url.substr(0, url.find('#'));
  for (int i = 0; i < kDeepest && url.find("//") != std::string_view::npos; ++i) {
    const auto held = held_address(url);
    if (held.size() == url.size()) break;
    url = held;
  }
  if (const auto scheme = url.find("://"); scheme != std::string_view::npos && scheme <= 5)
    url.remove_prefix(scheme + 3);
  const auto query = url.find('?');
  const auto rest = url.substr(0, query);
  const auto slash = std::min(rest.find('/'), rest.size());
  auto key = telling_host(rest.substr(0, slash)) + telling_path(rest.substr(slash));
  if (query != std::string_view::npos) key += telling_query(url.substr(query + 1));
  return key;
}

Identity identify(const RawArticle& raw, const SourceRecord& record) {
  if (raw.id) {
    const auto declared = trimmed(*raw.id);
    if (is_article_id(declared)) return {std::string(declared), std::nullopt};
    if (!declared.empty()) return {bounded_slug(declared), *raw.id};
  }
  if (raw.url) {
    const auto key = address_key(*raw.url);
    if (names_an_article(key)) return {bounded_slug(key), std::nullopt};
  }
  return {id_from_place(record), std::nullopt};
}

std::optional<std::string> web_address(std::string_view url) {
  url = trimmed(url);
  const auto lower = ascii_lower(url.substr(0, 8));
  const std::size_t scheme = lower.starts_with("https://") ? 8 : lower.starts_with("http://") ? 7 : 0;
  if (scheme == 0 || url.size() == scheme) return std::nullopt;
  if (!is_valid_utf8(url)) return std::nullopt;  // a crawler writes down what it was given
  return std::string(url);
}

std::string_view archived_address(std::string_view url) {
  constexpr std::size_t kShortestMoment = 4;  // digits: a year
  constexpr std::size_t kLongestMoment = 14;  // 20120214101010
  constexpr int kDeepest = 4;                 // archives of archives
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (int i = 0; i < kDeepest; ++i) {
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos) return url;
    const auto slash = url.find('/', scheme + 3);
    // A search or a share link names other pages behind its "?", which are not what stands here.
    const auto path_end = std::min(url.find_first_of("?#"), url.size());
    const auto inner = slash == std::string_view::npos ? slash : url.find("/http", slash);
    if (inner == std::string_view::npos || inner >= path_end) return url;
    auto held = url.substr(inner + 1);
    if (!held.starts_with("http:/") && !held.starts_with("https:/")) return url;
    // The part before it: a moment, with what the archive was asked to show ("20120214101010id_").
    const auto begin = url.rfind('/', inner - 1) + 1;
    const auto part = url.substr(begin, inner - begin);
    const auto digits =
        static_cast<std::size_t>(std::find_if_not(part.begin(), part.end(), is_digit) - part.begin());
    const bool is_moment = digits >= kShortestMoment && digits <= kLongestMoment &&
                           (digits == part.size() || (part.size() - digits <= 3 && part.ends_with('_')));
    const bool is_any = part == "*" || part == "web";  // the latest
    if (!is_moment && !is_any) return url;
    if (held.find("://") == std::string_view::npos) return url;  // "http:/" where a server joined slashes
    url = held;
  }
  return url;
}

}  // namespace pressmark
