#include "indexer/ingest/page/author_names.h"

#include <algorithm>
#include <array>

#include "indexer/ingest/canonical_text.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/page/dom.h"

namespace pressmark {
namespace {

constexpr std::size_t kLongestName = 60;  // bytes
constexpr std::size_t kMostWords = 6;

// What a byline may begin with, in lower case; the longer ones first.
constexpr auto kOpenings = std::to_array<std::string_view>({"article written by",
                                                            "article by",
                                                            "artikel von",
                                                            "article par",
                                                            "autor tekstu:",
                                                            "tekst:",
                                                            "testo di",
                                                            "articolo di",
                                                            "texto:",
                                                            "texte :",
                                                            "texte:",
                                                            "por:",
                                                            "par:",
                                                            "von:",
                                                            "auteur(s) :",
                                                            "autor(en):",
                                                            "autor/in:",
                                                            "autoren:",
                                                            "authors:",
                                                            "autores:",
                                                            "autorka:",
                                                            "forfatter:",
                                                            "författare:",
                                                            "skribent:",
                                                            "redaktion:",
                                                            "recipe by",
                                                            "autor*in:",
                                                            "autor:in:",
                                                            "autor/-in:",
                                                            "redakteur:",
                                                            "redakteurin:",
                                                            "redactor:",
                                                            "reporter:",
                                                            "writer:",
                                                            "words:",
                                                            "bericht:",
                                                            "kommentar:",
                                                            "opinie:",
                                                            "foto e texto:",
                                                            "text/foto:",
                                                            "text & foto:",
                                                            "ein interview von",
                                                            "ein gastbeitrag von",
                                                            "ein kommentar von",
                                                            "opublikował",
                                                            "autor artykułu:",
                                                            "testo:",
                                                            "articolo a cura di",
                                                            "skrevet af",
                                                            "kirjoittanut",
                                                            "text och foto:",
                                                            "interview:",
                                                            "protokoll:",
                                                            "aufgezeichnet von",
                                                            "view all posts by",
                                                            "posts by",
                                                            "guest post by",
                                                            "opinion by",
                                                            "analysis by",
                                                            "review by",
                                                            "compiled by",
                                                            "submitted by",
                                                            "reporting by",
                                                            "alle beiträge von",
                                                            "alle artikel von",
                                                            "weitere artikel von",
                                                            "text und fotos von",
                                                            "text und fotos:",
                                                            "text & fotos:",
                                                            "text und foto:",
                                                            "text/fotos:",
                                                            "gastbeitrag von",
                                                            "kommentar von",
                                                            "analyse von",
                                                            "kolumne von",
                                                            "essay von",
                                                            "bericht von",
                                                            "gespeichert von",
                                                            "eingestellt von",
                                                            "gepostet von",
                                                            "rédigé par",
                                                            "posté par",
                                                            "proposé par",
                                                            "enviado por",
                                                            "postado por",
                                                            "redactado por",
                                                            "pubblicato da",
                                                            "inserito da",
                                                            "a cura di",
                                                            "geplaatst door",
                                                            "geschreven door",
                                                            "skrevet av",
                                                            "skriven av",
                                                            "text av",
                                                            "written by",
                                                            "post author",
                                                            "posted by",
                                                            "published by",
                                                            "reported by",
                                                            "story by",
                                                            "words by",
                                                            "geschrieben von",
                                                            "veröffentlicht von",
                                                            "publiziert von",
                                                            "ein beitrag von",
                                                            "beitrag von",
                                                            "text von",
                                                            "erstellt von",
                                                            "verfasst von",
                                                            "interview von",
                                                            "publié par",
                                                            "écrit par",
                                                            "propos recueillis par",
                                                            "escrito por",
                                                            "publicado por",
                                                            "scritto da",
                                                            "napisał",
                                                            "blog beitrag von",
                                                            "auteur :",
                                                            "autor:",
                                                            "autorin:",
                                                            "author:",
                                                            "auteur:",
                                                            "autore:",
                                                            "авторы:",
                                                            "автор:",
                                                            "text:",
                                                            "by:",
                                                            "by",
                                                            "von",
                                                            "vom",
                                                            "par",
                                                            "por",
                                                            "di",
                                                            "door",
                                                            "af",
                                                            "av",
                                                            "przez"});

// Words of menus, boxes and accounts that stand where names do, in lower case. Nobody is called so.
constexpr auto kNobody = std::to_array<std::string_view>({"by",
                                                          "von",
                                                          "por",
                                                          "par",
                                                          "posted on",
                                                          "veröffentlicht am",
                                                          "publiziert am",
                                                          "publié le",
                                                          "auteurs",
                                                          "authors",
                                                          "autoren",
                                                          "autores",
                                                          "follow",
                                                          "last",
                                                          "zuletzt",
                                                          "post author",
                                                          "facebook",
                                                          "twitter",
                                                          "email",
                                                          "e-mail",
                                                          "share",
                                                          "alle artikel",
                                                          "profile",
                                                          "stand",
                                                          "live",
                                                          "edit",
                                                          "no author",
                                                          "admin",
                                                          "administrator",
                                                          "unknown",
                                                          "unbekannt",
                                                          "none",
                                                          "null",
                                                          "author",
                                                          "autor",
                                                          "auteur",
                                                          "autore",
                                                          "anonymous",
                                                          "webmaster",
                                                          "user",
                                                          "undefined",
                                                          "news",
                                                          "online",
                                                          "contributor",
                                                          "n/a",
                                                          "anonym",
                                                          "anónimo",
                                                          "anonyme",
                                                          "super user",
                                                          "superuser",
                                                          "unbenannt",
                                                          "gast",
                                                          "guest",
                                                          "root",
                                                          "wpadmin",
                                                          "sign in",
                                                          "sign up",
                                                          "log in",
                                                          "log out",
                                                          "login",
                                                          "register",
                                                          "anmelden",
                                                          "registrieren",
                                                          "abmelden",
                                                          "iniciar sesión",
                                                          "se connecter",
                                                          "connexion",
                                                          "entrar",
                                                          "accedi",
                                                          "subscribe",
                                                          "abonnieren",
                                                          "read more",
                                                          "mehr lesen",
                                                          "weiterlesen",
                                                          "more",
                                                          "mehr",
                                                          "comments",
                                                          "kommentare",
                                                          "privacy policy",
                                                          "datenschutz",
                                                          "impressum",
                                                          "contact",
                                                          "kontakt",
                                                          "home",
                                                          "all rights reserved",
                                                          "alle rechte vorbehalten",
                                                          "default",
                                                          "test",
                                                          "demo",
                                                          "editorial staff login"});

// Newsrooms: no names of persons, but they may stand for an author.
constexpr auto kNewsroom = std::to_array<std::string_view>(
    {"staff", "guest author", "redaktion", "editor", "redaktionsteam", "rédaction"});

// What begins a line that names no author: what a menu asks for, whose the page, its picture or its design
// is, whom somebody quotes in a forum. In lower case.
constexpr auto kNobodysBeginnings = std::to_array<std::string_view>({"copyright",
                                                                     "(c) ",
                                                                     "theme:",
                                                                     "theme by",
                                                                     "design by",
                                                                     "designed by",
                                                                     "powered by",
                                                                     "edit with",
                                                                     "edit this",
                                                                     "follow ",
                                                                     "sign in",
                                                                     "sign up",
                                                                     "log in",
                                                                     "zitat von",
                                                                     "zitat ",
                                                                     "quote from",
                                                                     "originally posted",
                                                                     "view all",
                                                                     "read more",
                                                                     "mehr von",
                                                                     "more from",
                                                                     "more by",
                                                                     "more posts",
                                                                     "alle beiträge",
                                                                     "all posts",
                                                                     "foto:",
                                                                     "fotos:",
                                                                     "photo:",
                                                                     "photos:",
                                                                     "photo by",
                                                                     "photos by",
                                                                     "photograph by",
                                                                     "bild:",
                                                                     "bilder:",
                                                                     "image:",
                                                                     "grafik:",
                                                                     "video:",
                                                                     "illustration:",
                                                                     "illustrationen:",
                                                                     "fotografie:",
                                                                     "übersetzung:",
                                                                     "mitarbeit:",
                                                                     "contact ",
                                                                     "skip to",
                                                                     "logged in",
                                                                     "last edited",
                                                                     "zuletzt bearbeitet",
                                                                     "subscribe",
                                                                     "bildquelle"});

// How firms are registered, as they are written at a name's end.
constexpr auto kLegalForms = std::to_array<std::string_view>(
    {"GmbH",  "gGmbH",       "mbH",     "KG",         "AG",           "UG",   "eG",     "OHG",    "GbR",
     "SE",    "KGaA",        "e.V.",    "e.V",        "eV",           "Inc",  "Inc.",   "INC",    "Ltd",
     "Ltd.",  "LTD",         "Limited", "LLC",        "L.L.C.",       "LLP",  "PLC",    "plc",    "Corp",
     "Corp.", "Corporation", "S.A.",    "SAS",        "SARL",         "S.L.", "S.p.A.", "SpA",    "S.r.l.",
     "Srl",   "B.V.",        "BV",      "N.V.",       "Oy",           "ApS",  "Kft.",   "s.r.o.", "z.s.",
     "Sp.",   "d.o.o.",      "Pty",     "Ges.m.b.H.", "Gesellschaft", "Pvt",  "Pvt."});

constexpr std::array<std::string_view, 20> kTitlesBehind = {
    "phd", "ph.d.", "ph.d", "md",  "m.d.",  "rn", "jd", "j.d.", "esq", "esq.",
    "mba", "dds",   "dr.",  "msc", "m.sc.", "ba", "ma", "rd",   "ms",  "bsc"};

// Words of newsrooms, agencies, firms and sites; in no name of a person.
constexpr auto kCollective = std::to_array<std::string_view>({"redaktion",
                                                              "redaktionsteam",
                                                              "onlineredaktion",
                                                              "redaktionen",
                                                              "staff",
                                                              "team",
                                                              "news",
                                                              "newsroom",
                                                              "newsdesk",
                                                              "desk",
                                                              "editors",
                                                              "editorial",
                                                              "reports",
                                                              "agency",
                                                              "agencies",
                                                              "agentur",
                                                              "agenturen",
                                                              "agencia",
                                                              "agencias",
                                                              "agence",
                                                              "agenzia",
                                                              "press",
                                                              "presse",
                                                              "pressestelle",
                                                              "pressebüro",
                                                              "media",
                                                              "medien",
                                                              "magazin",
                                                              "magazine",
                                                              "zeitung",
                                                              "tageszeitung",
                                                              "verlag",
                                                              "gmbh",
                                                              "ag",
                                                              "e.v",
                                                              "e.v.",
                                                              "inc",
                                                              "inc.",
                                                              "ltd",
                                                              "ltd.",
                                                              "llc",
                                                              "stiftung",
                                                              "foundation",
                                                              "institut",
                                                              "institute",
                                                              "university",
                                                              "universität",
                                                              "hochschule",
                                                              "online",
                                                              "rédaction",
                                                              "redacción",
                                                              "redacao",
                                                              "redação",
                                                              "redazione",
                                                              "redactie",
                                                              "redakcja",
                                                              "redakce",
                                                              "redakcija",
                                                              "редакция",
                                                              "admin",
                                                              "service",
                                                              "services",
                                                              "wire",
                                                              "post",
                                                              "herald",
                                                              "times",
                                                              "journal",
                                                              "radio",
                                                              "tv",
                                                              "dpa",
                                                              "afp",
                                                              "apa",
                                                              "sda",
                                                              "epd",
                                                              "kna",
                                                              "reuters",
                                                              "ap",
                                                              "efe",
                                                              "ansa",
                                                              "pap",
                                                              "ddp",
                                                              "sid",
                                                              "dapd",
                                                              "ots",
                                                              "blog",
                                                              "community",
                                                              "club",
                                                              "verein",
                                                              "verband",
                                                              "ministerium",
                                                              "office",
                                                              "group",
                                                              "gruppe",
                                                              "company",
                                                              "digital",
                                                              "network"});

// Words of menus and boxes that stand where names do, capitals or not.
constexpr auto kFurniture = std::to_array<std::string_view>({"alle",         "all",
                                                             "mehr",         "more",
                                                             "read",         "lesen",
                                                             "about",        "über",
                                                             "Über",         "zitat",
                                                             "our",          "unsere",
                                                             "meet",         "view",
                                                             "zum",          "zur",
                                                             "zurück",       "follow",
                                                             "folgen",       "share",
                                                             "teilen",       "autoren",
                                                             "authors",      "author",
                                                             "autor",        "autorin",
                                                             "profile",      "profil",
                                                             "contact",      "kontakt",
                                                             "login",        "log",
                                                             "sign",         "edit",
                                                             "home",         "page",
                                                             "seite",        "artikel",
                                                             "article",      "articles",
                                                             "beiträge",     "posts",
                                                             "kommentare",   "comments",
                                                             "newsletter",   "weitere",
                                                             "the",          "der",
                                                             "die",          "das",
                                                             "diese",        "dieser",
                                                             "this",         "your",
                                                             "ihr",          "mein",
                                                             "my",           "by",
                                                             "updated",      "published",
                                                             "aktualisiert", "veröffentlicht",
                                                             "monday",       "tuesday",
                                                             "wednesday",    "thursday",
                                                             "friday",       "saturday",
                                                             "sunday",       "montag",
                                                             "dienstag",     "mittwoch",
                                                             "donnerstag",   "freitag",
                                                             "samstag",      "sonntag",
                                                             "minuten",      "minutes",
                                                             "min",          "uhr",
                                                             "foto",         "photo",
                                                             "bild",         "quelle",
                                                             "source",       "advertisement",
                                                             "anzeige",      "journalists",
                                                             "journalisten"});

// "Sample.com", "www.sample.de"; but "J.R. Probe".
bool ends_like_an_address(std::string_view name) {
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos || dot < 2 || name.size() - dot < 3 || name.size() - dot > 5)
    return false;
  const auto ending = name.substr(dot + 1);
  return std::all_of(ending.begin(), ending.end(), [](char c) { return c >= 'a' && c <= 'z'; }) &&
         name.find(' ', dot) == std::string_view::npos;
}

template <typename All>
bool is_one_of(const All& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// "Sample Verlag GmbH & Co. KG"; but a man may be called Ag, and "AG" alone is an account.
bool is_firm(std::string_view name) {
  const auto words = split(name, ' ');
  return words.size() >= 2 && std::any_of(words.begin() + 1, words.end(),
                                          [](std::string_view word) { return is_one_of(kLegalForms, word); });
}

// Whether a line, in lower case, is of a menu, an account or a notice.
bool names_nobody(std::string_view lower) {
  if (is_one_of(kNobody, lower) || lower.ends_with("admin") || lower.starts_with("admin ")) return true;
  return std::any_of(kNobodysBeginnings.begin(), kNobodysBeginnings.end(),
                     [&](std::string_view beginning) { return lower.starts_with(beginning); });
}

// "Ein Kommentar von Jana Muster", "Eine Analyse von …".
std::string_view without_genre(std::string_view line) {
  if (!line.starts_with("Ein ") && !line.starts_with("Eine ")) return line;
  constexpr std::size_t kLongest = 40;  // bytes
  constexpr std::string_view kBy = " von ";
  const auto by = line.find(kBy);
  if (by == std::string_view::npos || by > kLongest || split(line.substr(0, by), ' ').size() != 2)
    return line;
  return trimmed(line.substr(by + kBy.size()));
}

std::string_view without_opening(std::string_view line) {
  for (const std::string_view mark : {"©", "|", "•", "·"})
    if (line.starts_with(mark)) line = trimmed(line.substr(mark.size()));
  const auto lower = ascii_lower(line);
  for (const auto opening : kOpenings) {
    if (!lower.starts_with(opening)) continue;
    auto rest = line.substr(opening.size());
    const bool ends = opening.ends_with(':') || rest.starts_with(' ') || rest.starts_with(':');
    if (!ends) continue;
    rest = trimmed(rest);
    while (!rest.empty() && (rest.front() == ':' || rest.front() == '|')) rest = trimmed(rest.substr(1));
    if (!trimmed(rest).empty()) return without_opening(trimmed(rest));
  }
  return without_genre(line);
}

// What somebody is, set behind the name without a mark between.
constexpr auto kFunctions = std::to_array<std::string_view>({" Staff Writer",
                                                             " Staff Reporter",
                                                             " Staff writer",
                                                             " staff writer",
                                                             " Correspondent",
                                                             " Senior ",
                                                             " Political ",
                                                             " Contributing ",
                                                             " Managing ",
                                                             " Special to",
                                                             " Associated Press",
                                                             " For The ",
                                                             " for the ",
                                                             " for The ",
                                                             " Published",
                                                             " Updated",
                                                             " Posted",
                                                             " Last updated",
                                                             " Veröffentlicht",
                                                             " Aktualisiert",
                                                             " Publié",
                                                             " Publicado",
                                                             " Follow",
                                                             " Foto",
                                                             " Photo",
                                                             " Bild:",
                                                             "©"});

bool begins_with_capital(std::string_view word) {
  const auto first = static_cast<unsigned char>(word.front());
  return (first >= 'A' && first <= 'Z') || first >= 0x80U;
}

// Where what stands in brackets behind the names begins. "Ann (A.B.) Smith" is a name.
std::size_t brackets_behind(std::string_view line) {
  for (auto open = line.find('('); open != std::string_view::npos; open = line.find('(', open + 1)) {
    const auto close = line.find(')', open);
    const auto rest = close == std::string_view::npos ? std::string_view() : trimmed(line.substr(close + 1));
    if (rest.empty() || !begins_with_capital(rest)) return open;
  }
  return std::string_view::npos;
}

// The line up to where something else than names begins.
std::string_view names_only(std::string_view line) {
  for (const std::string_view mark : {" | ", " - ", " – ", " — ", " • ", " · ", " / ", "@", " on ", " am ",
                                      " at ", " in ", " vor ", " Stand ", " Alle Artikel"})
    line = line.substr(0, line.find(mark));
  line = line.substr(0, brackets_behind(line));
  for (const auto mark : kFunctions) line = line.substr(0, line.find(mark));
  // Behind a whole name: where it is from; within a firm's name they belong to it.
  for (const std::string_view mark :
       {" for ", " für ", " of ", " aus ", " via ", " from ", " para ", " pour ", " bei ", " til "})
    if (const auto at = line.find(mark); at != std::string_view::npos && is_full_name(line.substr(0, at)))
      line = line.substr(0, at);
  const auto digit = line.find_first_of("0123456789");
  if (digit != std::string_view::npos && digit > 0 && line[digit - 1] == ' ') line = line.substr(0, digit);
  constexpr std::string_view kEdges = " ,;:|-*.";
  while (!line.empty() && kEdges.find(line.back()) != std::string_view::npos && !line.ends_with("Jr."))
    line.remove_suffix(1);
  while (!line.empty() && kEdges.find(line.front()) != std::string_view::npos) line.remove_prefix(1);
  for (const std::string_view mark : {" –", " —", " •", " ·"})
    if (line.ends_with(mark)) line.remove_suffix(mark.size());
  return trimmed(line);
}

std::vector<std::string_view> parts(std::string_view line) {
  std::vector<std::string_view> found;
  const auto next = [&]() -> std::pair<std::size_t, std::size_t> {
    std::pair<std::size_t, std::size_t> best{std::string_view::npos, 0};
    for (const std::string_view mark : {",", ";", " and ", " And ", " AND ", " und ", " Und ", " UND ",
                                        " et ", " y ", " e ", " & ", " i ", " with ", " mit "})
      if (const auto at = line.find(mark); at < best.first && !line.substr(at).starts_with(" & Co"))
        best = {at, mark.size()};
    return best;
  };
  while (true) {
    const auto [at, size] = next();
    found.push_back(trimmed(line.substr(0, at)));
    if (at == std::string_view::npos) return found;
    line.remove_prefix(at + size);
  }
}

// "Software Engineer", "Leitende Redakteurin": what somebody does, written like a name.
bool is_occupation(std::string_view name) {
  constexpr auto kOccupations = std::to_array<std::string_view>(
      {"engineer",        "editor",        "writer",          "reporter",    "correspondent", "producer",
       "manager",         "director",      "professor",       "analyst",     "columnist",     "author",
       "journalist",      "contributor",   "photographer",    "critic",      "blogger",       "researcher",
       "redakteur",       "redakteurin",   "journalistin",    "reporterin",  "autorin",       "korrespondent",
       "korrespondentin", "chefredakteur", "chefredakteurin", "periodista",  "redactor",      "redactora",
       "journaliste",     "rédacteur",     "rédactrice",      "giornalista", "officer",       "consultant"});
  const auto words = split(name, ' ');
  return std::find(kOccupations.begin(), kOccupations.end(), ascii_lower(words.back())) != kOccupations.end();
}

// "Michiel", "Michiel de": what stands behind the comma of "Jong, Michiel de".
bool is_given_name(const std::vector<std::string_view>& words) {
  constexpr auto kParticles = std::to_array<std::string_view>(
      {"de", "van", "von", "der", "den", "da", "di", "du", "la", "le", "ten", "ter"});
  return begins_with_capital(words.front()) &&
         std::all_of(words.begin() + 1, words.end(),
                     [&](std::string_view word) { return is_one_of(kParticles, word); });
}

bool could_be_name(std::string_view name) {
  if (name.empty() || name.size() > kLongestName || !has_words(name)) return false;
  if (name.find("://") != std::string_view::npos || name.find('@') != std::string_view::npos) return false;
  if (name.find("www.") != std::string_view::npos || is_one_of(kNewsroom, ascii_lower(name))) return false;
  if (names_nobody(ascii_lower(name)) || is_firm(name) || name.find(": ") != std::string_view::npos)
    return false;
  if (is_byline_opening(name)) return false;
  const auto words = split(name, ' ');
  if (std::all_of(words.begin(), words.end(),
                  [](std::string_view word) { return is_one_of(kFurniture, ascii_lower(word)); }))
    return false;
  const bool has_letter = std::any_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80U;
  });
  if (!has_letter) return false;
  if (name.find_first_of("0123456789") != std::string_view::npos && name.find(' ') != std::string_view::npos)
    return false;  // a date or a count; accounts may have digits
  const bool is_site = name.find(' ') == std::string_view::npos && name.find('.') != std::string_view::npos &&
                       std::none_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  return !is_site && words.size() <= kMostWords;
}

