#include "indexer/update/segment.h"

#include <string>
#include <system_error>

namespace pressmark {

namespace {

Generation made(const std::filesystem::path& directory) {
  std::error_code failure;
  std::filesystem::create_directories(directory, failure);
  if (failure) throw_engine_error("cannot make " + directory.string(), failure.message());
  return {directory};
}

}  // namespace

Segment::Segment(const std::filesystem::path& directory)
    : place_(made(directory)),
      articles_(make_private_table(place_.articles())),
      quotations_(make_private_table(place_.quotations())),
      texts_(make_private_table(place_.texts())) {}

void Segment::add(const ArticleDocuments& documents) {
  with_engine([&] {
    articles_.add_document(documents.article);
    texts_.add_document(documents.text);
    for (const auto& quotation : documents.quotations) quotations_.add_document(quotation);
  });
}

void Segment::add_text(const ArticleDocuments& documents) {
  with_engine([&] { texts_.add_document(documents.text); });
}

void Segment::add_source(const std::vector<std::string>& article_ids, std::string_view sha256,
                         const std::string& bytes) {
  with_engine([&] {
    auto source = source_document(article_ids.front(), sha256, bytes);
    for (const auto& id : article_ids) source.add_boolean_term(source_holder_term(id));
    texts_.add_document(source);
  });
}

void Segment::finish() {
  with_engine([&] {
    for (auto* table : {&articles_, &quotations_, &texts_}) {
      table->commit();
      table->close();
    }
  });
}

}  // namespace pressmark
