#include "indexer/ingest/wire/xml.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/uri.h>

#include <algorithm>
#include <charconv>
#include <new>
#include <utility>

#include "indexer/ingest/lines.h"

namespace pressmark {
namespace {

struct FreeContext {
  void operator()(xmlParserCtxt* context) const {
    if (context->myDoc != nullptr) xmlFreeDoc(context->myDoc);
    xmlFreeParserCtxt(context);
  }
};

struct FreeText {
  void operator()(xmlChar* text) const { xmlFree(text); }
};
using Text = std::unique_ptr<xmlChar, FreeText>;

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

const xmlChar* chars(const char* text) {
  return reinterpret_cast<const xmlChar*>(text);
}

void prepare_library() {
  static const bool prepared = [] {
    xmlInitParser();
    return true;
  }();
  (void)prepared;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_name_byte(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '#' || c == '_' || c == '-' || c == '.' || c == ':' ||
         static_cast<unsigned char>(c) >= 0x80U;
}

bool is_allowed(std::uint32_t c) {
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20U && c <= 0xD7FFU) ||
         (c >= 0xE000U && c <= 0xFFFDU) || (c >= 0x10000U && c <= 0x10FFFFU);
}

// "#233" and "#xE9" as what they stand for.
std::optional<std::uint32_t> reference_number(std::string_view name) {
  name.remove_prefix(1);
  const bool is_hex = name.starts_with('x') || name.starts_with('X');
  if (is_hex) name.remove_prefix(1);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), value, is_hex ? 16 : 10);
  if (name.empty() || end != name.data() + name.size()) return std::nullopt;
  return error == std::errc() ? value : 0;
}

// What "&name;" becomes.
std::string plain_reference(std::string_view name) {
  for (const std::string_view own : {"amp", "lt", "gt", "quot", "apos"})
    if (name == own) return "&" + std::string(name) + ";";
  if (name.starts_with('#')) {
    const auto number = reference_number(name);
    if (number) return is_allowed(*number) ? "&#" + std::to_string(*number) + ";" : " ";
  } else if (const auto* entity = htmlEntityLookup(chars(std::string(name).c_str()))) {
    return "&#" + std::to_string(entity->value) + ";";
  }
  return "&amp;" + std::string(name) + ";";
}

// Adds the reference or plain "&" at `i`; gives the bytes it took.
std::size_t add_reference(std::string_view text, std::size_t i, std::string& plain) {
  constexpr std::size_t kLongestName = 40;
  auto end = i + 1;
  while (end < text.size() && end - i <= kLongestName && is_name_byte(text[end])) ++end;
  if (end == i + 1 || end == text.size() || text[end] != ';') {
    plain += "&amp;";
    return 1;
  }
  plain += plain_reference(text.substr(i + 1, end - i - 1));
  return end + 1 - i;
}

// Adds a section whose inside is kept, up to and with `ending`.
std::size_t add_section(std::string_view text, std::size_t i, std::string_view ending, std::string& plain) {
  const auto end = text.find(ending, i);
  const auto size = end == std::string_view::npos ? text.size() - i : end + ending.size() - i;
  for (const char c : text.substr(i, size)) plain += is_allowed(static_cast<unsigned char>(c)) ? c : ' ';
  return size;
}

// The first fault is the one to tell; those that follow are often its echo.
void keep_first_fault(void* context, xmlErrorPtr error) {
  auto& first = *static_cast<std::optional<XmlFault>*>(static_cast<xmlParserCtxt*>(context)->_private);
  if (first || error->level != XML_ERR_FATAL) return;
  first = XmlFault{std::string(error->message == nullptr ? "" : trimmed(error->message)),
                   static_cast<std::uint64_t>(std::max(error->line, 0))};
}

}  // namespace

