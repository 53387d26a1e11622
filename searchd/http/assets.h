#pragma once
// The style sheet, scripts and icon: in the program itself, packed once at start, each under a name that
// changes with its content, so that browsers may keep it for ever.
//
//   style.css → /static/style.3f2a9c1b0d.css   immutable
//               /static/style.css              the same, to be asked about again

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "searchd/http/message.h"

namespace pressmark::http {

class Assets {
 public:
  Assets();

  // Address of an asset by its file name; empty when there is none.
  std::string_view url(std::string_view name) const;
  // Absent when `path` is no asset's.
  std::optional<Response> answer(const Request& request, std::string_view path) const;

 private:
  struct Asset {
    std::string type;
    std::string content;
    std::string packed;  // gzip; empty where it would not be smaller
    std::string etag;
    std::string url;
  };
  std::map<std::string, Asset, std::less<>> by_name_;
  std::map<std::string, const Asset*, std::less<>> by_url_;
};

}  // namespace pressmark::http
