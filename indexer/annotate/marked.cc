#include "indexer/annotate/marked.h"

#include <algorithm>
#include <unordered_map>

#include "indexer/annotate/clauses.h"
#include "indexer/annotate/german_speech.h"
#include "indexer/annotate/speech_cues.h"

namespace pressmark::annotation {
namespace {

// Tokens on either side of the marks in which a verb of speech is looked for.
constexpr std::uint32_t kZoneTokens = 24;
// Words from the marks to a verb that belongs to them.
constexpr std::uint32_t kCueWords = 6;
// Tokens of a speaker's phrase beside the verb.
constexpr std::uint32_t kSubjectLimit = 9;
// Tokens in which a pronoun finds whom it stands for.
constexpr std::uint32_t kRecentTokens = 80;
// Tokens of an attribution between dashes within the marks.
constexpr std::uint32_t kInterruption = 16;

std::size_t code_point_length(std::string_view rest) {
  const auto c = static_cast<unsigned char>(rest[0]);
  return std::min<std::size_t>(c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4, rest.size());
}

std::vector<std::string_view> code_points(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    out.push_back(text.substr(0, code_point_length(text)));
    text.remove_prefix(out.back().size());
  }
  return out;
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_stop(std::string_view mark) {
  return is_one_of(mark, {".", "!", "?", "…", "。", "！", "？", "．", "۔", "؟", "।", "॥"});
}

bool is_pause(std::string_view mark) {
  return is_one_of(mark, {",", "，", "、", "،", "-", "–", "—", "―"});
}

bool is_dash(std::string_view mark) {
  return is_one_of(mark, {"–", "—", "―", "-"});
}

bool is_han_or_katakana(std::string_view point) {
  return (point >= "\u4e00" && point <= "\u9fff" && point.size() == 3) ||
         (point >= "\u30a0" && point <= "\u30ff" && point.size() == 3) || point == "々";
}

// More than one letter and the second one a capital as the first: ТАСС, RBB, USA.
bool is_acronym(std::string_view word) {
  const auto points = code_points(word);
  return points.size() >= 2 && lower_first(points[0]) != points[0] && lower_first(points[1]) != points[1];
}

class MarkedSieve {
 public:
  MarkedSieve(const Reading& reading, const SpeechCues& cues) : r_(reading), cues_(cues) {
    if (cues_.subjects == Subjects::capitals) know_names();
  }

  std::vector<Marked> run() {
    for (std::size_t k = 0; k < r_.ranges.size(); ++k) {
      if (r_.ranges[k].tokens.empty()) continue;
      if (goes_on(k)) {
        out_.back().pieces.push_back(r_.ranges[k].span);
        last_range_ = k;
      } else if (joins(k)) {
        out_.back().pieces.push_back(r_.ranges[k].span);
        last_range_ = k;
      } else {
        take(k);
      }
    }
    if (cues_.dash_inside || cues_.dash_speech) {
      for (const Stretch paragraph : r_.paragraphs) take_dash_speech(paragraph);
      std::stable_sort(out_.begin(), out_.end(), [](const Marked& a, const Marked& b) {
        return a.pieces.front().begin < b.pieces.front().begin;
      });
    }
    return std::move(out_);
  }

 private:
  struct Zone {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };

  struct Name {
    std::string name;
    Span mention;
    Step step = Step::name;
  };

  struct Heard {
    Name name;
    std::uint32_t paragraph = 0;
  };

  const Token& token(std::uint32_t i) const { return r_.tokens[i]; }
  std::string_view word(std::uint32_t i) const { return r_.word(i); }
  std::string folded_word(std::uint32_t i) const { return lower_first(word(i)); }

  std::uint32_t paragraph_of(std::uint32_t i) const {
    const auto found = std::upper_bound(r_.paragraphs.begin(), r_.paragraphs.end(), i,
                                        [](std::uint32_t t, Stretch p) { return t < p.end; });
    return static_cast<std::uint32_t>(found - r_.paragraphs.begin());
  }

  // A quotation of several paragraphs, reopened in each.
  bool goes_on(std::size_t k) const {
    return k > 0 && !out_.empty() && last_range_ == k - 1 && r_.ranges[k - 1].continues &&
           paragraph_of(r_.ranges[k].tokens.begin) == paragraph_of(r_.ranges[k - 1].tokens.begin) + 1;
  }

  // Between the marks and the end of their sentence or other marks.
  Zone behind(const MarkedWords& range) const {
    const std::uint32_t begin = range.tokens.end;
    const std::uint32_t last =
        std::min(r_.paragraphs[paragraph_of(range.tokens.begin)].end, begin + kZoneTokens);
    std::uint32_t end = begin;
    while (end < last && !token(end).quoted() && !is_stop(word(end))) ++end;
    return {begin, end};
  }

