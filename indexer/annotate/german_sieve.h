#pragma once
// The sieve of German news, a class of many small rules: german_subjects.cc knows who speaks, german_cues.cc
// what tells of speech in a sentence, german_marks.cc which marks hold somebody's words, german_reports.cc
// what is reported without marks; german_speech.cc goes through the sentences. Private to the German rules.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/annotate/german_phrases.h"
#include "indexer/annotate/marked.h"
#include "indexer/annotate/reading.h"

namespace pressmark::annotation {

// Tokens beside the marks, or of a sentence, in which words of speech are looked for.
inline constexpr std::uint32_t kGermanReach = 60;
// Tokens back to whom a pronoun may mean, and to who goes on speaking.
inline constexpr std::uint32_t kGermanMemory = 120;

struct GermanSpeaker {
  GermanPhrase phrase;
  std::string name;
  Step step = Step::none;
};

// What in a sentence tells of speech.
struct GermanCue {
  Stretch words;
  std::optional<GermanSpeaker> who;
  bool judgement = false;  // of speech only beside marks
};

class GermanSieve {
 public:
 public:
  explicit GermanSieve(const Reading& reading) : r_(reading), p_(reading) {}

  std::vector<Marked> run();

 private:
  // “am 9. | Juni”
  bool cut_behind_ordinal(const Sentence& sentence, const Sentence& next) const;

  const Token& token(std::uint32_t i) const { return r_.tokens[i]; }
  bool plain(std::uint32_t i) const { return token(i).word && !token(i).quoted(); }
  bool is(std::uint32_t i, GermanClasses any) const { return plain(i) && p_.is(i, any); }
  bool comma(std::uint32_t i) const { return r_.is_mark(i, ',') && !token(i).quoted(); }
  bool word_is(std::uint32_t i, std::string_view word) const { return plain(i) && r_.word(i) == word; }
  std::string lowered(std::uint32_t i) const { return lower_first(r_.word(i)); }
  bool pause(std::uint32_t i) const;
  bool stops(std::uint32_t i) const;

  // ---- who speaks

  GermanSpeaker named(const GermanPhrase& phrase);

  struct Mention {
    std::string name;
    Gender gender = Gender::unknown;
    std::uint32_t at = 0;
  };

  void remember(std::uint32_t at, const std::string& name, Gender gender, bool /*speaks*/);

  // The last one named that fits “er” or “sie”; empty where nobody near does.
  std::string meant_by(std::uint32_t at) const;
  std::string meant_by(std::uint32_t at, Gender wanted) const;

  // Who speaks in a phrase; of “die Kritik der Polizei” the police, of “seine Antwort” he, of “der Grund”
  // nobody.
  std::optional<GermanSpeaker> speaking(const GermanPhrase& phrase);

  // The subject behind a finite verb: past adverbs, “sich” and what prepositions rule.
  std::optional<GermanSpeaker> right_of(std::uint32_t verb, std::uint32_t end, bool* at_once = nullptr);

  // “…“, schrieb „Die Morgenpost“
  std::optional<GermanSpeaker> name_in_marks(std::uint32_t i, std::uint32_t verb);

  // A few words in marks that begin at `i`: a newspaper, a site, a party.
  std::optional<GermanSpeaker> marked_name(std::uint32_t i, std::uint32_t end) const;

  bool begins_subject(std::uint32_t i) const;

  // “Ursprünglich”, “Glücklicherweise”, “Höhnisch” in front of their verb.
  bool is_adverb_by_form(std::uint32_t i) const;

  // The phrase a clause begins with, when it may be its subject.
  std::optional<GermanPhrase> first_phrase(std::uint32_t begin, std::uint32_t end) const;

  // Marks around a name or a few words, that don't part clauses.
  bool is_short(const MarkedWords& range) const;

  // Where a clause that holds `at` begins: behind the comma in front of it, unless that ends an apposition.
  std::uint32_t clause_begin(std::uint32_t begin, std::uint32_t at) const;

  bool holds_verb(Stretch words) const;

  // “Der”, “Ein”: what they begin is a subject where it stands first.
  bool is_subject_form(std::uint32_t i) const;

  // The subject of a verb in [begin, end).
  std::optional<GermanSpeaker> subject_of(std::uint32_t verb, std::uint32_t begin, std::uint32_t end);

  // The auxiliary of a participle: “hat … erklärt”.
  std::optional<std::uint32_t> auxiliary_of(std::uint32_t participle, std::uint32_t begin,
                                            std::uint32_t end) const;

  // “von der Polizei” within a passive.
  std::optional<GermanSpeaker> agent(std::uint32_t begin, std::uint32_t end);

  std::optional<GermanCue> verb_cue(std::uint32_t i, std::uint32_t begin, std::uint32_t end);

  // Of forms that may be either, “erklärt” and “berichtet”.
  bool is_finite_here(std::uint32_t i, std::uint32_t begin, std::uint32_t end) const;

