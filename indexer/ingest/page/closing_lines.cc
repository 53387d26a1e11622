#include "indexer/ingest/page/closing_lines.h"

#include <algorithm>
#include <array>

#include "indexer/ingest/lines.h"

namespace pressmark {
namespace {

// Beginnings of such lines in lower case, as far as ASCII goes; a line is one when little else stands in it.
constexpr auto kClosing = std::to_array<std::string_view>({
    // English
    "related",
    "read more",
    "read next",
    "more on this",
    "more from",
    "more stories",
    "more news",
    "more about",
    "you may also",
    "you might also",
    "you may like",
    "recommended",
    "recommendations",
    "most popular",
    "most read",
    "most viewed",
    "popular posts",
    "popular stories",
    "trending",
    "comments",
    "comment",
    "leave a comment",
    "leave a reply",
    "add a comment",
    "post a comment",

    "share your thoughts",
    "about the author",
    "about the writer",
    "author bio",
    "tags",
    "tagged",
    "filed under",

    "latest news",
    "latest stories",
    "up next",
    "next article",
    "previous article",
    "don't miss",

    "newsletter",
    "follow us",
    "join the conversation",
    "join the discussion",
    "what do you think",
    "also read",
    "also on",

    "in case you missed",
    "top stories",
    "editor's picks",

    "did you find this",
    "was this article",
    "we recommend",
    // German
    "auch interessant",
    "mehr zum thema",
    "zum thema",
    "weitere themen",
    "weitere artikel",
    "weitere videos",
    "weitere bilder",
    "weitere texte",
    "weitere themen",
    "more videos",
    "more photos",
    "audios et vidéos",
    "dernières",
    "les dernières",
    "plus sur",
    "en savoir plus",
    "le più lette",
    "più letti",
    "altre notizie",
    "mehr videos",
    "mehr bilder",
    "photo gallery",
    "bildergalerie",
    "weitere beiträge",
    "weitere informationen",
    "weitere aktuelle",
    "weitere meldungen",
    "weitere nachrichten",
    "lesen sie auch",
    "lesen sie mehr",
    "lesen sie hier",
    "weiterlesen",
    "empfohlene",
    "empfehlungen",
    "das könnte",
    "themen im artikel",
    "themen:",
    "schlagwort",
    "stichwort",
    "kommentar",
    "ähnliche",
    "verwandte",
    "über den autor",
    "über die autor",
    "zum autor",
    "autoren:",
    "autor:",
    "quellenangaben",
    "mehr aus",
    "mehr von",
    "mehr artikel",
    "mehr nachrichten",
    "artikel bewerten",
    "artikel teilen",
    "lust auf mehr",
    "noch mehr",

    "unsere empfehlung",
    "meistgelesen",
    "erschienen in",
    "kostenlos testen",
    "passend zum thema",
    "passende artikel",
    "ihre meinung",
    "schreiben sie einen kommentar",
    "schreibe einen kommentar",
    "was denken sie",
    "hinterlasse",
    "bewerten sie",
    "mehr dazu",
    "alle beiträge",
    "beitrag teilen",
    "teile diesen",
    "war der artikel",
    "war dieser artikel",
    "möchten sie den artikel",
    "jetzt abonnieren",

    "diskutieren sie",
    "neueste",
    "aktuelle meldungen",
    "gefällt dir",
    "hat dir der artikel",
    "auch auf",
    // French
    "articles les plus",
    "à lire aussi",
    "a lire aussi",
    "à lire également",
    "lire aussi",
    "lire plus",
    "sur le même",
    "sur le meme",
    "commentaires",

    "voir aussi",
    "plus d'articles",
    "mots-clés",
    "articles similaires",
    "articles liés",
    "à voir aussi",
    "les plus lus",
    "ça peut vous",
    "abonnez-vous",
    // Spanish and Portuguese
    "te puede interesar",
    "también te puede",
    "lee también",
    "lea también",
    "contenido relacionado",
    "noticias relacionadas",
    "más noticias",
    "más sobre",
    "más información",
    "comentarios",
    "etiquetas",

    "artículos relacionados",
    "leia também",
    "leia mais",
    "veja também",
    "saiba mais",
    "comentários",
    "mais lidas",
    "relacionad",
    "últimas noticias",
    "últimas notícias",

    "suscríbete",
    "nos siga",
    "síguenos",
    "tópicos",
    "temas relacionados",
    "temas:",
    "seguí leyendo",
    "sigue leyendo",
    "te recomendamos",
    "notas relacionadas",
    "más leídas",
    "lo más leído",
    "em destaque",
    "leia mais",
    "notícias relacionadas",
    // Italian
    "leggi anche",
    "articoli correlati",
    "potrebbe interessarti",
    "commenti",

    "ti potrebbe",
    "notizie correlate",
    // Polish, Czech
    "czytaj też",
    "czytaj także",
    "zobacz też",
    "zobacz także",
    "komentarze",
    "powiązane",
    "polecamy",
    "inne artykuły",
    "więcej na ten temat",
    "podobne artykuły",
    "najnowsze",
    "przeczytaj także",
    "čtěte také",
    "související",
    "diskuze",
    // Dutch, Swedish, Danish, Norwegian, Finnish
    "lees ook",
    "lees meer",
    "meer over",
    "reacties",
    "läs också",
    "läs mer",
    "læs også",
    "les også",
    "lue myös",
    // Turkish
    "ilgili haberler",
    "yorumlar",
    "etiketler",
    "benzer haberler",
    // Russian, Ukrainian
    "читайте также",
    "Читайте также",
    "ЧИТАЙТЕ ТАКЖЕ",
    "комментарии",
    "Комментарии",
    "по теме",
    "По теме",
    "похожие",
    "Похожие",
    "Читайте також",
    "Теги",
    // Arabic, Urdu, Hindi, Japanese, Chinese
    "اقرأ أيضا",
    "اقرأ أيضاً",
    "مواضيع ذات صلة",
    "تعليقات",
    "یہ بھی پڑھیں",
    "مزید پڑھیں",
    "यह भी पढ़ें",
    "ये भी पढ़ें",
    "関連記事",
    "関連ニュース",
    "おすすめ記事",
    "相关新闻",
    "相关阅读",
    "延伸阅读",
    "推荐阅读",
});

constexpr auto kPointers = std::to_array<std::string_view>({
    "read more:",
    "read also:",
    "also read:",
    "see also:",
    "related:",
    "more:",
    "read:",
    "watch:",
    "don't miss:",
    "lesen sie auch:",
    "lesen sie dazu:",
    "lesen sie hier:",
    "mehr zum thema:",
    "passend dazu:",
    "mehr lesen:",
    "hier lesen sie",
    "zum weiterlesen:",
    "lesetipp:",
    "buchtipp:",
    "siehe auch:",
    "in other news:",
    "you may also like:",
    "read next:",
    "read more about",
    "more on this:",
    "recommended:",
    "leer más:",
    "lea más:",
    "mirá también",
    "mira también",
    "ver más:",
    "per approfondire:",
    "sullo stesso argomento",
    "sur le même sujet",
    "zobacz też",
    "zobacz także",
    "lue myös",
    "mehr dazu:",
    "lese-tipp:",
    "auch interessant:",
    "weiterlesen:",
    "lire aussi",
    "à lire aussi",
    "à lire :",
    "lea también",
    "lee también",
    "te puede interesar",
    "leia também",
    "leia mais",
    "veja também",
    "saiba mais:",
    "leggi anche",
    "czytaj też",
    "czytaj także",
    "lees ook",
    "läs också",
    "læs også",
    "les også",
    "Читайте также",
    "یہ بھی پڑھیں",
    "यह भी पढ़ें",
    "ये भी पढ़ें",
    "اقرأ أيضا",
});

// Words of lines that ask the reader to subscribe, to give, to follow or to install something.
constexpr auto kPromotions = std::to_array<std::string_view>({
    "subscribe now",
    "subscribe to",
    "our newsletter",
    "newsletter today",
    "sign up for",
    "sign up to",
    "signing up to",
    "download our app",
    "apps for ios",
    "ios and android",
    "for the latest stories",
    "follow us on",
    "like us on",
    "join our whatsapp",
    "whatsapp channel",
    "telegram channel",
    "our youtube",
    "support our journalism",
    "support us",
    "help us continue",
    "become a member",
    "advertisers do not influence",
    "never miss",
    "donate",
    "all rights reserved",
    "newsletter abonnieren",
    "unseren newsletter",
    "unserem newsletter",
    "den newsletter",
    "jetzt abonnieren",
    "jetzt kostenlos",
    "im abo",
    "posteingang",
    "bezahlschranke",
    "als e-paper",
    "kleine spende",
    "jetzt spenden",
    "folgen sie uns",
    "folge uns",
    "unserem kanal",
    "bestellen sie",
    "traumjobs",
    "alle angaben ohne gewähr",
    "all content copyright",
    "advertising disclosure",
    "may receive compensation",
    "affiliate-link",
    "affiliate link",
    "erhalten wir eine provision",
    "erhalten wir eine kleine provision",
    "tous droits réservés",
    "todos los derechos reservados",
    "todos os direitos reservados",
    "tutti i diritti riservati",
    "riproduzione riservata",
    "alle rechte vorbehalten",
    "wszelkie prawa zastrzeżone",
    "все права защищены",
    "this article first appeared",
    "republished with permission",
    "sign up here",
    "click here to subscribe",
    "follow him on twitter",
    "follow her on twitter",
    "follow me on twitter",
    "mit freundlicher genehmigung",
    "abonnez-vous",
    "accéder en illimité",
    "notre newsletter",
    "suivez-nous",
    "suscríbete",
    "suscribite",
    "canal de telegram",
    "canal de whatsapp",
    "canal de youtube",
    "síguenos",
    "nuestro canal",
    "cancela cuando quieras",
    "nuestro newsletter",
    "nos siga no",
    "siga o",
    "nosso canal",
    "assine",
    "inscreva-se",
    "iscriviti",
    "la nostra newsletter",
    "seguici su",
    "subskrypcji",
    "zapisz się",
    "obserwuj nas",
    "подпишитесь",
    "подписывайтесь",
    "нашем канале",
    "наш канал",
    "abone ol",
    "takip edin",
});

// Lower case as far as the lines above need it: ASCII, the accented letters of Latin-1, Russian.
std::string lower_case(std::string_view line) {
  auto lower = ascii_lower(line);
  for (std::size_t i = 0; i + 1 < lower.size(); ++i) {
    const auto lead = static_cast<unsigned char>(lower[i]);
    auto& next = lower[i + 1];
    const auto second = static_cast<unsigned char>(next);
    if (lead == 0xC3U && second >= 0x80U && second <= 0x9EU && second != 0x97U)
      next = static_cast<char>(second + 0x20U);
    if (lead == 0xD0U && second >= 0x90U && second <= 0x9FU) next = static_cast<char>(second + 0x20U);
    if (lead == 0xD0U && second >= 0xA0U && second <= 0xAFU) {
      lower[i] = '\xD1';
      next = static_cast<char>(second - 0x20U);
    }
  }
  return lower;
}

template <typename Beginnings>
bool begins_with_one_of(std::string_view line, const Beginnings& beginnings) {
  const auto lower = lower_case(line);
  return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view beginning) {
    if (!lower.starts_with(beginning) && !line.starts_with(beginning)) return false;
    // "Comments" but not "Commentsville", "Related" but not "Relatedness".
    if (lower.size() == beginning.size()) return true;
    const auto next = static_cast<unsigned char>(lower[beginning.size()]);
    return !((next >= 'a' && next <= 'z') || next >= 0x80U) || beginning.ends_with("relacionad") ||
           static_cast<unsigned char>(beginning.back()) >= 0x80U || beginning == "schlagwort" ||
           beginning == "stichwort" || beginning == "kommentar" || beginning == "über die autor";
  });
}