  Zone before(const MarkedWords& range) const {
    const std::uint32_t end = range.tokens.begin;
    const std::uint32_t paragraph = r_.paragraphs[paragraph_of(end)].begin;
    const std::uint32_t first = end > paragraph + kZoneTokens ? end - kZoneTokens : paragraph;
    std::uint32_t begin = end;
    while (begin > first && !token(begin - 1).quoted() && !is_stop(word(begin - 1))) --begin;
    return {begin, end};
  }

  // ---- verbs

  bool is_verb(std::uint32_t i) const {
    if (!token(i).word || token(i).quoted()) return false;
    const std::string folded = folded_word(i);
    const std::string_view form = folded;
    if (cues_.verbs.contains(form)) return true;
    // “dit-il”, “ajoute-t-elle”
    const auto hyphen = form.find('-');
    if (hyphen != std::string_view::npos && (form.ends_with("-il") || form.ends_with("-elle")))
      return cues_.verbs.contains(form.substr(0, hyphen));
    // “and said” is one word in Arabic.
    // “s'indigne”
    if (form.size() > 2 && (form[1] == '\'' && is_one_of(form.substr(0, 1), {"s", "l", "m", "t"})))
      return cues_.verbs.contains(form.substr(2));
    if (form.size() > 4 && form.substr(1, 3) == "\u2019" &&
        is_one_of(form.substr(0, 1), {"s", "l", "m", "t"}))
      return cues_.verbs.contains(form.substr(4));
    const bool and_said =
        cues_.subjects == Subjects::behind && (form.starts_with("و") || form.starts_with("ف"));
    return and_said && cues_.verbs.contains(form.substr(2));
  }

  std::optional<Span> verb_within_run(Zone zone, bool last) const {
    if (zone.begin >= zone.end) return std::nullopt;
    const Span bytes = r_.span({zone.begin, zone.end});
    const std::string_view text = slice(r_.text, bytes);
    std::size_t best = std::string_view::npos;
    std::size_t length = 0;
    for (const std::string_view verb : cues_.verb_list) {
      const std::size_t at = last ? text.rfind(verb) : text.find(verb);
      if (at == std::string_view::npos) continue;
      if (best == std::string_view::npos || (last ? at > best : at < best)) {
        best = at;
        length = verb.size();
      }
    }
    if (best == std::string_view::npos) return std::nullopt;
    const auto begin = static_cast<std::uint32_t>(bytes.begin + best);
    return Span{begin, begin + static_cast<std::uint32_t>(length)};
  }

  std::optional<std::uint32_t> first_verb(Zone zone) const {
    std::uint32_t words = 0;
    for (std::uint32_t i = zone.begin; i < zone.end && words < kCueWords; ++i) {
      if (is_verb(i)) return i;
      words += token(i).word ? 1 : 0;
    }
    return std::nullopt;
  }

  std::optional<std::uint32_t> last_verb(Zone zone) const {
    for (std::uint32_t i = zone.end; i-- > zone.begin;) {
      if (is_verb(i)) return i;
    }
    return std::nullopt;
  }

  // ---- what counts as words of somebody

  // Words, in scripts without spaces two characters for one.
  std::size_t words_in(Stretch stretch) const {
    std::size_t words = 0;
    for (std::uint32_t i = stretch.begin; i < stretch.end && words < 60; ++i) {
      if (!token(i).word) continue;
      words += cues_.spaced ? 1 : (code_points(word(i)).size() + 1) / 2;
    }
    return words;
  }

  bool ends_with_stop(const MarkedWords& range) const {
    for (std::uint32_t i = range.tokens.end; i-- > range.tokens.begin;) {
      if (token(i).span.begin >= range.inner.end) continue;
      return is_stop(word(i));
    }
    return false;
  }

  bool ends_with_pause(const MarkedWords& range) const {
    for (std::uint32_t i = range.tokens.end; i-- > range.tokens.begin;) {
      if (token(i).span.begin >= range.inner.end) continue;
      return is_pause(word(i));
    }
    return false;
  }

  bool mark_before(const MarkedWords& range, std::initializer_list<std::string_view> marks) const {
    const std::uint32_t i = range.tokens.begin;
    return i > 0 && !token(i - 1).quoted() && is_one_of(word(i - 1), marks);
  }

  void take(std::size_t k) {
    const MarkedWords& range = r_.ranges[k];
    const std::size_t words = words_in(range.tokens);
    // A mark whose partner is lost says too little without rules of grammar.
    const bool paired = range.inner.begin > range.span.begin && (range.closed || range.continues);
    if (words == 0 || !paired) return;
    if (cues_.dash_inside && interrupted(k)) return;
    if (cues_.commas_inside && interrupted_by_commas(k)) return;
    if (!cues_.spaced ? run_together(k, words) : with_verb(k, words)) return;
    if (with_source(k, words)) return;
    const bool introduced = mark_before(range, {":", "："});
    const Zone front = before(range);
    const bool begins_sentence = front.begin == front.end;
    const bool stop = ends_with_stop(range);
    const bool sentence = stop && (begins_sentence ? words >= 6 || follows(k) : words >= 12);
    // A comma behind: somebody says so, in a language whose verbs nobody listed.
    const Zone back = behind(range);
    const bool parted = cues_.verbs.empty() && begins_sentence && words >= 5 &&
                        (ends_with_pause(range) || (back.begin < back.end && word(back.begin) == ","));
    if (!sentence && !parted && !(introduced && words >= 5)) return;
    std::optional<Name> name;
    if (begins_sentence && follows(k)) name = inherited(range, true);
    push(k, {range.span}, std::nullopt, name);
  }

