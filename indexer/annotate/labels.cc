#include "indexer/annotate/labels.h"

#include <algorithm>

#include "indexer/annotate/clauses.h"

namespace pressmark::annotation {
namespace {

void put(std::vector<Label>& labels, Stretch stretch, Label begin, Label inside) {
  if (stretch.empty() || stretch.end > labels.size()) return;
  for (std::uint32_t i = stretch.begin; i < stretch.end; ++i) {
    if (labels[i] != Label::outside) return;  // within the words of somebody else
  }
  labels[stretch.begin] = begin;
  for (std::uint32_t i = stretch.begin + 1; i < stretch.end; ++i) labels[i] = inside;
}

template <typename Quotations>
std::vector<Label> labels_of_all(const Reading& reading, const Quotations& quotations) {
  std::vector<Label> labels(reading.tokens.size(), Label::outside);
  // Long contents first: what is quoted within a quotation is part of it.
  std::vector<Stretch> contents;
  for (const auto& quotation : quotations)
    contents.insert(contents.end(), quotation.content.begin(), quotation.content.end());
  std::stable_sort(contents.begin(), contents.end(),
                   [](const Stretch& a, const Stretch& b) { return a.size() > b.size(); });
  for (const Stretch content : contents) {
    // A content over several paragraphs begins anew in each of them.
    for (std::uint32_t i = content.begin; i < content.end;) {
      const auto paragraph =
          std::upper_bound(reading.paragraphs.begin(), reading.paragraphs.end(), i,
                           [](std::uint32_t token, const Stretch& p) { return token < p.end; });
      const std::uint32_t end =
          paragraph == reading.paragraphs.end() ? content.end : std::min(content.end, paragraph->end);
      put(labels, {i, end}, Label::content_begin, Label::content_inside);
      i = std::max(end, i + 1);
    }
  }
  for (const auto& quotation : quotations) {
    if (quotation.cue) put(labels, *quotation.cue, Label::cue_begin, Label::cue_inside);
  }
  for (const auto& quotation : quotations) {
    if (quotation.source) put(labels, *quotation.source, Label::source_begin, Label::source_inside);
  }
  return labels;
}

struct Phrase {
  Stretch tokens;
  Label label = Label::outside;  // the one that begins it
  std::uint32_t sentence = 0;
};

std::vector<Phrase> phrases_of(const Reading& reading, const std::vector<Label>& labels) {
  std::vector<Phrase> phrases;
  std::uint32_t sentence = 0;
  for (std::uint32_t i = 0; i < labels.size(); ++i) {
    while (sentence + 1 < reading.sentences.size() && reading.sentences[sentence + 1].tokens.begin <= i)
      ++sentence;
    if (begins(labels[i]))
      phrases.push_back({{i, i + 1}, labels[i], sentence});
    else if (is_inside(labels[i]) && !phrases.empty() && phrases.back().tokens.end == i)
      phrases.back().tokens.end = i + 1;
  }
  return phrases;
}

std::uint32_t distance(Stretch a, Stretch b) {
  if (a.end <= b.begin) return b.begin - a.end;
  if (b.end <= a.begin) return a.begin - b.end;
  return 0;
}

bool overlap(Stretch a, Stretch b) {
  return a.begin < b.end && b.begin < a.end;
}

// Puts together what the labels of one paragraph name.
class Linker {
 public:
  Linker(const Reading& reading, const std::vector<Phrase>& phrases, std::size_t begin, std::size_t end,
         const std::vector<Found>& rules, std::uint32_t paragraph, std::vector<Found>& out)
      : r_(reading), paragraph_(paragraph), out_(out) {
    for (std::size_t i = begin; i < end; ++i) {
      const Phrase& phrase = phrases[i];
      if (phrase.label == Label::content_begin) contents_.push_back(phrase);
      if (phrase.label == Label::cue_begin) cues_.push_back(phrase);
      if (phrase.label == Label::source_begin) sources_.push_back(phrase);
    }
    const Stretch tokens = reading.paragraphs[paragraph];
    base_ = tokens.begin;
    by_cue_.assign(tokens.size(), nullptr);
    by_content_.assign(tokens.size(), nullptr);
    for (const Found& found : rules) {
      if (found.cue) note(by_cue_, *found.cue, found);
      for (const Stretch& piece : found.content) note(by_content_, piece, found);
    }
    part_contents();
  }