  // German main clauses have their verb second: right behind the first phrase.
  bool second_in_clause(std::uint32_t i, std::uint32_t begin) const;

  // “In der Mitteilung heißt es”
  bool speaks_of_source(std::uint32_t i, std::uint32_t begin, std::uint32_t end, GermanCue& cue);

  // laut X; nach Angaben (des) X; X zufolge; so X; für X ist
  std::optional<GermanCue> source_cue(std::uint32_t i, std::uint32_t begin, std::uint32_t end);

  // ---- a sentence

  struct View {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::vector<GermanCue> cues;
    bool reported = false;  // holds a Konjunktiv outside marks
    bool surely = false;
  };

  bool is_past_form(std::uint32_t i) const;

  View view_of(Stretch tokens);

  // The cue that belongs to words in marks: right behind them, else the nearest in front, else the first
  // behind.
  const GermanCue* cue_of(const View& view, const MarkedWords& range) const;

  // ---- words in marks

  struct Inside {
    std::uint32_t words = 0;
    std::uint32_t small = 0;  // words in small letters that no name has
    bool small_first = false;
    bool stop = false;
    bool capitals = false;
  };

  Inside inside(const MarkedWords& range) const;

  // The word beside the marks makes of what they hold a name: die Zeitschrift „Stern“, „Stern“-Redakteur.
  bool holds_name(const MarkedWords& range, const Inside& in) const;

  // Parolen wie „…“, mit der Aufschrift „…“
  bool behind_words(const MarkedWords& range) const;

  // “der Titel ist: „…“”, “„…“, so lautet der Titel”
  bool beside_label(std::uint32_t begin, std::uint32_t end) const;

  // „…“ oder „…“: another of the same kind as the one before.
  bool joins_last(std::size_t k) const;

  bool colon_before(const MarkedWords& range) const;

  bool is_quotation(std::size_t k, const View& view, const GermanCue* cue, bool whole) const;

  // “nannte den Bericht eine „…““, “als „…“ bezeichnet”
  bool judged(const MarkedWords& range) const;

  // “„…“ Das sagte der Minister”: the sentence behind tells whose words stood alone.
  void look_back(const View& view);

  // “musste … einräumen”, “… sagen”
  bool ends_in_infinitive(const View& view) const;

  void take(const Sentence& sentence);

  // GermanSpeaker stands first in a sentence may be meant by the next pronoun.
  void note_subject(const View& view);

  void hear(const GermanSpeaker& who, std::uint32_t at);

  std::optional<GermanSpeaker> inherited(std::uint32_t at) const;

  bool goes_on(std::size_t k) const;

  bool marks(std::size_t k, const View& view, const Sentence& sentence);

  // Whoever stands first in a sentence, or behind its verb.
  std::optional<GermanSpeaker> subject_of_line(const View& view);

  // ---- reported speech

  bool report(const View& view);

  // Whoever the sentence before was about.
  std::optional<GermanSpeaker> going_on_from(const View& view);

  // “Demnach sind drei Brücken gesperrt”: what was told of before stands for who tells.
  bool report_after(const View& view, std::uint32_t end);

  std::uint32_t words_outside(Stretch content) const;

  // Behind any verb: “…, dass er das tun werde”.
  Stretch that_clause(const View& view, std::uint32_t end) const;

  // What a cue reports: one piece, or two around it.
  std::vector<Stretch> reported_by(const GermanCue& cue, const View& view, std::uint32_t end) const;

  // “sagte, dass …”, “sagte, er habe …”
  std::vector<Stretch> behind_verb(const GermanCue& cue, std::uint32_t at, std::uint32_t end) const;

  // “…, die Brücke zu sperren”: up to the next comma.
  bool is_infinitive(Stretch clause) const;

  bool is_complementizer(std::uint32_t i) const;

  std::uint32_t past_marks(std::uint32_t from, std::uint32_t end) const;

  // Marks around more than a name.
  bool quotes_in(Stretch words) const;

  bool marks_in(Stretch words) const;

  bool has_reported(Stretch words) const;

  void push_reported(const std::vector<Stretch>& content, const GermanCue* cue,
                     const std::optional<GermanSpeaker>& who);

  void push(std::vector<Span> pieces, QuotationType type, const GermanCue* cue,
            const std::optional<GermanSpeaker>& who);

  void attribute(Marked& item, const GermanSpeaker& who) const;

  const Reading& r_;
  GermanPhrases p_;
  std::vector<Marked> out_;
  std::vector<Mention> mentions_;
  std::optional<GermanSpeaker> heard_;
  std::optional<GermanSpeaker> subject_;
  std::uint32_t heard_at_ = 0;
  std::uint32_t silent_ = 0;
  View last_view_;
  std::optional<std::size_t> last_range_;
  std::size_t last_item_ = 0;
  // The item of a sentence in marks of which nothing tells who said it.
  std::optional<std::size_t> floating_;
};

}  // namespace pressmark::annotation
