#pragma once
// Who a printed name is: the people of corpus/speakers.tsv by all their names, and an id for everybody else.
//
// The table is read once and shared by all threads.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/model/day.h"

namespace pressmark {

struct KnownRole {
  std::vector<std::string> words;  // lower case: "foreign", "minister"
  int from = 0;                    // years, inclusive; 0 and 9999 where none is known
  int to = 9999;
};

struct KnownSpeaker {
  std::string id;
  std::string name;     // canonical
  char gender = '?';    // 'm', 'f'
  std::string country;  // ISO 3166-1 alpha-2; EU, UN or NATO; may be empty
  std::vector<KnownRole> roles;
};

// What an article says about somebody, to tell people of one name apart. All of it may be missing.
struct SpeakerContext {
  std::vector<std::string> role_words;      // lower case, of every role printed with the name
  std::vector<std::string> role_countries;  // alpha-2 codes named in these roles
  std::vector<std::string> countries;       // alpha-2 codes the article speaks of
  std::optional<Day> date;                  // of the article
};

// The person of the table that the text means by `name`, a full name or a surname in any script; null when it
// is nobody of the table, when several are as likely, and when the text tells that it is somebody else of
// that name: a private occupation they never had, another country without a role of theirs, a date a
// generation before their first office. A single word is taken only beside a role of theirs or their country.
const KnownSpeaker* known_speaker(std::string_view name, const SpeakerContext& context);
const KnownSpeaker* known_speaker_by_id(std::string_view id);

// Stable id of a speaker: the table's, else name_key(name), and behind that what keeps them apart from the
// one of the table who has that name ("imran-khan-actor"). An id gives itself; an empty name gives an empty
// id.
std::string speaker_id(std::string_view name, const SpeakerContext& context);

// Every id a name typed into a search may stand for, in any script, surnames too: "Лавров" → {"lavrov",
// "sergei-lavrov"}. The first is the id of the name as it stands; none is there twice.
std::vector<std::string> speaker_ids(std::string_view name);

}  // namespace pressmark
