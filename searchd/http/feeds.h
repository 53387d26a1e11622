#pragma once
// The newest results of a search as a feed: Atom (RFC 4287) and JSON Feed 1.1.

#include <string>

#include "searchd/search/results.h"

namespace pressmark::http {

// `base_url` is this server's, without a slash at its end; `self` the address the feed was asked for, `page`
// the one of the same search for readers, both from the slash on.
struct FeedView {
  const Answer& answer;
  const Question& question;
  std::string base_url;
  std::string self;
  std::string page;
};

std::string atom_feed(const FeedView& view);
std::string json_feed(const FeedView& view);

}  // namespace pressmark::http
