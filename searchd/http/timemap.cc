#include "searchd/http/timemap.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <vector>

#include "searchd/http/links.h"
#include "searchd/http/query_string.h"

namespace pressmark::http {
namespace {

// An address as it may stand between < and >: what RFC 3986 has no place for is escaped.
std::string within_brackets(const std::string& url) {
  std::string text;
  for (const char c : url) {
    const bool stands =
        c > 0x20 && c < 0x7f && std::string_view("<>\"\\^`{|}").find(c) == std::string_view::npos;
    text += stands ? std::string(1, c) : percent_encode(std::string_view(&c, 1));
  }
  return text;
}

// The publisher's page, or ours where there is none a browser opens.
std::string original_of(const ArticleView& article, const std::string& base_url) {
  const auto& url = article.record.article.url;
  return within_brackets(url && is_web_url(*url) ? *url : base_url + "/a/" + article.record.article.id);
}

std::string timemap_url(const ArticleView& article, const std::string& base_url) {
  return base_url + "/timemap/" + article.record.article.id;
}

}  // namespace

std::string http_date(std::int64_t seconds_since_1970) {
  constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::time_t time = seconds_since_1970;
  std::tm at{};
  if (gmtime_r(&time, &at) == nullptr) return {};
  return fmt::format(
      "{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays.at(static_cast<std::size_t>(at.tm_wday)), at.tm_mday,
      kMonths.at(static_cast<std::size_t>(at.tm_mon)), at.tm_year + 1900, at.tm_hour, at.tm_min, at.tm_sec);
}

std::string timemap(const ArticleView& article, const std::string& base_url) {
  auto revisions = article.revisions;
  std::stable_sort(revisions.begin(), revisions.end(),
                   [](const Revision& a, const Revision& b) { return a.first_seen < b.first_seen; });
  std::string text = fmt::format("<{}>;rel=\"original\"", original_of(article, base_url));
  text +=
      fmt::format(",\n<{}>;rel=\"self\";type=\"application/link-format\"", timemap_url(article, base_url));
  if (!revisions.empty())
    text += fmt::format(";from=\"{}\";until=\"{}\"", http_date(revisions.front().first_seen),
                        http_date(revisions.back().first_seen));
  for (std::size_t i = 0; i < revisions.size(); ++i) {
    const std::string place =
        std::string(i == 0 ? "first " : "") + (i + 1 == revisions.size() ? "last " : "");
    text +=
        fmt::format(",\n<{}/a/{}@{}>;rel=\"{}memento\";datetime=\"{}\"", base_url, article.record.article.id,
                    revisions[i].id, place, http_date(revisions[i].first_seen));
  }
  return text + "\n";
}

std::string memento_links(const ArticleView& article, const std::string& base_url) {
  return fmt::format("<{}>;rel=\"original\", <{}>;rel=\"timemap\";type=\"application/link-format\"",
                     original_of(article, base_url), timemap_url(article, base_url));
}

}  // namespace pressmark::http
