#pragma once
// What sites call the elements of their pages: the words of a class, an id or a tag of their own making.
// "articleShare-bar" is article, share, bar.

#include <string_view>

namespace pressmark {

// Something that is no article: comments, sharing, adverts, navigation, the author's portrait …
bool names_elsewhere(std::string_view name);

// Nothing of that kind but for words that sites also give to what is around an article ("modal", "ads").
bool names_wrapper(std::string_view name);

// What stands below a picture.
bool names_caption(std::string_view name);

// A picture with what is said of it.
bool names_picture(std::string_view name);

// Either a list of links to other articles or a part of this one; its links tell.
bool names_list(std::string_view name);

}  // namespace pressmark