  // “Selon N. N., head of the office, «…»” and “«…», selon N. N.”: no verb, but whose words they are.
  bool with_source(std::size_t k, std::size_t words) {
    constexpr std::size_t kFew = 3;
    const MarkedWords& range = r_.ranges[k];
    if (cues_.sources.empty() || words < kFew) return false;
    const Zone back = behind(range);
    const Zone front = before(range);
    // In front: the source opens the sentence, and a comma ends its phrase where the words begin.
    if (front.begin < front.end && is_pause(word(front.end - 1))) {
      const std::uint32_t last = std::min(front.end, front.begin + 4);
      for (std::uint32_t i = front.begin; i < last; ++i)
        if (const auto name = named_source(i, front)) return push_source(k, i, *name);
    }
    const std::uint32_t from =
        back.begin < back.end && is_pause(word(back.begin)) ? back.begin + 1 : back.begin;
    for (std::uint32_t i = from; i < std::min(back.end, from + 2); ++i)
      if (const auto name = named_source(i, back)) return push_source(k, i, *name);
    return false;
  }

  bool push_source(std::size_t k, std::uint32_t source, const Name& name) {
    push(k, {r_.ranges[k].span}, token(source).span, name);
    return true;
  }

  // The first name behind the word of source at `i`, with nothing but small words between.
  std::optional<Name> named_source(std::uint32_t i, Zone zone) const {
    if (!token(i).word || !cues_.sources.contains(folded_word(i))) return std::nullopt;
    const std::uint32_t limit = std::min(zone.end, i + 1 + kSubjectLimit);
    for (std::uint32_t at = i + 1; at < limit && token(at).word; ++at) {
      if (!token(at).capital) continue;
      const Stretch run = run_right(at, limit);
      if (run.size() < 2 && !surnames_.contains(std::string(word(at)))) return std::nullopt;
      return name_in(run, run.begin, false);
    }
    return std::nullopt;
  }

  // “…”, said N. N., “…” and “…”, said N. N. “…”: the second is more of the first, unless it has a verb of
  // its own.
  bool joins(std::size_t k) const {
    if (!follows(k) || !last_cue_ || out_.back().pieces.empty()) return false;
    const MarkedWords& range = r_.ranges[k];
    const MarkedWords& last = r_.ranges[k - 1];
    if (last_cue_->begin < last.span.end || last_cue_->begin > range.span.begin) return false;
    std::size_t stops = 0;
    for (std::uint32_t i = last.tokens.end; i < range.tokens.begin; ++i) stops += is_stop(word(i)) ? 1 : 0;
    if (stops > 1 || (stops == 1 && !is_stop(word(range.tokens.begin - 1)))) return false;
    if (stops == 0 && !is_pause(word(range.tokens.begin - 1))) return false;
    return !first_verb(behind(range));
  }

  // «Le pont, said N. N., rouvrira»: between commas stand a verb of speech and who spoke, and nothing else.
  bool interrupted_by_commas(std::size_t k) {
    const MarkedWords& range = r_.ranges[k];
    for (std::uint32_t i = range.tokens.begin + 2; i + 2 < range.tokens.end; ++i) {
      if (word(i) != ",") continue;
      std::uint32_t verb = i + 1;
      while (verb < range.tokens.end && verb < i + 3 && token(verb).word && !is_inner_verb(verb)) ++verb;
      if (verb >= range.tokens.end || verb >= i + 3 || !is_inner_verb(verb)) continue;
      const bool helped = verb == i + 1 || is_auxiliary(verb - 1) || is_pronoun(verb - 1);
      std::uint32_t close = verb + 1;
      while (close < std::min(range.tokens.end, i + kInterruption) && word(close) != ",") ++close;
      if (!helped || close + 1 >= range.tokens.end || word(close) != ",") continue;
      const auto name = is_pronoun(verb - 1) ? pronoun(verb - 1) : right_of(verb, {i + 1, close});
      const bool spoken = name || folded_word(verb).ends_with("-il") ||
                          folded_word(verb).ends_with("-elle") || is_pronoun(verb - 1);
      if (!spoken) continue;
      push(k, {{range.span.begin, token(i).span.end}, {token(close + 1).span.begin, range.span.end}},
           token(verb).span, name);
      return true;
    }
    return false;
  }