// One line with spaces of one kind, without character references: "Von&nbsp;Jana Muster".
std::string plain_line(std::string_view stated) {
  auto line = canonical_line(unescaped(std::string(stated)));
  for (const std::string_view space : {"\u00a0", "\u202f", "\u2009"})
    for (auto at = line.find(space); at != std::string::npos; at = line.find(space, at))
      line.replace(at, space.size(), " ");
  return line;
}

std::string key(std::string_view name) {
  auto lower = ascii_lower(name);
  std::erase_if(lower, [](char c) { return c == ' ' || c == '.' || c == '-' || c == '\''; });
  return lower;
}

}  // namespace

bool opens_byline(std::string_view line) {
  return without_opening(line).size() < line.size();
}

bool labels_author(std::string_view line) {
  constexpr std::size_t kShortest = 8;  // of what is left out: "By" and "Von" begin sentences too
  const auto lower = ascii_lower(line);
  const auto opening = line.size() - without_opening(line).size();
  return opening >= kShortest || lower.starts_with("autor:") || lower.starts_with("text:") ||
         lower.starts_with("auteur :") || lower.starts_with("auteur:") || lower.starts_with("author:");
}

bool is_full_name(std::string_view name) {
  constexpr auto kParticles = std::to_array<std::string_view>(
      {"de",  "van", "von", "di", "da", "del", "der", "den", "la",  "le",  "dos",
       "das", "zu",  "bin", "al", "v.", "y",   "e",   "du",  "ten", "ter", "af"});
  const auto words = split(name, ' ');
  if (words.size() < 2 || words.size() > 5 ||
      name.find_first_of("0123456789:!?\"/") != std::string_view::npos)
    return false;
  if (is_one_of(kParticles, words.back())) return false;
  return std::all_of(words.begin(), words.end(), [&](std::string_view word) {
    const bool is_particle = word != words.front() && is_one_of(kParticles, word);
    return is_particle || (begins_with_capital(word) && !is_one_of(kFurniture, ascii_lower(word)));
  });
}

