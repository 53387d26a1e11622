#pragma once
#include <string>
#include <string_view>

namespace pressmark {

// 16 hex digits over every version that decides what an article becomes: format, analyser, readers,
// annotator with its model and its tables of speakers, and the Unicode and ICU data beneath them. An article
// stored with another fingerprint is stale. `annotator_version` is "none" of articles that were not
// annotated.
std::string fingerprint(std::string_view annotator_version, std::string_view extractor_version);

}  // namespace pressmark
