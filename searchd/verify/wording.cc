#include "searchd/verify/wording.h"

#include <edlib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <unordered_map>

#include "searchd/cite/words.h"

namespace pressmark {
namespace {

constexpr auto kNegations = std::to_array<std::string_view>({
    // English, with what the analyzer makes of "n’t"
    "no",
    "not",
    "never",
    "none",
    "nobody",
    "nothing",
    "nowhere",
    "neither",
    "nor",
    "without",
    "cannot",
    "cant",
    "wont",
    "dont",
    "doesnt",
    "didnt",
    "isnt",
    "arent",
    "wasnt",
    "werent",
    "hasnt",
    "havent",
    "hadnt",
    "shouldnt",
    "wouldnt",
    "couldnt",
    "mustnt",
    "neednt",
    "shant",
    "aint",
    "hardly",
    "barely",
    // German, French, Spanish, Russian
    "nicht",
    "kein",
    "keine",
    "keinen",
    "keinem",
    "keiner",
    "keines",
    "nie",
    "niemals",
    "niemand",
    "nichts",
    "ohne",
    "weder",
    "ne",
    "pas",
    "jamais",
    "aucun",
    "aucune",
    "rien",
    "sans",
    "nunca",
    "jamas",
    "ningun",
    "ninguna",
    "ninguno",
    "nadie",
    "nada",
    "sin",
    "не",
    "ни",
    "нет",
    "никогда",
    "никто",
    "ничего",
    "без",
});

constexpr auto kNumbers = std::to_array<std::string_view>({
    "zero",    "one",       "two",      "three",    "four",     "five",     "six",      "seven",
    "eight",   "nine",      "ten",      "eleven",   "twelve",   "thirteen", "fourteen", "fifteen",
    "sixteen", "seventeen", "eighteen", "nineteen", "twenty",   "thirty",   "forty",    "fifty",
    "sixty",   "seventy",   "eighty",   "ninety",   "hundred",  "hundreds", "thousand", "thousands",
    "million", "millions",  "billion",  "billions", "trillion", "dozen",    "dozens",   "half",
    "quarter", "twice",     "first",    "second",   "third",    "fourth",   "fifth",    "sixth",
    "seventh", "eighth",    "ninth",    "tenth",    "double",   "triple",
});

// Forms that no stemmer brings together.
constexpr auto kVerbs = std::to_array<std::array<std::string_view, 8>>({
    {"be", "am", "is", "are", "was", "were", "been", "being"},
    {"have", "has", "had", "having", "", "", "", ""},
    {"do", "does", "did", "done", "doing", "", "", ""},
    {"will", "would", "", "", "", "", "", ""},
    {"can", "could", "", "", "", "", "", ""},
    {"shall", "should", "", "", "", "", "", ""},
    {"may", "might", "", "", "", "", "", ""},
    {"go", "goes", "went", "gone", "going", "", "", ""},
    {"say", "says", "said", "saying", "", "", "", ""},
    {"make", "makes", "made", "making", "", "", "", ""},
    {"take", "takes", "took", "taken", "taking", "", "", ""},
    {"give", "gives", "gave", "given", "giving", "", "", ""},
    {"get", "gets", "got", "gotten", "getting", "", "", ""},
    {"come", "comes", "came", "coming", "", "", "", ""},
    {"know", "knows", "knew", "known", "knowing", "", "", ""},
    {"think", "thinks", "thought", "thinking", "", "", "", ""},
    {"see", "sees", "saw", "seen", "seeing", "", "", ""},
    {"tell", "tells", "told", "telling", "", "", "", ""},
    {"find", "finds", "found", "finding", "", "", "", ""},
    {"leave", "leaves", "left", "leaving", "", "", "", ""},
    {"begin", "begins", "began", "begun", "beginning", "", "", ""},
    {"sell", "sells", "sold", "selling", "", "", "", ""},
    {"buy", "buys", "bought", "buying", "", "", "", ""},
    {"pay", "pays", "paid", "paying", "", "", "", ""},
    {"meet", "meets", "met", "meeting", "", "", "", ""},
    {"fight", "fights", "fought", "fighting", "", "", "", ""},
    {"win", "wins", "won", "winning", "", "", "", ""},
    {"lose", "loses", "lost", "losing", "", "", "", ""},
    {"speak", "speaks", "spoke", "spoken", "speaking", "", "", ""},
    {"stand", "stands", "stood", "standing", "", "", "", ""},
});

template <std::size_t N>
bool has(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_upper(std::string_view word) {
  std::size_t at = 0;
  const char32_t c = next_code_point(word, at);
  return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) ||
         (c >= 0x400 && c <= 0x42F);
}

// Forms of one irregular verb.
bool is_same_verb(std::string_view a, std::string_view b) {
  return std::any_of(kVerbs.begin(), kVerbs.end(),
                     [&](const auto& forms) { return has(forms, a) && has(forms, b); });
}

// One byte a word, as edlib takes them: words of the draft have bytes of their own as long as there are any.
class Symbols {
 public:
  explicit Symbols(const Words& draft) {
    for (const auto id : draft.ids)
      symbols_.try_emplace(id, static_cast<char>(1 + symbols_.size() % kSymbols));
  }

