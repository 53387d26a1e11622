#include "schema/text/regions.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <unordered_map>

namespace pressmark {
namespace {

std::string display_name(const std::string& code) {
  icu::UnicodeString name;
  icu::Locale("und", code.c_str()).getDisplayCountry(icu::Locale::getEnglish(), name);
  std::string result;
  name.toUTF8String(result);
  return result;
}

std::string lower_name(std::string_view name) {
  std::string result;
  icu::UnicodeString::fromUTF8({name.data(), static_cast<std::int32_t>(name.size())})
      .foldCase()
      .toUTF8String(result);
  return result;
}

// Codes by folded English name and by folded code.
const std::unordered_map<std::string, std::string>& codes_by_name() {
  static const auto table = [] {
    std::unordered_map<std::string, std::string> codes;
    for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
      codes.emplace(lower_name(*code), *code);
      codes.emplace(lower_name(display_name(*code)), *code);
    }
    return codes;
  }();
  return table;
}

}  // namespace

std::string country_name(std::string_view code) {
  const std::string key(code);
  const bool plausible =
      key.size() == 2 && std::all_of(key.begin(), key.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  auto name = plausible ? display_name(key) : std::string();
  return name.empty() ? key : name;
}

std::vector<std::pair<std::string, std::string>> country_names(std::string_view lang) {
  std::vector<std::pair<std::string, std::string>> names;
  const icu::Locale reader(std::string(lang).c_str());
  for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
    icu::UnicodeString name;
    icu::Locale("und", *code).getDisplayCountry(reader, name);
    std::string bytes;
    name.toUTF8String(bytes);
    if (bytes != *code) names.emplace_back(*code, std::move(bytes));
  }
  return names;
}

std::optional<std::string> country_code(std::string_view name) {
  const auto& codes = codes_by_name();
  const auto found = codes.find(lower_name(name));
  if (found == codes.end()) return std::nullopt;
  return found->second;
}

}  // namespace pressmark
