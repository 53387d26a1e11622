#include "schema/text/speaker_authority.h"

#include <algorithm>
#include <array>
#include <deque>
#include <unordered_map>
#include <utility>

#include "schema/text/keys.h"
#include "schema/text/name_variants.h"
#include "schema/text/speaker_tables.h"

namespace pressmark {
namespace {

constexpr int kGeneration = 25;  // years before a first office in which somebody may be in the news already

// A single word that names somebody; `role` where it does so only beside that role.
struct ShortName {
  const KnownSpeaker* speaker = nullptr;
  std::string role;
};

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80U; });
}

// Latin letters with accents are UTF-8 of C3 to C9 and E1 B8 to E1 BB.
bool is_latin(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0xC0) continue;
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    const bool mark = c == 0xE2;  // quotation marks and dashes
    if (!(c <= 0xCA) && !(c == 0xE1 && next >= 0xB8 && next <= 0xBB) && !mark) return false;
  }
  return true;
}

bool is_han(std::string_view text) {
  // U+4E00 to U+9FFF and the middle dot between the parts of a name.
  for (const char each : text) {
    const auto c = static_cast<unsigned char>(each);
    if (c >= 0xE4 && c <= 0xE9) return true;
  }
  return false;
}

bool is_cyrillic(std::string_view text) {
  const auto c = static_cast<unsigned char>(text.empty() ? '\0' : text.front());
  return c >= 0xD0 && c <= 0xD3;
}

// One key for the Latin spellings, one for those of each other script; they cannot meet.
std::string key_of(std::string_view name) {
  return is_latin(name) ? name_key(name) : native_key(name);
}

bool is_single_word(std::string_view key) {
  return key.find_first_of("- ") == std::string_view::npos;
}

std::string settled_role_word(std::string_view word) {
  if (word == "defense") return "defence";
  if (word == "spokeswoman" || word == "spokesperson") return "spokesman";
  if (word == "chairwoman" || word == "chairperson" || word == "chair") return "chairman";
  if (word == "premier") return "prime";
  return std::string(word);
}

// Words of a role that say nothing of what it is.
bool is_filler(std::string_view word) {
  static constexpr std::array<std::string_view, 17> kFillers{
      "of",   "the",    "to",    "for",    "and",    "former", "then",  "deputy",   "general",
      "vice", "acting", "first", "senior", "former", "chief",  "state", "secretary"};
  return word.size() < 3 || std::find(kFillers.begin(), kFillers.end(), word) != kFillers.end();
}

// What nobody is called who is in the news for an office, unless the table says so.
bool is_private_occupation(std::string_view word) {
  static constexpr std::array<std::string_view, 62> kOccupations{
      "actor",        "actress",    "artist",     "athlete",    "attorney",   "author",     "barrister",
      "batsman",      "boxer",      "bowler",     "chef",       "clerk",      "coach",      "columnist",
      "composer",     "cricketer",  "cyclist",    "defender",   "dentist",    "designer",   "detective",
      "director",     "doctor",     "driver",     "economist",  "editor",     "engineer",   "farmer",
      "filmmaker",    "fisherman",  "footballer", "goalkeeper", "historian",  "journalist", "lawyer",
      "manager",      "midfielder", "musician",   "nurse",      "novelist",   "officer",    "pastor",
      "physician",    "pilot",      "player",     "poet",       "principal",  "producer",   "professor",
      "psychologist", "researcher", "resident",   "scientist",  "shopkeeper", "singer",     "striker",
      "student",      "swimmer",    "teacher",    "trader",     "winger",     "writer"};
  return std::find(kOccupations.begin(), kOccupations.end(), word) != kOccupations.end();
}

bool contains(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

bool is_body(std::string_view country) {
  return country == "EU" || country == "UN" || country == "NATO" || country.empty();
}

bool has_role_word(const KnownSpeaker& speaker, const std::string& word) {
  return std::any_of(speaker.roles.begin(), speaker.roles.end(),
                     [&](const KnownRole& role) { return contains(role.words, word); });
}

bool shares_role(const KnownSpeaker& speaker, const SpeakerContext& context) {
  return std::any_of(context.role_words.begin(), context.role_words.end(), [&](const std::string& word) {
    const std::string settled = settled_role_word(word);
    return !is_filler(settled) && has_role_word(speaker, settled);
  });
}

bool is_in_office(const KnownSpeaker& speaker, const SpeakerContext& context) {
  return context.date && std::any_of(speaker.roles.begin(), speaker.roles.end(), [&](const KnownRole& role) {
           return role.from > 0 && role.from <= context.date->year && context.date->year <= role.to;
         });
}

// Why the text means somebody else of that name: a code or an occupation in lower case; empty when it does
// not tell.
std::string told_apart(const KnownSpeaker& speaker, const SpeakerContext& context) {
  int first = 9999;
  for (const KnownRole& role : speaker.roles)
    if (role.from > 0) first = std::min(first, role.from);
  if (context.date && first != 9999 && context.date->year + kGeneration < first)
    return std::to_string(context.date->year);
  if (shares_role(speaker, context)) return {};
  const auto occupation =
      std::find_if(context.role_words.begin(), context.role_words.end(), [&](const std::string& word) {
        return is_private_occupation(word) && !has_role_word(speaker, settled_role_word(word));
      });
  if (!is_body(speaker.country) && !context.role_countries.empty() &&
      !contains(context.role_countries, speaker.country)) {
    std::string code = context.role_countries.front();
    for (char& c : code) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return code;
  }
  return occupation == context.role_words.end() ? std::string() : *occupation;
}

std::vector<std::string> words_of(std::string_view key, char mark) {
  std::vector<std::string> words;
  for (const std::string_view word : table_values(key, mark)) words.emplace_back(word);
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += '-';
    out += word;
  }
  return out;
}