  std::string of(const Words& words) const {
    std::string out;
    out.reserve(words.size());
    for (const auto id : words.ids) {
      const auto found = symbols_.find(id);
      out += found == symbols_.end() ? '\0' : found->second;
    }
    return out;
  }

 private:
  static constexpr std::size_t kSymbols = 255;
  std::unordered_map<std::uint32_t, char> symbols_;
};

struct AlignResult {
  EdlibAlignResult value;
  explicit AlignResult(const EdlibAlignResult& result) : value(result) {}
  ~AlignResult() { edlibFreeAlignResult(value); }
  AlignResult(const AlignResult&) = delete;
  AlignResult& operator=(const AlignResult&) = delete;
};

struct Edits {
  std::size_t first = 0;  // words of the source, half open
  std::size_t last = 0;
  std::string operations;  // EDLIB_EDOP_…
};

std::optional<Edits> edits(const Words& draft, const Words& source, int most) {
  if (draft.size() == 0 || source.size() == 0) return std::nullopt;
  const Symbols symbols(draft);
  const auto query = symbols.of(draft);
  const auto target = symbols.of(source);
  const AlignResult result(edlibAlign(query.data(), static_cast<int>(query.size()), target.data(),
                                      static_cast<int>(target.size()),
                                      edlibNewAlignConfig(most, EDLIB_MODE_HW, EDLIB_TASK_PATH, nullptr, 0)));
  const auto& found = result.value;
  if (found.status != EDLIB_STATUS_OK || found.editDistance < 0 || found.numLocations == 0)
    return std::nullopt;
  return Edits{static_cast<std::size_t>(found.startLocations[0]),
               static_cast<std::size_t>(found.endLocations[0]) + 1,
               std::string(reinterpret_cast<const char*>(found.alignment),
                           static_cast<std::size_t>(found.alignmentLength))};
}

bool is_quotation_mark(std::string_view text, std::size_t at) {
  if (text[at] == '"') return true;
  if (text[at] != '\'') return false;
  const bool letter_before = at > 0 && !is_word_edge(text, at);
  const bool letter_behind = at + 1 < text.size() && !is_word_edge(text, at + 1);
  return !(letter_before && letter_behind);
}

}  // namespace

std::string_view to_string(Difference difference) {
  switch (difference) {
    case Difference::number:
      return "number";
    case Difference::negation:
      return "negation";
    case Difference::name:
      return "name";
    case Difference::tense:
      return "tense";
    case Difference::dropped:
      return "dropped";
    case Difference::added:
      return "added";
    case Difference::word:
      return "word";
    case Difference::capitals:
      return "capitals";
    case Difference::punctuation:
      break;
  }
  return "punctuation";
}

std::string_view to_string(WordChange::Op op) {
  switch (op) {
    case WordChange::Op::equal:
      return "equal";
    case WordChange::Op::replace:
      return "replace";
    case WordChange::Op::insert:
      return "insert";
    case WordChange::Op::erase:
      break;
  }
  return "delete";
}

std::string compared_form(std::string_view text) {
  const std::string folded = fold_typography(text).text;
  std::string out;
  out.reserve(folded.size());
  for (std::size_t i = 0; i < folded.size(); ++i) {
    const char c = folded[i];
    if (is_quotation_mark(folded, i)) continue;
    if (c == '-' && !out.empty() && out.back() == '-') continue;  // two hyphens are a dash
    if (c == '-' && !out.empty() && out.back() == ' ') out.pop_back();
    if (c == ' ' && !out.empty() && (out.back() == '-' || out.back() == ' ')) continue;
    out += c;
  }
  while (!out.empty() && out.front() == ' ') out.erase(out.begin());
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

Wordings::Wordings(std::string_view lang) : stemmer_(lang) {}

Words Wordings::words(std::string_view text) {
  Words words;
  words.text = text;
  analyzer_.analyze(text, analysis_);
  words.spans.reserve(analysis_.tokens.size());
  words.ids.reserve(analysis_.tokens.size());
  for (const auto& token : analysis_.tokens) {
    const auto term = analysis_.term(token);
    auto known = ids_.find(term);
    if (known == ids_.end()) {
      known = ids_.emplace(std::string(term), static_cast<std::uint32_t>(terms_.size())).first;
      terms_.emplace_back(term);
    }
    words.spans.push_back(token.span);
    words.ids.push_back(known->second);
  }
  return words;
}

Words Wordings::within(const Words& source, const std::vector<Span>& spans) {
  Words inside;
  inside.text = source.text;
  std::size_t at = 0;
  for (const auto& span : spans) {
    while (at < source.size() && source.spans[at].begin < span.begin) ++at;
    for (; at < source.size() && source.spans[at].end <= span.end; ++at) {
      inside.spans.push_back(source.spans[at]);
      inside.ids.push_back(source.ids[at]);
    }
  }
  return inside;
}

std::vector<std::size_t> Wordings::occurrences(const Words& draft, const Words& source, std::size_t from) {
  std::vector<std::size_t> found;
  if (draft.ids.empty()) return found;
  auto at = source.ids.begin() + static_cast<std::ptrdiff_t>(std::min(from, source.size()));
  while (true) {
    at = std::search(at, source.ids.end(), draft.ids.begin(), draft.ids.end());
    if (at == source.ids.end()) return found;
    found.push_back(static_cast<std::size_t>(at - source.ids.begin()));
    ++at;
  }
}

std::optional<Alignment> Wordings::align(const Words& draft, const Words& source, std::size_t most_edits) {
  const auto found = edits(draft, source, static_cast<int>(most_edits));
  if (!found) return std::nullopt;
  return changes_of(found->operations, draft, source, found->first, found->last);
}

// `operations` are edlib's, one a step from words `first` of the source to `last`.
Alignment Wordings::changes_of(const std::string& operations, const Words& draft, const Words& source,
                               std::size_t first, std::size_t last) {
  Alignment alignment;
  alignment.first = first;
  alignment.last = last;
  // Runs of words that differ are taken together, so that what replaces what can be told.
  std::size_t d = 0;
  std::size_t s = first;
  std::size_t d_begin = 0;
  std::size_t s_begin = s;
  const auto flush = [&] { add_changes(draft, d_begin, d, source, s_begin, s, alignment); };
  for (const auto op : operations) {
    // Two words may share a byte where there are more than there are bytes.
    const bool is_equal = op == EDLIB_EDOP_MATCH && draft.ids[d] == source.ids[s];
    if (is_equal) {
      flush();
      alignment.changes.push_back({WordChange::Op::equal, std::string(draft.printed(d)),
                                   std::string(source.printed(s)), std::nullopt});
      d_begin = ++d;
      s_begin = ++s;
      continue;
    }
    ++alignment.edits;
    if (op != EDLIB_EDOP_DELETE) ++d;  // in edlib's words: deleted from the target is not in the query
    if (op != EDLIB_EDOP_INSERT) ++s;
  }
  flush();
  const auto longer = std::max(draft.size(), last - first);
  alignment.distance = longer > 0 ? static_cast<double>(alignment.edits) / static_cast<double>(longer) : 0;
  return alignment;
}

void Wordings::add_changes(const Words& draft, std::size_t d_begin, std::size_t d_end, const Words& source,
                           std::size_t s_begin, std::size_t s_end, Alignment& alignment) {
  auto d = d_begin;
  auto s = s_begin;
  for (; d < d_end && s < s_end; ++d, ++s)
    alignment.changes.push_back({WordChange::Op::replace, std::string(draft.printed(d)),
                                 std::string(source.printed(s)), classify(draft, d, source, s)});
  for (; d < d_end; ++d)
    alignment.changes.push_back({WordChange::Op::insert, std::string(draft.printed(d)), "",
                                 classify_alone(draft, d, Difference::added)});
  for (; s < s_end; ++s)
    alignment.changes.push_back({WordChange::Op::erase, "", std::string(source.printed(s)),
                                 classify_alone(source, s, Difference::dropped)});
}

bool Wordings::is_negation(std::string_view printed) {
  return has(kNegations, analyzer_.fold(printed));
}

bool Wordings::is_number(std::string_view printed) {
  const bool digits =
      std::any_of(printed.begin(), printed.end(), [](char c) { return c >= '0' && c <= '9'; });
  return digits || has(kNumbers, analyzer_.fold(printed));
}

// A capital where no sentence begins.
bool Wordings::is_name(const Words& words, std::size_t i) const {
  if (i == 0 || !is_upper(words.printed(i)) || words.printed(i) == "I") return false;
  const auto between =
      slice(words.text, {words.spans[i - 1].end, std::max(words.spans[i - 1].end, words.spans[i].begin)});
  return between.find_first_of(".!?:\n\"") == std::string_view::npos &&
         between.find("\u201C") == std::string_view::npos;
}

Difference Wordings::classify_alone(const Words& words, std::size_t i, Difference otherwise) {
  if (is_negation(words.printed(i))) return Difference::negation;
  if (is_number(words.printed(i))) return Difference::number;
  if (is_name(words, i)) return Difference::name;
  return otherwise;
}

Difference Wordings::classify(const Words& draft, std::size_t d, const Words& source, std::size_t s) {
  const auto ours = draft.printed(d);
  const auto theirs = source.printed(s);
  if (is_negation(ours) != is_negation(theirs)) return Difference::negation;
  if (is_number(ours) || is_number(theirs)) return Difference::number;
  const auto our_term = terms_[draft.ids[d]];
  const auto their_term = terms_[source.ids[s]];
  const std::string stem(stemmer_.stem(our_term));
  if (stem == stemmer_.stem(their_term) || is_same_verb(our_term, their_term)) return Difference::tense;
  if (is_name(draft, d) || is_name(source, s)) return Difference::name;
  return Difference::word;
}

std::vector<WordChange> Wordings::surface_changes(const Words& draft, const Words& source, std::size_t first,
                                                  std::size_t last) {
  std::vector<WordChange> changes;
  for (std::size_t i = 0; i < draft.size(); ++i) {
    auto ours = compared_form(draft.printed(i));
    const auto theirs = compared_form(source.printed(first + i));
    if (i == 0 && !ours.empty() && !theirs.empty()) {
      // The first letter's case is the draft's own.
      const auto lower = [](std::string_view word) { return fold_typography(word, Case::folded).text; };
      std::size_t a = 0;
      std::size_t b = 0;
      next_code_point(ours, a);
      next_code_point(theirs, b);
      if (lower(std::string_view(ours).substr(0, a)) == lower(std::string_view(theirs).substr(0, b)))
        ours = theirs.substr(0, b) + ours.substr(a);
    }
    if (ours != theirs)
      changes.push_back({WordChange::Op::replace, std::string(draft.printed(i)),
                         std::string(source.printed(first + i)), Difference::capitals});
    if (i + 1 == draft.size()) break;
    const auto between = [](const Words& words, std::size_t at) {
      return compared_form("x" +
                           std::string(words.text.substr(words.spans[at].end,
                                                         words.spans[at + 1].begin - words.spans[at].end)) +
                           "x");
    };
    // Where the reporter's words stood between two pieces, nothing can be compared.
    if (first + i + 1 >= last) break;
    const auto gap = source.text.substr(source.spans[first + i].end,
                                        source.spans[first + i + 1].begin - source.spans[first + i].end);
    constexpr std::size_t kLongestPunctuation = 40;  // bytes; more is words of some script
    const bool is_joint = gap.size() > kLongestPunctuation || std::any_of(gap.begin(), gap.end(), [](char c) {
                            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                          });
    const auto ours_between = between(draft, i);
    const auto theirs_between = is_joint ? ours_between : between(source, first + i);
    if (ours_between != theirs_between)
      changes.push_back(
          {WordChange::Op::replace,
           std::string(
               draft.text.substr(draft.spans[i].begin, draft.spans[i + 1].end - draft.spans[i].begin)),
           std::string(source.text.substr(source.spans[first + i].begin,
                                          source.spans[first + i + 1].end - source.spans[first + i].begin)),
           Difference::punctuation});
  }
  return changes;
}

}  // namespace pressmark