// Stand by themselves, wherever they stand.
constexpr auto kLoneLines = std::to_array<std::string_view>({
    "advertisement",
    "advertisements",
    "sponsored",
    "promoted",
    "anzeige",
    "werbung",
    "publicité",
    "publicidad",
    "publicidade",
    "pubblicità",
    "reklama",
    "реклама",
    "Реклама",
    "share",
    "share this",
    "share this article",
    "teilen",
    "artikel teilen",
    "partager",
    "compartir",
    "compartilhe",
    "condividi",
    "subscribe",
    "subscribe now",
    "sign up",
    "externer inhalt",
    "continue reading",
    "read more",
    "weiterlesen",
    "print",
    "drucken",
    "tags",
    "topics",
    "themen",
    "schlagworte",
    "stichworte",
    "temas",
    "etiquetas",
    "étiquettes",
    "tag",
    "argomenti",
    "tematy",
    "kategorien",
    "kategorie",
    "categories",
    "kommentieren",
    "permalink",
    "permalien",
    "follow",
    "follow us",
    "folgen",
    "copy link",
    "link kopieren",
    "photo",
    "foto",
    "video",
    "bild",
    "image",
    "advertisement - continue reading below",
    "advertisement – continue reading below",
    "article continues below advertisement",
    "story continues below advertisement",
    "continue reading below",
    "la suite après la publicité",
    "- anzeige -",
    "-anzeige-",
    "– anzeige –",
    "continua después de la publicidad",
    "continúa después de la publicidad",
    "continua após a publicidade",
    "sponsored content",
    "paid content",
});