  // A paragraph that opens with a dash, without marks: —…—said N. N. —…
  void take_dash_speech(Stretch paragraph) {
    constexpr std::uint32_t kMost = 400;  // tokens in which the dash of the reporter's words is looked for
    if (paragraph.size() < 5 || !is_dash(word(paragraph.begin)) || token(paragraph.begin).quoted()) return;
    const std::uint32_t last = std::min(paragraph.end, paragraph.begin + kMost);
    for (std::uint32_t i = paragraph.begin + 2; i + 1 < last; ++i) {
      if (!is_dash(word(i)) || token(i).quoted()) continue;
      std::uint32_t verb = i + 1;
      while (verb < std::min(paragraph.end, i + 4) && token(verb).word && !is_verb(verb)) ++verb;
      if (verb >= std::min(paragraph.end, i + 4) || !is_verb(verb)) continue;
      std::uint32_t close = verb + 1;
      while (close < std::min(paragraph.end, i + kInterruption) && !is_dash(word(close)) &&
             !is_stop(word(close)))
        ++close;
      std::uint32_t end = i;
      while (end > paragraph.begin + 1 && word(end - 1) == ",") --end;
      Marked item;
      item.pieces.push_back(r_.span({paragraph.begin + 1, end}));
      // Behind a second dash the speech goes on.
      std::uint32_t on = close;
      while (on < paragraph.end && on < close + 2 && !is_dash(word(on))) ++on;
      if (on + 1 < paragraph.end && on < close + 2) item.pieces.push_back(r_.span({on + 1, paragraph.end}));
      item.cue = token(verb).span;
      MarkedWords none;
      none.tokens = {i, i};
      if (const auto name = capitals({i + 1, close}, verb, true, none); name && !name->name.empty()) {
        item.name = name->name;
        item.mention = name->mention;
        item.step = name->step;
      }
      out_.push_back(std::move(item));
      return;
    }
  }

  // «Deal — that's an engagement, — says N. N. — The wedding takes years»: the reporter's words stand
  // between dashes inside the marks.
  bool interrupted(std::size_t k) {
    const MarkedWords& range = r_.ranges[k];
    std::vector<Span> pieces;
    std::optional<std::uint32_t> cue;
    std::optional<Name> name;
    std::uint32_t begin = range.span.begin;
    for (std::uint32_t i = range.tokens.begin + 2; i + 1 < range.tokens.end; ++i) {
      if (!is_dash(word(i)) || token(i - 1).word) continue;
      std::uint32_t verb = i + 1;
      while (verb < std::min(range.tokens.end, i + 4) && token(verb).word && !is_inner_verb(verb)) ++verb;
      if (verb >= range.tokens.end || verb >= i + 4 || !token(verb).word) continue;
      std::uint32_t close = verb + 1;
      while (close < std::min(range.tokens.end, i + kInterruption) && !is_dash(word(close))) ++close;
      const bool closed = close < std::min(range.tokens.end, i + kInterruption);
      if (!closed) close = range.tokens.end;
      if (!cue) {
        cue = verb;
        name = capitals({i + 1, close}, verb, true, range);
      }
      pieces.push_back({begin, token(i - 1).span.end});
      if (!closed || close + 1 >= range.tokens.end) {
        begin = range.span.end;
        break;
      }
      begin = token(close + 1).span.begin;
      i = close;
    }
    if (!cue) return false;
    if (begin < range.span.end) pieces.push_back({begin, range.span.end});
    push(k, std::move(pieces), token(*cue).span, name);
    return true;
  }

  // As is_verb, for words inside the marks.
  bool is_inner_verb(std::uint32_t i) const { return cues_.verbs.contains(folded_word(i)); }

  bool with_verb(std::size_t k, std::size_t words) {
    const MarkedWords& range = r_.ranges[k];
    const Zone back = behind(range);
    const Zone front = before(range);
    const bool stop = ends_with_stop(range);
    const bool verb_last = cues_.subjects == Subjects::ergative || cues_.verbs.contains("dedi");
    const bool parted = back.begin < back.end && is_pause(word(back.begin));
    if (const auto verb = first_verb(back)) {
      const bool attached = parted || stop || ends_with_pause(range) || verb_last;
      if (attached ? words >= (parted || !verb_last ? 2U : 4U) || stop : words >= 6) {
        push(k, {range.span}, token(*verb).span, speaker(back, *verb, true, range));
        return true;
      }
    }
    if (const auto verb = last_verb(front)) {
      const bool introduced = mark_before(range, {":", "："});
      const bool paused = range.tokens.begin > front.begin && is_pause(word(range.tokens.begin - 1));
      const std::size_t needed = introduced ? 2 : paused ? 3 : 4;
      if (words >= needed || (introduced && stop)) {
        push(k, {range.span}, token(*verb).span, speaker(front, *verb, false, range));
        return true;
      }
    }
    return false;
  }

  std::optional<Name> speaker(Zone zone, std::uint32_t verb, bool behind_words, const MarkedWords& range) {
    switch (cues_.subjects) {
      case Subjects::capitals:
        return capitals(zone, verb, behind_words, range);
      case Subjects::ergative:
        return ergative(zone, verb, range);
      case Subjects::behind:
        return behind_verb(zone, verb);
      default:
        return std::nullopt;
    }
  }

