#include "schema/model/annotation.h"

namespace pressmark {

std::string_view to_string(QuotationType type) {
  switch (type) {
    case QuotationType::direct:
      return "direct";
    case QuotationType::mixed:
      return "mixed";
    case QuotationType::indirect:
      return "indirect";
  }
  return "direct";
}

std::optional<QuotationType> quotation_type(std::string_view name) {
  for (auto type : {QuotationType::direct, QuotationType::mixed, QuotationType::indirect})
    if (name == to_string(type)) return type;
  return std::nullopt;
}

}  // namespace pressmark
