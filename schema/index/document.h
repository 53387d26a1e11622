#pragma once
// An annotated article as the documents of the three tables: the only place that says which terms and values
// they get.

#include <xapian.h>

#include <string>
#include <vector>

#include "schema/index/position_table.h"
#include "schema/index/record.h"
#include "schema/model/annotation.h"
#include "schema/model/article.h"
#include "schema/text/analyzer.h"

namespace pressmark {

struct ArticleDocuments {
  ArticleRecord record;
  Xapian::Document article;                  // unique term Q<id>
  std::vector<Xapian::Document> quotations;  // unique terms Q<quotation id>, all with XA:<id>
  Xapian::Document text;                     // unique term Q<id>@<revision>
};

// Unique term of a revision in `texts`; ids that would make it too long for a key are hashed.
std::string text_term(std::string_view article_id, std::string_view revision);
std::string id_term(std::string_view id);
std::string article_term(std::string_view article_id);  // XA:
std::string url_term(std::string_view url);
// Who is quoted, ids with canonical names, by id; those only described are left out.
std::vector<std::pair<std::string, std::string>> speakers_of(const std::vector<Quotation>& quotations);
// A captured source in `texts`: its unique term, and one for every article that came from it (not an XA:
// term, so that those find texts alone).
std::string source_term(std::string_view sha256);
std::string source_holder_term(std::string_view article_id);
Xapian::Document source_document(std::string_view article_id, std::string_view sha256,
                                 const std::string& bytes);
// Host of an absolute URL in lower case without "www."; empty if there is none.
std::string url_host(std::string_view url);

// Keeps scratch memory: one a thread.
class DocumentBuilder {
 public:
  explicit DocumentBuilder(std::string fingerprint) : fingerprint_(std::move(fingerprint)) {}

  // Throws Error{internal} when the engine refuses a term: a defect of ours, and of this article only.
  ArticleDocuments build(const Article& article, const Annotation& annotation, const Revision& revision);
  // The same from what is stored of a revision: with the analyser of this program, all else as it stands
  // there.
  ArticleDocuments rebuild(TextRecord&& stored);

  // Puts other speakers on documents that build() made: of an article those of its `quotations`, `record`
  // among what changes; of a quotation its own. Nothing else of them changes. The latter says whether
  // anything did. Throws what Xapian throws.
  void replace_speakers(Xapian::Document& article, ArticleRecord& record,
                        const std::vector<Quotation>& quotations);
  bool replace_speaker(Xapian::Document& document, const Quotation& quotation);

 private:
  ArticleDocuments derive(TextRecord&& text);

  std::string fingerprint_;
  Analyzer analyzer_;
  Analysis analysis_;
  PositionTableBuilder words_;
};

}  // namespace pressmark
