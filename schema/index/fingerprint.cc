#include "schema/index/fingerprint.h"

#include <fmt/format.h>

#include "schema/index/fields.h"
#include "schema/text/analyzer.h"
#include "schema/text/sha256.h"
#include "schema/text/utf8.h"

namespace pressmark {

std::string fingerprint(std::string_view annotator_version, std::string_view extractor_version) {
  const auto versions =
      fmt::format("format={}\nanalyzer={}\nextractor={}\nannotator={}\nunicode={}\n", kIndexFormat,
                  kAnalyzerVersion, extractor_version, annotator_version, unicode_version());
  return sha256_hex(versions).substr(0, 16);
}

}  // namespace pressmark