std::variant<XmlDocument, XmlFault> XmlDocument::parse(std::string_view text, std::uint64_t first_line) {
  prepare_library();
  const std::unique_ptr<xmlParserCtxt, FreeContext> context(
      xmlCreateMemoryParserCtxt(text.data(), static_cast<int>(text.size())));
  if (context == nullptr) {
    if (text.empty()) return XmlFault{"nothing in it", first_line};
    throw std::bad_alloc();
  }
  xmlCtxtUseOptions(context.get(), XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                       XML_PARSE_NOCDATA | XML_PARSE_COMPACT | XML_PARSE_IGNORE_ENC);
  std::optional<XmlFault> fault;
  context->_private = &fault;
  context->sax->serror = keep_first_fault;
  constexpr std::uint64_t kMostLines = 1'000'000'000;
  context->input->line = static_cast<int>(std::min(first_line, kMostLines));
  xmlParseDocument(context.get());
  const bool has_root = context->myDoc != nullptr && xmlDocGetRootElement(context->myDoc) != nullptr;
  if (context->wellFormed == 0 || !has_root) return fault.value_or(XmlFault{"nothing in it", first_line});
  return XmlDocument(std::exchange(context->myDoc, nullptr));
}

std::string with_plain_characters(std::string_view text) {
  std::string plain;
  plain.reserve(text.size() + text.size() / 16);
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    const auto rest = text.substr(i);
    if (c == '&') {
      i += add_reference(text, i, plain);
    } else if (rest.starts_with("<![CDATA[")) {
      i += add_section(text, i, "]]>", plain);
    } else if (rest.starts_with("<!--")) {
      i += add_section(text, i, "-->", plain);
    } else if (c == '<') {
      const char next = rest.size() > 1 ? rest[1] : '\0';
      const bool opens = is_letter(next) || next == '/' || next == '_' || next == ':' || next == '?' ||
                         next == '!' || static_cast<unsigned char>(next) >= 0x80U;
      plain += opens ? "<" : "&lt;";
      ++i;
    } else {
      plain += is_allowed(static_cast<unsigned char>(c)) ? c : ' ';
      ++i;
    }
  }
  return plain;
}

std::string_view local_name(const xmlNode* element) {
  const auto name = view(element->name);
  const auto colon = name.find(':');  // of a prefix that is not declared
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view vocabulary(const xmlNode* element) {
  const auto name = view(element->name);
  const auto colon = name.find(':');
  if (colon != std::string_view::npos) return name.substr(0, colon);
  return element->ns == nullptr ? std::string_view() : view(element->ns->href);
}

bool is_xml_element(const xmlNode* node) {
  return node->type == XML_ELEMENT_NODE;
}

bool is_named(const xmlNode* element, std::string_view name) {
  return local_name(element) == name;
}

std::vector<const xmlNode*> child_elements(const xmlNode* element) {
  std::vector<const xmlNode*> children;
  for (const auto* child = element->children; child != nullptr; child = child->next)
    if (is_xml_element(child)) children.push_back(child);
  return children;
}

const xmlNode* child_named(const xmlNode* element, std::string_view name) {
  if (element == nullptr) return nullptr;
  for (const auto* child = element->children; child != nullptr; child = child->next)
    if (is_xml_element(child) && is_named(child, name)) return child;
  return nullptr;
}

std::optional<std::string> xml_attribute(const xmlNode* element, const char* name) {
  const Text value(xmlGetProp(element, chars(name)));
  if (value == nullptr) return std::nullopt;
  return std::string(view(value.get()));
}

std::optional<std::string> xml_language(const xmlNode* element) {
  const Text value(xmlNodeGetLang(element));
  if (value == nullptr || trimmed(view(value.get())).empty()) return std::nullopt;
  return std::string(trimmed(view(value.get())));
}

std::string absolute_address(const std::string& href, const xmlNode* element, const std::string& base) {
  const auto lower = ascii_lower(href.substr(0, 8));
  if (lower.starts_with("http://") || lower.starts_with("https://")) return href;
  const Text stated(xmlNodeGetBase(element->doc, element));
  std::string around(view(stated.get()));
  if (!base.empty()) {
    const Text joined(xmlBuildURI(chars(around.c_str()), chars(base.c_str())));
    around = joined == nullptr ? base : std::string(view(joined.get()));
  }
  const Text absolute(xmlBuildURI(chars(href.c_str()), chars(around.c_str())));
  return absolute == nullptr ? href : std::string(view(absolute.get()));
}

std::string xml_text(const xmlNode* element) {
  const Text text(xmlNodeGetContent(element));
  return std::string(view(text.get()));
}

std::optional<std::string> xml_words(const xmlNode* element) {
  if (element == nullptr) return std::nullopt;
  const auto text = xml_text(element);
  const auto words = trimmed(text);
  return words.empty() ? std::nullopt : std::optional<std::string>(words);
}

}  // namespace pressmark
