// DOCX and ODT: the one entry of the archive that holds the text, its paragraphs as blocks. Text that a
// tracked change deleted is none.

#include <archive.h>
#include <archive_entry.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <memory>

#include "schema/model/error.h"
#include "schema/text/utf8.h"
#include "searchd/verify/draft.h"

namespace pressmark {
namespace {

constexpr std::size_t kMostXmlBytes = std::size_t{64} << 20U;  // unpacked
constexpr int kDeepest = 256;

[[noreturn]] void refuse(const std::string& why) {
  throw Error(ErrorKind::bad_input, "the document cannot be read: " + why, "save it again, or as plain text");
}

std::string entry_of(std::string_view bytes, std::string_view wanted) {
  const std::unique_ptr<archive, decltype(&archive_read_free)> zip(archive_read_new(), archive_read_free);
  archive_read_support_format_zip(zip.get());
  if (archive_read_open_memory(zip.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
    refuse("it is no ZIP file");
  archive_entry* entry = nullptr;
  while (archive_read_next_header(zip.get(), &entry) == ARCHIVE_OK) {
    const char* const name = archive_entry_pathname(entry);
    if (name == nullptr || wanted != name) continue;
    std::string content;
    char buffer[16384];
    while (true) {
      const auto got = archive_read_data(zip.get(), buffer, sizeof buffer);
      if (got < 0) refuse("it is damaged");
      if (got == 0) return content;
      content.append(buffer, static_cast<std::size_t>(got));
      if (content.size() > kMostXmlBytes) refuse("its text is over 64 MiB");
    }
  }
  refuse("it has no " + std::string(wanted));
}

class OfficeReader {
 public:
  Draft read(const std::string& xml) {
    // No network, no external entities; the size limits of libxml2 stay in force.
    const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
        xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING),
        xmlFreeDoc);
    if (!document) refuse("its XML is damaged");
    visit(xmlDocGetRootElement(document.get()), 0);
    return draft_.finish();
  }

 private:
  static std::string attribute(const xmlNode* node, const char* name) {
    for (const auto* each = node->properties; each != nullptr; each = each->next)
      if (std::string_view(reinterpret_cast<const char*>(each->name)) == name && each->children != nullptr)
        return reinterpret_cast<const char*>(each->children->content);
    return {};
  }

  static bool names_quotation(const std::string& style) {
    return style.find("Quot") != std::string::npos || style.find("quot") != std::string::npos ||
           style.find("Zitat") != std::string::npos || style.find("Block_20_Text") != std::string::npos ||
           style.find("BlockText") != std::string::npos;
  }

  static bool is_block_quotation(const xmlNode* paragraph) {
    if (names_quotation(attribute(paragraph, "style-name"))) return true;  // ODT
    for (const auto* properties = paragraph->children; properties != nullptr; properties = properties->next)
      if (name_of(properties) == "pPr")
        for (const auto* style = properties->children; style != nullptr; style = style->next)
          if (name_of(style) == "pStyle") return names_quotation(attribute(style, "val"));
    return false;
  }

  static std::string_view name_of(const xmlNode* node) {
    return node->type == XML_ELEMENT_NODE ? reinterpret_cast<const char*>(node->name) : std::string_view();
  }

  void visit(const xmlNode* node, int depth) {
    if (node == nullptr || depth > kDeepest) return;
    for (; node != nullptr; node = node->next) {
      const auto name = name_of(node);
      if (name.empty()) {
        if (in_text_ && node->type == XML_TEXT_NODE)
          draft_.add(nfc(reinterpret_cast<const char*>(node->content)));
        continue;
      }
      // Deleted by a tracked change, or said about the text.
      if (name == "del" || name == "tracked-changes" || name == "annotation" || name == "delText" ||
          name == "instrText")
        continue;
      if (name == "p" || name == "h") {
        draft_.begin_block(is_block_quotation(node));
        const bool is_odt =
            node->ns != nullptr &&
            std::string_view(reinterpret_cast<const char*>(node->ns->href)).starts_with("urn:oasis");
        in_text_ = is_odt;
        visit(node->children, depth + 1);
        in_text_ = false;
      } else if (name == "t") {
        in_text_ = true;
        visit(node->children, depth + 1);
        in_text_ = false;
      } else if (name == "s" || name == "tab" || name == "br" || name == "line-break") {
        draft_.add(" ");
      } else {
        visit(node->children, depth + 1);
      }
      if (depth == 0) break;  // the root has no siblings
    }
  }

  DraftBuilder draft_;
  bool in_text_ = false;
};

}  // namespace

Draft read_office_draft(std::string_view bytes, DraftFormat format) {
  const auto xml = entry_of(bytes, format == DraftFormat::odt ? "content.xml" : "word/document.xml");
  return OfficeReader().read(xml);
}

}  // namespace pressmark
