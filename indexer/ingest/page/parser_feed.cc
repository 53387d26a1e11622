#include "indexer/ingest/page/parser_feed.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "indexer/ingest/lines.h"

namespace pressmark {
namespace {

constexpr std::size_t kDeepest = 1200;            // open elements; browsers flatten at 512
constexpr std::size_t kMostElements = 1'000'000;  // gumbo keeps some 200 bytes for each
constexpr std::size_t kMostAttributes = 500;      // of one element

// What becomes of an element.
enum class Fate : std::uint8_t {
  kept,
  empty,        // kept; has no end tag
  optional,     // kept; closed by whatever follows, so that a page may leave thousands of them open
  inline_mark,  // left out unless a kept attribute says something of it; then a span
  left_out,     // a void element without words
  link,         // left out unless it is about this page
  dropped,      // with all up to its end tag, whatever stands between
  script,
  verbatim,  // characters up to its end tag, markup or not
  foreign,   // svg, math
};

struct Fates {
  std::array<Fate, GUMBO_TAG_LAST + 1> of{};
  Fates() {
    of.fill(Fate::kept);
    const auto put = [&](Fate fate, std::initializer_list<GumboTag> tags) {
      for (const auto tag : tags) of[tag] = fate;
    };
    put(Fate::empty, {GUMBO_TAG_BASE, GUMBO_TAG_BR, GUMBO_TAG_HR, GUMBO_TAG_META, GUMBO_TAG_COL,
                      GUMBO_TAG_INPUT, GUMBO_TAG_KEYGEN});
    put(Fate::optional,
        {GUMBO_TAG_P, GUMBO_TAG_LI, GUMBO_TAG_TD, GUMBO_TAG_TR, GUMBO_TAG_TH, GUMBO_TAG_DT, GUMBO_TAG_DD,
         GUMBO_TAG_OPTION, GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT, GUMBO_TAG_OPTGROUP,
         GUMBO_TAG_HTML, GUMBO_TAG_HEAD, GUMBO_TAG_BODY, GUMBO_TAG_COLGROUP});
    put(Fate::inline_mark,
        {GUMBO_TAG_SPAN, GUMBO_TAG_B, GUMBO_TAG_BIG, GUMBO_TAG_CODE, GUMBO_TAG_EM, GUMBO_TAG_FONT,
         GUMBO_TAG_I, GUMBO_TAG_NOBR, GUMBO_TAG_S, GUMBO_TAG_SMALL, GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG,
         GUMBO_TAG_TT, GUMBO_TAG_U, GUMBO_TAG_ABBR, GUMBO_TAG_MARK, GUMBO_TAG_BDI, GUMBO_TAG_BDO});
    put(Fate::left_out, {GUMBO_TAG_IMG, GUMBO_TAG_SOURCE, GUMBO_TAG_TRACK, GUMBO_TAG_WBR, GUMBO_TAG_PARAM,
                         GUMBO_TAG_EMBED, GUMBO_TAG_AREA});
    put(Fate::link, {GUMBO_TAG_LINK});
    put(Fate::dropped, {GUMBO_TAG_STYLE, GUMBO_TAG_IFRAME, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEXTAREA,
                        GUMBO_TAG_NOFRAMES, GUMBO_TAG_NOEMBED});
    put(Fate::script, {GUMBO_TAG_SCRIPT});
    put(Fate::verbatim, {GUMBO_TAG_TITLE, GUMBO_TAG_XMP});
    put(Fate::foreign, {GUMBO_TAG_SVG, GUMBO_TAG_MATH});
  }
};

const Fates kFates;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v');
}

bool equals(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() &&
         std::equal(text.begin(), text.end(), lower.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + ('a' - 'A')) : a) == b;
         });
}

// Tags that end a drawing they stand in.
bool breaks_out(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_P:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_META:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_BR:
    case GUMBO_TAG_HR:
      return true;
    default:
      return false;
  }
}

