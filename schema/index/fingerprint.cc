#include "schema/index/fingerprint.h"

#include <fmt/format.h>

#include "schema/index/fields.h"
#include "schema/text/analyzer.h"
#include "schema/text/sha256.h"
#include "schema/text/speaker_tables.h"
#include "schema/text/utf8.h"

namespace pressmark {

std::string fingerprint(std::string_view annotator_version, std::string_view extractor_version) {
  const auto versions =
      fmt::format("format={}\nanalyzer={}\nextractor={}\nannotator={}\nspeakers={}\nunicode={}\n",
                  kIndexFormat, kAnalyzerVersion, extractor_version, annotator_version,
                  annotator_version == "none" ? std::string() : speaker_tables_version(), unicode_version());
  return sha256_hex(versions).substr(0, 16);
}

}  // namespace pressmark
