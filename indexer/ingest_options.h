#pragma once
// What the command line says about reading sources, as ingest takes it.

#include <string>

#include "indexer/commands.h"
#include "indexer/ingest/ingest.h"

namespace pressmark {

// Reads the files the options name. Throws Error{no_input} for one that is not there, Error{bad_input} for
// one that cannot be understood. Without a file of outlets, `outlets` stays empty.
IngestOptions ingest_options(const ReadingOptions& reading);

// The content of a file that an option names. Throws Error{no_input, bad_input}.
std::string content_of(const std::string& path);

// The content of a table of outlets, checked. Throws as above.
std::string outlet_rows(const std::string& path);

}  // namespace pressmark
