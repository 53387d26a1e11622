#pragma once
// RSS (0.9x, 1.0, 2.0) and Atom: one article an item.
//
//   of the item                                           else, of the feed
//   text     content:encoded, atom:content, xhtml:body; else description, atom:summary, media:description:
//            the article is then a summary
//   url      feedburner:origLink, link (alternate), a guid that is a permanent link; against xml:base, then
//            the feed's link
//   id       guid, atom:id; declared only where there is no url
//   authors  dc:creator, author ("mail (Name)" is Name), atom:author/name       atom:author
//   dates    pubDate, dc:date, published; dcterms:modified, updated
//   outlet   dc:publisher, source                         dc:publisher, title (inferred)
//   section  category, where there is one
//   lang     dc:language, xml:lang                        language, dc:language, xml:lang
//
// Items are parsed one at a time, each by itself: memory is that of the largest, and one that is broken is
// one Rejection with its number, offset and line. What states something of the whole feed has to stand before
// the first item. A feed that breaks off is read up to there, and a last Rejection says so. Undefined
// entities of HTML (&nbsp;) become their characters; document types that declare entities of their own are
// refused.

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"

namespace pressmark {

void read_feed(SourceReader& in, const SourceRecord& place, Intake& intake);

}  // namespace pressmark
