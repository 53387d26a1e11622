#pragma once
// Which field of a record holds what of an article, where the fields of JSON Lines and CSV are not called
// what ours are. A file in TOML says it:
//
//   [fields]
//   title  = "headline"
//   text   = ["body", "content"]    # the first that has anything in it
//   outlet = "source.name"          # a field inside a field
//
//   dates = "day-first"             # above [fields]: how 12/06/2014 is meant; or "month-first"
//
// What it does not name keeps its usual names. Immutable once made; share it between threads.

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

enum class Field : std::uint8_t {
  id,
  url,
  title,
  outlet,
  section,
  date,
  updated,
  author,
  lang,
  country,
  text,     // plain
  html,     // a page or a part of one; read where there is no text
  summary,  // read where there is neither
};
inline constexpr std::size_t kFields = 13;

class FieldMap {
 public:
  // id, url, title, outlet, section, date or published, updated, author or authors, lang or language, country
  // or countries, text, html, summary.
  static const FieldMap& usual();

  // Throws Error{bad_input} with the line, Error{no_input} where the file cannot be read.
  static std::shared_ptr<const FieldMap> parse_file(const std::string& path);
  // The same for the file's content; `path` is for messages.
  static std::shared_ptr<const FieldMap> parse(std::string_view toml, const std::string& path);

  // In order of belief, never empty.
  const std::vector<std::string>& names(Field field) const { return names_[static_cast<std::size_t>(field)]; }

  // Whether the mapping file names it.
  bool is_mapped(Field field) const { return mapped_[static_cast<std::size_t>(field)]; }

  // How dates are meant that can be read either way; absent where nobody said.
  std::optional<bool> day_first() const { return day_first_; }

 private:
  FieldMap();

  std::array<std::vector<std::string>, kFields> names_;
  std::array<bool, kFields> mapped_{};
  std::optional<bool> day_first_;
};

// As mapping files and notes call it: "title".
std::string_view field_name(Field field);

}  // namespace pressmark