bool is_heading(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

// Elements an end tag of another name does not reach through.
bool bounds_scope(GumboTag tag) {
  return tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_OBJECT || tag == GUMBO_TAG_APPLET ||
         tag == GUMBO_TAG_MARQUEE || tag == GUMBO_TAG_TEMPLATE || tag == GUMBO_TAG_CAPTION ||
         tag == GUMBO_TAG_SVG || tag == GUMBO_TAG_MATH;
}

// Elements whose end tag reaches through no block: the parser's "ordinary" ones.
bool is_ordinary(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_UNKNOWN:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_CANVAS:
      return true;
    default:
      return false;
  }
}

struct Attribute {
  std::string_view name;
  std::string_view value;
  std::string_view source;  // both, as the page spells them
};

// Pages about a person who writes.
bool leads_to_author(std::string_view address) {
  constexpr auto kParts = std::to_array<std::string_view>(
      {"/author", "/autor",       "/auteur",    "/staff/",    "/newsteam/",    "/redakt",    "/journalist",
       "/writer", "/contributor", "/reporter",  "/columnist", "/people/",      "/profil",    "/members/",
       "/user/",  "/editors/",    "/bloggers/", "/redactor",  "/mitarbeiter/", "/experten/", "/person/"});
  return std::any_of(kParts.begin(), kParts.end(),
                     [&](std::string_view part) { return address.find(part) != std::string_view::npos; });
}

bool names_author(std::string_view property) {
  return property.find("author") != std::string_view::npos ||
         property.find("creator") != std::string_view::npos;
}

// Attributes that say what an element is or what the page is about.
bool is_kept(GumboTag tag, const Attribute& attribute) {
  const auto name = attribute.name;
  const auto is = [&](std::string_view lower) { return equals(name, lower); };
  switch (name.empty() ? '\0' : (name.front() | 0x20)) {
    case 'c':
      return is("class") || is("content");
    case 'i':
      return is("id") || is("itemprop");
    case 'r':
      return is("role") || is("rel");
    case 'h':
      return is("hidden") || is("http-equiv") ||
             (is("href") && (tag != GUMBO_TAG_A || leads_to_author(attribute.value)));
    case 'n':
      return tag == GUMBO_TAG_META && is("name");
    case 'p':
      return is("property") && (tag == GUMBO_TAG_META || names_author(attribute.value));
    case 'l':
      return tag == GUMBO_TAG_HTML && is("lang");
    case 'd':
      return is("datetime") || is("data-testid");
    case 't':
      return tag == GUMBO_TAG_INPUT && is("type");
    case 's': {
      if (!is("style")) return false;
      return attribute.value.find("none") != std::string_view::npos ||
             attribute.value.find("NONE") != std::string_view::npos;
    }
    default:
      return false;
  }
}

// One tag as the tokenizer of HTML reads it.
struct Tag {
  GumboTag tag = GUMBO_TAG_UNKNOWN;
  std::string_view name;
  bool closes = false;
  bool empty = false;  // "/>"
  std::size_t attributes = 0;
  std::size_t end = 0;  // behind ">"
};

constexpr Tag kSpan{GUMBO_TAG_SPAN, "span"};

class Feeder {
 public:
  explicit Feeder(std::string_view page) : page_(page) {}

  ParserFeed feed() {
    feed_.html.reserve(page_.size() / 2);
    std::size_t copied = 0;
    auto at = page_.find('<');
    while (at != std::string_view::npos && !feed_.hazard) {
      const auto next = at + 1 < page_.size() ? page_[at + 1] : '\0';
      const bool is_tag =
          is_letter(next) || (next == '/' && at + 2 < page_.size() && is_letter(page_[at + 2]));
      const bool is_markup = is_tag || next == '!' || next == '?' || next == '/';
      if (!is_markup) {  // "a < b"
        at = page_.find('<', at + 1);
        continue;
      }
      feed_.html += page_.substr(copied, at - copied);
      copied = is_tag ? take_tag(at) : past_declaration(at);
      at = page_.find('<', copied);
    }
    if (!feed_.hazard && copied < page_.size()) feed_.html += page_.substr(copied);
    return std::move(feed_);
  }

