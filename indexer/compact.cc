#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "indexer/commands.h"
#include "indexer/output.h"
#include "indexer/update/index_writer.h"
#include "indexer/update/tables.h"
#include "schema/index/generation.h"

namespace pressmark {

int run_compact(const CommonOptions& common) {
  IndexWriter writer(index_directory(common.index), IndexWriter::Mode::existing);
  const auto before = disk_use(writer.generation().directory);
  writer.merge({});
  const auto after = disk_use(writer.generation().directory);
  if (common.json) {
    const nlohmann::ordered_json json{
        {"generation", writer.generation().name()}, {"bytes_before", before}, {"bytes", after}};
    write_output(json.dump() + "\n");
  } else if (!common.quiet) {
    write_output(fmt::format("{}: {:.1f} MB, before {:.1f} MB\n", writer.generation().name(),
                             static_cast<double>(after) / 1e6, static_cast<double>(before) / 1e6));
  }
  return 0;
}

}  // namespace pressmark