// Stand by themselves where a paragraph would.
constexpr auto kControls = std::to_array<std::string_view>({
    // Controls of players, galleries and folded texts
    "play",
    "play video",
    "pause",
    "replay",
    "mute",
    "unmute",
    "autoplay",
    "fullscreen",
    "full screen",
    "video abspielen",
    "lire la vidéo",
    "reproducir",
    "reproducir video",
    "now playing",
    "current time",
    "loading",
    "loading...",
    "show more",
    "show less",
    "load more",
    "view gallery",
    "view comments",
    "hide caption",
    "toggle caption",
    "click to expand",
    "mehr anzeigen",
    "mehr laden",
    "weniger anzeigen",
    "alle anzeigen",
    "speichern",
    "merken",
    "vorlesen",
    "artikel anhören",
    "anhören",
    "listen to this article",
    "listen to article",
    "listen",
    "écouter",
    "escuchar",
    "ascolta",
    "afficher plus",
    "voir plus",
    "ver más",
    "ver mais",
    "mostrar más",
    "mostra altro",
    "pokaż więcej",
    "развернуть",
    "показать ещё",
    // Toolbars
    "copy url",
    "copied",
    "email",
    "e-mail",
    "email this",
    "imprimer",
    "imprimir",
    "stampa",
    "drukuj",
    "versenden",
    "bookmark",
    "save",
    "comment",
    "comments",
    "kommentare",
    "report an error",
    "fehler melden",
    "zurück",
    "nach oben",
    "back to top",
    "facebook",
    "twitter",
    "whatsapp",
    "pinterest",
    "linkedin",
    "tweet",
    "xing",
    "flipboard",
    "telegram",
    "reddit",
    "ad",
    "advertising",
});

