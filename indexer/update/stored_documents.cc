#include "indexer/update/stored_documents.h"

#include <exception>

#include "schema/index/document.h"
#include "schema/index/fields.h"

namespace pressmark {

namespace {

StoredDocument read(const Xapian::Database& table, Xapian::docid number) {
  StoredDocument stored;
  stored.number = number;
  try {
    const auto document = table.get_document(number);
    const std::string holder = source_holder_term("");
    for (auto it = document.termlist_begin(); it != document.termlist_end(); ++it) {
      const std::string term = *it;
      const bool names =
          term.starts_with(prefix::kId) || (term.starts_with(prefix::kSource) && !term.starts_with(holder));
      if (names && stored.unique.empty()) stored.unique = term;
      stored.terms.push_back(term);
    }
    stored.data = document.get_data();
    if (stored.unique.empty()) stored.failure = "it has no name";
  } catch (const Xapian::Error& error) {
    stored.failure = error.get_msg();
  } catch (const std::exception& error) {  // damaged tables throw these, too
    stored.failure = error.what();
  }
  return stored;
}

}  // namespace

std::string StoredDocument::name() const {
  if (unique.starts_with(prefix::kId)) return unique.substr(prefix::kId.size());
  if (unique.starts_with(prefix::kSource)) return "source " + unique.substr(prefix::kSource.size());
  return "document " + std::to_string(number);
}

void each_document(const Xapian::Database& table, const std::function<void(const StoredDocument&)>& visit) {
  std::vector<Xapian::docid> numbers;
  try {
    numbers.reserve(table.get_doccount());
    for (auto it = table.postlist_begin(""); it != table.postlist_end(""); ++it) numbers.push_back(*it);
  } catch (const Xapian::Error& error) {
    throw Error(ErrorKind::io, "cannot read the index: " + error.get_msg());
  } catch (const std::exception& error) {
    throw Error(ErrorKind::io, std::string("cannot read the index: ") + error.what());
  }
  for (const auto number : numbers) visit(read(table, number));
}

}  // namespace pressmark