  void run() {
    std::vector<std::vector<std::size_t>> contents_of(cues_.size());
    for (std::size_t c = 0; c < contents_.size(); ++c) {
      const auto cue = cue_of(contents_[c]);
      if (cue)
        contents_of[*cue].push_back(c);
      else if (stands_alone(contents_[c].tokens))
        put(std::nullopt, {c});
    }
    for (std::size_t q = 0; q < cues_.size(); ++q)
      if (!contents_of[q].empty()) put(q, contents_of[q]);
  }

 private:
  static constexpr std::uint32_t kFar = 40;            // tokens a cue or a source may be away
  static constexpr std::uint32_t kOtherSentence = 12;  // counts as that many tokens
  static constexpr std::uint32_t kAnotherBetween = 8;

  using ByToken = std::vector<const Found*>;  // of the tokens of the paragraph

  void note(ByToken& by_token, Stretch stretch, const Found& found) const {
    for (std::uint32_t i = std::max(stretch.begin, base_); i < stretch.end && i - base_ < by_token.size();
         ++i)
      if (by_token[i - base_] == nullptr) by_token[i - base_] = &found;
  }

  // Where one labelled content runs over two quotations that each have a cue of their own by rules, it is
  // two.
  void part_contents() {
    std::vector<Phrase> parted;
    for (Phrase content : contents_) {
      const Found* last = nullptr;
      for (std::uint32_t i = content.tokens.begin; i < content.tokens.end; ++i) {
        const Found* here = by_content_[i - base_];
        if (here == nullptr || here == last || !here->cue) continue;
        if (last != nullptr) {
          parted.push_back({{content.tokens.begin, i}, content.label, content.sentence});
          content.tokens.begin = i;
          content.sentence = sentence_of(i);
        }
        last = here;
      }
      parted.push_back(content);
    }
    contents_ = std::move(parted);
  }

  const Found* first_of(const ByToken& by_token, Stretch stretch) const {
    for (std::uint32_t i = stretch.begin; i < stretch.end; ++i)
      if (by_token[i - base_] != nullptr) return by_token[i - base_];
    return nullptr;
  }

  // The quotation by rules that has a cue there and something of the content.
  const Found* rule_of(Stretch cue, Stretch content) const {
    const Found* found = first_of(by_cue_, cue);
    if (found == nullptr) return nullptr;
    const bool same = std::any_of(found->content.begin(), found->content.end(),
                                  [&](const Stretch& piece) { return overlap(piece, content); });
    return same ? found : nullptr;
  }

  // The quotation by rules that has the content.
  const Found* rule_over(Stretch content) const { return first_of(by_content_, content); }

  // The first of `phrases` that begins at or behind a token.
  static std::size_t at_or_behind(const std::vector<Phrase>& phrases, std::uint32_t token) {
    const auto it =
        std::lower_bound(phrases.begin(), phrases.end(), token,
                         [](const Phrase& phrase, std::uint32_t t) { return phrase.tokens.begin < t; });
    return static_cast<std::size_t>(it - phrases.begin());
  }

  // Those of `phrases` that may belong to what stands at `tokens`: not too far off.
  template <typename Use>
  static void each_near(const std::vector<Phrase>& phrases, Stretch tokens, const Use& use) {
    std::size_t i = at_or_behind(phrases, tokens.begin > 2 * kFar ? tokens.begin - 2 * kFar : 0);
    for (; i < phrases.size() && phrases[i].tokens.begin <= tokens.end + kFar; ++i)
      if (distance(phrases[i].tokens, tokens) <= kFar) use(i);
  }

  // Whether marks without a cue are a quotation or scare quotes is for the rules to say.
  bool stands_alone(Stretch content) const { return rule_over(content) != nullptr; }

