// DOCX and ODT, made as their writers pack them.

#include <gtest/gtest.h>

#include "tests/indexer/ingest/packed.h"
#include "tests/indexer/ingest/reading.h"

namespace pressmark {
namespace {

using test::packed;
using test::read;

std::string docx(const std::string& body, const std::string& properties = "") {
  return packed({{"[Content_Types].xml", "<Types/>"},
                 {"_rels/.rels", "<Relationships/>"},
                 {"docProps/core.xml", "<cp:coreProperties xmlns:cp='c' xmlns:dc='d' xmlns:dcterms='t'>" +
                                           properties + "</cp:coreProperties>"},
                 {"word/document.xml",
                  "<?xml version='1.0' encoding='UTF-8'?><w:document xmlns:w='w' xmlns:mc='mc'><w:body>" +
                      body + "</w:body></w:document>"},
                 {"word/media/image1.png", "\x89PNG"}});
}

std::string paragraph(const std::string& text, const std::string& style = "") {
  return "<w:p>" + (style.empty() ? "" : "<w:pPr><w:pStyle w:val='" + style + "'/></w:pPr>") +
         "<w:r><w:t xml:space='preserve'>" + text + "</w:t></w:r></w:p>";
}

TEST(Docx, HasBlocksAndWhatItStates) {
  const auto bytes = docx(
      paragraph("The gate &amp; the road", "Title") + paragraph("How it began", "Heading1") +
          paragraph("The gate was open.") +
          "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>First</w:t><w:tab/><w:t>item</w:t></w:r></w:p>"
          "<w:p><w:r><w:t>Kept </w:t></w:r><w:del><w:r><w:delText>gone </w:delText></w:r></w:del>"
          "<w:r><w:instrText>PAGE 7</w:instrText></w:r><w:ins><w:r><w:t>and new.</w:t></w:r></w:ins></w:p>"
          "<w:tbl><w:tr><w:tc>" +
          paragraph("Gate") + "</w:tc><w:tc>" + paragraph("Open") + "</w:tc></w:tr></w:tbl>",
      "<dc:title>The gate &amp; the road</dc:title><dc:creator>Ann Smith</dc:creator>"
      "<dcterms:created>2014-06-12T10:00:00Z</dcterms:created>");
  const auto article = read("gate.docx", bytes).article();
  EXPECT_EQ(article.title, "The gate & the road");
  EXPECT_EQ(article.authors, std::vector<std::string>{"Ann Smith"});
  EXPECT_EQ(article.date, (Day{2014, 6, 12}));
  EXPECT_EQ(article.text, "How it began\n\nThe gate was open.\n\nFirst item\n\nKept and new.\n\nGate | Open");
  const std::vector<BlockKind> kinds = {BlockKind::heading, BlockKind::paragraph, BlockKind::list_item,
                                        BlockKind::paragraph, BlockKind::table_row};
  ASSERT_EQ(article.blocks.size(), kinds.size());
  for (std::size_t i = 0; i < kinds.size(); ++i) EXPECT_EQ(article.blocks[i].kind, kinds[i]) << i;
  EXPECT_EQ(article.source_bytes, bytes);
}

TEST(Odt, HasBlocksAndWhatItStates) {
  const auto bytes = packed(
      {{"mimetype", "application/vnd.oasis.opendocument.text"},
       {"meta.xml",
        "<office:document-meta xmlns:office='o' xmlns:dc='d' xmlns:meta='m'><office:meta><dc:title>The gate"
        "</dc:title><dc:creator>Somebody Else</dc:creator><meta:initial-creator>Ann "
        "Smith</meta:initial-creator>"
        "<meta:creation-date>2014-06-12T10:00:00</meta:creation-date></office:meta></office:document-meta>"},
       {"content.xml",
        "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:table='b'><office:body><office:text>"
        "<text:tracked-changes><text:p>Gone.</text:p></text:tracked-changes>"
        "<text:h>How it began</text:h><text:p>The gate<text:s/>was "
        "<text:span>open</text:span>.<text:note><text:p>A "
        "note.</text:p></text:note></text:p><text:list><text:list-item><text:p>An "
        "item</text:p></text:list-item>"
        "</text:list><table:table><table:table-row><table:table-cell><text:p>Gate</text:p></table:table-cell>"
        "<table:table-cell><text:p>Open</text:p></table:table-cell></table:table-row></table:table>"
        "</office:text></office:body></office:document-content>"}},
      test::Packing::stored_zip);
  const auto article = read("gate.odt", bytes).article();
  EXPECT_EQ(article.title, "The gate");
  EXPECT_EQ(article.authors, std::vector<std::string>{"Ann Smith"});
  EXPECT_EQ(article.date, (Day{2014, 6, 12}));
  EXPECT_EQ(article.text, "How it began\n\nThe gate was open.\n\nAn item\n\nGate | Open");
}

TEST(Office, IsToldByItsContent) {
  EXPECT_EQ(read("a.zip", docx(paragraph("The gate was open."))).articles.size(), 1U);
  const auto in_archive = read("a.zip", packed({{"gate.docx", docx(paragraph("The gate was open."))}}));
  EXPECT_EQ(in_archive.article().source.path, "a.zip!/gate.docx");
  // Files in a folder called word are no document.
  EXPECT_EQ(read("a.zip", packed({{"word/gate.txt", "The gate was open."}})).article().source.path,
            "a.zip!/word/gate.txt");
}

TEST(Office, NamesWhatItDoesNotRead) {
  EXPECT_EQ(
      read("a.epub", packed({{"mimetype", "application/epub+zip"}}, test::Packing::stored_zip)).reason(),
      "EPUB is not supported");
  EXPECT_EQ(
      read("a.xlsx", packed({{"[Content_Types].xml", "<Types/>"}, {"xl/workbook.xml", "<x/>"}})).reason(),
      "spreadsheets, slides and drawings are not supported");
  EXPECT_EQ(read("a.docx", docx("<w:p><w:r>")).reason(), "the document is damaged (its XML is broken)");
  EXPECT_EQ(read("a.docx", docx("")).reason(), "no text");
}

TEST(Office, ExpandsNoEntity) {
  std::string bomb =
      "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'>";
  for (char name = 'b'; name < 'l'; ++name) {
    bomb += std::string("<!ENTITY ") + name + " '";
    for (int i = 0; i < 10; ++i) bomb += std::string("&") + static_cast<char>(name - 1) + ";";
    bomb += "'>";
  }
  bomb += "<!ENTITY f SYSTEM 'file:///etc/passwd'>]>";
  const auto read_xml = [](const std::string& xml) {
    return read("a.docx", packed({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", xml}}));
  };
  const auto reading = read_xml(
      bomb + "<w:document xmlns:w='w'><w:p><w:t>The gate &k; &f; was open.</w:t></w:p></w:document>");
  for (const auto& article : reading.articles) {
    EXPECT_LT(article.text.size(), 100U);
    EXPECT_EQ(article.text.find("root:"), std::string::npos);
  }
  EXPECT_EQ(reading.articles.size() + reading.rejections.size(), 1U);
}

TEST(Office, IsAnsweredWhereverItIsCutOff) {
  const auto bytes = docx(paragraph("The gate was open."));
  for (std::size_t size = 40; size < bytes.size(); size += 3) {
    const auto reading = read("a.docx", std::string_view(bytes).substr(0, size));
    EXPECT_LE(reading.articles.size(), 1U) << size;
    EXPECT_GE(reading.articles.size() + reading.rejections.size(), 1U) << size;
  }
}

}  // namespace
}  // namespace pressmark
