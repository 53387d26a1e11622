#pragma once
// The name of the site a page is of, from what it states and from what stands beside its title.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

// What stands between a headline and the site's name.
inline constexpr auto kTitleSeparators =
    std::to_array<std::string_view>({" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • "});

// Whether words are the site's name as its domain spells it: "The Sample Post" of samplepost.example,
// "Herald" of herald.co.uk.
bool names_site(std::string_view words, const std::optional<std::string>& url);

struct PageOutlet {
  std::optional<std::string> name;
  bool is_inferred = false;  // from the title
};

// Of the names a page states, in the order of belief, the first that is more than an address; else what
// stands behind (or before) the separator of one of its `titles` and is spelt like its domain; else the
// domain of the address it gives for a name. `is_archived`: the page is a capture, and names of web archives
// are none of its.
PageOutlet page_outlet(const std::vector<std::string>& stated, const std::vector<std::string>& titles,
                       const std::optional<std::string>& url, bool is_archived);

}  // namespace pressmark