  // ---- names in scripts with capitals

  bool begins_name(std::uint32_t i) const { return token(i).word && token(i).capital && !is_verb(i); }

  // The run of capitalised words that begins at `i`, particles within.
  Stretch run_right(std::uint32_t i, std::uint32_t limit) const {
    std::uint32_t end = i;
    while (end < limit && begins_name(end)) {
      ++end;
      std::uint32_t particle = end;
      while (particle < limit && particle < end + 2 && token(particle).is(kParticle) &&
             !token(particle).capital)
        ++particle;
      if (particle > end && particle < limit && begins_name(particle) && particle + 0 < limit &&
          !cues_.prepositions.contains(word(end)))
        end = particle;
    }
    return {i, end};
  }

  Stretch run_left(std::uint32_t end, std::uint32_t limit) const {
    std::uint32_t begin = end;
    while (begin > limit && begins_name(begin - 1)) --begin;
    return {begin, end};
  }

  bool is_role(std::uint32_t i) const { return cues_.roles.contains(folded_word(i)); }

  bool is_patronymic(std::string_view name) const {
    return std::any_of(cues_.patronymics.begin(), cues_.patronymics.end(),
                       [&](auto ending) { return name.ends_with(ending); });
  }

  // The name in a run of capitals; nothing when it is an object, or may be an ordinary noun.
  std::optional<Name> name_in(Stretch run, std::uint32_t limit, bool beside_verb) const {
    bool titled = false;
    while (run.size() > 1 && is_role(run.begin)) {
      ++run.begin;
      titled = true;
    }
    for (std::uint32_t i = run.begin; i + 1 < run.end; ++i) {
      if (is_acronym(word(i))) {
        run.begin = i + 1;
        titled = false;
      }
    }
    if (run.empty() || is_acronym(word(run.end - 1)) || is_role(run.end - 1)) return std::nullopt;
    const bool object =
        !titled && run.begin > limit && cues_.prepositions.contains(folded_word(run.begin - 1));
    const bool many = run.size() >= 3;
    if (object && !many) return std::nullopt;
    if (run.size() == 1 && cues_.openers.contains(folded_word(run.begin))) return std::nullopt;
    while (run.size() > 1 && cues_.openers.contains(folded_word(run.begin))) ++run.begin;
    // “мэр Вальмогорска Ольга Требулова”: behind a role the first of three is what it is the role of, where
    // the second is no patronymic.
    if (run.size() == 3 && !cues_.patronymics.empty() && run.begin > 0 && is_role(run.begin - 1) &&
        !is_patronymic(word(run.begin + 1)))
      ++run.begin;
    if (many && (object || run.size() > 4) && !token(run.end - 2).is(kParticle)) run.begin = run.end - 2;
    Name out;
    out.mention = r_.span(run);
    if (run.size() == 1) {
      if (const auto known = surnames_.find(std::string(word(run.begin))); known != surnames_.end()) {
        if (known->second.empty()) return std::nullopt;
        out.name = known->second;
        return out;
      }
      if (!beside_verb || word(run.begin).size() < 3) return std::nullopt;
    }
    for (std::uint32_t i = run.begin; i < run.end; ++i) {
      if (!out.name.empty()) out.name += ' ';
      out.name += word(i);
    }
    return out;
  }

  // Full names of two words, by their last one; empty where two people share it.
  void know_names() {
    const auto n = static_cast<std::uint32_t>(r_.tokens.size());
    for (std::uint32_t i = 0; i < n;) {
      if (!begins_name(i) || token(i).quoted()) {
        ++i;
        continue;
      }
      Stretch run = run_right(i, n);
      i = std::max(run.end, i + 1);
      while (run.size() > 2 && is_role(run.begin)) ++run.begin;
      if (run.size() != 2 || is_role(run.begin) || is_acronym(word(run.begin))) continue;
      if (run.begin > 0 && cues_.prepositions.contains(folded_word(run.begin - 1))) continue;
      const std::string full = std::string(word(run.begin)) + " " + std::string(word(run.end - 1));
      std::string& known = surnames_.try_emplace(std::string(word(run.end - 1)), full).first->second;
      if (known != full) known.clear();
    }
  }

  std::optional<Name> capitals(Zone zone, std::uint32_t verb, bool behind_words, const MarkedWords& range) {
    if (cues_.verbs.contains("dedi")) return subject_first(range);
    if (behind_words) {
      if (auto name = right_of(verb, zone)) return name;
      if (auto name = left_of(verb, zone, range)) return name;
    } else {
      if (auto name = left_of(verb, zone, range)) return name;
      if (auto name = right_of(verb, zone)) return name;
    }
    return std::nullopt;
  }

  bool is_pronoun(std::uint32_t i) const {
    const std::string folded = folded_word(i);
    return cues_.pronouns.contains(folded) || folded.ends_with("-il") || folded.ends_with("-elle");
  }

