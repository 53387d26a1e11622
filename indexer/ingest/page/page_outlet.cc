#include "indexer/ingest/page/page_outlet.h"

#include <algorithm>
#include <array>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/outlets.h"

namespace pressmark {
namespace {

constexpr std::size_t kShortestLabel = 3;  // bytes of a domain that is compared

// Letters and figures in lower case; what is not ASCII as it is.
std::string compact(std::string_view words) {
  std::string out;
  for (const char c : ascii_lower(words))
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80U) out += c;
  return out;
}

// "samplepost" of www.sample-post.co.uk.
std::string site_label(const std::optional<std::string>& url) {
  if (!url) return {};
  const auto domain = registrable_domain(host_of(*url));
  return compact(domain.substr(0, domain.find('.')));
}

// "www.herald.example", "http://herald.example/", "herald.example/": where a site is, not what it is called.
bool is_bare_address(std::string_view name) {
  name = trimmed(name);
  if (name.find(' ') != std::string_view::npos) return false;
  const auto lower = ascii_lower(name);
  return lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.") ||
         (lower.ends_with('/') && lower.find('.') != std::string::npos);
}

std::string domain_of_address(std::string_view name) {
  name = trimmed(name);
  std::string url(name);
  if (url.find("://") == std::string::npos) url.insert(0, "http://");
  return registrable_domain(host_of(url));
}

// "The Sample Post" of "The Sample Post — samplepost.example".
std::string name_alone(const std::string& name, const std::optional<std::string>& url) {
  for (const auto separator : kTitleSeparators)
    if (const auto at = name.find(separator); at != std::string::npos && names_site(name.substr(0, at), url))
      return name.substr(0, at);
  return name;
}

bool is_archive(std::string_view name) {
  constexpr auto kArchives = std::to_array<std::string_view>(
      {"internetarchive", "waybackmachine", "internetarchivewaybackmachine", "archiveorg", "webarchiveorg",
       "archivetoday", "archiveph", "archiveis", "webarchive"});
  const auto one = compact(name);
  return std::find(kArchives.begin(), kArchives.end(), one) != kArchives.end();
}

}  // namespace

bool names_site(std::string_view words, const std::optional<std::string>& url) {
  constexpr std::size_t kMostWords = 5;
  const auto label = site_label(url);
  auto name = compact(words);
  if (label.size() < kShortestLabel || name.empty() || split(words, ' ').size() > kMostWords) return false;
  for (const std::string_view article : {"the", "der", "die", "das", "le", "la", "el"})
    if (name.size() > article.size() && name.starts_with(article) && !label.starts_with(article) &&
        name.substr(article.size()) == label)
      return true;
  // "Sample Post Online" of samplepost.example; "herald.example".
  return name == label ||
         (name.starts_with(label) && (label.size() > kShortestLabel || split(words, ' ').size() == 1));
}

PageOutlet page_outlet(const std::vector<std::string>& stated, const std::vector<std::string>& titles,
                       const std::optional<std::string>& url, bool is_archived) {
  std::optional<std::string> address;
  for (const auto& each : stated) {
    const auto name = canonical_line(each);
    if (!has_words(name) || (is_archived && is_archive(name))) continue;
    if (!is_bare_address(name)) return {name, false};
    if (!address) address = domain_of_address(name);
  }
  const auto site = url ? url : address ? std::optional("http://" + *address) : std::nullopt;
  for (const auto& title : titles)
    for (const auto separator : kTitleSeparators) {
      const auto last = title.rfind(separator);
      if (last == std::string::npos) continue;
      if (const auto tail = title.substr(last + separator.size()); names_site(tail, site))
        return {name_alone(tail, site), true};
      if (const auto head = title.substr(0, title.find(separator)); names_site(head, site))
        return {head, true};
    }
  return {address, false};
}

}  // namespace pressmark
