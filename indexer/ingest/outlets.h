#pragma once
// Which outlet an article is of: one name for all its domains and spellings, its country, and what may be
// shown of its articles.
//
//   name        country  rights   domains                    other names
//   BBC News    GB       full     bbc.co.uk;bbc.com          BBC;BBC News Online
//
// Rows stand in a file of tab-separated values; lines that begin with "#" are comments. A domain stands for
// itself and everything below it; the longest one wins. Names in ASCII are compared without case and
// punctuation. A row of a later table replaces the row of the same name; what it leaves empty stays.
//
// A name alone tells an outlet where the article has no address, where a row knows the site, or where the row
// of that name has no domains. Rights are the strictest of the rows of the name and of the site: when in
// doubt, less is shown.
//
// An outlet no row knows keeps the name its articles state, and has all rights; an article that states none
// is of its registrable domain (libpsl): "news.example.co.uk" is "example.co.uk". Immutable once made; share
// it.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "schema/model/article.h"

namespace pressmark {

struct Outlet {
  std::string name;
  std::optional<std::string> country;  // ISO 3166-1 alpha-2
  Rights rights = Rights::full;
  std::vector<std::string> domains;
  std::vector<std::string> other_names;
};

class Outlets {
 public:
  // The table this program comes with (corpus/outlets.tsv).
  static std::shared_ptr<const Outlets> built_in();
  // The same with the rows of `table` over it. Throws Error{bad_input} with the line of the first row that
  // cannot be read.
  static std::shared_ptr<const Outlets> with(std::string_view table);

  // Null where no row has it.
  const Outlet* named(std::string_view name) const;
  const Outlet* of_host(std::string_view host) const;

  const std::vector<Outlet>& rows() const { return rows_; }

 private:
  void read(std::string_view table);
  void put(Outlet&& outlet);

  std::vector<Outlet> rows_;
  std::unordered_map<std::string, std::size_t> by_name_;    // ASCII: outlet_id(name), else the name → row
  std::unordered_map<std::string, std::size_t> by_domain_;  // lower case
};

// The part of a host its owner registered: "www.example.co.uk" → "example.co.uk". The host itself where there
// is no such part (an address in digits, one label).
std::string registrable_domain(std::string_view host);

// The host of a web address in lower case, without port and credentials; empty where there is none.
std::string host_of(std::string_view url);

// What becomes of an article's outlet.
struct OutletChoice {
  std::optional<std::string> name;
  std::optional<std::string> country;
  std::optional<std::string> stated;  // as the source spells it, where that is another name
  Rights rights = Rights::full;
  bool is_inferred = false;  // from the address
};
// A stated name a row knows decides, unless the address is at a host no row knows; then the row of the host;
// then the stated name itself; then the host's registrable domain.
OutletChoice choose_outlet(const Outlets& outlets, const std::optional<std::string>& stated,
                           const std::optional<std::string>& url);

}  // namespace pressmark
