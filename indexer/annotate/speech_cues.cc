#include "indexer/annotate/speech_cues.h"

#include <algorithm>
#include <unordered_map>

namespace pressmark::annotation {
namespace {

std::vector<std::string_view> split(std::string_view words) {
  std::vector<std::string_view> out;
  std::size_t at = 0;
  while ((at = words.find_first_not_of(' ', at)) != std::string_view::npos) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    out.push_back(words.substr(at, end - at));
    at = end;
  }
  return out;
}

std::unordered_set<std::string_view> set_of(std::string_view words) {
  const auto all = split(words);
  return {all.begin(), all.end()};
}

std::vector<std::string_view> longest_first(std::string_view words) {
  auto out = split(words);
  std::stable_sort(out.begin(), out.end(), [](auto a, auto b) { return a.size() > b.size(); });
  return out;
}

using Table = std::unordered_map<std::string_view, SpeechCues>;

void add_slavic(Table& table) {
  SpeechCues& ru = table["ru"];
  ru.subjects = Subjects::capitals;
  ru.dash_inside = true;
  ru.verbs = set_of(
      "сказал сказала сказали сказано говорит говорят говорил говорила говорили заявил заявила заявили "
      "заявляет "
      "сообщил сообщила сообщили сообщает отметил отметила отметили отмечает подчеркнул подчеркнула "
      "подчеркивает подчёркивает добавил добавила добавили добавляет пояснил пояснила поясняет объяснил "
      "объяснила объясняет считает считают уверен уверена полагает рассказал рассказала рассказали "
      "рассказывает ответил ответила отвечает спросил спросила спрашивает написал написала пишет признал "
      "признала признался призналась напомнил напомнила напоминает утверждает утверждал уточнил уточнила "
      "предупредил предупредила предупреждает продолжил продолжает заметил заметила замечает "
      "прокомментировал "
      "комментирует заключил заключила указал указала указывает вспоминает констатировал резюмировал "
      "процитировал заверил заверила заверили заверяет настаивает настаивал настаивала посетовал посетовала "
      "сетует "
      "отрезал отрезала вспомнил вспомнила вспоминал говорится возразил возразила возражает поделился "
      "поделилась "
      "назвал назвала назвали называет призвал призвала призвали призывает пообещал пообещала обещает "
      "посоветовал "
      "посоветовала опроверг опровергла высказался высказалась выразился подытожил подытожила подтвердил "
      "подтвердила "
      "подтверждает оценил оценила обвинил обвинила пошутил пошутила удивился удивилась возмутился "
      "возмутилась "
      "цитирует передаёт передает отчитался объявил объявила объявили раскритиковал раскритиковала "
      "охарактеризовал "
      "охарактеризовала указали напомнили пояснили подчеркнули");
  ru.sources =
      set_of("словам мнению данным версии оценке заявлению выражению сообщению утверждению признанию");
  ru.openers = set_of("как это но так а и тогда при потом однако кроме поэтому по");
  ru.pronouns = set_of("он она");
  ru.prepositions =
      set_of("в во из на по о об от для при у к ко с со за над под перед через после до без против про");
  ru.roles = set_of(
      "президент премьер министр глава депутат сенатор пресс-секретарь директор губернатор мэр профессор "
      "эксперт аналитик экономист представитель официальный пресс секретарь адвокат фермер учёный ученый "
      "историк "
      "востоковед политолог писатель режиссёр режиссер тренер врач юрист председатель начальник командующий "
      "посол "
      "сопредседатель вице-премьер замминистра");
  ru.patronymics = split("ич вна чна");
  SpeechCues& uk = table["uk"];
  uk.subjects = Subjects::capitals;
  uk.dash_inside = true;
  uk.verbs = set_of(
      "сказав сказала сказали каже кажуть говорить говорять говорив говорила заявив заявила заявили заявляє "
      "повідомив повідомила повідомили повідомляє зазначив зазначила зазначили зазначає наголосив наголосила "
      "наголошує підкреслив підкреслила підкреслює додав додала додає пояснив пояснила пояснює вважає "
      "вважають "
      "розповів розповіла розповідає відповів відповіла відповідає запитав запитала написав написала пише "
      "визнав визнала нагадав нагадала стверджує уточнив уточнила попередив попередила переконаний "
      "переконана "
      "зауважив зауважила продовжив");
  uk.pronouns = set_of("він вона");
  uk.prepositions =
      set_of("в у із зі з на по о об від для при до к за над під перед через після без проти про");
  uk.roles =
      set_of("президент прем'єр міністр голова депутат речник директор губернатор мер професор експерт");
  SpeechCues& pl = table["pl"];
  pl.subjects = Subjects::capitals;
  pl.may_lack_pronoun = true;
  pl.dash_inside = true;
  pl.verbs = set_of(
      "powiedział powiedziała powiedzieli mówi mówią mówił mówiła stwierdził stwierdziła stwierdza "
      "oświadczył "
      "oświadczyła dodał dodała dodaje podkreślił podkreśliła podkreśla zaznaczył zaznaczyła zaznacza "
      "wyjaśnił "
      "wyjaśniła wyjaśnia poinformował poinformowała informuje napisał napisała pisze ocenił oceniła ocenia "
      "przyznał przyznała przyznaje zapewnił zapewniła uważa uważają odpowiedział odpowiedziała zapytał "
      "zapytała "
      "tłumaczy tłumaczył tłumaczyła przekonuje ostrzegł ostrzegła zauważył zauważyła komentuje");
  pl.pronouns = set_of("on ona");
  pl.prepositions = set_of("w we z ze na po o od dla przy do za nad pod przed przez bez przeciw u");
  pl.roles = set_of("prezydent premier minister prezes rzecznik senator dyrektor prof dr");
}

void add_romance_and_turkish(Table& table) {
  SpeechCues& fr = table["fr"];
  fr.subjects = Subjects::capitals;
  fr.verbs = set_of(
      "dit disent disait déclaré déclare affirmé affirme ajouté ajoute expliqué explique estimé estime "
      "souligné "
      "souligne indiqué indique précisé précise assuré assure annoncé annonce écrit lancé lance répondu "
      "répond "
      "confié confie raconté raconte regretté regrette insisté insiste martelé martèle noté note rappelé "
      "rappelle "
      "reconnu reconnaît dénoncé dénonce conclu conclut demandé demande poursuivi poursuit prévenu prévient "
      "résume témoigne plaide soutient juge jugé fustigé fustige lâché lâche indigné indigne savoir défend "
      "défendu "
      "commente commenté observe observé relève relevé détaille détaillé prédit promis promet réagi réagit "
      "répété répète répliqué réplique rétorqué rétorque glissé glisse soupire soupiré tranche tranché salué "
      "salue "
      "félicité réjoui réjouit inquiète inquiété alarmé alarme emporté emporte appelé appelle interrogé "
      "interroge "
      "avoué avoue admis admet avance avancé affirmait expliquait disaient ajoutait souffle résumé complété "
      "complète "
      "poursuivait accusé accuse qualifié qualifie ironise ironisé nuance nuancé critiqué critique garantit "
      "garanti "
      "recommandé recommande averti avertit évoqué évoque jurent jure confirmé confirme démenti dément");
  fr.sources = set_of("selon d'après pour dixit");
  fr.openers = set_of(
      "comme pour selon interrogé interrogée mais et or puis ainsi alors après avant dans depuis ce cette");
  fr.commas_inside = true;
  fr.pronouns = set_of("il elle");
  fr.prepositions = set_of(
      "à au aux de du des d en dans sur sous par pour avec sans chez contre vers devant selon auprès entre");
  fr.roles = set_of(
      "m mme me dr président présidente ministre député députée sénateur sénatrice maire directeur "
      "directrice avocat avocate "
      "porte-parole préfet préfète agriculteur professeur professeure économiste chercheur chercheuse chef "
      "cheffe patron "
      "patronne secrétaire commissaire procureur procureure juge capitaine entraîneur");
  SpeechCues& es = table["es"];
  es.subjects = Subjects::capitals;
  es.may_lack_pronoun = true;
  es.verbs = set_of(
      "dijo dijeron dice dicen dicho declaró declararon declara afirmó afirmaron afirma añadió añade agregó "
      "agrega "
      "aseguró aseguraron asegura señaló señalaron señala explicó explican explica indicó indica sostuvo "
      "sostiene "
      "manifestó expresó expresa comentó comenta advirtió advierte destacó destaca subrayó subraya apuntó "
      "apunta "
      "insistió insiste reconoció reconoce respondió responde preguntó contó cuenta escribió escribe anunció "
      "anuncia recordó recuerda precisó concluyó lamentó detalló denunció relató reiteró remarcó puntualizó "
      "señalado afirmado asegurado explicado declarado añadido indicado manifestado zanjó zanja lamenta "
      "lamentan "
      "denuncia denuncian critica criticó reclamó reclama pidió pide exigió exige prometió promete admitió "
      "admite confesó "
      "confiesa opinó opina valoró valora sentenció replicó avisó aclaró aclara contestó exclamó bromeó "
      "ironizó "
      "enfatizó adelantó resaltó resumió calificó califica definió define acusó acusa alertó alerta "
      "describió describe "
      "defendió defiende criticado señalaron");
  es.sources = set_of("según para acuerdo juicio palabras opinión");
  es.openers =
      set_of("como según para pero y además también así entonces preguntado preguntada tras en el la");
  es.dash_speech = true;
  es.pronouns = set_of("él ella");
  es.prepositions =
      set_of("a al de del en con por para sin sobre contra entre desde hasta hacia según ante tras");
  es.roles = set_of(
      "presidente presidenta ministro ministra senador senadora diputado diputada alcalde alcaldesa director "
      "directora "
      "portavoz abogado abogada gobernador gobernadora secretario secretaria fiscal juez jueza profesor "
      "profesora "
      "economista investigador investigadora entrenador comisario comisaria jefe jefa consejero consejera "
      "vocero vocera "
      "canciller doctor doctora don doña");
  SpeechCues& pt = table["pt"];
  pt.subjects = Subjects::capitals;
  pt.may_lack_pronoun = true;
  pt.verbs = set_of(
      "disse disseram diz dizem dito declarou declararam declara afirmou afirmaram afirma acrescentou "
      "acrescenta "
      "explicou explicam explica contou conta ressaltou ressalta destacou destaca comentou comenta escreveu "
      "escreve respondeu responde informou informa assegurou garantiu garante avaliou avalia completou "
      "completa "
      "ressalvou frisou sublinhou salientou lembrou lembra concluiu alertou alerta criticou anunciou "
      "argumentou "
      "reconheceu perguntou lamentou relatou referiu");
  pt.sources = set_of("segundo para acordo opinião palavras");
  pt.openers = set_of("como segundo para mas e além também assim então em o a");
  pt.dash_speech = true;
  pt.pronouns = set_of("ele ela");
  pt.prepositions = set_of(
      "a à ao aos às de do da dos das em no na nos nas com por pelo pela para sem sobre contra entre desde "
      "até "
      "segundo ante após");
  pt.roles = set_of("presidente ministro ministra senador deputado");
  SpeechCues& it = table["it"];
  it.subjects = Subjects::capitals;
  it.may_lack_pronoun = true;
  it.verbs = set_of(
      "detto dice dicono disse dichiarato dichiara affermato afferma aggiunto aggiunge spiegato spiega "
      "sottolineato sottolinea ricordato ricorda commentato commenta scritto scrive risposto risponde "
      "annunciato "
      "annuncia osservato osserva sostenuto sostiene precisato precisa ribadito ribadisce concluso conclude "
      "raccontato racconta avvertito avverte ammesso ammette assicurato assicura chiesto chiede evidenziato "
      "denunciato dichiarò affermò aggiunse spiegò");
  it.sources = set_of("secondo per parole parere");
  it.openers = set_of("come secondo per ma e anche così allora in il la");
  it.pronouns = set_of("lui lei egli ella");
  it.prepositions = set_of(
      "a al allo alla ai agli alle di del dello della dei degli delle in nel nello nella nei da dal dallo "
      "dalla "
      "con su sul sulla per tra fra contro verso secondo presso");
  it.roles = set_of("presidente ministro ministra senatore deputato sindaco");
  SpeechCues& tr = table["tr"];
  tr.subjects = Subjects::capitals;
  tr.may_lack_pronoun = true;
  tr.verbs = set_of(
      "dedi diyor dediler diyen söyledi söylüyor söylediler belirtti belirten vurguladı vurgulayan açıkladı "
      "açıklayan konuştu kaydetti kaydeden ifadelerini ifadesini ifade ekledi anlattı sordu yazdı uyardı "
      "cevabını yanıtını yanıtladı değerlendirdi duyurdu bildirdi");
  tr.pronouns = set_of("o");
  tr.roles = set_of(
      "cumhurbaşkanı başkanı başkan bakanı bakan başbakan genel sözcüsü sözcü milletvekili müdürü prof dr "
      "vali "
      "valisi dışişleri içişleri içişler sağlık");
}

// Verbs and what makes a name an object; the rest of their grammar is left to marks and commas.
void add_northern(Table& table) {
  const auto add = [&](std::string_view lang, std::string_view verbs, std::string_view pronouns,
                       std::string_view prepositions, std::string_view sources) {
    SpeechCues& cues = table[lang];
    cues.subjects = Subjects::capitals;
    cues.verbs = set_of(verbs);
    cues.pronouns = set_of(pronouns);
    cues.prepositions = set_of(prepositions);
    cues.sources = set_of(sources);
  };
  add("nl",
      "zei zegt zeggen zeiden aldus vertelt vertelde verklaarde verklaart stelde stelt benadrukt benadrukte "
      "liet laat "
      "schrijft schreef antwoordde antwoordt waarschuwt waarschuwde reageert reageerde vindt legt vroeg",
      "hij zij ze", "in op aan bij van voor met naar tegen over door uit om tot na volgens te", "volgens");
  add("sv",
      "säger sade sa berättar berättade skriver skrev förklarar förklarade menar menade uppger uppgav svarar "
      "svarade "
      "tillägger hävdar konstaterar varnar",
      "han hon", "i på av för med till från om mot vid under efter enligt hos genom åt", "enligt");
  add("da",
      "siger sagde fortæller fortalte skriver skrev forklarer forklarede mener mente oplyser svarer svarede "
      "tilføjer "
      "udtaler udtalte understreger advarer",
      "han hun", "i på af for med til fra om mod ved under efter ifølge hos", "ifølge");
  add("no",
      "sier sa forteller fortalte skriver skrev forklarer forklarte mener mente opplyser svarer svarte "
      "legger uttaler "
      "uttalte understreker advarer",
      "han hun", "i på av for med til fra om mot ved under etter ifølge hos", "ifølge");
  table["nb"] = table["no"];
}

void add_right_to_left(Table& table) {
  SpeechCues& ar = table["ar"];
  ar.subjects = Subjects::behind;
  ar.verbs = set_of(
      "قال قالت قالوا يقول تقول يقولون قائلا قائلاً قائلة قائلين أضاف أضافت يضيف مضيفا مضيفاً مضيفة اضاف أكد "
      "أكدت "
      "يؤكد مؤكدا مؤكداً مؤكدة اكد صرح صرحت صرّح أعلن أعلنت اعلن معلنا أوضح أوضحت اوضح موضحا موضحاً موضحة أشار "
      "أشارت "
      "اشار مشيرا مشيراً مشيرة تابع تابعت متابعا كتب كتبت ذكر ذكرت شدد شددت مشددا مشدداً اعتبر اعتبرت معتبرا "
      "معتبراً "
      "لفت لافتا لفتت رأى رأت بقوله بقولها قوله قولها واصل استطرد نوه حذر حذرت محذرا سأل سألت أجاب أجابت وصف "
      "غرد");
  ar.prepositions = set_of(
      "في من على إلى الى عن مع بعد قبل عند خلال أول أن إن ان إنه إنها أنه أنها انه انها لـ إذ حول بشأن ضد "
      "أمس "
      "اليوم هذا هذه "
      "الذي التي باسم له لها لهم به بها");
  ar.roles = set_of(
      "الرئيس رئيس الوزير وزير الوزراء الخارجية الدفاع الداخلية المالية المتحدث الناطق الأمير الملك السيد "
      "السيدة "
      "الدكتور الدكتورة المدير مدير العام الأمين القائد النائب السفير سفير الشيخ الخبير المحلل الجنرال "
      "اللواء "
      "العمدة المحافظ العميدة النائبة الوزيرة وزيرة الرئيسة المديرة المتحدثة الناطقة المحامي المحامية "
      "البروفيسور "
      "العميد المرشح الكاتب الصحفي الأميركي الأمريكي البريطاني الفرنسي الروسي الإيراني المصري العراقي السوري "
      "التركي");
  SpeechCues& ur = table["ur"];
  ur.subjects = Subjects::ergative;
  ur.verbs = set_of(
      "کہا کہاکہ کہنا کہتے کہتی کہتا بتایا بتایاکہ لکھا پوچھا بولے بولیں بولا فرمایا اعلان جواب مطابق");
  ur.pronouns = set_of("انہوں اُنہوں انھوں اُنھوں جنہوں جنھوں جس کسی ایک دوسرے کئی بعض اس اُس ان");
  ur.prepositions = set_of("کا کی کے سے میں پر کو اور کہ تک لیے ہوئے لیکن جبکہ تو دوران بعد مگر");
  ur.roles = set_of(
      "صدر وزیرِ ترجمان حکام وزیر وزیراعظم اعظم اعلیٰ خارجہ دفاع داخلہ خزانہ تجزیہ کار ماہر معیشت ترجمان "
      "پروفیسر ڈاکٹر جنرل "
      "سینیٹر سفیر "
      "میئر وکیل گورنر کمشنر ڈائریکٹر "
      "چیئرمین سربراہ رہنما مسٹر جناب امریکی روسی بھارتی پاکستانی سابق");
  SpeechCues& hi = table["hi"];
  hi.subjects = Subjects::ergative;
  hi.verbs = set_of("कहा कहना कहते कहती कहता बताया बोले बोलीं बोला लिखा पूछा जोड़ा दोहराया चेताया मुताबिक अनुसार");
  hi.pronouns = set_of("उन्होंने उसने इन्होंने जिन्होंने किसी एक दूसरे कई");
  hi.prepositions = set_of("का की के से में पर को और कि तक लिए हुए लेकिन जबकि तो दौरान बाद मगर");
  hi.roles = set_of(
      "प्रधानमंत्री राष्ट्रपति मंत्री मुख्यमंत्री विदेश रक्षा गृह वित्त प्रोफ़ेसर प्रोफेसर डॉक्टर डॉ प्रवक्ता सेवानिवृत्त कमोडोर जनरल "
      "मेयर महापौर राज्यपाल निदेशक आयुक्त वकील सचिव "
      "कर्नल एडमिरल विशेषज्ञ विश्लेषक अध्यक्ष सांसद नेता श्री श्रीमती पूर्व अर्थशास्त्री राजदूत");
}

void add_east_asian(Table& table) {
  SpeechCues& ja = table["ja"];
  ja.subjects = Subjects::honorific;
  ja.spaced = false;
  ja.verb_list = split(
      "話し 語っ 語り 語る 述べ 説明 コメント 主張 強調 指摘 批判 訴え 答え 明らかに 発言 発表 表明 呼びかけ "
      "書き込 投稿 "
      "言っ 言い 振り返 と言う という声");
  ja.role_list = longest_first(
      "さん 氏 首相 大統領 外相 財務相 防衛相 国務長官 知事 市長 町長 村長 教授 准教授 社長 会長 監督 選手 "
      "議員 長官 報道官 "
      "官房長官 書記長 委員長 代表 所長 総裁 幹事長 議長 博士 容疑者 被告");
  SpeechCues& zh = table["zh"];
  zh.subjects = Subjects::titled;
  zh.spaced = false;
  zh.verb_list = split(
      "说 說 表示 指出 称 稱 认为 認為 强调 強調 写道 寫道 问道 問道 回答 告诉 告訴 宣布 坦言 透露 补充 補充 "
      "回应 回應 呼吁 "
      "呼籲");
  zh.role_list = longest_first(
      "发言人 發言人 总统 總統 总理 總理 部长 部長 主席 主任 教授 经理 經理 院长 院長 局长 局長 书记 書記 "
      "市长 市長 省长 省長 "
      "秘书长 秘書長 专家 專家 首相 外长 外長 大使 会长 會長 记者 記者 研究员 分析师");
}

Table build() {
  Table table;
  add_slavic(table);
  add_romance_and_turkish(table);
  add_northern(table);
  add_right_to_left(table);
  add_east_asian(table);
  table["th"].spaced = false;
  return table;
}

}  // namespace

const SpeechCues& speech_cues(std::string_view lang) {
  static const Table table = build();
  static const SpeechCues none;
  const auto found = table.find(lang);
  return found == table.end() ? none : found->second;
}

}  // namespace pressmark::annotation
