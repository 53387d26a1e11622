#pragma once
// A small real index in a folder of its own, written the way the indexer writes it.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "indexer/annotate/annotate.h"
#include "indexer/update/index_writer.h"
#include "indexer/update/pipeline.h"
#include "schema/index/document.h"
#include "schema/text/sha256.h"
#include "tests/support/temporary_directory.h"

namespace pressmark::test {

inline Article article(std::string id, std::string title, std::string text) {
  Article result;
  result.id = std::move(id);
  result.title = std::move(title);
  result.text = std::move(text);
  result.lang = "en";
  result.source.path = result.id + ".txt";
  result.source.sha256 = sha256_hex(result.text);
  return result;
}

class SampleIndex {
 public:
  std::filesystem::path path() const { return directory_ / "index"; }

  // One commit.
  void add(const std::vector<Article>& articles) {
    IndexWriter writer(path(), IndexWriter::Mode::create);
    DocumentBuilder builder(current_fingerprint(true));
    for (const auto& article : articles) {
      const Revision revision{sha256_hex(article.text), ++clock_, clock_, "1"};
      writer.put(builder.build(article, annotator_.annotate(article), revision));
    }
    writer.commit();
  }

  // The same in a new generation.
  void rewrite() { IndexWriter(path(), IndexWriter::Mode::existing).merge({}); }

  void withdraw(const std::string& id) {
    IndexWriter writer(path(), IndexWriter::Mode::existing);
    writer.withdraw(id, ++clock_);
    writer.commit();
  }

  void purge(const std::string& id, const std::string& reason) {
    IndexWriter writer(path(), IndexWriter::Mode::existing);
    remove_articles(
        writer, {id}, true, [this] { return ++clock_; }, reason);
  }

 private:
  TemporaryDirectory directory_;
  Annotator annotator_;
  std::int64_t clock_ = 1'700'000'000;
};

}  // namespace pressmark::test
