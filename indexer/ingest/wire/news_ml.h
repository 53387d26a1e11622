#pragma once
// NewsML-G2: a newsItem by itself, or many items in a newsMessage.
//
//   text     contentSet: inlineXML of NITF or XHTML, inlineData of text
//   id       guid; the version does not make another article
//   title    headline; else the NITF headline, itemMeta's title
//   authors  by, else creator (names), else the NITF byline
//   outlet   provider's name, else copyrightHolder, infoSource; else the provider's code (inferred)
//   dates    firstCreated, contentCreated, versionCreated in this order; versionCreated as updated
//   lang     language, else xml:lang
//
// An item whose pubStatus is canceled is a retraction; one that is withheld, has no text (a picture), or is a
// package, concept, planning, knowledge or catalog item is a Rejection that says so.

#include "indexer/ingest/intake.h"
#include "indexer/ingest/source.h"

namespace pressmark {

void read_news_ml(SourceReader& in, const SourceRecord& place, Intake& intake);

}  // namespace pressmark
