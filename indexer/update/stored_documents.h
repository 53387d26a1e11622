#pragma once
// Every document of a table, one after the other, whatever state it is in: what cannot be read is told and
// not thrown, so that one damaged block does not hide the rest.

#include <xapian.h>

#include <functional>
#include <string>
#include <vector>

#include "schema/model/error.h"

namespace pressmark {

struct StoredDocument {
  Xapian::docid number = 0;
  std::string unique;  // its Q or XP term; empty if it has none
  std::vector<std::string> terms;
  std::string data;
  std::string failure;  // why it could not be read; empty if it could

  std::string name() const;  // for a message
};

// Throws Error{io} where not even the list of documents can be read.
void each_document(const Xapian::Database& table, const std::function<void(const StoredDocument&)>& visit);

}  // namespace pressmark
