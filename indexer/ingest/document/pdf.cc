#include "indexer/ingest/document/pdf.h"

#include <algorithm>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/dates.h"
#include "indexer/ingest/document/pdf_program.h"
#include "indexer/ingest/document/pdf_text.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/sizes.h"

namespace pressmark {
namespace {

// "D:20140612103000+05'30'": the day as written.
std::optional<Day> stated_in(std::string_view date) {
  constexpr std::size_t kDayDigits = 8;
  if (date.starts_with("D:")) date.remove_prefix(2);
  const auto digits = date.substr(0, kDayDigits);
  if (digits.size() < kDayDigits || digits.find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  return stated_day(std::string(digits.substr(0, 4))
                        .append("-")
                        .append(digits.substr(4, 2))
                        .append("-")
                        .append(digits.substr(6)));
}

// Programs put the name of a file where a title belongs.
bool is_file_name(std::string_view title) {
  const auto lower = ascii_lower(title);
  for (const auto* ending : {".doc", ".docx", ".indd", ".qxd", ".pdf", ".rtf", ".odt", ".txt"})
    if (lower.ends_with(ending)) return true;
  return lower.starts_with("microsoft word - ") || lower == "untitled";
}

bool read_content(const SourceRecord& record, Intake& intake) {
  auto read = run_pdf_program(record.bytes, intake.limits());
  if (auto* reason = std::get_if<std::string>(&read)) return intake.reject(record, std::move(*reason));
  const auto& content = std::get<PdfContent>(read);
  RawArticle raw;
  const auto title = canonical_line(content.title);
  if (is_file_name(title))
    decide(intake.options(), raw, false, "title that is the name of a file", title);
  else if (has_words(title))
    raw.title = title;
  if (has_words(content.author)) raw.authors.push_back(content.author);
  raw.date = stated_in(content.created);
  read_pages(content.pages, intake.options(), raw);
  const bool is_readable = std::any_of(raw.blocks.begin(), raw.blocks.end(),
                                       [](const auto& block) { return has_words(block.text); });
  if (!is_readable) return intake.reject(record, "a PDF without text: it may be scanned");
  return intake.take(std::move(raw), record);
}

}  // namespace

void read_pdf(SourceReader& in, const SourceRecord& place, Intake& intake) {
  auto record = place;
  const auto most = intake.limits().max_record_bytes;
  const auto bytes = in.read_all(most);
  if (!bytes) {
    intake.reject(record, "over the limit of " + readable_bytes(most) + " for one article");
    return;
  }
  record.bytes = *bytes;
  intake.guarded(record, [&] { return read_content(record, intake); });
}

}  // namespace pressmark