template <typename Lines>
bool is_one_of(const Lines& lines, std::string_view line) {
  constexpr std::size_t kLongest = 60;  // bytes
  if (line.size() > kLongest) return false;
  while (!line.empty() && (line.back() == ':' || line.back() == ' ')) line.remove_suffix(1);
  const auto lower = lower_case(line);
  return std::find(lines.begin(), lines.end(), lower) != lines.end() ||
         std::find(lines.begin(), lines.end(), line) != lines.end();
}

}  // namespace

bool is_lone_line(std::string_view line) {
  return is_one_of(kLoneLines, line);
}

bool is_control_line(std::string_view line) {
  return is_one_of(kControls, line);
}

bool is_counter_line(std::string_view line) {
  constexpr std::size_t kLongest = 60;  // bytes
  constexpr auto kCounted = std::to_array<std::string_view>({"shares",
                                                             "share",
                                                             "views",
                                                             "view",
                                                             "likes",
                                                             "like",
                                                             "comments",
                                                             "comment",
                                                             "retweets",
                                                             "votes",
                                                             "vote",
                                                             "ratings",
                                                             "accesses",
                                                             "citations",
                                                             "downloads",
                                                             "visits",
                                                             "times",
                                                             "kommentare",
                                                             "kommentar",
                                                             "bewertungen",
                                                             "bewertung",
                                                             "aufrufe",
                                                             "partages",
                                                             "partage",
                                                             "commentaires",
                                                             "vues",
                                                             "comentarios",
                                                             "compartidos",
                                                             "visitas",
                                                             "comentários",
                                                             "compartilhamentos",
                                                             "condivisioni",
                                                             "commenti",
                                                             "visualizzazioni",
                                                             "komentarzy",
                                                             "udostępnień",
                                                             "reacties",
                                                             "просмотров",
                                                             "комментариев",
                                                             "комментария"});
  constexpr auto kBeside = std::to_array<std::string_view>(
      {"total", "of", "rating", "cast", "visited", "today", "k", "m", "min", "read", "no", "facebook"});
  if (line.size() > kLongest) return false;
  bool counts = false;
  bool has_number = false;
  std::string word;
  const auto lower = lower_case(line);
  const auto ends = [&] {
    const bool is_counted = std::find(kCounted.begin(), kCounted.end(), word) != kCounted.end();
    const bool fits =
        word.empty() || is_counted || std::find(kBeside.begin(), kBeside.end(), word) != kBeside.end();
    counts = counts || is_counted;
    word.clear();
    return fits;
  };
  for (const char c : lower) {
    has_number = has_number || (c >= '0' && c <= '9');
    const bool is_letter = (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80U;
    if (is_letter)
      word += c;
    else if (!ends())
      return false;
  }
  return ends() && counts && has_number;
}

bool is_player_line(std::string_view line) {
  constexpr std::size_t kLongest = 40;  // bytes
  if (line.size() > kLongest) return false;
  constexpr auto kTold =
      std::to_array<std::string_view>({"volume ", "loaded: ", "progress: ", "current time ", "duration time ",
                                       "duration ", "remaining time ", "stream type ", "playback rate "});
  const auto lower = lower_case(line);
  const auto is_figure = [](std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789:.%/- x") == std::string_view::npos;
  };
  if (line.starts_with("0:00") || line.starts_with("00:00")) return is_figure(lower);
  return std::any_of(kTold.begin(), kTold.end(), [&](std::string_view told) {
    return lower.starts_with(told) && is_figure(std::string_view(lower).substr(told.size()));
  });
}

bool is_promotion(std::string_view line) {
  constexpr std::size_t kLongest = 350;  // bytes
  if (line.size() > kLongest) return false;
  const auto lower = lower_case(line);
  const auto is_letter = [&](std::size_t at) {
    return at < lower.size() &&
           ((lower[at] >= 'a' && lower[at] <= 'z') || static_cast<unsigned char>(lower[at]) >= 0x80U);
  };
  return std::any_of(kPromotions.begin(), kPromotions.end(), [&](std::string_view words) {
    const auto at = lower.find(words);
    // "donate" but not "donated"
    return at != std::string::npos && !is_letter(at + words.size()) && (at == 0 || !is_letter(at - 1));
  });
}

bool is_credit_line(std::string_view line) {
  constexpr std::size_t kLongest = 100;  // bytes
  constexpr auto kCredits = std::to_array<std::string_view>(
      {"foto:",      "fotos:",        "foto ©",      "foto/",        "photo:",        "photos:",
       "photo by",   "photo credit",  "photo ©",     "bild:",        "bilder:",       "bild ©",
       "bildquelle", "bildnachweis",  "image:",      "image credit", "images:",       "image by",
       "fotocredit", "symbolbild",    "symbolfoto",  "archivfoto",   "archivbild",    "beitragsbild",
       "titelbild:", "titelfoto:",    "screenshot:", "crédit photo", "crédits photo", "crédit :",
       "grafik:",    "illustration:", "fot.",        "zdjęcie:",     "foto por",      "imagen:",
       "imagem:",    "quelle foto",   "fotoquelle",  "pressefoto",   "getty images"});
  if (line.size() > kLongest) return false;
  if (line.starts_with("©") || line.starts_with("(c) ") || line.starts_with("Copyright ")) return true;
  while (line.starts_with('(') || line.starts_with('[')) line.remove_prefix(1);
  const auto lower = lower_case(line);
  return std::any_of(kCredits.begin(), kCredits.end(),
                     [&](std::string_view credit) { return lower.starts_with(credit); });
}

bool is_plain_promotion(std::string_view line) {
  constexpr std::size_t kLongest = 350;  // bytes
  if (line.size() > kLongest) return false;
  const auto lower = lower_case(line);
  std::size_t requests = 0;
  for (const auto words : kPromotions) {
    if (lower.starts_with(words)) return is_promotion(line);
    if (lower.find(words) != std::string::npos) ++requests;
  }
  return requests >= 2;
}

bool is_closing_line(std::string_view line) {
  constexpr std::size_t kLongest = 70;  // bytes
  if (line.size() > kLongest || line.ends_with('.')) return false;
  return begins_with_one_of(line, kClosing) || lower_case(line).ends_with("-newsletter");
}

bool is_pointer_line(std::string_view line) {
  constexpr std::size_t kLongest = 250;  // bytes
  return line.size() <= kLongest && begins_with_one_of(line, kPointers);
}

}  // namespace pressmark
