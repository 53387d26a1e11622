#include "searchd/search/results.h"

namespace pressmark {

std::string_view to_string(Granularity granularity) {
  switch (granularity) {
    case Granularity::year:
      return "year";
    case Granularity::month:
      return "month";
    case Granularity::week:
      return "week";
    case Granularity::day:
      return "day";
  }
  return "year";
}

}  // namespace pressmark