// “Donald J. Trump”, “Sergey Viktorovich Lavrov”: without what papers leave out as often.
std::string without_middle(const std::string& key) {
  auto words = words_of(key, '-');
  if (words.size() < 3) return key;
  for (std::size_t i = words.size() - 2; i > 0; --i) {
    const bool patronymic = words[i].ends_with("ovich") || words[i].ends_with("evich") ||
                            words[i].ends_with("ovna") || words[i].ends_with("evna");
    if (words[i].size() == 1 || patronymic) words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
  }
  return joined(words);
}

class Authority {
 public:
  static const Authority& instance() {
    static const Authority authority;
    return authority;
  }

  const KnownSpeaker* by_id(std::string_view id) const {
    const auto found = by_id_.find(std::string(id));
    return found == by_id_.end() ? nullptr : found->second;
  }

  // Those the whole of `name` names.
  std::vector<const KnownSpeaker*> by_full_name(std::string_view name) const {
    std::string key = key_of(name);
    if (const auto found = by_name_.find(key); found != by_name_.end()) return found->second;
    // What is not in the table letter by letter may be there in another script's letters.
    if (!is_latin(name)) key = name_key(name);
    if (const auto found = by_name_.find(key); found != by_name_.end()) return found->second;
    const auto found = by_name_.find(without_middle(key));
    return found == by_name_.end() ? std::vector<const KnownSpeaker*>{} : found->second;
  }

  const std::vector<ShortName>& by_short_name(std::string_view name) const {
    static const std::vector<ShortName> none;
    const auto found = by_short_name_.find(key_of(name));
    return found == by_short_name_.end() ? none : found->second;
  }

  // Those whose last word it is, in any script: for questions, which may mean any of them.
  const std::vector<const KnownSpeaker*>& by_surname(std::string_view name) const {
    static const std::vector<const KnownSpeaker*> none;
    const auto found = by_surname_.find(key_of(name));
    return found == by_surname_.end() ? none : found->second;
  }

 private:
  using Found = std::unordered_map<std::string, std::vector<const KnownSpeaker*>>;

  Authority() {
    each_table_row("speakers.tsv", [this](const std::vector<std::string_view>& row) { add(row); });
  }

  void add(const std::vector<std::string_view>& row) {
    constexpr std::size_t kRoles = 4;
    constexpr std::size_t kNames = 5;  // this column and those behind it
    if (row.size() <= kRoles) return;
    KnownSpeaker& speaker = speakers_.emplace_back();
    speaker.id = row[0];
    speaker.name = row[1];
    speaker.gender = row[2].empty() ? '?' : row[2].front();
    speaker.country = row[3];
    for (const std::string_view role : table_values(row[kRoles], ';')) speaker.roles.push_back(role_of(role));
    by_id_.emplace(speaker.id, &speaker);
    add_name(speaker, row[1]);
    for (std::size_t column = kNames; column < row.size(); ++column)
      for (const std::string_view name : table_values(row[column], ';')) add_name(speaker, name);
    if (is_called_by_surname(speaker)) add_surnames(speaker, row);
  }

  bool is_called_by_surname(const KnownSpeaker& speaker) const {
    const std::string key = name_key(speaker.name);
    const auto found = by_short_name_.find(key.substr(key.rfind('-') + 1));
    return found != by_short_name_.end() &&
           std::any_of(found->second.begin(), found->second.end(),
                       [&](const ShortName& name) { return name.speaker == &speaker && name.role.empty(); });
  }

  // Whose surname alone will do in Latin script is called by it in the others.
  void add_surnames(const KnownSpeaker& speaker, const std::vector<std::string_view>& row) {
    constexpr std::size_t kCyrillic = 6;
    constexpr std::size_t kDevanagari = 8;
    for (std::size_t column = kCyrillic; column <= kDevanagari && column < row.size(); ++column) {
      for (const std::string_view name : table_values(row[column], ';'))
        if (const auto space = name.rfind(' '); space != std::string_view::npos)
          add_name(speaker, name.substr(space + 1));
    }
  }

