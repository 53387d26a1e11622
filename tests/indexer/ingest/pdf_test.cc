// PDF, read by the real program in a process of its own.

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <chrono>
#include <cstdlib>

#include "tests/indexer/ingest/reading.h"
#include "tests/support/temporary_directory.h"

namespace pressmark {
namespace {

using test::read;

const std::string kPdfProgram = std::string(PRESSMARK_BIN_DIR) + "/pressmark-pdf";

// Objects with their table; `objects` from number 1 on, the first is the catalogue.
std::string pdf_of(const std::vector<std::string>& objects, const std::string& trailer = "") {
  std::string pdf = "%PDF-1.4\n";
  std::vector<std::size_t> offsets;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    offsets.push_back(pdf.size());
    pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const auto table = pdf.size();
  pdf += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
  for (const auto offset : offsets) {
    auto digits = std::to_string(offset);
    pdf += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  return pdf + "trailer\n<< /Size " + std::to_string(objects.size() + 1) + " /Root 1 0 R " + trailer +
         " >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

std::string stream(const std::string& content, const std::string& dictionary = "") {
  return "<< /Length " + std::to_string(content.size()) + " " + dictionary + " >>\nstream\n" + content +
         "\nendstream";
}

// A page a list of lines; an empty line is a gap.
std::string pdf(const std::vector<std::vector<std::string>>& pages) {
  std::string kids;
  std::vector<std::string> objects = {
      "<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
      "<< /Title (The gate) /Author (Ann Smith) /CreationDate (D:20140612233000+05'30') >>"};
  for (const auto& lines : pages) {
    std::string content = "BT /F1 12 Tf 14 TL 72 760 Td ";
    for (const auto& line : lines) content += "(" + line + ") Tj T* ";
    objects.push_back(stream(content + "ET"));
    objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents " +
                      std::to_string(objects.size()) + " 0 R /Resources << /Font << /F1 3 0 R >> >> >>");
    kids += std::to_string(objects.size()) + " 0 R ";
  }
  objects[1] = "<< /Type /Pages /Count " + std::to_string(pages.size()) + " /Kids [" + kids + "] >>";
  return pdf_of(objects, "/Info 4 0 R");
}

class Pdf : public testing::Test {
 protected:
  void SetUp() override { ::setenv("PRESSMARK_PDF", kPdfProgram.c_str(), 1); }
  void TearDown() override { ::unsetenv("PRESSMARK_PDF"); }
};

const std::vector<std::string> kGate = {"The gate stood at the end of the long road to the harbour,",
                                        "and it was open all day for whoever wanted to go through.", "",
                                        "At night it was shut, and the keeper went home to his supper."};

TEST_F(Pdf, HasParagraphsPagesAndWhatItStates) {
  const auto article =
      read("gate.pdf", pdf({kGate, {"The next day it was open again, which surprised nobody at all."}}))
          .article();
  EXPECT_EQ(article.title, "The gate");
  EXPECT_EQ(article.authors, std::vector<std::string>{"Ann Smith"});
  EXPECT_EQ(article.date, (Day{2014, 6, 12}));
  EXPECT_EQ(
      article.text,
      "The gate stood at the end of the long road to the harbour, and it was open all day for whoever wanted "
      "to go through.\n\nAt night it was shut, and the keeper went home to his supper.\n\nThe next day it "
      "was "
      "open again, which surprised nobody at all.");
  ASSERT_EQ(article.blocks.size(), 3U);
  EXPECT_EQ(article.blocks[0].page, 1U);
  EXPECT_EQ(article.blocks[1].page, 1U);
  EXPECT_EQ(article.blocks[2].page, 2U);
}

TEST_F(Pdf, JoinsOnlyWhatIsCertainlyOneWord) {
  const auto article =
      read("a.pdf", pdf({{"The govern-", "ment was told of a cross-", "border road; the gate to the north-",
                          "west was called the well-", "known one, as a cross-border gate may be.",
                          "It was known well to all, a known gate, and he knew it well. The Indo-",
                          "Pacific was far away from all of that and from the harbour."}}))
          .article();
  EXPECT_NE(article.text.find("The government was told of a cross-border road"), std::string::npos)
      << article.text;
  EXPECT_NE(article.text.find("the well-known one"), std::string::npos) << article.text;
  EXPECT_NE(article.text.find("The Indo-Pacific was"), std::string::npos) << article.text;
}

TEST_F(Pdf, DropsRunningLinesAndSaysSo) {
  std::vector<std::vector<std::string>> pages;
  for (int number = 1; number <= 4; ++number)
    pages.push_back({"The Sample Courier, 12 June 2014", "",
                     "Gate number " + std::string(static_cast<std::size_t>(number), 'x') +
                         " was open on the day we came to look at it.",
                     "", "Page " + std::to_string(number)});
  IngestOptions options;
  options.explain = true;
  const auto reading = read("a.pdf", pdf(pages), options);
  EXPECT_EQ(reading.article().blocks.size(), 4U);
  EXPECT_EQ(reading.article().text.find("Courier"), std::string::npos);
  EXPECT_EQ(reading.article().text.find("Page"), std::string::npos);
  std::size_t dropped = 0;
  for (const auto& decision : reading.decisions)
    dropped += decision.rule == "running header or footer" ? 1U : 0U;
  EXPECT_EQ(dropped, 8U);
}

TEST_F(Pdf, GoesOnWithASentenceOnTheNextPage) {
  const auto article = read("a.pdf", pdf({{"The gate stood at the end of the long road to the harbour and"},
                                          {"was open all day for whoever wanted to go through it."}}))
                           .article();
  EXPECT_EQ(article.blocks.size(), 1U);
  EXPECT_EQ(article.blocks[0].page, 1U);
}

TEST_F(Pdf, SaysWhyItCannotBeRead) {
  EXPECT_EQ(read("a.pdf", "%PDF-1.4\njunk and nothing else\n").reason(), "a damaged PDF");
  EXPECT_EQ(read("a.pdf", pdf({{""}})).reason(), "a PDF without text: it may be scanned");
  const auto locked = pdf_of({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 0 /Kids [] >>",
                              "<< /Filter /Standard /V 1 /R 2 /P -4 /O (" + std::string(32, 'o') + ") /U (" +
                                  std::string(32, 'u') + ") >>"},
                             "/Encrypt 3 0 R /ID [(abcdefghijklmnop) (abcdefghijklmnop)]");
  EXPECT_EQ(read("a.pdf", locked).reason(), "an encrypted PDF");
}

TEST_F(Pdf, IsAnsweredWhereverItIsCutOff) {
  const auto whole = pdf({kGate});
  for (std::size_t size = 8; size < whole.size(); size += 41) {
    const auto reading = read("a.pdf", std::string_view(whole).substr(0, size));
    EXPECT_EQ(reading.articles.size() + reading.rejections.size(), 1U) << size;
  }
}

TEST_F(Pdf, IsStoppedWhenItTakesTooLong) {
  // Each form paints the next ten times: ten to the ninth lines of text.
  std::vector<std::string> objects = {
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R "
      "/Resources << /XObject << /N 6 0 R >> >> >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", stream("/N Do")};
  std::string ten;
  for (int i = 0; i < 10; ++i) ten += "/N Do ";
  const std::string form = "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << ";
  for (int i = 0; i < 9; ++i)
    objects.push_back(
        stream(ten, form + "/XObject << /N " + std::to_string(objects.size() + 2) + " 0 R >> >>"));
  objects.push_back(stream("0 0 m 1 1 l S", form + " >>"));
  IngestOptions options;
  options.limits.pdf_seconds = 1;
  const auto begin = std::chrono::steady_clock::now();
  const auto reason = read("a.pdf", pdf_of(objects), options).reason();
  EXPECT_TRUE(reason == "the PDF takes more than the limit of 1 second" ||
              reason == "the PDF takes more than the limit of 3 seconds")
      << reason;
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST_F(Pdf, IsStoppedByTheClockWhenItOnlyWaits) {
  const test::TemporaryDirectory directory;
  const auto program = directory.write("waits", "#!/bin/sh\nexec sleep 60\n");
  ::chmod(program.c_str(), 0755);
  ::setenv("PRESSMARK_PDF", program.c_str(), 1);
  IngestOptions options;
  options.limits.pdf_seconds = 0.2;
  EXPECT_EQ(read("a.pdf", pdf({kGate}), options).reason(), "the PDF takes more than the limit of 1 second");
}

TEST_F(Pdf, NeedsItsProgram) {
  ::setenv("PRESSMARK_PDF", "/no/such/program", 1);
  const auto reason = read("a.pdf", pdf({kGate})).reason();
  EXPECT_EQ(reason, "PDF needs the program /no/such/program, which is not installed");
}

}  // namespace
}  // namespace pressmark
