#include "searchd/http/links.h"

#include <algorithm>

#include "searchd/cite/citation.h"
#include "searchd/cite/text_fragment.h"
#include "searchd/http/query_string.h"

namespace pressmark::http {

std::string revision_prefix(std::string_view revision) {
  return std::string(revision.substr(0, kPinnedDigits));
}

std::string pinned_path(std::string_view id, std::string_view revision) {
  return "/a/" + percent_encode(id) + "@" + revision_prefix(revision);
}

std::string fragment_of(Span place) {
  return "c" + std::to_string(place.begin) + "-" + std::to_string(place.end);
}

std::string permalink(std::string_view id, std::string_view revision, Span place) {
  return pinned_path(id, revision) + "#" + fragment_of(place);
}

std::string article_url(const ArticleRecord& article, std::string_view query, std::optional<Span> place) {
  QueryString parameters;
  if (!query.empty()) parameters.emplace_back("q", query);
  if (place) parameters.emplace_back("c", fragment_of(*place).substr(1));
  auto url = pinned_path(article.id, article.revision);
  if (!parameters.empty()) url += "?" + print_query_string(parameters);
  if (place) url += "#" + fragment_of(*place);
  return url;
}

bool is_web_url(std::string_view url) {
  const auto starts = [&](std::string_view scheme) {
    return url.size() > scheme.size() &&
           std::equal(scheme.begin(), scheme.end(), url.begin(), [](char a, char b) {
             return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
           });
  };
  return (starts("https://") || starts("http://")) && std::none_of(url.begin(), url.end(), [](char c) {
           return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
         });
}

std::string own_address(std::string_view target) {
  if (target.empty() || target.front() != '/') return "/";
  if (target.size() > 1) {
    const char second = target[1];
    if (second == '/' || second == '\\' || static_cast<unsigned char>(second) <= 0x20) return "/";
  }
  return std::string(target);
}

std::optional<std::string> source_url(const ArticleRecord& article, const Passage& passage) {
  if (!article.url || !is_web_url(*article.url)) return std::nullopt;
  return text_fragment_url(*article.url, passage);
}

}  // namespace pressmark::http
