#include "searchd/proof/report.h"

#include <nlohmann/json.hpp>

namespace pressmark::proof {
namespace {

constexpr std::string_view kCheckSchema = "pressmark-check-1";

// A bundle may come from anybody: nothing in it may move the cursor of a terminal.
std::string on_one_line(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return text;
}

}  // namespace

std::string text_report(const Checked& checked) {
  std::string out =
      std::string(checked.holds() ? "holds   " : "FAILS   ") + on_one_line(checked.pinned) + "\n";
  if (!checked.words.empty()) out += "  words   " + on_one_line(checked.words) + "\n";
  for (const auto& step : checked.steps)
    out += std::string(step.holds ? "  ok      " : "  FAILED  ") + on_one_line(step.told) + "\n";
  for (const auto& note : checked.notes) out += "  note    " + on_one_line(note) + "\n";
  return out;
}

std::string json_report(const Checked& checked) {
  using Json = nlohmann::ordered_json;
  Json json{
      {"schema", kCheckSchema},   {"holds", checked.holds()},
      {"pinned", checked.pinned}, {"words", checked.words.empty() ? Json(nullptr) : Json(checked.words)},
      {"checks", Json::array()},  {"notes", checked.notes}};
  for (const auto& step : checked.steps)
    json["checks"].push_back({{"holds", step.holds}, {"told", step.told}});
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace pressmark::proof