bool is_collective(std::string_view name, const std::optional<std::string>& outlet) {
  if (outlet && !outlet->empty()) {
    const auto one = key(name);
    const auto other = key(*outlet);
    if (one.find(other) != std::string::npos) return true;
    if (!is_full_name(name) && other.find(one) != std::string::npos) return true;
  }
  if (name.find('/') != std::string_view::npos || ends_like_an_address(name)) return true;
  auto lower = ascii_lower(name);
  std::replace(lower.begin(), lower.end(), '-', ' ');
  const auto words = split(lower, ' ');
  return std::any_of(words.begin(), words.end(),
                     [](std::string_view word) { return is_one_of(kCollective, word); });
}

bool are_full_names(const std::vector<std::string>& names) {
  return !names.empty() && std::all_of(names.begin(), names.end(), is_full_name);
}

bool is_byline_opening(std::string_view line) {
  constexpr std::size_t kLongest = 40;  // bytes
  if (line.empty() || line.size() > kLongest) return false;
  constexpr std::string_view kBehind = " x";
  const auto whole = std::string(line) + std::string(kBehind);
  return without_opening(whole) == "x";
}

std::optional<std::string> collective_name(std::string_view stated) {
  const auto line = plain_line(stated);
  if (line.find("://") != std::string::npos || line.find('@') != std::string::npos) return std::nullopt;
  if (names_nobody(ascii_lower(line))) return std::nullopt;
  auto name = trimmed(without_opening(line));
  for (const std::string_view mark : {" | ", " - ", " – ", " • ", " · ", ","})
    name = name.substr(0, name.find(mark));
  name = trimmed(name);
  const auto lower = ascii_lower(name);
  if (name.size() > kLongestName || !has_words(name) || names_nobody(lower) || is_firm(name))
    return std::nullopt;
  const auto all = split(lower, ' ');
  if (std::all_of(all.begin(), all.end(), [](std::string_view word) { return is_one_of(kFurniture, word); }))
    return std::nullopt;
  if (name.find_first_of("0123456789") != std::string_view::npos || split(name, ' ').size() > kMostWords)
    return std::nullopt;
  return std::string(name);
}

