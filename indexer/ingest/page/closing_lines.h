#pragma once
// Lines of a page that tell that what follows them is no longer the article: "Related", "Mehr zum Thema",
// "Leia também", "Comments".

#include <string_view>

namespace pressmark {

// A short line that opens what stands behind or beside an article. `line` is canonical.
bool is_closing_line(std::string_view line);

// A line of the page's own furniture: "Advertisement", "Share", "Permalink".
bool is_lone_line(std::string_view line);

// What a control is labelled with: of a player, a gallery, a folded text, a bar for sharing and printing. A
// heading or an item of a list may say the same of its matter ("Facebook").
bool is_control_line(std::string_view line);

// How often something was read, shared, rated: "12 Shares", "(7 Bewertungen)".
bool is_counter_line(std::string_view line);

// What a player shows of itself: "0:00 / 3:12", "Volume 90%".
bool is_player_line(std::string_view line);

// A short line that asks the reader to subscribe, give, follow or install something.
bool is_promotion(std::string_view line);

// A line that says whose a picture is: "Foto: Jana Muster", "© Bildstelle", "Photo by …".
bool is_credit_line(std::string_view line);

// A request to the reader as it stands amid a text: one that opens with it, or makes it twice.
bool is_plain_promotion(std::string_view line);

// A line that points to another article from the middle of this one: "Read more: …", "Lesen Sie auch: …".
bool is_pointer_line(std::string_view line);

}  // namespace pressmark
