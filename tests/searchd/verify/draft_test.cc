#include "searchd/verify/draft.h"

#include <gtest/gtest.h>

#include "schema/model/error.h"
#include "schema/text/utf8.h"
#include "tests/indexer/ingest/packed.h"

namespace pressmark {
namespace {

std::vector<std::string> blocks_of(const Draft& draft) {
  std::vector<std::string> blocks;
  for (const auto& block : draft.blocks)
    blocks.push_back((block.is_block_quotation ? "> " : "") + std::string(slice(draft.prose, block.span)));
  return blocks;
}

using Blocks = std::vector<std::string>;

// Every letter of the prose stands where its place says.
void expect_places_hold(const Draft& draft) {
  ASSERT_EQ(draft.places.size(), draft.prose.size() + 1);
  for (std::size_t i = 0; i < draft.prose.size(); ++i) {
    const char c = draft.prose[i];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    ASSERT_LT(draft.places[i], draft.text.size());
    if (letter) {
      EXPECT_EQ(draft.text[draft.places[i]], c) << i;
    }
    if (i > 0) {
      EXPECT_LE(draft.places[i - 1], draft.places[i]);
    }
  }
}

TEST(Draft, MarkdownIsReadWithoutItsMarks) {
  const std::string text =
      "# The *gate*\n\nAnna Berg said “we will **not** go\nthere”, see [the "
      "report](https://a.example/x_y_z).\n\n"
      "> We stay.\n> All of us.\n\n    code “not quoted”\n\n- one `“code”` item\n- two &ldquo;marks&rdquo; "
      "and \\*stars\\*\n\n"
      "![a “picture”](p.png) end\n";
  const auto draft = read_draft(text, DraftFormat::markdown);
  EXPECT_EQ(draft.text, text);
  EXPECT_EQ(blocks_of(draft),
            (Blocks{"The gate", "Anna Berg said “we will not go there”, see the report.",
                    "> We stay. All of us.", "one   item", "two “marks” and *stars*", "end"}));
  ASSERT_EQ(draft.links.size(), 1U);
  EXPECT_EQ(draft.links[0].url, "https://a.example/x_y_z");
  EXPECT_EQ(slice(draft.prose, draft.links[0].span), "the report");
  const auto at = static_cast<std::uint32_t>(draft.prose.find("“we"));
  const auto end = static_cast<std::uint32_t>(draft.prose.find("”,") + 3);
  EXPECT_EQ(slice(draft.text, draft.in_text({at, end})), "“we will **not** go\nthere”");
  EXPECT_EQ(draft.position(draft.in_text({at, end}).begin).line, 3U);
  EXPECT_EQ(draft.position(draft.in_text({at, end}).begin).column, 16U);
}

TEST(Draft, PlainTextIsItsOwnProse) {
  const auto draft =
      read_draft("One line\nand its other.\r\n\r\n> Quoted here.\n\n\n\nThe “end”.", DraftFormat::text);
  EXPECT_EQ(blocks_of(draft), (Blocks{"One line and its other.", "> Quoted here.", "The “end”."}));
  expect_places_hold(draft);
}

TEST(Draft, PagesAreReadWithoutTheirFurniture) {
  const auto draft = read_draft(
      "<html><head><title>No</title></head><body><nav>Menu</nav><h1>The gate</h1><script>no()</script>"
      "<p>She said <q>we <b>stay</b></q> &amp;\n left.</p><blockquote><p>All of us.</p></blockquote>"
      "<pre>code</pre><p>See <a href='https://a.example/1'>this</a>.</p></body></html>",
      DraftFormat::html);
  EXPECT_EQ(blocks_of(draft),
            (Blocks{"The gate", "She said “we stay” & left.", "> All of us.", "See this."}));
  EXPECT_EQ(draft.text, draft.prose);
  ASSERT_EQ(draft.links.size(), 1U);
  expect_places_hold(draft);
}

TEST(Draft, OfficeFilesAreReadByTheirParagraphs) {
  const std::string word =
      "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
      "<w:p><w:r><w:t>She said “we </w:t></w:r><w:ins><w:r><w:t>all </w:t></w:r></w:ins>"
      "<w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:r><w:t>stay”.</w:t></w:r></w:p>"
      "<w:p><w:pPr><w:pStyle w:val='Quote'/></w:pPr><w:r><w:t>All of "
      "us.</w:t></w:r></w:p></w:body></w:document>";
  const auto docx = test::packed({{"[Content_Types].xml", "<x/>"}, {"word/document.xml", word}});
  EXPECT_EQ(draft_format(docx, "a.docx"), DraftFormat::docx);
  EXPECT_EQ(blocks_of(read_draft(docx, DraftFormat::docx)),
            (Blocks{"She said “we all stay”.", "> All of us."}));

  const std::string text =
      "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
      "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body><office:text>"
      "<text:p>She said "
      "“we<text:s/>stay”.<office:annotation><text:p>remark</text:p></office:annotation></text:p>"
      "<text:p text:style-name='Quotations'>All of "
      "us.</text:p></office:text></office:body></office:document-content>";
  const auto odt =
      test::packed({{"mimetype", "application/vnd.oasis.opendocument.text"}, {"content.xml", text}},
                   test::Packing::stored_zip);
  EXPECT_EQ(draft_format(odt, "a"), DraftFormat::odt);
  EXPECT_EQ(blocks_of(read_draft(odt, DraftFormat::odt)), (Blocks{"She said “we stay”.", "> All of us."}));
}

TEST(Draft, WhatCannotBeReadIsSaid) {
  EXPECT_THROW(read_draft("PK\x03\x04 no zip", DraftFormat::docx), Error);
  EXPECT_THROW(read_draft(test::packed({{"other.xml", "<x/>"}}), DraftFormat::docx), Error);
  EXPECT_THROW(read_draft(test::packed({{"word/document.xml", "<w:p>"}}), DraftFormat::docx), Error);
  EXPECT_THROW(read_draft(std::string(kMaxDraftBytes + 1, 'a'), DraftFormat::text), Error);
}

TEST(Draft, NoBytesAreTooStrangeForMarkdown) {
  for (const std::string& text :
       {std::string(), std::string("\0\xFF\xFE&#0;&bogus;", 14), std::string(5000, '>'),
        std::string(5000, '['), std::string("[“a”](" + std::string(9000, 'x') + ") “b”"),
        std::string("&ldquo;&rdquo;&hellip;&#x1F600; \\“")}) {
    const auto draft = read_draft(text, DraftFormat::markdown);
    ASSERT_EQ(draft.places.size(), draft.prose.size() + 1);
    for (const auto place : draft.places) EXPECT_LE(place, draft.text.size());
    EXPECT_TRUE(is_valid_utf8(draft.prose));
  }
}

}  // namespace
}  // namespace pressmark
