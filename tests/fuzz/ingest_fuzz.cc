// Any bytes as a file of one kind: whatever comes out is an article that keeps the laws of its form, or a
// rejection with a reason. A broken law stops the run, like a crash.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "indexer/ingest/ingest.h"
#include "schema/text/keys.h"
#include "schema/text/utf8.h"

namespace {

void require(bool holds, const char* law) {
  if (holds) return;
  std::fprintf(stderr, "a law is broken: %s\n", law);
  std::abort();
}

void check(const pressmark::Article& article) {
  require(pressmark::is_article_id(article.id), "an id is [A-Za-z0-9._-]{1,120}");
  require(!article.text.empty(), "an article has a text");
  require(pressmark::is_valid_utf8(article.text), "a text is UTF-8");
  require(pressmark::nfc(article.text) == article.text, "a text is NFC");
  require(pressmark::paragraphs(article.text).size() == article.blocks.size(), "a block for every paragraph");
  require(pressmark::is_valid_utf8(article.title.value_or("")), "a title is UTF-8");
  require(pressmark::is_valid_utf8(article.url.value_or("")), "an address is UTF-8");
  require(pressmark::is_valid_utf8(article.outlet.value_or("")), "an outlet is UTF-8");
  for (const auto& author : article.authors)
    require(!author.empty() && pressmark::is_valid_utf8(author), "an author has a name in UTF-8");
  for (const auto& caption : article.captions)
    require(!caption.empty() && pressmark::is_valid_utf8(caption), "a caption is words in UTF-8");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const pressmark::IngestOptions options = [] {
    pressmark::IngestOptions made;
    made.explain = true;
    made.limits.max_expanded_bytes = 64ULL << 20U;
    made.limits.max_entries = 200;
    made.limits.pdf_seconds = 1;
    return made;
  }();
  std::uint64_t finished = 0;
  pressmark::IngestSink sink;
  sink.article = [](pressmark::Article&& article) {
    check(article);
    return true;
  };
  sink.rejection = [](pressmark::Rejection&& rejection) {
    require(!rejection.reason.empty(), "a rejection has a reason");
    return true;
  };
  sink.retraction = [](pressmark::Retraction&& retraction) {
    require(pressmark::is_article_id(retraction.id), "a retraction names an article");
    return true;
  };
  sink.progress = [&](std::uint64_t bytes) { finished += bytes; };
  sink.decisions = [](std::vector<pressmark::Decision>&&) {};
  pressmark::ingest_bytes(PRESSMARK_FUZZ_PATH, {reinterpret_cast<const char*>(data), size}, options, sink);
  require(finished == size, "every byte is accounted for");
  return 0;
}
