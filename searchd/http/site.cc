#include "searchd/http/site.h"

#include <optional>
#include <utility>

#include "pressmark_embedded/api_files.h"
#include "schema/model/error.h"
#include "searchd/http/article_answers.h"
#include "searchd/http/errors.h"
#include "searchd/http/feeds.h"
#include "searchd/http/json.h"
#include "searchd/http/links.h"
#include "searchd/http/params.h"
#include "searchd/http/query_string.h"
#include "searchd/http/quotation_answers.h"
#include "searchd/http/search_answers.h"
#include "searchd/http/timemap.h"
#include "searchd/http/verify_answers.h"
#include "searchd/http/verify_page.h"
#include "searchd/search/taken_down.h"
#include "searchd/verify/diff.h"

namespace pressmark::http {
namespace {

constexpr std::uint32_t kFeedSize = 30;
constexpr const char* kHtmlType = "text/html; charset=utf-8";

Response html(std::string body, int status = 200) {
  return {status, kHtmlType, std::move(body), {{"Cache-Control", "no-cache"}}};
}

Response json(std::string body) {
  return {200, kJsonType, std::move(body), {{"Cache-Control", "no-cache"}}};
}

Response plain(std::string body) {
  return {200, "text/plain; charset=utf-8", std::move(body), {{"Cache-Control", "no-cache"}}};
}

// Whether the client would rather read a page than JSON: browsers say so.
bool wants_page(const Request& request) {
  return request.path().rfind("/api/", 0) != 0 && request.accept.find("text/html") != std::string::npos;
}

// The part of `path` after `prefix`, or absent.
std::optional<std::string> after(std::string_view path, std::string_view prefix) {
  if (path.size() <= prefix.size() || path.substr(0, prefix.size()) != prefix) return std::nullopt;
  return percent_decode(path.substr(prefix.size()), false);
}

// The address the reader reached us at, for what has to name it in full. The name comes from the request, so
// anything that is no plain host is left out.
std::string base_url(const Request& request) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.:-[]";
  const bool plain_host =
      !request.host.empty() && request.host.find_first_not_of(kAllowed) == std::string::npos;
  return "http://" + (plain_host ? request.host : std::string("localhost"));
}

Response open_search(const Request& request) {
  const auto base = base_url(request);
  return {200,
          "application/opensearchdescription+xml",
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n"
          "<ShortName>Pressmark</ShortName>\n"
          "<Description>News articles, and who said what in them</Description>\n"
          "<InputEncoding>UTF-8</InputEncoding>\n"
          "<Image width=\"16\" height=\"16\" type=\"image/svg+xml\">" +
              base +
              "/static/icon.svg</Image>\n"
              "<Url type=\"text/html\" method=\"get\" template=\"" +
              base +
              "/search?q={searchTerms}\"/>\n"
              "<Url type=\"application/x-suggestions+json\" method=\"get\" template=\"" +
              base +
              "/api/v1/suggest?format=opensearch&amp;q={searchTerms}\"/>\n"
              "</OpenSearchDescription>\n",
          {{"Cache-Control", "no-cache"}}};
}

}  // namespace

Site::Site(SearcherPool& pool, Complain complain)
    : pool_(pool), complain_(std::move(complain)), pages_(assets_) {}

Response Site::answer(const Request& request) const {
  try {
    return route(request);
  } catch (const TakenDown& error) {
    return refuse(request, problem_of_status(410), shown_detail(error));
  } catch (const Error& error) {
    if (problem_of(error.kind()).status >= 500) complain_(std::string(error.what()) + " " + error.hint());
    return refuse(request, problem_of(error.kind()), shown_detail(error));
  } catch (const std::exception& error) {
    complain_(error.what());
    return refuse(request, problem_of(ErrorKind::internal), "the server's log says what broke");
  }
}

