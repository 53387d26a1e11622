#include "searchd/search/suggestions.h"

namespace pressmark {

std::string_view to_string(Suggestion::Kind kind) {
  switch (kind) {
    case Suggestion::Kind::speaker:
      return "speaker";
    case Suggestion::Kind::outlet:
      return "outlet";
    case Suggestion::Kind::word:
      break;
  }
  return "word";
}

TypedEnd typed_end(std::string_view query) {
  TypedEnd end;
  // A value in quotation marks that is still open may hold blanks: speaker:"Sergei La
  for (const std::string_view field : {"speaker", "outlet"}) {
    const auto at = query.rfind(std::string(field) + ":");
    if (at == std::string_view::npos || (at > 0 && query[at - 1] != ' ' && query[at - 1] != '(')) continue;
    auto value = query.substr(at + field.size() + 1);
    const bool quoted = value.starts_with('"');
    if (quoted) value.remove_prefix(1);
    if (value.find(quoted ? '"' : ' ') != std::string_view::npos) continue;
    return {query.substr(0, at), field, value};
  }
  const auto blank = query.find_last_of(" (\"");
  end.before = blank == std::string_view::npos ? std::string_view{} : query.substr(0, blank + 1);
  end.word = query.substr(end.before.size());
  return end;
}

}  // namespace pressmark
