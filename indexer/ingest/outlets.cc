#include "indexer/ingest/outlets.h"

#include <libpsl.h>

#include <algorithm>

#include "indexer/ingest/lines.h"
#include "pressmark_embedded/outlet_table.h"
#include "schema/model/error.h"
#include "schema/text/keys.h"

namespace pressmark {
namespace {

[[noreturn]] void fail(std::size_t line, const std::string& what) {
  throw Error(
      ErrorKind::bad_input, "outlets, line " + std::to_string(line) + ": " + what,
      "a row is: name, country, rights (full, excerpt or link), domains, other names, with tabs between");
}

std::vector<std::string> list(std::string_view cell) {
  std::vector<std::string> items;
  for (const auto item : split(cell, ';')) items.emplace_back(item);
  return items;
}

// Cells of a line; empty ones count.
std::vector<std::string_view> cells(std::string_view line) {
  std::vector<std::string_view> result;
  while (true) {
    const auto tab = line.find('\t');
    result.push_back(trimmed(line.substr(0, tab)));
    if (tab == std::string_view::npos) return result;
    line.remove_prefix(tab + 1);
  }
}

Rights to_rights(std::string_view cell, std::size_t line) {
  if (cell.empty() || cell == "full") return Rights::full;
  if (cell == "excerpt") return Rights::excerpt;
  if (cell == "link") return Rights::link;
  fail(line, "rights are full, excerpt or link, not \"" + std::string(cell) + "\"");
}

Outlet read_row(std::string_view line, std::size_t number) {
  const auto row = cells(line);
  constexpr std::size_t kColumns = 5;
  if (row.size() > kColumns) fail(number, "more than " + std::to_string(kColumns) + " columns");
  // A row of blanks where tabs should be would silently lift the rights it was meant to set.
  if (row.size() < 2) fail(number, "it has one cell; cells are separated by tabs");
  const auto cell = [&](std::size_t i) { return i < row.size() ? row[i] : std::string_view(); };
  Outlet outlet;
  outlet.name = cell(0);
  if (trimmed(outlet.name).empty()) fail(number, "the name is missing");
  const auto country = cell(1);
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (!country.empty() && (country.size() != 2 || !std::all_of(country.begin(), country.end(), is_upper)))
    fail(number, "\"" + std::string(country) + "\" is no country code such as GB");
  if (!country.empty()) outlet.country = country;
  outlet.rights = to_rights(cell(2), number);
  outlet.domains = list(ascii_lower(cell(3)));
  outlet.other_names = list(cell(4));
  return outlet;
}

// What names are compared by: ASCII ones without case and punctuation, others as they are written. Opening
// ICU's transliteration for the others would cost every start of the program a tenth of a second.
std::string key(std::string_view name) {
  const bool is_ascii =
      std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
  return is_ascii ? outlet_id(name) : std::string(name);
}

}  // namespace

std::string host_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  if (const auto user = url.rfind('@'); user != std::string_view::npos) url.remove_prefix(user + 1);
  url = url.substr(0, url.find(':'));
  while (url.ends_with('.')) url.remove_suffix(1);
  return ascii_lower(url);
}

std::shared_ptr<const Outlets> Outlets::built_in() {
  static const auto table = with({});
  return table;
}

std::shared_ptr<const Outlets> Outlets::with(std::string_view table) {
  auto outlets = std::make_shared<Outlets>();
  for (const auto& file : embedded::outlet_table()) outlets->read(file.content);
  outlets->read(table);
  return outlets;
}

void Outlets::read(std::string_view table) {
  for (std::size_t number = 1; !table.empty(); ++number) {
    auto line = take_line(table);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (trimmed(line).empty() || line.starts_with('#') || line.starts_with("name\tcountry\t")) continue;
    put(read_row(line, number));
  }
}

void Outlets::put(Outlet&& outlet) {
  const auto known = by_name_.find(key(outlet.name));
  const auto row =
      known != by_name_.end() && rows_[known->second].name == outlet.name ? known->second : rows_.size();
  if (row < rows_.size()) {
    if (!outlet.country) outlet.country = rows_[row].country;
    if (outlet.domains.empty()) outlet.domains = rows_[row].domains;
    if (outlet.other_names.empty()) outlet.other_names = rows_[row].other_names;
  }
  by_name_[key(outlet.name)] = row;
  for (const auto& name : outlet.other_names) by_name_.insert_or_assign(key(name), row);
  for (const auto& domain : outlet.domains) by_domain_[domain] = row;
  if (row < rows_.size())
    rows_[row] = std::move(outlet);
  else
    rows_.push_back(std::move(outlet));
}

const Outlet* Outlets::named(std::string_view name) const {
  const auto it = by_name_.find(key(name));
  return it == by_name_.end() ? nullptr : &rows_[it->second];
}

const Outlet* Outlets::of_host(std::string_view host) const {
  while (!host.empty()) {
    if (const auto it = by_domain_.find(std::string(host)); it != by_domain_.end()) return &rows_[it->second];
    const auto dot = host.find('.');
    if (dot == std::string_view::npos) break;
    host.remove_prefix(dot + 1);
  }
  return nullptr;
}

std::string registrable_domain(std::string_view host) {
  const std::string name(host);
  const bool is_address = name.find_first_not_of("0123456789.") == std::string::npos || name.starts_with('[');
  if (is_address) return name;
  const char* domain = psl_registrable_domain(psl_builtin(), name.c_str());
  return domain == nullptr ? name : std::string(domain);
}

OutletChoice choose_outlet(const Outlets& outlets, const std::optional<std::string>& stated,
                           const std::optional<std::string>& url) {
  const auto host = url ? host_of(*url) : std::string();
  const auto* at_host = host.empty() ? nullptr : outlets.of_host(host);
  const auto* row = stated ? outlets.named(*stated) : nullptr;
  OutletChoice choice;
  // Rights are kept where it is a guess whom they belong to: the strictest of all rows that may be meant.
  for (const auto* each : {row, at_host})
    if (each != nullptr) choice.rights = std::max(choice.rights, each->rights);
  // Many places have a Herald: at a host no row knows, the name alone does not tell which, unless its row is
  // of any host.
  if (row != nullptr && !host.empty() && at_host == nullptr && !row->domains.empty()) row = nullptr;
  const bool by_name = row != nullptr;
  if (row == nullptr) row = at_host;
  if (row == nullptr) {
    choice.name = stated;
    if (stated || host.empty()) return choice;
    choice.name = registrable_domain(host);
    choice.is_inferred = true;
    return choice;
  }
  choice.name = row->name;
  choice.country = row->country;
  choice.is_inferred = !by_name;
  if (stated && *stated != row->name) choice.stated = stated;
  return choice;
}

}  // namespace pressmark
