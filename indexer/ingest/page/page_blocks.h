#pragma once
// A page as a row of blocks: stretches of text that a browser would set as one paragraph.

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/ingest/page/dom.h"
#include "indexer/ingest/raw_article.h"

namespace pressmark {

struct PageBlock {
  const GumboNode* element = nullptr;    // the innermost block element the text stands in
  const GumboNode* container = nullptr;  // the element it counts for: the parent of a p, a div itself
  std::string text;                      // canonical, one line, never empty
  std::size_t link_bytes = 0;            // of `text`, inside links
  BlockKind kind = BlockKind::paragraph;

  double link_share() const {
    return static_cast<double>(link_bytes) / static_cast<double>(text.empty() ? 1 : text.size());
  }
};

struct PageCaption {
  const GumboNode* element = nullptr;
  std::string text;        // canonical
  std::size_t before = 0;  // blocks that stand before it
};

struct PageText {
  std::vector<PageBlock> blocks;
  std::vector<PageCaption> captions;
  double dropped_bytes = 0;  // of words outside links, in elements that were left out
};

// What is no reason to leave an element out.
enum class Leniency : std::uint8_t {
  none,
  names,  // one that holds prose, for a name that articles are sometimes wrapped in ("ads", "share", "modal")
  captions,  // nor that it stands below a picture: a gallery tells its story there
};

// In document order, without scripts, navigation, page headers and footers, asides, forms, captions, hidden
// elements and those whose class or id names them as comments, sharing, adverts or the like.
// Why something was left out is noted in `raw`.
PageText page_text(const Dom& dom, const IngestOptions& options, RawArticle& raw,
                   Leniency leniency = Leniency::none);

// The same of a page that is nothing but the article: all captions go to `raw`.
std::vector<PageBlock> page_blocks(const Dom& dom, const IngestOptions& options, RawArticle& raw);

// The same with all that has words, whatever it is called; but no navigation, scripts or buttons.
std::vector<PageBlock> all_blocks(const Dom& dom);

bool is_heading(const GumboNode* element);

}  // namespace pressmark