Response Site::route(const Request& request) const {
  const auto path = request.path();
  const bool only_posts = path == "/api/v1/verify" || path == "/api/v1/cite";
  if (request.method == "POST" && (only_posts || path == "/verify")) return take(request);
  if (only_posts || (request.method != "GET" && request.method != "HEAD")) {
    auto response = refuse(request, problem_of_status(405), only_posts ? "use POST" : "use GET");
    response.headers.emplace_back("Allow", only_posts          ? "POST"
                                           : path == "/verify" ? "GET, HEAD, POST"
                                                               : "GET, HEAD");
    return response;
  }
  if (path == "/" || path == "/search") return search_page(request);
  if (const auto reference = after(path, "/a/")) return article_page(request, *reference);
  if (path == "/api/v1/search") return search_api(request);
  if (path == "/api/v1/quotations") return quotations_api(request);
  if (const auto id = after(path, "/api/v1/quotations/")) return quotation_api(request, *id);
  if (const auto id = after(path, "/q/")) return quotation_page(*id);
  if (const auto reference = after(path, "/api/v1/articles/")) return article_api(request, *reference);
  if (const auto reference = after(path, "/timemap/")) return timemap_of(request, *reference);
  if (const auto id = after(path, "/api/v1/diff/")) return diff_of(request, *id, false);
  if (const auto id = after(path, "/diff/")) return diff_of(request, *id, true);
  if (const auto reference = after(path, "/api/v1/cite/")) return cite_api(request, *reference);
  if (path == "/api/v1/export") return export_api(request);
  if (path == "/api/v1/suggest") return suggest(request);
  if (path == "/feed.atom" || path == "/feed.json") return feed(request);
  if (path == "/verify")
    return html(verify_page({"", DraftFormat::markdown, nullptr, base_url(request)}, assets_));
  if (path == "/metrics")
    return {200,
            "text/plain; version=0.0.4; charset=utf-8",
            metrics_.text(pool_.with([](Searcher& searcher) { return searcher.holdings(); })),
            {{"Cache-Control", "no-store"}}};
  if (path == "/healthz") return plain("ok\n");
  if (path == "/readyz") return ready();
  if (path == "/robots.txt") return plain("User-agent: *\nDisallow: /search\nDisallow: /api/\n");
  if (path == "/openapi.json") return json(std::string(embedded::api_files().front().content));
  if (path == "/opensearch.xml") return open_search(request);
  if (auto asset = assets_.answer(request, path)) return std::move(*asset);
  return refuse(request, problem_of(ErrorKind::not_found),
                wants_page(request)
                    ? "the first page tells what is searched, and how"
                    : "look at / for the search page, or at /api/v1/search?q=… for the same as JSON");
}

Response Site::search_page(const Request& request) const {
  auto parameters = search_parameters(parse_query_string(request.query()));
  auto& question = parameters.question;
  question.facets = true;
  if (is_blank(question))
    return html(pool_.with([&](Searcher& searcher) { return pages_.first(first_view(searcher)); }));
  return html(pool_.with([&](Searcher& searcher) {
    auto answer = searcher.search(question);
    for (const auto& name : parameters.unknown)
      answer.query.notes.push_back("the parameter " + name + " is not known here and was left out");
    return pages_.results({answer, question, searcher.holdings(), ways_out(question, answer)});
  }));
}

Response Site::search_api(const Request& request) const {
  const auto parameters = search_parameters(parse_query_string(request.query()));
  require_known(parameters);
  const auto& question = parameters.question;
  const auto answer = pool_.with([&](Searcher& searcher) { return searcher.search(question); });
  return json(search_json(answer, question));
}

Response Site::quotations_api(const Request& request) const {
  const auto question = quotation_parameters(parse_query_string(request.query()));
  return json(
      quotations_json(pool_.with([&](Searcher& searcher) { return searcher.search_quotations(question); })));
}

Response Site::quotation_api(const Request& request, std::string_view id) const {
  require_known(parse_query_string(request.query()), {});
  const auto view = pool_.with([&](Searcher& searcher) { return require_quotation(searcher, id); });
  return json(variants_json(view.asked, view.variants));
}

Response Site::quotation_page(std::string_view id) const {
  return html(
      pages_.quotation(pool_.with([&](Searcher& searcher) { return require_quotation(searcher, id); })));
}

Response Site::article_page(const Request& request, std::string_view reference) const {
  const auto query = parse_query_string(request.query());
  const auto place = cited_range(query);
  const std::string words(value_of(query, "q"));
  const auto [article, hits] = pool_.with([&](Searcher& searcher) {
    auto found = require_article(searcher, reference);
    auto marks = words.empty() ? std::vector<Span>{} : searcher.highlight(words, found.record.text);
    return std::pair{std::move(found), std::move(marks)};
  });
  auto page = html(pages_.article(article_page_view(article, place, words, hits, base_url(request))));
  if (reference.find('@') != std::string_view::npos) {
    page.headers.emplace_back("Memento-Datetime", http_date(article.record.revision.first_seen));
    page.headers.emplace_back("Link", memento_links(article, base_url(request)));
  }
  return page;
}

Response Site::diff_of(const Request& request, std::string_view id, bool as_page) const {
  const auto query = parse_query_string(request.query());
  require_known(query, {"from", "to"});
  const auto diff = pool_.with([&](Searcher& searcher) {
    return diff_revisions(searcher, id, value_of(query, "from"), value_of(query, "to"));
  });
  return as_page ? html(pages_.diff(diff)) : json(diff_json(diff));
}