  std::optional<std::size_t> cue_of(const Phrase& content) const {
    if (const Found* rule = rule_over(content.tokens); rule != nullptr && rule->cue) {
      const std::size_t q = at_or_behind(cues_, rule->cue->begin);
      if (q < cues_.size() && overlap(cues_[q].tokens, *rule->cue)) return q;
      if (q > 0 && overlap(cues_[q - 1].tokens, *rule->cue)) return q - 1;
    }
    std::optional<std::size_t> best;
    std::uint32_t least = kFar + 1;
    const std::uint32_t last = sentence_of(content.tokens.end - 1);
    const std::size_t behind = at_or_behind(cues_, content.tokens.begin);
    each_near(cues_, content.tokens, [&](std::size_t q) {
      const Phrase& cue = cues_[q];
      std::uint32_t cost = distance(cue.tokens, content.tokens);
      if (cue.sentence != content.sentence && cue.sentence != last) {
        // Only whole sentences may be said in another one than their cue's.
        if (r_.sentences[content.sentence].tokens.begin != content.tokens.begin) return;
        cost += kOtherSentence;
      }
      const std::size_t between = q < behind ? behind - 1 - q : q - behind;
      cost += static_cast<std::uint32_t>(between) * kAnotherBetween;
      if (cost < least) {
        least = cost;
        best = q;
      }
    });
    return best;
  }

  std::optional<Stretch> source_of(const Phrase& cue, Stretch content) const {
    const Found* rule = rule_of(cue.tokens, content);
    // “Ann Lee thanked Bo Carter, who said”: a relative pronoun is resolved by what stands in front of it.
    if (rule != nullptr && rule->source && is_folded(r_, rule->source->end - 1, "who")) return rule->source;
    std::optional<Stretch> best;
    std::uint32_t least = kFar + 1;
    each_near(sources_, cue.tokens, [&](std::size_t i) {
      const Phrase& source = sources_[i];
      std::uint32_t cost = 2 * distance(cue.tokens, source.tokens);
      if (source.tokens.begin > cue.tokens.begin) cost += 3;
      if (source.sentence != cue.sentence) cost += 3 * kOtherSentence;
      if (rule != nullptr && rule->source && overlap(*rule->source, source.tokens)) cost = 0;
      if (cost < least) {
        least = cost;
        best = source.tokens;
      }
    });
    // Nobody labelled: whom the rules took, or the subject of the verb.
    if (best) return best;
    if (rule != nullptr) return rule->source;
    return subject_of(cue, content);
  }

  // A noun that looks like the verb, and a participle, have none.
  std::optional<Stretch> subject_of(const Phrase& cue, Stretch content) const {
    if (cue.tokens.size() == 1 && r_.tokens[cue.tokens.begin].is(kNounToo | kGerund)) return std::nullopt;
    const std::uint32_t begin = std::max(base_, r_.sentences[cue.sentence].tokens.begin);
    const Stretch subject = subject_left(r_, cue.tokens.begin, begin);
    const bool is_said = overlap(content, subject);  // “the bridge was reported closed”
    return subject.empty() || is_said ? std::nullopt : std::optional(subject);
  }

  std::uint32_t sentence_of(std::uint32_t token) const {
    const auto next = std::upper_bound(r_.sentences.begin(), r_.sentences.end(), token,
                                       [](std::uint32_t t, const Sentence& s) { return t < s.tokens.begin; });
    return next == r_.sentences.begin() ? 0 : static_cast<std::uint32_t>(next - r_.sentences.begin()) - 1;
  }

  Form form_of(const Found& found) const {
    const Stretch first = found.content.front();
    if (found.cue) {
      if (is_folded(r_, found.cue->begin, "according")) return Form::according;
      return found.cue->begin < first.begin ? Form::cue_before : Form::cue_after;
    }
    const bool sentence = r_.sentences[sentence_of(first.begin)].tokens.begin == first.begin;
    return sentence && r_.tokens[first.begin].quoted() ? Form::floating : Form::loose;
  }

  // With the marks of quotation that stand at its edges.
  Stretch with_marks(Stretch piece) const {
    const auto only_marks = [&](std::uint32_t from, std::uint32_t to) {
      return std::none_of(r_.tokens.begin() + from, r_.tokens.begin() + to,
                          [](const Token& token) { return token.word; });
    };
    if (piece.empty()) return piece;
    const Stretch paragraph = r_.paragraphs[paragraph_];
    if (const Token& first = r_.tokens[piece.begin]; first.quoted()) {
      const std::uint32_t begin = std::max(range_of(first).begin, paragraph.begin);
      if (begin < piece.begin && only_marks(begin, piece.begin)) piece.begin = begin;
    }
    if (const Token& last = r_.tokens[piece.end - 1]; last.quoted()) {
      const std::uint32_t end = std::min(range_of(last).end, paragraph.end);
      if (end > piece.end && only_marks(piece.end, end)) piece.end = end;
    }
    return piece;
  }
  Stretch range_of(const Token& token) const {
    return r_.ranges[static_cast<std::size_t>(token.range)].tokens;
  }

