#include <fmt/format.h>

#include <cstdio>

#include "indexer/commands.h"
#include "indexer/output.h"
#include "indexer/update/index_writer.h"
#include "indexer/update/pipeline.h"
#include "schema/index/generation.h"

namespace pressmark {

int run_remove(const CommonOptions& common, const RemoveOptions& options) {
  IndexWriter writer(index_directory(common.index), IndexWriter::Mode::existing);
  const Report report = remove_articles(writer, options.ids, options.purge);
  for (const auto& rejection : report.rejections) print_error("indexer: {}\n", to_line(rejection));
  if (common.json)
    write_output(to_json(report));
  else if (!common.quiet)
    write_output(to_sentence(report));
  return report.rejected > 0 ? kSomeRejected : 0;
}

}  // namespace pressmark