 private:
  // Comments go; a doctype stays, since tables in paragraphs depend on it.
  std::size_t past_declaration(std::size_t at) {
    const auto rest = page_.substr(at);
    if (rest.starts_with("<!--")) {
      if (rest.starts_with("<!-->")) return at + 5;
      if (rest.starts_with("<!--->")) return at + 6;
      const auto end = page_.find("-->", at + 4);
      return end == std::string_view::npos ? page_.size() : end + 3;
    }
    const auto end = page_.find('>', at);
    const auto behind = end == std::string_view::npos ? page_.size() : end + 1;
    if (rest.size() > 9 && equals(rest.substr(0, 9), "<!doctype"))
      feed_.html += page_.substr(at, behind - at);
    return behind;
  }

  Tag read_tag(std::size_t at) {
    Tag tag;
    auto i = at + 1;
    if (page_[i] == '/') {
      tag.closes = true;
      ++i;
    }
    const auto begin = i;
    while (i < page_.size() && !is_space(page_[i]) && page_[i] != '>' && page_[i] != '/') ++i;
    tag.name = page_.substr(begin, i - begin);
    tag.tag =
        gumbo_tagn_enum(tag.name.data(), static_cast<unsigned>(std::min<std::size_t>(tag.name.size(), 64)));
    read_attributes(i, tag);
    return tag;
  }

  // Leaves those worth keeping in attributes_.
  void read_attributes(std::size_t i, Tag& tag) {
    attributes_.clear();
    while (i < page_.size()) {
      while (i < page_.size() && (is_space(page_[i]) || page_[i] == '/')) {
        tag.empty = page_[i] == '/';
        ++i;
      }
      if (i == page_.size()) break;
      if (page_[i] == '>') {
        tag.end = i + 1;
        return;
      }
      tag.empty = false;
      i = read_attribute(i, tag);
    }
    tag.end = page_.size();
  }

  std::size_t read_attribute(std::size_t i, const Tag& tag) {
    const auto begin = i++;  // a "=" may begin a name
    while (i < page_.size() && !is_space(page_[i]) && page_[i] != '/' && page_[i] != '>' && page_[i] != '=')
      ++i;
    Attribute attribute;
    attribute.name = page_.substr(begin, i - begin);
    const auto name_end = i;
    while (i < page_.size() && is_space(page_[i])) ++i;
    if (i == page_.size() || page_[i] != '=') {
      i = name_end;
    } else {
      ++i;
      while (i < page_.size() && is_space(page_[i])) ++i;
      if (i < page_.size() && (page_[i] == '"' || page_[i] == '\'')) {
        const auto end = std::min(page_.find(page_[i], i + 1), page_.size());
        attribute.value = page_.substr(i + 1, end - i - 1);
        i = std::min(end + 1, page_.size());
      } else {
        const auto value = i;
        while (i < page_.size() && !is_space(page_[i]) && page_[i] != '>') ++i;
        attribute.value = page_.substr(value, i - value);
      }
    }
    attribute.source = page_.substr(begin, i - begin);
    ++seen_attributes_;
    const bool wanted =
        tag.tag == GUMBO_TAG_SCRIPT ? equals(attribute.name, "type") : is_kept(tag.tag, attribute);
    if (wanted) attributes_.push_back(attribute);
    return i;
  }

  std::size_t take_tag(std::size_t at) {
    seen_attributes_ = 0;
    const auto tag = read_tag(at);
    if (seen_attributes_ > kMostAttributes) {
      feed_.hazard = "an element with more than " + std::to_string(kMostAttributes) + " attributes";
      return page_.size();
    }
    if (tag.end == page_.size() && (page_.empty() || page_.back() != '>')) return tag.end;  // never closed
    if (foreign_ > 0 && !tag.closes && breaks_out(tag.tag)) foreign_ = 0;
    if (foreign_ > 0) return take_foreign(tag);
    const auto fate = kFates.of.at(tag.tag);
    switch (fate) {
      case Fate::left_out:
        return tag.end;
      case Fate::link:
        if (!tag.closes && is_about_page()) write(tag, Fate::empty);
        return tag.end;
      case Fate::dropped:
        return tag.closes ? tag.end : past_end_tag(tag.end, tag.name);
      case Fate::script:
        return tag.closes ? tag.end : take_script(tag);
      case Fate::inline_mark:
        take_inline_mark(tag);
        return tag.end;
      case Fate::verbatim: {
        if (tag.closes) return tag.end;
        const auto end = end_tag(tag.end, tag.name);
        write(tag, Fate::empty);
        feed_.html += page_.substr(tag.end, end - tag.end);
        feed_.html.append("</").append(tag.name).append(">");
        return end == page_.size() ? end : std::min(page_.find('>', end), page_.size() - 1) + 1;
      }
      case Fate::foreign:
        if (tag.closes) return tag.end;
        if (tag.empty) return tag.end;
        if (const auto end = past_drawing(tag)) return *end;
        ++foreign_;
        write(tag, Fate::kept);
        return tag.end;
      case Fate::kept:
      case Fate::empty:
      case Fate::optional:
        write(tag, fate);
        return tag.end;
    }
    return tag.end;
  }

