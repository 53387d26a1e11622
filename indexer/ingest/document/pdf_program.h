#pragma once
// Runs pressmark-pdf over the bytes of one PDF. It stands beside this program, or in bin/ beside its folder,
// or where PRESSMARK_PDF in the environment says.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "indexer/ingest/ingest.h"

namespace pressmark {

struct PdfContent {
  std::string title;
  std::string author;
  std::string created;  // as PDF writes dates: "D:20140612…"
  std::vector<std::string> pages;
};

// Gives the reason where it cannot be read: damaged, encrypted, over a limit, no program. Any number of
// threads may do this at once.
std::variant<PdfContent, std::string> run_pdf_program(std::string_view pdf, const IngestLimits& limits);

}  // namespace pressmark