Response Site::timemap_of(const Request& request, std::string_view reference) const {
  require_known(parse_query_string(request.query()), {});
  const auto article = pool_.with([&](Searcher& searcher) { return require_article(searcher, reference); });
  return {
      200, "application/link-format", timemap(article, base_url(request)), {{"Cache-Control", "no-cache"}}};
}

Response Site::article_api(const Request& request, std::string_view reference) const {
  require_known(parse_query_string(request.query()), {});
  constexpr std::string_view kRevisions = "/revisions";
  const bool only_revisions = reference.size() > kRevisions.size() &&
                              reference.substr(reference.size() - kRevisions.size()) == kRevisions;
  if (only_revisions) reference.remove_suffix(kRevisions.size());
  const auto article = pool_.with([&](Searcher& searcher) { return require_article(searcher, reference); });
  return json(only_revisions ? revisions_json(article) : article_json(article));
}

Response Site::cite_api(const Request& request, std::string_view reference) const {
  const auto query = parse_query_string(request.query());
  require_known(query, {"c", "style", "format"});
  const auto place = cited_range(query);
  const auto article = pool_.with([&](Searcher& searcher) { return require_article(searcher, reference); });
  return cite_response(article, place, value_of(query, "style"), value_of(query, "format"));
}

Response Site::export_api(const Request& request) const {
  auto query = parse_query_string(request.query());
  const std::string style(value_of(query, "style"));
  const std::string format(value_of(query, "format"));
  std::erase_if(query, [](const auto& each) { return each.first == "style" || each.first == "format"; });
  const auto parameters = search_parameters(query);
  require_known(parameters);
  return pool_.with(
      [&](Searcher& searcher) { return export_response(searcher, parameters.question, style, format); });
}

Response Site::feed(const Request& request) const {
  auto query = parse_query_string(request.query());
  auto parameters = search_parameters(query);
  require_known(parameters);
  auto& question = parameters.question;
  question.sort = SortOrder::newest;
  question.advice = false;
  question.facets = false;
  if (value_of(query, "size").empty()) question.size = kFeedSize;
  const auto answer = pool_.with([&](Searcher& searcher) { return searcher.search(question); });
  auto readers = question;
  readers.size = kDefaultPageSize;
  const FeedView view{answer, question, base_url(request), own_address(request.target), search_url(readers)};
  const bool atom = request.path() == "/feed.atom";
  return {200,
          atom ? "application/atom+xml; charset=utf-8" : "application/feed+json; charset=utf-8",
          atom ? atom_feed(view) : json_feed(view),
          {{"Cache-Control", "no-cache"}}};
}

Response Site::suggest(const Request& request) const {
  constexpr std::size_t kMost = 8;
  const auto query = parse_query_string(request.query());
  require_known(query, {"q", "format"});
  const auto format = value_of(query, "format");
  if (!format.empty() && format != "opensearch")
    throw Error(ErrorKind::usage, "format is not known", "format is opensearch, or left out");
  const std::string typed(value_of(query, "q"));
  const auto found = pool_.with([&](Searcher& searcher) { return searcher.suggest(typed, kMost); });
  if (format.empty()) return json(suggestions_json(found));
  return {200,
          "application/x-suggestions+json",
          open_search_suggestions(typed, found),
          {{"Cache-Control", "no-cache"}}};
}

Response Site::verify_form(const Request& request) const {
  const auto form = parse_query_string(request.body);
  VerifyView view;
  view.draft = value_of(form, "draft");
  view.base_url = base_url(request);
  if (const auto format = draft_format_named(value_of(form, "as"))) view.format = *format;
  const auto verification = pool_.with(
      [&](Searcher& searcher) { return Verifier(searcher).verify(read_draft(view.draft, view.format)); });
  view.verification = &verification;
  return html(verify_page(view, assets_));
}

Response Site::take(const Request& request) const {
  if (request.path() == "/verify") return verify_form(request);
  return pool_.with([&](Searcher& searcher) {
    return request.path() == "/api/v1/verify" ? verify_response(searcher, request)
                                              : cite_command_response(searcher, request);
  });
}

Response Site::ready() const {
  return json(holdings_json(pool_.with([](Searcher& searcher) { return searcher.holdings(); })));
}

Response Site::refuse(const Request& request, const Problem& problem, std::string_view detail) const {
  auto response = problem_response(problem, detail);
  if (!wants_page(request)) return response;
  ErrorView view;
  view.status = problem.status;
  view.title = problem.title;
  view.detail = detail;
  view.query = value_of(first_parameters(request.query()), "q");
  if (problem.retry) view.again = own_address(request.target);
  response.content_type = kHtmlType;
  response.body = pages_.error(view);
  return response;
}

}  // namespace pressmark::http
