#pragma once
// What stands at which address: request in, response out, for pages and API alike. Thread-safe.
//
//   / /search            pages of results          /api/v1/search        the same as JSON
//   /a/ID[@REV]          an article                /api/v1/articles/…    its record, its revisions
//   /q/ID                one quotation              /api/v1/quotations/ID the same as JSON
//   /static/… /robots.txt /opensearch.xml          /api/v1/quotations, /api/v1/cite/…, /api/v1/export, …
//   /verify              a draft's quotations      POST /api/v1/verify, POST /api/v1/cite
//   /feed.atom /feed.json  a search as a feed      /metrics /openapi.json
//   /healthz /readyz     alive; has an index to read

#include <functional>
#include <string>
#include <string_view>

#include "searchd/http/assets.h"
#include "searchd/http/errors.h"
#include "searchd/http/message.h"
#include "searchd/http/metrics.h"
#include "searchd/http/pages.h"
#include "searchd/search/searcher_pool.h"

namespace pressmark::http {

class Site {
 public:
  using Complain =
      std::function<void(std::string_view)>;  // what broke, for the operator's log; called on any thread

  // `pool` must outlive it.
  Site(SearcherPool& pool, Complain complain);

  // What every request that was answered is told to.
  Metrics& metrics() const { return metrics_; }

  // Never throws: what goes wrong is a response too.
  Response answer(const Request& request) const;

 private:
  Response route(const Request& request) const;
  Response search_page(const Request& request) const;
  Response search_api(const Request& request) const;
  Response quotations_api(const Request& request) const;
  Response quotation_api(const Request& request, std::string_view id) const;
  Response quotation_page(std::string_view id) const;
  Response article_page(const Request& request, std::string_view reference) const;
  Response article_api(const Request& request, std::string_view reference) const;
  Response diff_of(const Request& request, std::string_view id, bool as_page) const;
  Response timemap_of(const Request& request, std::string_view reference) const;
  Response cite_api(const Request& request, std::string_view reference) const;
  Response export_api(const Request& request) const;
  Response feed(const Request& request) const;
  Response suggest(const Request& request) const;
  Response verify_form(const Request& request) const;
  Response take(const Request& request) const;  // what is sent with POST
  Response ready() const;
  // A page for browsers, problem+json for programs.
  Response refuse(const Request& request, const Problem& problem, std::string_view detail) const;

  SearcherPool& pool_;
  Complain complain_;
  Assets assets_;
  Pages pages_;
  mutable Metrics metrics_;
};

}  // namespace pressmark::http