  // Two words or a marked one; “as” that labels left over is nothing.
  bool says_something(Stretch piece) const {
    std::uint32_t words = 0;
    for (std::uint32_t i = piece.begin; i < piece.end && words < 2; ++i) {
      words += r_.tokens[i].word ? 1 : 0;
      if (r_.tokens[i].quoted()) return true;
    }
    return words > 1;
  }

  // “In reply to a question, she said: “No.””: what only says when and where is none of what was said.
  void drop_adjuncts(Stretch cue, std::vector<Stretch>& content) const {
    const bool marks = std::any_of(content.begin(), content.end(),
                                   [&](const Stretch& piece) { return r_.tokens[piece.begin].quoted(); });
    std::erase_if(content, [&](const Stretch& piece) {
      if (is_marked(piece) || rule_over(piece) != nullptr) return false;
      const bool in_front = piece.end <= cue.begin;
      const bool adverbial = r_.tokens[piece.begin].is(kPreposition) ||
                             (piece.begin > base_ && r_.tokens[piece.begin - 1].is(kPreposition));
      return adverbial ? in_front || marks : in_front && marks && !looks_like_clause(r_, piece);
    });
  }
  bool is_marked(Stretch piece) const {
    return std::any_of(r_.tokens.begin() + piece.begin, r_.tokens.begin() + piece.end,
                       [](const Token& token) { return token.quoted(); });
  }

  // “more ‘special’ equipment”: one or two marked words in a phrase without a verb.
  bool holds_scare_quotes(Stretch piece) const {
    std::uint32_t marked = 0;
    for (std::uint32_t i = piece.begin; i < piece.end; ++i) {
      const Token& token = r_.tokens[i];
      if (token.is(kAuxiliary | kFiniteVerb) || is_folded(r_, i, "to")) return false;
      const bool opened = !token.quoted() && !token.word && i + 1 < piece.end &&
                          (r_.word(i) == "\u2018" || r_.word(i) == "'");
      if (opened || (token.quoted() && token.word)) ++marked;
    }
    return marked == 1 || marked == 2;
  }

  // What labels alone take for reported speech needs a word of speech, and isn't “what she says she can do”.
  bool is_reported(const Found& found) const {
    if (!found.cue) return true;
    // “posting comments that are rude”: without anybody in front a noun, and no verb.
    if (!found.source && found.cue->size() == 1 && r_.tokens[found.cue->begin].is(kNounToo)) return false;
    // “There is something to be said for it”
    const std::uint32_t cue = found.cue->begin;
    if (!found.source && (is_folded(r_, cue, "to") || (cue > base_ && is_folded(r_, cue - 1, "to"))))
      return false;
    const Stretch subject = subject_left(r_, found.cue->begin, base_);
    const std::uint32_t clause = subject.empty() ? found.cue->begin : subject.begin;
    if (clause > base_) {
      for (const auto* word : {"what", "whatever", "whom"})
        if (is_folded(r_, clause - 1, word)) return false;
    }
    if (std::all_of(found.content.begin(), found.content.end(),
                    [&](const Stretch& piece) { return holds_scare_quotes(piece); }))
      return false;
    constexpr Classes kWords = kSpeech | kBareClause | kWeakCue | kAddressee | kQuestion | kInfinitive |
                               kUrging | kThatNeeded | kMarksNeeded;
    const auto begin = r_.tokens.begin() + found.cue->begin;
    const auto end = r_.tokens.begin() + found.cue->end;
    return std::any_of(begin, end, [](const Token& token) { return token.is(kWords) || !token.word; }) ||
           is_folded(r_, found.cue->begin, "according") ||
           std::all_of(found.content.begin(), found.content.end(),
                       [&](const Stretch& piece) { return is_marked(piece); });
  }

  // Where reported speech ends is what rules of grammar know best; what stands within marks needs no rule.
  void take_edges(std::vector<Stretch>& content, const std::vector<Stretch>& by_rules) const {
    for (std::size_t i = 0; i < content.size(); ++i) {
      if (r_.tokens[content[i].begin].quoted() && r_.tokens[content[i].end - 1].quoted()) continue;
      const auto rule = std::find_if(by_rules.begin(), by_rules.end(),
                                     [&](const Stretch& piece) { return overlap(piece, content[i]); });
      if (rule == by_rules.end()) continue;
      const bool is_free = std::none_of(content.begin(), content.end(), [&](const Stretch& other) {
        return &other != &content[i] && overlap(other, *rule);
      });
      if (is_free) content[i] = *rule;
    }
  }

