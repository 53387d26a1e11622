#include <nlohmann/json.hpp>

#include "indexer/commands.h"
#include "indexer/output.h"
#include "indexer/update/index_status.h"
#include "schema/index/generation.h"

namespace pressmark {

int run_rejects(const CommonOptions& common) {
  using Json = nlohmann::ordered_json;
  const auto rejections = last_rejections(index_directory(common.index));
  if (!common.json) {
    bool is_read = true;
    for (const auto& rejection : rejections) is_read = is_read && write_output(to_line(rejection) + "\n");
    return 0;
  }
  Json list = Json::array();
  for (const auto& rejection : rejections)
    list.push_back({{"path", rejection.path},
                    {"record", rejection.record ? Json(*rejection.record) : Json(nullptr)},
                    {"offset", rejection.offset ? Json(*rejection.offset) : Json(nullptr)},
                    {"reason", rejection.reason}});
  // Names of files are bytes, JSON is UTF-8.
  write_output(Json{{"rejections", list}}.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
  return 0;
}

}  // namespace pressmark