std::vector<std::string> author_names(std::string_view stated, const std::optional<std::string>& outlet) {
  const auto line = plain_line(stated);
  if (line.find("://") != std::string::npos || line.find('@') != std::string::npos) return {};
  if (names_nobody(ascii_lower(line))) return {};
  const auto names = names_only(without_opening(line));
  std::vector<std::string> found;
  const auto all = parts(names);
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto name = trimmed(without_opening(all[i]));
    if (!could_be_name(name) || is_one_of(kTitlesBehind, ascii_lower(name))) continue;
    if (i > 0 && is_occupation(name)) continue;
    if (outlet && key(name) == key(*outlet)) continue;
    // Behind the first comma: another full name, or what the one before it does for a living.
    const auto words = split(name, ' ');
    const bool is_full = words.size() >= 2 && std::all_of(words.begin(), words.end(), begins_with_capital);
    if (i > 0 && !is_full) {
      // "Smith, Ann" is one person.
      if (i == 1 && all.size() == 2 && is_given_name(words) && split(all[0], ' ').size() == 1 &&
          names.find(',') != std::string_view::npos && !found.empty())
        found.back() = std::string(name) + " " + found.back();
      continue;
    }
    if (std::find(found.begin(), found.end(), name) == found.end()) found.emplace_back(name);
  }
  return found;
}

}  // namespace pressmark
