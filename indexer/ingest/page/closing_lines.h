#pragma once
// Lines of a page that tell that what follows them is no longer the article: "Related", "Mehr zum Thema",
// "Leia também", "Comments".

#include <string_view>

namespace pressmark {

// A short line that opens what stands behind or beside an article. `line` is canonical.
bool is_closing_line(std::string_view line);

// A line of the page's own furniture: "Advertisement", "Share", "Permalink".
bool is_lone_line(std::string_view line);

// A short line that asks the reader to subscribe, give, follow or install something.
bool is_promotion(std::string_view line);

// A line that says whose a picture is: "Foto: Jana Muster", "© Bildstelle", "Photo by …".
bool is_credit_line(std::string_view line);

// A request to the reader as it stands amid a text: one that opens with it, or makes it twice.
bool is_plain_promotion(std::string_view line);

// A line that points to another article from the middle of this one: "Read more: …", "Lesen Sie auch: …".
bool is_pointer_line(std::string_view line);

}  // namespace pressmark
