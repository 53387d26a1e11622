#pragma once
// The page templates in web/templates, kept in the program. Values are escaped unless a template asks for
// them raw with three braces, which it does only for what html.h made. Private to the .cc files of pages.

#include <kainjow/mustache.hpp>

#include <string>
#include <string_view>

namespace pressmark::http {

using Data = kainjow::mustache::data;

Data list();

// Sets `name`, and "has_NAME" to whether it is not empty. (A missing name is looked up further out, so that
// every row of a list has to say what it has not.)
void set_text(Data& data, const std::string& name, const std::string& text);
void set_flag(Data& data, const std::string& name, bool flag);
// Sets `name` to a list and "has_NAME".
void set_list(Data& data, const std::string& name, Data values);
// The text, or a value that hides the sections of that name.
void set_optional(Data& data, const std::string& name, const std::string& text);

// Throws Error{internal} for a template that is not there or not well-formed. Thread-safe.
std::string render(std::string_view name, const Data& data);

}  // namespace pressmark::http