  void put(std::optional<std::size_t> cue, const std::vector<std::size_t>& contents) {
    Found found;
    for (const std::size_t c : contents) {
      const Stretch piece = with_marks(without_stop(r_, contents_[c].tokens));
      if (says_something(piece)) found.content.push_back(piece);
    }
    if (cue) drop_adjuncts(cues_[*cue].tokens, found.content);
    if (found.content.empty()) return;
    const Stretch first = found.content.front();
    const Found* rule = nullptr;
    if (cue) {
      found.cue = cues_[*cue].tokens;
      found.source = source_of(cues_[*cue], first);
      rule = rule_of(*found.cue, first);
      if (rule != nullptr) found.cue = rule->cue;
    } else if ((rule = rule_over(first)) != nullptr) {
      found.cue = rule->cue;
      found.source = rule->source;
    }
    if (rule != nullptr) take_edges(found.content, rule->content);
    if (rule == nullptr && !is_reported(found)) return;
    found.form = rule != nullptr ? rule->form : form_of(found);
    found.sentence = cue ? cues_[*cue].sentence : contents_[contents.front()].sentence;
    found.paragraph = paragraph_;
    found.last_paragraph = paragraph_;
    out_.push_back(std::move(found));
  }

  const Reading& r_;
  std::uint32_t base_ = 0;
  ByToken by_cue_;  // the rules' quotations
  ByToken by_content_;
  std::uint32_t paragraph_;
  std::vector<Found>& out_;
  std::vector<Phrase> contents_;
  std::vector<Phrase> cues_;
  std::vector<Phrase> sources_;
};

// What rules alone found stays; out[first…] is what the labels of the same paragraph tell of.
void add_missing(Stretch paragraph, const std::vector<Found>& rules, std::size_t first,
                 std::vector<Found>& out) {
  std::vector<bool> told(paragraph.size(), false);
  const auto each_token = [&](const Found& found, const auto& use) {
    const auto all = [&](Stretch stretch) {
      for (std::uint32_t i = std::max(stretch.begin, paragraph.begin);
           i < std::min(stretch.end, paragraph.end); ++i)
        use(i - paragraph.begin);
    };
    if (found.cue) all(*found.cue);
    for (const Stretch& piece : found.content) all(piece);
  };
  for (std::size_t i = first; i < out.size(); ++i)
    each_token(out[i], [&](std::uint32_t at) { told[at] = true; });
  for (const Found& found : rules) {
    bool is_told = false;
    each_token(found, [&](std::uint32_t at) { is_told = is_told || told[at]; });
    if (!is_told) out.push_back(found);
  }
}

}  // namespace

std::vector<Label> labels_of(const Reading& reading, const std::vector<Attribution>& attributions) {
  return labels_of_all(reading, attributions);
}

std::vector<Label> labels_of(const Reading& reading, const std::vector<Found>& found) {
  return labels_of_all(reading, found);
}

std::vector<Found> found_in(const Reading& reading, const std::vector<Label>& labels,
                            const std::vector<Found>& rules) {
  const auto phrases = phrases_of(reading, labels);
  std::vector<Found> out;
  std::size_t phrase = 0;
  std::size_t rule = 0;
  for (std::uint32_t p = 0; p < reading.paragraphs.size(); ++p) {
    const Stretch paragraph = reading.paragraphs[p];
    const std::size_t begin = phrase;
    while (phrase < phrases.size() && phrases[phrase].tokens.begin < paragraph.end) ++phrase;
    std::vector<Found> here;
    while (rule < rules.size() && rules[rule].content.front().begin < paragraph.end)
      here.push_back(rules[rule++]);
    const std::size_t first = out.size();
    if (phrase > begin) Linker(reading, phrases, begin, phrase, here, p, out).run();
    add_missing(paragraph, here, first, out);
  }
  std::stable_sort(out.begin(), out.end(), [](const Found& a, const Found& b) {
    return a.content.front().begin < b.content.front().begin;
  });
  return out;
}

}  // namespace pressmark::annotation
