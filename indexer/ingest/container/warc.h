#pragma once
// WARC (0.17 to 1.1) and ARC version 1: what crawlers keep of the web, record by record.
//
// Read are the pages, texts, feeds, JSON and PDFs of answers with status 200, of resources, and of
// conversions to text; the record's URL, date, media type and charset go along. A payload that may hold many
// articles (a feed, JSON) is a place of its own, "crawl.warc!/URL", and its articles are numbered in it.
// Passed over without a word, because they hold nothing to read: requests, metadata, warcinfo, revisits (a
// revisit says that a page was seen again and was the same; the page is in an earlier record), other answers,
// other media types, robots.txt.
//
// A broken record is one rejection, with its number, its offset and what is wrong; reading goes on at the
// next line that begins a record, or the next gzip member. A record whose end does not fit its Content-Length
// is broken: whether the length or the content is wrong nobody can tell. Nothing is said of a file that was
// cut off exactly between two records.

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"

namespace pressmark {

void read_warc(SourceReader& in, const SourceRecord& place, Intake& intake, int depth);

// The same compressed by gzip; offsets are those of the members. `in` stands at the beginning.
void read_gzip_warc(SourceReader& in, const SourceRecord& place, Intake& intake, int depth);

// Whether the content of a file or gzip member begins as one of these does.
bool begins_as_warc(std::string_view content);

}  // namespace pressmark