  std::size_t take_foreign(const Tag& tag) {
    const bool is_root = tag.tag == GUMBO_TAG_SVG || tag.tag == GUMBO_TAG_MATH;
    write(tag, tag.empty ? Fate::empty : Fate::kept);
    if (is_root && tag.closes) --foreign_;
    if (is_root && !tag.closes && !tag.empty) ++foreign_;
    return tag.end;
  }

  bool is_about_page() const {
    return std::any_of(attributes_.begin(), attributes_.end(), [](const Attribute& attribute) {
      return equals(attribute.name, "itemprop") ||
             (equals(attribute.name, "rel") &&
              (equals(trimmed(attribute.value), "canonical") || equals(trimmed(attribute.value), "author")));
    });
  }

  // Behind the end of a drawing with no words of the page in it. Absent where HTML breaks out of it, as
  // broken pages have it; none up to there is then tried again, so that the whole stays linear.
  std::optional<std::size_t> past_drawing(const Tag& root) {
    if (root.end <= no_drawing_before_) return std::nullopt;
    std::size_t depth = 1;
    auto at = page_.find('<', root.end);
    for (; at != std::string_view::npos; at = page_.find('<', at + 1)) {
      const auto next = at + 1 < page_.size() ? page_[at + 1] : '\0';
      if (next != '/' && !is_letter(next)) continue;
      const auto end = page_.find('>', at);
      if (end == std::string_view::npos) break;
      const auto begin = at + (next == '/' ? 2 : 1);
      auto name_end = begin;
      while (name_end < end && !is_space(page_[name_end]) && page_[name_end] != '/') ++name_end;
      const auto name = page_.substr(begin, name_end - begin);
      const auto tag =
          gumbo_tagn_enum(name.data(), static_cast<unsigned>(std::min<std::size_t>(name.size(), 64)));
      if (equals(name, root.name == "math" || root.name == "MATH" ? "math" : "svg")) {
        const bool empty = page_[end - 1] == '/';
        if (next == '/')
          --depth;
        else if (!empty)
          ++depth;
        if (depth == 0) return end + 1;
      } else if (breaks_out(tag)) {
        break;
      }
    }
    no_drawing_before_ = at == std::string_view::npos ? page_.size() : at;
    return std::nullopt;
  }

  // Where the end tag of a raw text element begins; the end of the page where it has none.
  std::size_t end_tag(std::size_t from, std::string_view name) const {
    for (auto i = page_.find("</", from); i != std::string_view::npos; i = page_.find("</", i + 2)) {
      const auto behind = i + 2 + name.size();
      if (behind < page_.size() &&
          std::equal(name.begin(), name.end(), page_.begin() + static_cast<long>(i) + 2,
                     [](char a, char b) { return (a | 0x20) == (b | 0x20); }) &&
          (is_space(page_[behind]) || page_[behind] == '>' || page_[behind] == '/'))
        return i;
    }
    return page_.size();
  }

  std::size_t past_end_tag(std::size_t from, std::string_view name) const {
    const auto at = end_tag(from, name);
    if (at == page_.size()) return at;
    const auto end = page_.find('>', at);
    return end == std::string_view::npos ? page_.size() : end + 1;
  }

