#include <fmt/format.h>

#include <cstdio>

#include "indexer/commands.h"
#include "indexer/output.h"
#include "indexer/update/index_writer.h"
#include "indexer/update/pipeline.h"
#include "schema/index/generation.h"
#include "schema/index/takedown.h"
#include "schema/model/error.h"

namespace pressmark {

int run_remove(const CommonOptions& common, const RemoveOptions& options) {
  require_takedown_reason(options.reason);
  IndexWriter writer(index_directory(common.index), IndexWriter::Mode::existing);
  const Report report = remove_articles(writer, options.ids, options.purge, {}, options.reason);
  for (const auto& rejection : report.rejections) print_error("indexer: {}\n", to_line(rejection));
  if (common.json)
    write_output(to_json(report));
  else if (!common.quiet)
    write_output(to_sentence(report));
  if (!report.leased_generations.empty()) {
    print_error(
        "indexer: the bytes still lie in {}, which a program reads: ask searchd for a page, or stop it, and "
        "run the "
        "same command again\n",
        fmt::join(report.leased_generations, ", "));
    return exit_status(ErrorKind::locked);
  }
  return report.rejected > 0 ? kSomeRejected : 0;
}

}  // namespace pressmark
