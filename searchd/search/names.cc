#include "searchd/search/names.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "schema/text/speaker_authority.h"

namespace pressmark {
namespace {

constexpr std::size_t kMaxNameWords = 6;

// UTF-8 leads of Latin letters are ASCII and C3 to C9; E1 begins Vietnamese ones.
bool is_in_another_script(const QueryNode& node) {
  return node.kind == QueryKind::words && std::any_of(node.text.begin(), node.text.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte >= 0xCD && byte != 0xE1 && byte != 0xE2;
         });
}

// The one person of the table a name stands for, or null.
const KnownSpeaker* person_named(const std::string& name) {
  const KnownSpeaker* person = nullptr;
  for (const auto& id : speaker_ids(name)) {
    const auto* const known = known_speaker_by_id(id);
    if (known == nullptr) continue;
    if (person != nullptr) return nullptr;
    person = known;
  }
  return person;
}

QueryNode beside_speaker(QueryNode words, const std::string& name, const KnownSpeaker& person,
                         std::vector<std::string>& notes) {
  notes.push_back("“" + name + "” is looked for as the speaker " + person.name +
                  " too; in quotation marks it is the words alone");
  QueryNode speaker;
  speaker.kind = QueryKind::field;
  speaker.field = "speaker";
  speaker.text = person.id;
  QueryNode either;
  either.kind = QueryKind::any;
  either.children = {std::move(words), std::move(speaker)};
  return either;
}

// The longest name that begins with children[from]: how many of them, and who.
std::pair<std::size_t, const KnownSpeaker*> name_at(const std::vector<QueryNode>& children, std::size_t from,
                                                    std::string& name) {
  std::string words;
  std::pair<std::size_t, const KnownSpeaker*> longest{0, nullptr};
  for (std::size_t i = from; i < children.size() && i - from < kMaxNameWords; ++i) {
    if (!is_in_another_script(children[i])) break;
    words += (words.empty() ? "" : " ") + children[i].text;
    const auto* const person = person_named(words);
    if (person == nullptr) continue;
    longest = {i - from + 1, person};
    name = words;
  }
  return longest;
}

}  // namespace

QueryNode with_speakers(QueryNode root, std::vector<std::string>& notes) {
  const bool several = root.kind == QueryKind::all;
  std::vector<QueryNode> children;
  if (several)
    children = std::move(root.children);
  else
    children.push_back(std::move(root));
  std::vector<QueryNode> result;
  for (std::size_t i = 0; i < children.size();) {
    std::string name;
    const auto [count, person] = name_at(children, i, name);
    if (count == 0) {
      result.push_back(std::move(children[i++]));
      continue;
    }
    QueryNode words = children[i];
    if (count > 1) {
      words = {};
      words.kind = QueryKind::all;
      const auto first = children.begin() + static_cast<std::ptrdiff_t>(i);
      words.children.assign(first, first + static_cast<std::ptrdiff_t>(count));
    }
    result.push_back(beside_speaker(std::move(words), name, *person, notes));
    i += count;
  }
  if (result.size() == 1) return std::move(result.front());
  root.children = std::move(result);
  return root;
}

}  // namespace pressmark
