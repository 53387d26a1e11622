#include "searchd/proof/contents.h"

#include <algorithm>

#include "schema/text/sha256.h"

namespace pressmark::proof {
namespace {

// How to see the cited range with what every machine has.
std::string range_help(const std::string& pinned) {
  const auto range = pinned.rfind("#c");
  if (range == std::string::npos) return "The article as a whole is cited.\n\n";
  auto slice = pinned.substr(range + 2);
  std::replace(slice.begin(), slice.end(), '-', ':');
  return "The range behind #c counts Unicode characters (code points) of text.txt from 0, the end not\n"
         "included. To see it:\n\n"
         "  python3 -c \"print(open('text.txt', encoding='utf-8', newline='').read()[" +
         slice + "])\"\n\n";
}

std::string read_me(const Contents& contents) {
  std::string text =
      "This is the wording behind a citation:\n\n  " + contents.pinned +
      "\n\n"
      "To check it, in this folder:\n\n"
      "  sha256sum -c SHA256SUMS     every file is as it was when the bundle was made\n"
      "  sha256sum text.txt          the number is the revision: the citation's digits behind @ begin it\n"
      "                              " +
      contents.revision + "\n\n" + range_help(contents.pinned) +
      "citation.json tells what is known of the article, what of that was inferred, and when this wording\n"
      "was first and last seen. ";
  text += contents.source
              ? "source holds the bytes the text was read from, as they were captured; their SHA-256 is\n"
                "source.sha256 in citation.json.\n\n"
              : "The bytes the text was read from were not kept; their SHA-256 is\n"
                "source.sha256 in citation.json.\n\n";
  return text +
         "What this proves: the words are the ones the citation names, and nobody has changed them since\n"
         "the citation was printed. What it does not prove: that the outlet published them. For that,\n"
         "compare the source with the publisher's page or a copy that somebody else captured.\n";
}

}  // namespace

Bundle bundle_of(Contents contents) {
  Bundle bundle;
  bundle.push_back({std::string(file::kReadMe), read_me(contents)});
  bundle.push_back({std::string(file::kCitation), std::move(contents.citation)});
  if (contents.source) bundle.push_back({std::string(file::kSource), std::move(*contents.source)});
  bundle.push_back({std::string(file::kText), std::move(contents.text)});
  std::sort(bundle.begin(), bundle.end(),
            [](const BundleFile& a, const BundleFile& b) { return a.name < b.name; });
  std::string sums;
  for (const auto& each : bundle) sums += sha256_hex(each.bytes) + "  " + each.name + "\n";
  bundle.push_back({std::string(file::kSums), std::move(sums)});
  return bundle;
}

}  // namespace pressmark::proof
