#include "schema/text/speaker_tables.h"

#include "pressmark_embedded/speaker_tables.h"
#include "schema/text/sha256.h"

namespace pressmark {
namespace {

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(mark, begin), text.size());
    parts.push_back(trimmed(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return parts;
}

std::string_view content_of(std::string_view name) {
  for (const EmbeddedFile& file : embedded::speaker_tables()) {
    if (file.name.substr(file.name.rfind('/') + 1) == name) return file.content;
  }
  return {};
}

}  // namespace

void each_table_row(std::string_view file,
                    const std::function<void(const std::vector<std::string_view>&)>& use) {
  for (const std::string_view line : split(content_of(file), '\n')) {
    if (!line.empty() && line[0] != '#') use(split(line, '\t'));
  }
}

std::vector<std::string_view> table_values(std::string_view text, char mark) {
  std::vector<std::string_view> values;
  for (const std::string_view value : split(text, mark))
    if (!value.empty()) values.push_back(value);
  return values;
}

std::string speaker_tables_version() {
  static const std::string version = [] {
    std::string all;
    for (const EmbeddedFile& file : embedded::speaker_tables()) all += sha256_hex(file.content);
    return sha256_hex(all).substr(0, 16);
  }();
  return version;
}

}  // namespace pressmark
