#include "indexer/annotate/german_words.h"

#include <algorithm>
#include <array>

namespace pressmark::annotation {
namespace {

template <typename Use>
void each_word(std::string_view words, Use use) {
  std::size_t at = 0;
  while ((at = words.find_first_not_of(' ', at)) != std::string_view::npos) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    use(words.substr(at, end - at));
    at = end;
  }
}

// Nouns of offices end so, whatever stands in front: Bundesfinanzminister, Parteichefin.
constexpr std::array<std::string_view, 48> kRoleEndings{
    "minister",   "ministerin",  "präsident",    "präsidentin", "kanzler",      "kanzlerin",   "sprecher",
    "sprecherin", "chef",        "chefin",       "leiter",      "leiterin",     "vorsitzende", "vorsitzender",
    "experte",    "expertin",    "politiker",    "politikerin", "trainer",      "trainerin",   "direktor",
    "direktorin", "sekretär",    "sekretärin",   "meister",     "meisterin",    "senator",     "senatorin",
    "forscher",   "forscherin",  "anwalt",       "anwältin",    "richter",      "richterin",   "manager",
    "managerin",  "beauftragte", "beauftragter", "abgeordnete", "abgeordneter", "kommissar",   "kommissarin",
    "sprechern",  "ministers",   "präsidenten",  "kandidat",    "kandidatin",   "professor"};

bool ends_as_role(std::string_view word) {
  return std::any_of(kRoleEndings.begin(), kRoleEndings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

}  // namespace

const GermanWords& GermanWords::instance() {
  static const GermanWords words;
  return words;
}

GermanWords::GermanWords() {
  add_verbs();
  add_closed_classes();
  add_nouns();
}

GermanClasses GermanWords::classes(std::string_view lowered) const {
  // Longer than any entry; compounds are read by their ends only.
  constexpr std::size_t kLongest = 40;
  if (lowered.size() <= kLongest) {
    if (const auto found = words_.find(std::string(lowered)); found != words_.end()) return found->second;
  }
  // “Polizeiangaben”, “Medienberichten”
  if (lowered.ends_with("angaben") || lowered.ends_with("berichten") || lowered.ends_with("informationen"))
    return kDeSource;
  return ends_as_role(lowered) ? static_cast<GermanClasses>(kDeRole) : 0;
}

void GermanWords::add(GermanClasses classes, std::string_view words) {
  each_word(words, [&](std::string_view word) { words_[std::string(word)] |= classes; });
}

// Regular verbs by their stems, with the e between that stems in d and t need. A stem written “be|kräftig”
// has no ge- in its participle; “|teil” has one, as has a stem without the sign.
void GermanWords::add_weak_verbs(GermanClasses classes, std::string_view stems) {
  each_word(stems, [&](std::string_view written) {
    const std::size_t bar = written.find('|');
    const bool inseparable = bar != std::string_view::npos;
    std::string stem(written);
    if (inseparable) stem.erase(bar, 1);
    const bool needs_e =
        stem.ends_with('t') || stem.ends_with('d') || stem.ends_with("chn") || stem.ends_with("gn");
    const std::string link = needs_e ? "e" : "";
    for (const char* ending : {"t", "te", "ten"}) words_[stem + link + ending] |= classes;
    // “Er hoffe”: reported itself, rather than what reports.
    words_[stem + "e"] |= kDeReported;
    words_[stem + "en"] |= classes;
    words_[(inseparable ? "" : "ge") + stem + link + "t"] |= kDeSpeechParticiple | (classes & kDeJudgement);
  });
}

void GermanWords::add_verbs() {
  add_weak_verbs(kDeSpeech,
                 "sag er|klär mein be|ton ergänz be|richt warn forder kritisier| antwort frag mahn teil "
                 "ver|sicher be|haupt be|kräftig er|läuter er|zähl urteil bilanzier| resümier| kommentier| "
                 "zitier| kündig ver|künd äußer skandier| meld ver|lang be|mängel formulier| be|gründ "
                 "ent|gegn er|wider titel be|stätig dementier| appellier| argumentier| konstatier| klag "
                 "plädier| ver|mut er|wart be|fürcht schätz glaub hoff droh ver|mut be|schuldig berichtig "
                 "informier| prophezei| spekulier| prognostizier| versprech gratulier| scherz rechn");
  add(kDeSpeech,
      "schreibt schrieb schrieben schreiben spricht sprach sprachen sprechen rief riefen ruft rufen hieß "
      "heißt hießen lautet lautete lauteten unterstrich unterstreicht gab gaben gibt geben wies weist "
      "verwies verweist verwiesen räumte räumt fügte fügt fügten führte führt führten hob hebt hoben stellte "
      "stellt stellten beschreibt beschrieb beschrieben versprach verspricht versprachen schlug schlägt "
      "schlugen weiß wusste empfahl empfiehlt bat bitten baten widersprach widerspricht ging geht gehen "
      "gingen bestreitet bestritt bestritten drückte bekannte bekennt bekannten gestand gesteht schwor "
      "mitteilte mitteilten mitteilt angab angaben angibt bekanntgab ankündigte ankündigten ankündigt "
      "hinzufügte hervorhob feststellte feststellt ausführte ausführt hinwies hinweist vorwarf vorwirft "
      "aufrief aufforderte auffordert ließ erinnerte erinnert machte beschloss fand vorschlug");
  add(kDeSpeechParticiple,
      "geschrieben gesprochen gerufen geheißen gegeben hingewiesen verwiesen eingeräumt hinzugefügt "
      "ausgeführt hervorgehoben festgestellt beschrieben versprochen vorgeschlagen empfohlen gebeten "
      "widersprochen bestritten mitgeteilt angegeben bekanntgegeben angekündigt vorgeworfen aufgerufen "
      "aufgefordert ausgesagt zugesagt versichert gewarnt gesagt genannt ausgegangen zurückgewiesen "
      "zugesichert gefordert entschieden beschlossen");
  add_weak_verbs(
      kDeJudgement,
      "be|zeichn kritisier| lob be|grüß ver|urteil be|dauer ver|teidig charakterisier| würdig "
      "wünsch be|wert feier attackier| nutz rüg be|klag beton lehn zeig sicher schilder er|hoff "
      "prangern spott warb beurteil be|urteil ver|gleich interpretier| zähl stuf be|titel be|fürwort");
  add(kDeJudgement,
      "nannte nannten nennt nennen genannt sieht sah sahen sehen hält hielt halten gehalten hielten warf "
      "werfen wirft warfen geworfen verglich vergleicht verglichen griff greift würdigte pries riet rät "
      "rieten beschrieben benannte benennt prangerte prangerten prangert strich bezog spricht sprach "
      "gesehen");
}

void GermanWords::add_closed_classes() {
  add(kDeReported,
      "sei seien habe hätten hätte werde würden würde könne könnten müsse müssten solle dürfe dürften wolle "
      "wollten möge gebe gehe stehe komme bestehe liege bleibe lasse mache sehe brauche wisse gelte finde "
      "handle handele führe bringe nehme halte trage verstoße lehne stelle bekomme erwarte hoffe glaube "
      "denke spreche heiße zeige bedeute diene fehle arbeite spiele erhalte biete betreibe rechne lege "
      "bereite betrage unterstütze setze seie wäre wären fordere verfüge freue ziehe leide fühle plane "
      "verhalte scheine falle rufe werde treffe nutze tue ermögliche verletze sorge verliere kämen gäbe "
      "gehöre benötige folge laufe wirke hänge begrüße unternehme");
  add(kDeSurelyReported, "sei seien habe werde könne müsse solle dürfe wolle möge");
  add(kDeAuxiliary,
      "hat haben hatte hatten habe hätte hätten ist sind war waren will wollen wollte wollten soll sollen "
      "sollte kann können konnte muss müssen musste mussten möchte darf lässt");
  add(kDeAuxiliary | kDePassive, "wird werden wurde wurden worden");
  add(kDeDeterminer,
      "der die das ein eine sein seine ihr ihre unser unsere mehrere einige viele manche alle beide zwei "
      "drei vier fünf zahlreiche dieser diese dieses jener jene kein keine deren dessen auch selbst sogar "
      "weitere andere erste");
  add(kDeOblique,
      "dem den des einem einen eines einer seinem seinen seines ihrem ihren ihres diesem diesen "
      "dieses allen beiden vielen mehreren sich ihm ihn ihnen uns mich dies");
  add(kDePronoun, "denen er sie man wer ich wir dieser diese jener einer es");
  add(kDePreposition | kDeFunction,
      "in im an am auf aus bei beim mit nach von vom zu zum zur für gegen über unter vor durch ohne um "
      "gegenüber trotz wegen während seit bis ab zwischen neben hinter angesichts aufgrund anlässlich "
      "bezüglich hinsichtlich ins ans aufs entgegen dank statt anstatt innerhalb außerhalb per pro");
  add(kDeFunction,
      "und oder der die das des dem den ein eine einer eines sich nicht als the of de la and for "
      "von y et du");
  add(kDeSubordinator,
      "dass daß ob weil da wenn als wie nachdem bevor obwohl obgleich während indem damit sodass wonach "
      "wobei zumal sofern soweit falls seitdem");
  add(kDeAdverb,
      "dabei dazu damit danach darauf darin darüber dafür dagegen daher deshalb deswegen daneben dennoch "
      "trotzdem jedoch allerdings aber denn doch so weiter weiterhin zudem außerdem ferner zuvor vorher "
      "später zunächst gestern heute morgen vorgestern bereits schon nun jetzt inzwischen mittlerweile "
      "unterdessen gleichzeitig zugleich insgesamt hier dort dann darum demnach demgegenüber hingegen "
      "indes indessen ebenso ebenfalls gleichwohl schließlich abschließend anschließend wörtlich wiederholt "
      "erneut ausdrücklich besonders nur noch immer wieder einerseits andererseits vielmehr letztlich "
      "offiziell bisher damals kürzlich jüngst erst erstmals indirekt offenbar angeblich vermutlich "
      "möglicherweise weder zwar hierzu hierbei stattdessen hinzu an aus ab vor zurück bekannt mit ein zum "
      "daraufhin derzeit neu ursprünglich nicht sehr etwas deutlich scharf");
  add(kDeTime,
      "januar februar märz april mai juni juli august september oktober november dezember montag dienstag "
      "mittwoch donnerstag freitag samstag sonnabend sonntag jahr jahre jahres jahren monat monats monate "
      "woche wochen tag tage tages tagen abend morgen nachmittag vormittag mittag nacht wochenende "
      "dienstagabend mittwochabend montagabend donnerstagabend freitagabend samstagabend sonntagabend "
      "stunde stunden uhr mal male anfang ende mitte");
  add(kDeAccording, "laut gemäß zufolge");
}

void GermanWords::add_nouns() {
  add(kDeAbstract,
      "rede reden antwort antworten aussage aussagen äußerung äußerungen kritik vorwurf vorwürfe "
      "feststellung "
      "zuversicht unmut empörung begründung grund gründe vergleich vergleiche frage fragen meinung ansicht "
      "forderung "
      "forderungen behauptung parole parolen passus satz sätze wort worte motto überschrift befürchtung "
      "befürchtungen "
      "hoffnung hoffnungen stellungnahme bemerkung bemerkungen einschätzung reaktion reaktionen argument "
      "argumente zitat "
      "formulierung bezeichnung warnung drohung zusage ankündigung verdacht vermutung eindruck "
      "schlussfolgerung fazit "
      "ergebnis titel devise slogan urteil zweifel sorge sorgen bedauern vorschlag vorschläge plan pläne");
  add(kDeSource,
      "angaben angabe meinung ansicht auffassung aussage aussagen worten einschätzung darstellung "
      "überzeugung "
      "informationen berichten bericht mitteilung erkenntnissen äußerungen quellen schätzungen ankündigung "
      "idee vorstellung vorstellungen urteil"
      " wissen erklärung erklärungen plänen");
  add(kDeWords,
      "worte worten parole parolen slogan slogans sprüche spruch ruf rufe aufschrift zitat wortlaut frage "
      "begründung sätze satz rufen kommentar aussage sprechchöre überschriften sprechchören losung");
  add(kDeLabel,
      "titel namen name zeitung zeitschrift magazin film buch album lied song projekt firma unternehmen "
      "organisation partei typ typs typus schiff band gruppe programm motto sogenannte sogenannten "
      "sogenannter sogenanntes genannte genannten genannter so-genannte namens preis roman serie sendung "
      "kampagne bündnis verein operation codename aktion blatt");
  add(kDeRole,
      "herr frau dr prof sprecher sprecherin chef chefin könig königin papst prinz prinzessin general oberst "
      "kanzlerin kanzler bischof kardinal autor autorin ökonom ökonomin analyst analystin sir lord "
      "vater mutter bruder tochter sohn kollege kollegin kollegen anwälte pfarrer pastor präses graf "
      "stürmer torwart verteidiger torhüter sänger sängerin schauspieler schauspielerin dr. prof. st");
}

}  // namespace pressmark::annotation