  // “foreign minister 2004-”
  static KnownRole role_of(std::string_view text) {
    KnownRole role;
    const auto space = text.rfind(' ');
    const auto years = space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
    if (years.size() >= 5 && years[4] == '-' && years[0] >= '1' && years[0] <= '2') {
      role.from = std::stoi(std::string(years.substr(0, 4)));
      if (years.size() == 9) role.to = std::stoi(std::string(years.substr(5)));
      text = text.substr(0, space);
    }
    const auto words = slug(text);
    for (const std::string_view word : table_values(words, '-'))
      role.words.push_back(settled_role_word(word));
    return role;
  }

  void add_name(const KnownSpeaker& speaker, std::string_view name) {
    std::string role;
    if (const auto open = name.find(" ("); open != std::string_view::npos && name.ends_with(')')) {
      role = name.substr(open + 2, name.size() - open - 3);
      name = name.substr(0, open);
    }
    const std::string key = key_of(name);
    if (key.empty()) return;
    const auto last = key.find_last_of("- ");
    const bool whole = last != std::string::npos || is_han(name);
    if (whole) {
      put(by_name_, key, &speaker);
      // By its letters too, for what is spelt a little otherwise. Scripts that leave vowels out have none to
      // compare.
      if (is_cyrillic(name)) put(by_name_, name_key(name), &speaker);
    } else {
      auto& all = by_short_name_[key];
      if (std::none_of(all.begin(), all.end(), [&](const ShortName& s) { return s.speaker == &speaker; }))
        all.push_back({&speaker, role});
    }
    put(by_surname_, last == std::string::npos ? key : key.substr(last + 1), &speaker);
  }

  static void put(Found& index, const std::string& key, const KnownSpeaker* speaker) {
    auto& all = index[key];
    if (std::find(all.begin(), all.end(), speaker) == all.end()) all.push_back(speaker);
  }

  std::deque<KnownSpeaker> speakers_;
  std::unordered_map<std::string, const KnownSpeaker*> by_id_;
  Found by_name_;
  std::unordered_map<std::string, std::vector<ShortName>> by_short_name_;
  Found by_surname_;
};

// The only one, else the only one who holds an office then, else the only one with a role the text names.
const KnownSpeaker* settle(std::vector<const KnownSpeaker*> candidates, const SpeakerContext& context) {
  const auto narrow = [&](auto fits) {
    if (candidates.size() < 2) return;
    std::vector<const KnownSpeaker*> kept;
    std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(kept), fits);
    if (!kept.empty()) candidates = std::move(kept);
  };
  narrow([&](const KnownSpeaker* speaker) { return shares_role(*speaker, context); });
  narrow([&](const KnownSpeaker* speaker) { return is_in_office(*speaker, context); });
  return candidates.size() == 1 ? candidates.front() : nullptr;
}

bool is_meant_by_word(const ShortName& named, const SpeakerContext& context) {
  const KnownSpeaker& speaker = *named.speaker;
  if (!told_apart(speaker, context).empty()) return false;
  if (!named.role.empty()) return contains(context.role_words, named.role);
  if (shares_role(speaker, context)) return true;
  return !speaker.country.empty() && contains(context.countries, speaker.country);
}

bool is_id(std::string_view name) {
  return is_ascii(name) && name == slug(name);
}

}  // namespace

const KnownSpeaker* known_speaker(std::string_view name, const SpeakerContext& context) {
  const Authority& authority = Authority::instance();
  std::vector<const KnownSpeaker*> candidates;
  for (const KnownSpeaker* speaker : authority.by_full_name(name))
    if (told_apart(*speaker, context).empty()) candidates.push_back(speaker);
  if (!candidates.empty()) return settle(std::move(candidates), context);
  if (!is_single_word(key_of(name))) return nullptr;
  for (const ShortName& named : authority.by_short_name(name))
    if (is_meant_by_word(named, context)) candidates.push_back(named.speaker);
  return settle(std::move(candidates), context);
}

const KnownSpeaker* known_speaker_by_id(std::string_view id) {
  return Authority::instance().by_id(id);
}

std::string speaker_id(std::string_view name, const SpeakerContext& context) {
  if (name.empty()) return {};
  if (is_id(name) && name.find('-') != std::string_view::npos) return std::string(name);
  if (const KnownSpeaker* known = known_speaker(name, context)) return known->id;
  std::string id = name_key(name);
  for (const KnownSpeaker* speaker : Authority::instance().by_full_name(name)) {
    const std::string difference = told_apart(*speaker, context);
    if (!difference.empty()) return id + "-" + difference;
  }
  return id;
}

std::string speaker_id(std::string_view name) {
  return speaker_id(name, SpeakerContext{});
}

std::vector<std::string> speaker_ids(std::string_view name) {
  std::vector<std::string> ids;
  const auto add = [&](std::string id) {
    if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
  };
  if (name.empty()) return ids;
  add(slug(name));
  add(name_key(name));
  const Authority& authority = Authority::instance();
  for (const KnownSpeaker* speaker : authority.by_full_name(name)) add(speaker->id);
  for (const ShortName& named : authority.by_short_name(name)) add(named.speaker->id);
  for (const KnownSpeaker* speaker : authority.by_surname(name)) add(speaker->id);
  return ids;
}

}  // namespace pressmark
