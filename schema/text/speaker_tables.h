#pragma once
// The project's tables of names, compiled in: corpus/speakers.tsv, corpus/given_names.tsv. Private to
// schema/text but for the version.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark {

// Columns of every line that is neither empty nor a comment.
void each_table_row(std::string_view file,
                    const std::function<void(const std::vector<std::string_view>&)>& use);

// The values between the marks, without spaces around them; empty ones are left out.
std::vector<std::string_view> table_values(std::string_view text, char mark);

// 16 hex digits over the tables: other tables, other ids.
std::string speaker_tables_version();

}  // namespace pressmark