  // A script that writes scripts inside "<!--" ends only behind them.
  std::size_t take_script(const Tag& tag) {
    auto end = end_tag(tag.end, tag.name);
    const auto body = page_.substr(tag.end, end - tag.end);
    if (const auto comment = body.rfind("<!--"); comment != std::string_view::npos && end < page_.size()) {
      const auto inside = ascii_lower(body.substr(comment));
      if (inside.find("-->") == std::string::npos && inside.find("<script") != std::string::npos)
        end = end_tag(end + 2, tag.name);
    }
    const auto content = page_.substr(tag.end, end - tag.end);
    const auto type = attributes_.empty() ? std::string_view() : trimmed(attributes_.front().value);
    const bool is_linked = equals(type.substr(0, 19), "application/ld+json");
    const bool is_template = equals(type, "text/template") || equals(type, "text/html");
    (is_linked ? feed_.linked : is_template ? feed_.templates : feed_.scripts).push_back(content);
    const auto close = page_.find('>', end);
    return close == std::string_view::npos ? page_.size() : close + 1;
  }

  void take_inline_mark(const Tag& tag) {
    auto& open = open_marks_.at(tag.tag);
    if (!tag.closes) {
      open.push_back(!attributes_.empty());
      if (!attributes_.empty()) write(kSpan, Fate::kept);
    } else if (!open.empty()) {
      const bool was_written = open.back();
      open.pop_back();
      if (was_written) write({kSpan.tag, kSpan.name, true}, Fate::kept);
    }
  }

  void write(const Tag& tag, Fate fate) {
    if (tag.closes) {
      if (fate == Fate::kept && !leave(tag)) return;  // closes nothing
      feed_.html.append("</").append(tag.name).append(">");
      return;
    }
    if (++elements_ > kMostElements)
      feed_.hazard = "more than " + std::to_string(kMostElements) + " elements";
    if (fate == Fate::kept) enter(tag);
    feed_.html.append("<").append(tag.name);
    for (const auto& attribute : attributes_) feed_.html.append(" ").append(attribute.source);
    if (feed_.html.back() == '/') feed_.html += ' ';
    feed_.html += tag.empty && foreign_ > 0 ? "/>" : ">";
  }

  void enter(const Tag& tag) {
    open_.push_back({tag.tag, tag.tag == GUMBO_TAG_UNKNOWN ? tag.name : std::string_view()});
    if (open_.size() > kDeepest)
      feed_.hazard = "nested deeper than " + std::to_string(kDeepest) + " elements";
  }

  // Takes off what the end tag closes, never more than the parser does; false when that is nothing.
  bool leave(const Tag& tag) {
    const bool is_ordinary_tag = is_ordinary(tag.tag);
    for (auto i = open_.size(); i > 0; --i) {
      const auto& open = open_[i - 1];
      const bool matches = open.tag == tag.tag
                               ? tag.tag != GUMBO_TAG_UNKNOWN || same_name(open.name, tag.name)
                               : is_heading(open.tag) && is_heading(tag.tag);
      if (matches) {
        // Links and forms are taken out of the midst of what is open.
        const bool alone = tag.tag == GUMBO_TAG_A || tag.tag == GUMBO_TAG_FORM;
        const auto at = open_.begin() + static_cast<std::ptrdiff_t>(i) - 1;
        open_.erase(at, alone ? at + 1 : open_.end());
        return true;
      }
      if (bounds_scope(open.tag) || (is_ordinary_tag && !is_ordinary(open.tag) && open.tag != GUMBO_TAG_A))
        return false;
    }
    return false;
  }

  static bool same_name(std::string_view one, std::string_view other) {
    return one.size() == other.size() && std::equal(one.begin(), one.end(), other.begin(),
                                                    [](char a, char b) { return (a | 0x20) == (b | 0x20); });
  }

  std::string_view page_;
  ParserFeed feed_;
  std::vector<Attribute> attributes_;  // of the tag at hand, those worth keeping
  std::size_t seen_attributes_ = 0;
  std::array<std::vector<bool>, GUMBO_TAG_LAST + 1> open_marks_;  // whether each was written
  struct Open {
    GumboTag tag;
    std::string_view name;  // of an element the parser has no number for
  };
  std::vector<Open> open_;  // as the parser has them, or more
  std::size_t elements_ = 0;
  std::size_t foreign_ = 0;  // open svg and math elements that reached the feed
  std::size_t no_drawing_before_ = 0;
};

}  // namespace

ParserFeed parser_feed(std::string_view page) {
  return Feeder(page).feed();
}

}  // namespace pressmark
