#include "searchd/http/feeds.h"

#include <nlohmann/json.hpp>

#include "searchd/http/html.h"
#include "searchd/http/links.h"

namespace pressmark::http {
namespace {

constexpr const char* kNever = "1970-01-01T00:00:00Z";  // where nothing in the feed is dated

std::string title_of(const Hit& hit) {
  if (hit.article.title) return *hit.article.title;
  return hit.first_words.empty() ? hit.article.id : hit.first_words;
}

std::string feed_title(const Question& question) {
  return question.text.empty() ? std::string("Pressmark") : question.text + " · Pressmark";
}

std::string midnight(const Day& day) {
  return to_string(day) + "T00:00:00Z";
}

// Of a day nothing says the hour: midnight, in UTC.
std::string published(const ArticleRecord& article) {
  return article.date ? midnight(*article.date) : std::string();
}

std::string updated(const ArticleRecord& article) {
  if (article.updated) return midnight(*article.updated);
  return article.date ? published(article) : std::string(kNever);
}

std::string latest(const std::vector<Hit>& hits) {
  std::string last = kNever;
  for (const auto& hit : hits) last = std::max(last, updated(hit.article));
  return last;
}

// The passages with their speakers, as far as they are shown at all.
std::string summary_html(const Hit& hit) {
  std::string html;
  for (const auto& passage : hit.passages) {
    std::vector<Span> marks;
    for (const auto& match : passage.match_bytes)
      marks.push_back({match.begin - passage.bytes.begin, match.end - passage.bytes.begin});
    html += "<p>" + marked(passage.text, marks);
    if (passage.speaker_name) html += " — " + escape_html(*passage.speaker_name);
    html += "</p>";
  }
  return html;
}

std::string link_of(const FeedView& view, const Hit& hit) {
  const auto& url = hit.article.url;
  return url && is_web_url(*url) ? *url : view.base_url + "/a/" + hit.article.id;
}

}  // namespace

std::string atom_feed(const FeedView& view) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";
  out += "<title>" + escape_html(feed_title(view.question)) + "</title>\n";
  out += "<id>" + escape_html(view.base_url + view.page) + "</id>\n";
  out += "<updated>" + latest(view.answer.hits) + "</updated>\n";
  out += "<link rel=\"self\" type=\"application/atom+xml\" href=\"" + escape_html(view.base_url + view.self) +
         "\"/>\n";
  out += "<link rel=\"alternate\" type=\"text/html\" href=\"" + escape_html(view.base_url + view.page) +
         "\"/>\n<generator>Pressmark</generator>\n";
  for (const auto& hit : view.answer.hits) {
    const auto& article = hit.article;
    out += "<entry>\n<title>" + escape_html(title_of(hit)) + "</title>\n";
    out += "<id>" + escape_html(view.base_url + "/a/" + article.id) + "</id>\n";
    out += "<link rel=\"alternate\" href=\"" + escape_html(link_of(view, hit)) + "\"/>\n";
    out += "<link rel=\"via\" type=\"text/html\" href=\"" +
           escape_html(view.base_url + pinned_path(article.id, article.revision)) + "\"/>\n";
    if (article.date) out += "<published>" + published(article) + "</published>\n";
    out += "<updated>" + updated(article) + "</updated>\n";
    if (article.authors.empty())
      out += "<author><name>" + escape_html(article.outlet.value_or("unknown")) + "</name></author>\n";
    for (const auto& author : article.authors)
      out += "<author><name>" + escape_html(author) + "</name></author>\n";
    if (article.outlet) out += "<category term=\"" + escape_html(*article.outlet) + "\"/>\n";
    if (const auto summary = summary_html(hit); !summary.empty())
      out += "<summary type=\"html\">" + escape_html(summary) + "</summary>\n";
    out += "</entry>\n";
  }
  return out + "</feed>\n";
}

std::string json_feed(const FeedView& view) {
  using Json = nlohmann::ordered_json;
  Json feed{{"version", "https://jsonfeed.org/version/1.1"},
            {"title", feed_title(view.question)},
            {"home_page_url", view.base_url + view.page},
            {"feed_url", view.base_url + view.self},
            {"items", Json::array()}};
  for (const auto& hit : view.answer.hits) {
    const auto& article = hit.article;
    Json item{{"id", view.base_url + "/a/" + article.id},
              {"url", view.base_url + pinned_path(article.id, article.revision)},
              {"title", title_of(hit)},
              {"content_html", summary_html(hit)}};
    if (article.url && is_web_url(*article.url)) item["external_url"] = *article.url;
    if (article.date) item["date_published"] = published(article);
    if (article.updated) item["date_modified"] = updated(article);
    if (article.lang) item["language"] = *article.lang;
    for (const auto& author : article.authors) item["authors"].push_back({{"name", author}});
    if (article.outlet) item["tags"] = Json::array({*article.outlet});
    feed["items"].push_back(std::move(item));
  }
  return feed.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace pressmark::http