  std::optional<Name> right_of(std::uint32_t verb, Zone zone) {
    const std::uint32_t limit = std::min(zone.end, verb + 1 + kSubjectLimit);
    if (folded_word(verb).ends_with("-il") || folded_word(verb).ends_with("-elle")) return pronoun(verb);
    for (std::uint32_t i = verb + 1; i < limit; ++i) {
      if (!token(i).word) return is_pause(word(i)) ? behind_apposition(verb, i, zone) : std::nullopt;
      const std::string folded = folded_word(i);
      if (is_one_of(folded, {"que", "qu", "che", "dass", "что", "що", "że"}) || folded.starts_with("qu'") ||
          is_verb(i)) {
        return std::nullopt;
      }
      if (i == verb + 1 && is_pronoun(i)) return pronoun(i);
      if (!token(i).capital) continue;
      const Stretch run = run_right(i, limit);
      if (auto name = name_in(run, verb + 1, i == verb + 1)) return name;
      i = std::max(run.end, i + 1) - 1;
    }
    return std::nullopt;
  }

  // “said the director, N. N.”: the name behind the comma is whom the role before it is of.
  std::optional<Name> behind_apposition(std::uint32_t verb, std::uint32_t comma, Zone zone) const {
    if (comma == verb + 1 || word(comma) != "," || comma + 1 >= zone.end) return std::nullopt;
    bool role = false;
    for (std::uint32_t i = verb + 1; i < comma; ++i) role = role || is_role(i);
    const Stretch run = run_right(comma + 1, std::min(zone.end, comma + 1 + kSubjectLimit));
    return role && run.size() >= 2 ? name_in(run, comma + 1, false) : std::nullopt;
  }

  std::optional<Name> left_of(std::uint32_t verb, Zone zone, const MarkedWords& range) {
    std::uint32_t end = verb;
    while (end > zone.begin && is_auxiliary(end - 1)) --end;
    if (end == zone.begin) {
      return cues_.may_lack_pronoun && (verb + 1 >= zone.end || !token(verb + 1).word)
                 ? unnamed(range)
                 : std::nullopt;
    }
    if (is_pronoun(end - 1)) return pronoun(end - 1);
    if (is_pause(word(end - 1))) {
      // “N. N., head of the office, said”
      const std::uint32_t lowest = end > zone.begin + 16 ? end - 16 : zone.begin;
      // “His lawyer, N. N., said”
      if (const Stretch run = run_left(end - 1, lowest);
          run.size() >= 2 && run.begin > zone.begin && is_pause(word(run.begin - 1)))
        return name_in(run, zone.begin, false);
      for (std::uint32_t i = end - 1; i-- > lowest;) {
        if (is_pause(word(i)) && i > zone.begin && token(i - 1).capital) {
          const Stretch run = run_left(i, zone.begin);
          return run.size() >= 2 && run.begin == zone.begin ? name_in(run, zone.begin, false) : std::nullopt;
        }
      }
      return cues_.may_lack_pronoun && end - 1 == zone.begin &&
                     (verb + 1 >= zone.end || !token(verb + 1).word)
                 ? unnamed(range)
                 : std::nullopt;
    }
    const Stretch run = run_left(end, zone.begin);
    return run.empty() ? std::nullopt : name_in(run, zone.begin, true);
  }

  bool is_auxiliary(std::uint32_t i) const {
    return is_one_of(
        folded_word(i),
        {"a",        "ont",   "avait", "ha",      "hanno",     "aveva",   "hat",        "haben",
         "tem",      "havia", "había", "m'a",     "l'a",       "s'est",   "s\u2019est", "l\u2019a",
         "m\u2019a", "fait",  "ha",    "han",     "había",     "est",     "è",          "также",
         "же",       "також", "też",   "również", "également", "también", "também",     "auch"});
  }

  // Turkish: the subject stands in front of what is said, the verb behind it.
  std::optional<Name> subject_first(const MarkedWords& range) {
    const Zone front = before(range);
    std::uint32_t end = front.end;
    if (end > front.begin && is_pause(word(end - 1))) --end;
    const Stretch run = run_left(end, front.begin);
    if (run.size() < 2) return std::nullopt;
    return name_in(run, front.begin, false);
  }

  // ---- names in scripts without capitals

  // “… X Y نے کہا”: the phrase in front of the particle, without what belongs to it and its titles.
  std::optional<Name> ergative(Zone zone, std::uint32_t verb, const MarkedWords&) {
    std::uint32_t particle = verb;
    const std::uint32_t lowest = verb > zone.begin + 4 ? verb - 4 : zone.begin;
    while (particle > lowest && !is_one_of(word(particle), {"نے", "ने"})) --particle;
    if (!is_one_of(word(particle), {"نے", "ने"})) {
      const std::uint32_t first = zone.begin;
      return is_pronoun(verb > first ? verb - 1 : verb) ? pronoun(verb - 1) : std::nullopt;
    }
    std::uint32_t begin = particle;
    while (begin > zone.begin && token(begin - 1).word && particle - begin < 10 &&
           !cues_.prepositions.contains(word(begin - 1)))
      --begin;
    if (begin + 1 == particle && is_pronoun(begin)) return pronoun(begin);
    if (is_pronoun(particle)) return pronoun(particle);
    bool titled = false;
    while (begin < particle && cues_.roles.contains(word(begin))) {
      ++begin;
      titled = true;
    }
    const std::uint32_t size = particle - begin;
    if (size != 2 && !(size == 3 && titled)) return std::nullopt;
    for (std::uint32_t i = begin; i < particle; ++i) {
      if (is_pronoun(i) || cues_.roles.contains(word(i))) return std::nullopt;
    }
    return named({begin, particle});
  }

