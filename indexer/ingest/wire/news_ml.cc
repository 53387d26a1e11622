#include "indexer/ingest/wire/news_ml.h"

#include <algorithm>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/table/date_field.h"
#include "indexer/ingest/text/front_matter.h"
#include "indexer/ingest/text/plain_text.h"
#include "indexer/ingest/wire/html_fragment.h"
#include "indexer/ingest/wire/xml_blocks.h"
#include "indexer/ingest/wire/xml_source.h"

namespace pressmark {
namespace {

using Elements = std::vector<const xmlNode*>;

Elements children_named(const xmlNode* element, std::string_view name) {
  Elements found;
  if (element == nullptr) return found;
  for (const auto* child : child_elements(element))
    if (is_named(child, name)) found.push_back(child);
  return found;
}

// The first element of that name anywhere below.
const xmlNode* descendant(const xmlNode* element, std::string_view name) {
  if (element == nullptr) return nullptr;
  for (const auto* child : child_elements(element)) {
    if (is_named(child, name)) return child;
    if (const auto* found = descendant(child, name)) return found;
  }
  return nullptr;
}

// "stat:usable" and its full address end in what is meant.
std::string code_of(const xmlNode* element) {
  if (element == nullptr) return {};
  auto code = xml_attribute(element, "qcode");
  if (!code) code = xml_attribute(element, "uri");
  if (!code) code = xml_attribute(element, "literal");
  const auto cut = code ? code->find_last_of(":/") : std::string::npos;
  return cut == std::string::npos ? code.value_or("") : code->substr(cut + 1);
}

std::optional<std::string> line_of(const xmlNode* element) {
  const auto words = xml_words(element);
  if (!words) return std::nullopt;
  return canonical_line(*words);
}

std::optional<std::string> name_of(const xmlNode* party) {
  if (auto name = line_of(child_named(party, "name"))) return name;
  return std::nullopt;
}

std::string kind_of_item(std::string_view name) {
  if (name == "packageItem") return "a package item, no article";
  if (name == "conceptItem") return "a concept item, no article";
  if (name == "planningItem") return "a planning item, no article";
  if (name == "knowledgeItem") return "a knowledge item, no article";
  if (name == "catalogItem") return "a catalog item, no article";
  return {};
}

class NewsItem {
 public:
  NewsItem(const xmlNode* item, const SourceRecord& record, Intake& intake)
      : item_(item),
        about_item_(child_named(item, "itemMeta")),
        about_content_(child_named(item, "contentMeta")),
        content_(child_named(item, "contentSet")),
        record_(record),
        intake_(intake) {}

  bool read() {
    raw_.id = xml_attribute(item_, "guid");
    if (!raw_.id || trimmed(*raw_.id).empty()) return intake_.reject(record_, "a news item without a guid");
    set_days();
    const auto status =
        about_item_ == nullptr ? std::string() : code_of(child_named(about_item_, "pubStatus"));
    if (status == "canceled") return intake_.retract(raw_, record_);
    if (status == "withheld") return intake_.reject(record_, "withheld by its publisher");
    if (!status.empty() && status != "usable")
      return intake_.reject(record_, "pubStatus \"" + status + "\" is not known");
    set_title();
    set_authors();
    set_outlet();
    set_language();
    if (auto reason = read_text()) return intake_.reject(record_, std::move(*reason));
    return intake_.take(std::move(raw_), record_);
  }

 private:
  std::optional<Day> day(const xmlNode* around, const char* name) {
    const auto words = xml_words(child_named(around, name));
    return words ? field_day(*words, name, raw_) : std::nullopt;
  }

  void set_days() {
    const auto first = day(about_item_, "firstCreated");
    const auto content = day(about_content_, "contentCreated");
    const auto version = day(about_item_, "versionCreated");
    raw_.date = first ? first : content ? content : version;
    if (version && version != raw_.date) raw_.updated = version;
  }

  void set_title() {
    const auto headlines = children_named(about_content_, "headline");
    // Of several (short, for the web, …) the main one, which has the role of one or none.
    const auto main = std::find_if(headlines.begin(), headlines.end(), [](const xmlNode* headline) {
      const auto role = xml_attribute(headline, "role").value_or("");
      return role.empty() || role.ends_with(":main") || role.ends_with(":headline");
    });
    if (!headlines.empty()) raw_.title = line_of(main == headlines.end() ? headlines.front() : *main);
    if (!raw_.title) raw_.title = line_of(descendant(descendant(content_, "hedline"), "hl1"));
    if (!raw_.title) raw_.title = line_of(child_named(about_item_, "title"));
  }

  void set_authors() {
    for (const auto* by : children_named(about_content_, "by"))
      if (const auto line = line_of(by))
        for (auto& name : byline_names(*line)) raw_.authors.push_back(std::move(name));
    for (const auto* creator : children_named(about_content_, "creator"))
      if (const auto name = name_of(creator); name && raw_.authors.empty()) raw_.authors.push_back(*name);
    if (!raw_.authors.empty()) return;
    if (const auto* byline = descendant(content_, "byline")) set_nitf_authors(byline);
  }

