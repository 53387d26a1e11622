#include "indexer/ingest/reading.h"

#include "indexer/ingest/container/archive.h"
#include "indexer/ingest/container/compressed.h"
#include "indexer/ingest/container/mhtml.h"
#include "indexer/ingest/container/warc.h"
#include "indexer/ingest/detect.h"
#include "indexer/ingest/document/pdf.h"
#include "indexer/ingest/page/html.h"
#include "indexer/ingest/sizes.h"
#include "indexer/ingest/table/csv.h"
#include "indexer/ingest/table/jsonl.h"
#include "indexer/ingest/text/front_matter.h"
#include "indexer/ingest/text/plain_text.h"
#include "indexer/ingest/wire/feed.h"
#include "indexer/ingest/wire/news_ml.h"
#include "schema/text/utf8.h"

namespace pressmark {
namespace {

bool read_page(const SourceRecord& record, Intake& intake) {
  const auto charset = record.charset.empty() ? declared_charset(record.bytes) : record.charset;
  auto read = read_html(decode(record.bytes, charset).text, intake.options());
  if (auto* reason = std::get_if<std::string>(&read)) return intake.reject(record, std::move(*reason));
  return intake.take(std::move(std::get<RawArticle>(read)), record);
}

bool read_text(Markup markup, const SourceRecord& record, Intake& intake) {
  const auto decoded = decode(record.bytes, record.charset);
  std::string_view text = decoded.text;
  RawArticle raw;
  take_front_matter(text, raw);
  read_plain_text(text, markup, intake.options(), raw);
  return intake.take(std::move(raw), record);
}

// Formats of one article a file.
void read_whole(Format format, SourceReader& in, SourceRecord record, Intake& intake) {
  const auto most = intake.limits().max_record_bytes;
  const auto bytes = in.read_all(most);
  if (!bytes) {
    intake.reject(record, "over the limit of " + readable_bytes(most) + " for one article");
    return;
  }
  record.bytes = *bytes;
  intake.guarded(record, [&] {
    if (format == Format::html) return read_page(record, intake);
    return read_text(format == Format::markdown ? Markup::markdown : Markup::none, record, intake);
  });
}

bool holds_sources(Format format) {
  return format == Format::warc || format == Format::compressed || format == Format::archive ||
         format == Format::mhtml;
}

}  // namespace

void read_source(SourceReader& in, const SourceRecord& place, Intake& intake, int depth) {
  const auto detected = detect(place, in.peek(kHeadBytes));
  if (const auto* unreadable = std::get_if<Unreadable>(&detected)) {
    intake.reject(place, unreadable->reason);
    return;
  }
  const auto format = std::get<Format>(detected);
  if (holds_sources(format) && depth >= intake.limits().max_depth) {
    intake.reject(
        place, "more than " + std::to_string(intake.limits().max_depth) + " containers inside one another");
    return;
  }
  switch (format) {
    case Format::plain_text:
    case Format::markdown:
    case Format::html:
      return read_whole(format, in, place, intake);
    case Format::json_lines:
      return read_json_lines(in, place, intake);
    case Format::csv:
      return read_csv(in, place, intake);
    case Format::feed:
      return read_feed(in, place, intake);
    case Format::news_ml:
      return read_news_ml(in, place, intake);
    case Format::pdf:
      return read_pdf(in, place, intake);
    case Format::warc:
      return read_warc(in, place, intake, depth);
    case Format::mhtml:
      return read_mhtml(in, place, intake, depth);
    case Format::compressed:
      return read_compressed(in, place, intake, depth);
    case Format::archive:
      return read_archive(in, place, intake, depth);
  }
}

}  // namespace pressmark