  // “قال وزير الخارجية الايطالي باولو جينتيلوني”: behind titles and their adjectives only.
  std::optional<Name> behind_verb(Zone zone, std::uint32_t verb) {
    std::uint32_t begin = verb + 1;
    std::uint32_t end = begin;
    while (end < std::min(zone.end, begin + kSubjectLimit) && token(end).word &&
           !cues_.prepositions.contains(word(end)) && !is_verb(end))
      ++end;
    bool titled = false;
    while (begin < end && (cues_.roles.contains(word(begin)) || (titled && word(begin).starts_with("ال")))) {
      ++begin;
      titled = true;
    }
    // “رئيس شركة …” is the head of something, not a title in front of a name.
    if (!titled || !word(begin - 1).starts_with("ال")) return std::nullopt;
    if (end - begin < 2 || end - begin > 3 || (end - begin == 3 && word(end - 1).starts_with("ال")))
      return std::nullopt;
    return named({begin, end});
  }

  Name named(Stretch words) const {
    Name out;
    out.mention = r_.span(words);
    for (std::uint32_t i = words.begin; i < words.end; ++i) {
      if (!out.name.empty()) out.name += ' ';
      out.name += word(i);
    }
    return out;
  }

  // ---- scripts that run words together

  bool run_together(std::size_t k, std::size_t words) {
    const MarkedWords& range = r_.ranges[k];
    const Zone back = behind(range);
    const Zone front = before(range);
    const bool japanese = cues_.subjects == Subjects::honorific;
    const auto front_verb = verb_within_run(front, true);
    if (!japanese && front_verb) {
      // X说：“…”
      const std::string_view gap = r_.text.substr(front_verb->end, range.span.begin - front_verb->end);
      if (words >= (gap.size() <= 6 ? 2U : 6U)) {
        push(k, {range.span}, front_verb, behind_title(front, *front_verb));
        return true;
      }
    }
    const auto back_verb = verb_within_run(back, false);
    if (!back_verb) return false;
    const std::string_view gap = r_.text.substr(range.span.end, back_verb->begin - range.span.end);
    if (japanese) {
      // 「…」と話した, not 「title」を説明した
      if (!r_.text.substr(range.span.end).starts_with("と") && !gap.starts_with("などと") &&
          !gap.starts_with("って"))
        return false;
      if (words < 3 || gap.size() > 60) return false;
      push(k, {range.span}, back_verb, before_honorific(front));
      return true;
    }
    if (words < 3 || gap.size() > 36 || !(ends_with_stop(range) || ends_with_pause(range))) return false;
    push(k, {range.span}, back_verb, behind_title(back, *back_verb));
    return true;
  }

  // 山田太郎氏は「…」
  std::optional<Name> before_honorific(Zone zone) const {
    if (zone.begin >= zone.end) return std::nullopt;
    const Span bytes = r_.span({zone.begin, zone.end});
    const auto points = code_points(slice(r_.text, bytes));
    for (std::size_t i = points.size(); i-- > 1;) {
      if (!is_one_of(points[i], {"は", "が", "も"})) continue;
      std::size_t end = i;
      if (points[end - 1] == "氏") {
        end -= 1;
      } else if (end >= 2 && points[end - 1] == "ん" && points[end - 2] == "さ") {
        end -= 2;
      } else {
        continue;
      }
      std::size_t begin = end;
      while (begin > 0 && is_han_or_katakana(points[begin - 1])) --begin;
      if (end - begin < 2 || end - begin > 16) return std::nullopt;
      if (begin > 0 && points[begin - 1] == "お") return std::nullopt;
      std::uint32_t from = bytes.begin;
      for (std::size_t p = 0; p < begin; ++p) from += static_cast<std::uint32_t>(points[p].size());
      Name out;
      for (std::size_t p = begin; p < end; ++p) out.name += points[p];
      out.mention = {from, from + static_cast<std::uint32_t>(out.name.size())};
      return out;
    }
    return std::nullopt;
  }

