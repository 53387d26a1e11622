#pragma once
// A small XML document as libxml2's tree: nothing is loaded, no entity is expanded but those of XML itself.

#include <libxml/tree.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pressmark {

struct XmlFault {
  std::string reason;  // in libxml2's words: "Opening and ending tag mismatch: p and item"
  std::uint64_t line = 0;
};

class XmlDocument {
 public:
  // `text` is UTF-8 without a document type; its first line is the source's `first_line`. At most 256
  // elements inside one another, at most 10 MB in one stretch of characters: libxml2's own bounds.
  static std::variant<XmlDocument, XmlFault> parse(std::string_view text, std::uint64_t first_line = 1);

  // Never null.
  const xmlNode* root() const { return xmlDocGetRootElement(document_.get()); }

 private:
  struct Free {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
  };
  explicit XmlDocument(xmlDoc* document) : document_(document) {}

  std::unique_ptr<xmlDoc, Free> document_;
};

// Makes characters of a source what a strict parser takes, where their meaning is beyond doubt: entities of
// HTML (&nbsp; &eacute;) become their characters, "&" and "<" that begin nothing stand for themselves, and
// characters XML does not allow become spaces. Sections of CDATA and comments keep their marks. `text` is
// valid UTF-8.
std::string with_plain_characters(std::string_view text);

// The name without its prefix, as the source has it.
std::string_view local_name(const xmlNode* element);
// The namespace; where the prefix is not declared, the prefix; empty for none.
std::string_view vocabulary(const xmlNode* element);

bool is_xml_element(const xmlNode* node);
bool is_named(const xmlNode* element, std::string_view name);

std::vector<const xmlNode*> child_elements(const xmlNode* element);
// The first child element of that local name; null where there is none.
const xmlNode* child_named(const xmlNode* element, std::string_view name);

// Absent where there is no such attribute, whatever its namespace.
std::optional<std::string> xml_attribute(const xmlNode* element, const char* name);
// xml:lang of the element or what is around it.
std::optional<std::string> xml_language(const xmlNode* element);
// `href` made absolute with the xml:base around `element`, else with `base`.
std::string absolute_address(const std::string& href, const xmlNode* element, const std::string& base);

// All characters in `element`, as they are.
std::string xml_text(const xmlNode* element);
// The same trimmed; absent where there is nothing but space, or `element` is null.
std::optional<std::string> xml_words(const xmlNode* element);

}  // namespace pressmark
