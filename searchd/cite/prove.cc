#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "schema/model/error.h"
#include "schema/text/sha256.h"
#include "searchd/cite/commands.h"
#include "searchd/cite/locate.h"
#include "searchd/cite/writers.h"
#include "searchd/proof/contents.h"

namespace pressmark {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

// Seconds since 1970-01-01T00:00:00Z, as every other program has them.
Json revision_json(const Revision& revision) {
  return {{"id", revision.id},
          {"first_seen", revision.first_seen},
          {"last_seen", revision.last_seen},
          {"extractor", revision.extractor}};
}

Json source_json(const ArticleRecord& record, bool kept) {
  return {{"path", record.source.path},           {"record", or_null(record.source.record)},
          {"sha256", record.source.sha256},       {"modified", or_null(record.source.modified)},
          {"captured", or_null(record.captured)}, {"kept", kept}};
}

std::string citation_json(const ArticleView& article, const Citation& citation, CitationStyle style,
                          bool source_kept) {
  const auto shown = Json::parse(write_json(std::span(&citation, 1), style));
  const auto& record = article.record.article;
  const Json json{{"schema", proof::kProofSchema},
                  {"citation", shown.at("citations").at(0)},
                  {"revision", revision_json(article.record.revision)},
                  {"current", article.current},
                  {"withdrawn", article.withdrawn},
                  {"source", source_json(record, source_kept)},
                  {"rights", to_string(record.rights)},
                  {"inferred", record.inferred}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

CiteOutcome prove(Searcher& searcher, const CiteOptions& options) {
  const auto reference = parse_pinned(options.words);
  auto article = open_pinned(searcher, reference);
  if (article.rights != Rights::full)
    throw Error(ErrorKind::not_found,
                "the rights of its outlet do not let the text of " + reference.id + " be handed out",
                "run cite prove where the index is");
  std::optional<Passage> passage;
  if (reference.place) passage = passage_at(article, *reference.place);
  const auto citation = complete_citation(article, passage ? &*passage : nullptr, options.accessed);

  CiteOutcome outcome;
  proof::Contents contents;
  contents.source = searcher.source(article);
  if (!contents.source)
    outcome.notes.emplace_back("the index has not kept the source; the bundle has only its hash");
  contents.citation = citation_json(article, citation, options.style, contents.source.has_value());
  contents.pinned = citation.pinned;
  contents.revision = article.record.revision.id;
  contents.text = std::move(article.record.text);
  outcome.files = proof::bundle_of(std::move(contents));
  outcome.output = citation.pinned + "\n";
  return outcome;
}

}  // namespace pressmark