  // 外交部发言人赵立坚说
  std::optional<Name> behind_title(Zone zone, Span verb) const {
    if (cues_.subjects != Subjects::titled) return std::nullopt;
    const std::uint32_t begin = token(zone.begin).span.begin;
    if (verb.begin <= begin) return std::nullopt;
    const std::string_view text = r_.text.substr(begin, verb.begin - begin);
    std::size_t behind = std::string_view::npos;
    for (const std::string_view role : cues_.role_list) {
      const std::size_t at = text.rfind(role);
      if (at != std::string_view::npos && (behind == std::string_view::npos || at + role.size() > behind))
        behind = at + role.size();
    }
    if (behind == std::string_view::npos) return std::nullopt;
    const std::string_view name = text.substr(behind);
    const auto points = code_points(name);
    const bool foreign = std::find(points.begin(), points.end(), "·") != points.end();
    if (points.size() < 2 || points.size() > (foreign ? 14U : 4U)) return std::nullopt;
    for (const std::string_view point : points) {
      if (point != "·" && !is_han_or_katakana(point)) return std::nullopt;
      if (is_one_of(point, {"在", "对", "對", "向", "也", "还", "還", "就", "则", "日", "等", "的", "和",
                            "们", "曾", "今", "昨", "于", "并", "時", "时", "则", "再", "又", "都", "却"})) {
        return std::nullopt;
      }
    }
    Name out;
    out.name = std::string(name);
    const auto from = static_cast<std::uint32_t>(begin + behind);
    out.mention = {from, from + static_cast<std::uint32_t>(name.size())};
    return out;
  }

  // ---- who spoke before

  // The one named first in the nearest sentence of the paragraph before, else who spoke last.
  std::optional<Name> pronoun(std::uint32_t at) {
    std::optional<Name> out = subject_before(at);
    if (!out && heard_ && heard_->paragraph + 1 >= paragraph_of(at)) out = heard_->name;
    if (out) {
      out->step = Step::pronoun;
      out->mention = token(at).span;
    }
    return out;
  }

  std::optional<Name> subject_before(std::uint32_t at) const {
    if (cues_.subjects != Subjects::capitals) return std::nullopt;
    const Stretch paragraph = r_.paragraphs[paragraph_of(at)];
    std::optional<Name> out;
    bool start = true;
    const std::uint32_t first = at > paragraph.begin + kRecentTokens ? at - kRecentTokens : paragraph.begin;
    start = first == paragraph.begin;
    for (std::uint32_t i = first; i < at; ++i) {
      if (start && begins_name(i) && !token(i).quoted()) {
        Stretch run = run_right(i, at);
        while (run.size() > 1 && is_role(run.begin)) ++run.begin;
        const auto known = surnames_.find(std::string(word(run.end - 1)));
        const bool full = run.size() == 2 || known != surnames_.end();
        if (full && run.size() <= 3 && !is_acronym(word(run.end - 1))) out = name_in(run, at, false);
      }
      start = is_stop(word(i));
    }
    return out;
  }

  // Behind the last quotation of the same paragraph, nothing but its attribution between.
  bool follows(std::size_t k) const {
    return !out_.empty() && last_range_ + 1 == k && heard_ &&
           paragraph_of(r_.ranges[k].tokens.begin) == paragraph_of(r_.ranges[k - 1].tokens.begin) &&
           r_.ranges[k].tokens.begin - r_.ranges[k - 1].tokens.end <= kZoneTokens;
  }

  // “añadió”: who spoke before, else who the paragraph was about.
  std::optional<Name> unnamed(const MarkedWords& range) const {
    if (auto last = inherited(range, false)) return last;
    auto subject = subject_before(range.tokens.begin);
    if (subject) subject->step = Step::inherited;
    return subject;
  }

  std::optional<Name> inherited(const MarkedWords& range, bool same_paragraph) const {
    if (!heard_) return std::nullopt;
    const std::uint32_t paragraph = paragraph_of(range.tokens.begin);
    if (heard_->paragraph != paragraph && (same_paragraph || heard_->paragraph + 1 != paragraph))
      return std::nullopt;
    Name out = heard_->name;
    out.step = Step::inherited;
    return out;
  }

  void push(std::size_t k, std::vector<Span> pieces, std::optional<Span> cue,
            const std::optional<Name>& name) {
    Marked item;
    item.pieces = std::move(pieces);
    item.cue = cue;
    const std::uint32_t paragraph = paragraph_of(r_.ranges[k].tokens.begin);
    if (name && !name->name.empty()) {
      item.name = name->name;
      item.mention = name->mention;
      item.step = name->step;
      heard_ = Heard{*name, paragraph};
    } else if (cue) {
      heard_.reset();  // somebody else, unknown
    }
    last_cue_ = cue;
    out_.push_back(std::move(item));
    last_range_ = k;
  }

  const Reading& r_;
  const SpeechCues& cues_;
  std::unordered_map<std::string, std::string> surnames_;
  std::vector<Marked> out_;
  std::optional<Heard> heard_;
  std::optional<Span> last_cue_;  // of the quotation pushed last
  std::size_t last_range_ = 0;
};

}  // namespace

std::vector<Marked> find_marked_quotations(const Reading& reading, std::string_view lang) {
  if (lang == "de") return find_german_quotations(reading);
  return MarkedSieve(reading, speech_cues(lang)).run();
}

}  // namespace pressmark::annotation