  // "By <person>Ann Smith</person>, <byttl>Staff Reporter</byttl>"; what byttl says is no name.
  void set_nitf_authors(const xmlNode* byline) {
    for (const auto* person : children_named(byline, "person"))
      if (const auto name = line_of(person)) raw_.authors.push_back(*name);
    if (!raw_.authors.empty()) return;
    std::string line;
    for (const auto* child = byline->children; child != nullptr; child = child->next)
      if (child->type == XML_TEXT_NODE) line += reinterpret_cast<const char*>(child->content);
    line = canonical_line(line);
    while (!line.empty() && (line.back() == ',' || line.back() == ' ')) line.pop_back();
    for (auto& name : byline_names(line)) raw_.authors.push_back(std::move(name));
  }

  void set_outlet() {
    const auto* provider = child_named(about_item_, "provider");
    raw_.outlet = name_of(provider);
    if (!raw_.outlet) raw_.outlet = name_of(child_named(child_named(item_, "rightsInfo"), "copyrightHolder"));
    if (!raw_.outlet) raw_.outlet = name_of(child_named(about_content_, "infoSource"));
    if (raw_.outlet || provider == nullptr || !xml_attribute(provider, "qcode")) return;
    if (auto code = code_of(provider); !code.empty()) {
      raw_.outlet = std::move(code);
      raw_.inferred.emplace_back("outlet");
    }
  }

  void set_language() {
    if (const auto* language = child_named(about_content_, "language"))
      raw_.lang = xml_attribute(language, "tag");
    if (!raw_.lang) raw_.lang = xml_language(item_);
  }

  // The first content that has a text; several are renditions of one.
  std::optional<std::string> read_text() {
    std::string other;  // what kind of XML there was instead
    const auto contents = content_ == nullptr ? Elements() : child_elements(content_);
    for (const auto* content : contents) {
      if (is_named(content, "inlineXML"))
        read_inline_xml(content, other);
      else if (is_named(content, "inlineData"))
        if (auto reason = read_inline_data(content)) return reason;
      if (!raw_.blocks.empty()) return std::nullopt;
    }
    const auto kind = code_of(child_named(about_item_, "itemClass"));
    if (!kind.empty() && kind != "text") {
      const bool vowel = std::string_view("aeiou").find(kind.front()) != std::string_view::npos;
      return std::string("no text: ") + (vowel ? "an " : "a ") + kind + " item";
    }
    if (!other.empty()) return "no text: its XML is <" + other + ">";
    return child_named(content_, "remoteContent") == nullptr ? "no text" : "no text: it is kept elsewhere";
  }

  void read_inline_xml(const xmlNode* content, std::string& other) {
    for (const auto* root : child_elements(content)) {
      const auto name = local_name(root);
      const auto* body = name == "nitf" || name == "html" ? child_named(root, "body") : root;
      const bool is_text = name == "nitf" || name == "html" || name == "body" || name == "div" ||
                           name == "p" || name == "article" || name == "section";
      if (!is_text) {
        if (other.empty()) other = name;
        continue;
      }
      if (body == nullptr) continue;
      const auto* inner = child_named(body, "body.content");
      if (name == "p") {
        add_xml_blocks(content, intake_.options(), raw_);  // paragraphs without anything around them
        return;
      }
      add_xml_blocks(inner != nullptr ? inner : body, intake_.options(), raw_);
      if (!raw_.blocks.empty()) return;
    }
  }

  std::optional<std::string> read_inline_data(const xmlNode* content) {
    const auto type = ascii_lower(xml_attribute(content, "contenttype").value_or("text/plain"));
    if (!type.starts_with("text/") || xml_attribute(content, "encoding")) return std::nullopt;
    const auto text = xml_text(content);
    if (type.find("html") != std::string::npos) return add_html_fragment(text, intake_.options(), raw_);
    read_plain_text(text, Markup::none, intake_.options(), raw_);
    return std::nullopt;
  }

  const xmlNode* item_;
  const xmlNode* about_item_;
  const xmlNode* about_content_;
  const xmlNode* content_;
  const SourceRecord& record_;
  Intake& intake_;
  RawArticle raw_;
};

}  // namespace

void read_news_ml(SourceReader& in, const SourceRecord& place, Intake& intake) {
  XmlSourceReader reader;
  reader.head = [](const xmlNode* /*root*/) { return true; };
  reader.record = [&](const xmlNode* element, const SourceRecord& record) {
    auto other = kind_of_item(local_name(element));
    if (!other.empty()) return intake.reject(record, std::move(other));
    return NewsItem(element, record, intake).read();
  };
  reader.nothing = "a news message without items";
  read_xml_records(
      in, place, intake,
      {{"newsItem", "packageItem", "conceptItem", "planningItem", "knowledgeItem", "catalogItem"}, 2, false},
      reader);
}

}  // namespace pressmark
