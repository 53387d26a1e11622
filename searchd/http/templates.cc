#include "searchd/http/templates.h"

#include <map>

#include "pressmark_embedded/templates_files.h"
#include "schema/model/error.h"
#include "searchd/http/html.h"

namespace pressmark::http {
namespace {

using Template = kainjow::mustache::mustache;

Template parsed(std::string_view name) {
  const auto file_name = std::string(name) + ".mustache";
  for (const auto& file : embedded::templates_files()) {
    if (file.name.substr(file.name.rfind('/') + 1) != file_name) continue;
    Template parsed{std::string(file.content)};
    if (!parsed.is_valid()) throw Error(ErrorKind::internal, file_name + ": " + parsed.error_message());
    parsed.set_custom_escape([](const std::string& text) { return escape_html(text); });
    return parsed;
  }
  throw Error(ErrorKind::internal, "no template " + file_name);
}

}  // namespace

Data list() {
  return Data(Data::type::list);
}

void set_text(Data& data, const std::string& name, const std::string& text) {
  data.set(name, text);
  set_flag(data, "has_" + name, !text.empty());
}

void set_flag(Data& data, const std::string& name, bool flag) {
  data.set(name, flag ? Data::type::bool_true : Data::type::bool_false);
}

void set_list(Data& data, const std::string& name, Data values) {
  set_flag(data, "has_" + name, !values.is_empty_list());
  data.set(name, std::move(values));
}

void set_optional(Data& data, const std::string& name, const std::string& text) {
  if (text.empty())
    set_flag(data, name, false);
  else
    data.set(name, text);
}

std::string render(std::string_view name, const Data& data) {
  // Rendering keeps state in the template, so every thread has its own.
  thread_local std::map<std::string, Template, std::less<>> templates;
  auto found = templates.find(name);
  if (found == templates.end()) found = templates.emplace(std::string(name), parsed(name)).first;
  auto page = found->second.render(data);
  if (!found->second.is_valid())
    throw Error(ErrorKind::internal, std::string(name) + ": " + found->second.error_message());
  return page;
}

}  // namespace pressmark::http
