#include "indexer/annotate/lexicon.h"

#include <array>
#include <vector>

namespace pressmark::annotation {
namespace {

template <typename Use>
void each_word(std::string_view words, Use use) {
  std::size_t at = 0;
  while (at < words.size()) {
    const std::size_t begin = words.find_first_not_of(" \n", at);
    if (begin == std::string_view::npos) return;
    at = words.find_first_of(" \n", begin);
    if (at == std::string_view::npos) at = words.size();
    use(words.substr(begin, at - begin));
  }
}

bool is_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

// The forms of one verb, written as "say:says:said:saying"; a bare lemma is inflected regularly.
struct Forms {
  std::string base, present, past, gerund;
};

Forms inflect(std::string_view entry) {
  std::array<std::string, 4> given;
  std::size_t n = 0;
  while (n < 4) {
    const auto colon = entry.find(':');
    given[n++] = entry.substr(0, colon);
    if (colon == std::string_view::npos) break;
    entry.remove_prefix(colon + 1);
  }
  const std::string& lemma = given[0];
  if (n == 4) return {given[0], given[1], given[2], given[3]};
  const char last = lemma.back();
  const char previous = lemma[lemma.size() - 2];
  const bool sibilant =
      last == 's' || last == 'x' || last == 'z' || (last == 'h' && (previous == 's' || previous == 'c'));
  if (last == 'e') return {lemma, lemma + "s", lemma + "d", lemma.substr(0, lemma.size() - 1) + "ing"};
  if (last == 'y' && !is_vowel(previous)) {
    const std::string stem = lemma.substr(0, lemma.size() - 1);
    return {lemma, stem + "ies", stem + "ied", lemma + "ing"};
  }
  return {lemma, lemma + (sibilant ? "es" : "s"), lemma + "ed", lemma + "ing"};
}

}  // namespace

const Lexicon& Lexicon::english() {
  static const Lexicon lexicon;
  return lexicon;
}

Lexicon::Lexicon() {
  words_.reserve(4096);
  add_speech();
  add_closed_classes();
  add_people();
  add_names();
}

Classes Lexicon::classes(std::string_view folded) const {
  // Heterogeneous lookup needs a transparent hash; a short string stays on the stack anyway.
  if (folded.size() > 24) return 0;
  const auto found = words_.find(std::string(folded));
  return found == words_.end() ? 0 : found->second;
}

void Lexicon::add(Classes classes, std::string_view words) {
  each_word(words, [&](std::string_view word) { words_[std::string(word)] |= classes; });
}

void Lexicon::add_verbs(Classes classes, std::string_view lemmas) {
  each_word(lemmas, [&](std::string_view entry) {
    const Forms forms = inflect(entry);
    words_[forms.base] |= classes | (forms.base == forms.past ? 0 : Classes{kBaseForm});
    words_[forms.present] |= classes;
    words_[forms.past] |= classes;
    words_[forms.gerund] |= classes | kGerund;
  });
}

void Lexicon::add_speech() {
  add_verbs(
      kSpeech | kBareClause,
      "say:says:said:saying add insist note argue claim suggest acknowledge admit:admits:admitted:admitting "
      "predict conclude indicate allege contend assert explain stress concede believe "
      "think:thinks:thought:thinking "
      "joke quip:quips:quipped:quipping recall reckon maintain estimate hope reply respond continue complain "
      "lament "
      "tweet observe boast declare announce confirm state emphasize emphasise repeat reiterate "
      "counter retort remark opine muse imply reveal write:writes:wrote:writing");
  add_verbs(kSpeech,
            "report testify promise vow assure remind inform mention exclaim clarify "
            "deny fear agree shout yell chant scream whisper cry interject affirm reaffirm speculate "
            "advise alert comment pledge threaten urge demand caution warn convey underline underscore "
            "highlight disclose recount relate specify swear:swears:swore:swearing plead protest object "
            "propose recommend foretell:foretells:foretold:foretelling profess proclaim pronounce "
            "echo elaborate begin:begins:began:beginning sum:sums:summed:summing chime post ponder decree "
            "guarantee wonder question signal hint accept dispute dismiss accuse blast apologize apologise "
            "snap:snaps:snapped:snapping scoff tout volunteer gush vent bark enthuse");
  add_verbs(
      kMarksNeeded,
      "begin:begins:began:beginning continue sum:sums:summed:summing snap:snaps:snapped:snapping bark vent "
      "gush chime "
      "post echo object protest plead tout volunteer enthuse scoff elaborate cry sum:sums:summed:summing");
  add_verbs(kSpeech | kBareClause | kAddressee, "tell:tells:told:telling");
  add(kSpeech, "ruled ruling");
  add(kBareClause, "warn warns warned warning");
  add_verbs(kSpeech | kAddressee | kQuestion, "ask");
  add_verbs(kQuestion, "wonder inquire question");
  add(kAddressee,
      "remind reminds reminded reminding warn warns warned warning inform informs informed informing assure "
      "assures assured "
      "assuring alert alerts alerted alerting advise advises advised advising persuade notify notified");
  add_verbs(kInfinitive,
            "promise vow pledge threaten offer:offers:offered:offering agree swear:swears:swore:swearing");
  add_verbs(kUrging,
            "urge implore beg:begs:begged:begging exhort call:calls:called:calling ask advise "
            "tell:tells:told:telling");
  add_verbs(
      kWeakCue,
      "call describe dub:dubs:dubbed:dubbing label brand refer:refers:referred:referring criticize criticise "
      "praise mock blast cite quote read:reads:read:reading go:goes:went:going slam:slams:slammed:slamming "
      "denounce deride condemn decry characterize characterise portray hail express "
      "speak:speaks:spoke:speaking "
      "talk voice want demand blame attack accuse deem consider "
      "credit dismiss reject urge answer paint ridicule compare joke");
  add_verbs(kThatNeeded,
            "show find:finds:found:finding know:knows:knew:knowing see:sees:saw:seeing learn "
            "feel:feels:felt:feeling "
            "warn fear worry hear:hears:heard:hearing determine decide "
            "understand:understands:understood:understanding");
  add(kThatNeeded, "finds found determined");
  add(kSpeech, "shows showed show found finds find knows knew know feel feels felt worries worried");
  add(kNounToo,
      "report reports claim claims call calls note notes state states comment comments answer answers "
      "question questions "
      "demand demands promise promises warning warnings fear fears hope hopes estimate estimates show shows "
      "quote quotes "
      "vow vows pledge pledges threat label brand cry cries post posts rule rules protest protests object "
      "objects "
      "signal signals "
      "hint hints joke jokes attack attacks use uses voice talk talks tweet tweets blast credit sign signs "
      "remark remarks "
      "posting feeling finding findings meaning writing reading ruling recall stress cry shout highlight "
      "highlights find "
      "offer offers guarantee dispute lament boast volunteer volunteers post counter alert alerts blame "
      "worry worries "
      "read want wants");
}

void Lexicon::add_closed_classes() {
  add(kSubjectPronoun, "he she they it we i you one who");
  add(kObjectPronoun,
      "him her them us me himself herself themselves itself it you everyone anyone someone nobody");
  add(kDeterminer,
      "the a an his her their its our my your this that these those some many several most two three four "
      "five six seven "
      "eight nine ten dozens hundreds thousands millions another other any each no all both more half few "
      "every one such "
      "either neither nearly almost about roughly at-least least");
  add(kPossessive, "his her their its our my your 's");
  add(kPreposition,
      "of in on at to for from with by about as into over after before during under between against through "
      "since until "
      "amid including than like near toward towards outside inside without within despite upon via per "
      "across along "
      "around behind beyond following regarding concerning besides unlike throughout among alongside onto "
      "ahead");
  add(kAuxiliary,
      "has have had having was were is are am be been being will would can could may might shall should must "
      "did does do "
      "didn't doesn't don't hasn't haven't hadn't wasn't weren't isn't aren't won't wouldn't can't couldn't "
      "shouldn't "
      "mustn't cannot 'll 'd 've 're 'm ain't not n't never");
  add(kFiniteVerb,
      "has have had was were is are am will would can could may might shall should must did does do 'll 'd "
      "'ve 're 'm "
      "didn't doesn't don't hasn't haven't hadn't wasn't weren't isn't aren't won't wouldn't can't couldn't "
      "shouldn't "
      "cannot "
      "became began brought came chose drew drove fell felt fought found gave got went grew had heard held "
      "kept knew led "
      "left lost made meant met paid put ran rose said saw sent set shot sold spent spoke stood stuck took "
      "taught thought "
      "told took understood voted wanted went won wore wrote needs wants makes takes gives gets goes comes "
      "looks seems "
      "remains becomes keeps lets puts runs says thinks believes means helps works plays shows leads leaves "
      "tells loves "
      "likes lacks faces feels knows owes represents deserves supports opposes plans expects continues "
      "favors reflects "
      "need want make take give get go come look seem remain become keep believe think mean support oppose "
      "deserve");
  add(kAdverb,
      "also later then reportedly recently repeatedly already just even once again previously earlier "
      "further still often "
      "publicly famously simply quickly immediately now soon ever always rarely sometimes perhaps maybe "
      "instead however "
      "meanwhile too only flatly bluntly furthermore moreover thus therefore ago today yesterday tomorrow "
      "tonight there "
      "here far twice privately separately specifically subsequently additionally afterward afterwards "
      "eventually "
      "finally initially originally particularly reportedly so rather quite very up out back away");
  add(kCoordinator, "and or but nor yet");
  add(kSubordinator,
      "that when because while although though if whether since until unless as where wherever whenever "
      "after before once "
      "why how what which whom whose who so than lest");
  add(kRelative, "who which whom whose that what where");
  add(kCalendar,
      "january february march april may june july august september october november december monday tuesday "
      "wednesday "
      "thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu "
      "thurs fri sat "
      "sun");
  add(kTimeNoun,
      "week month year day night morning evening afternoon weekend today yesterday tonight tomorrow hour "
      "hours days weeks "
      "months years minutes ago earlier late early last next this that later midday noon spring summer fall "
      "autumn winter");
  add(kStarter,
      "the a an in on at but and so for if it he she they we i you this that these those there when while as "
      "after before "
      "however meanwhile former even our my his her their its what who how why where besides despite "
      "although though since "
      "during from with by to of not no yes also both many most some such apart only one two three first "
      "last another "
      "other now then still yet once under over more according asked several few each every all like because "
      "here until "
      "perhaps instead indeed again later earlier today yesterday tonight new");
  add(kNotSubject,
      "there then here now today yesterday tomorrow tonight that this what which so as such not");
  add(kParticle, "al el de la bin ibn von van der den di da dos du le ben abu ul ud");
}

void Lexicon::add_people() {
  add(kTitle,
      "mr mrs ms miss dr sir lord lady dame sen rep gov gen lt col capt sgt maj adm brig cmdr prof rev hon "
      "president vice "
      "prime minister senator representative governor general secretary ambassador chairman chairwoman chief "
      "chancellor "
      "mayor judge justice king queen prince princess pope cardinal archbishop bishop speaker congressman "
      "congresswoman "
      "professor deputy foreign defence defense finance interior external affairs director commissioner "
      "officer sheriff "
      "attorney premier sheikh ayatollah spokesman spokeswoman spokesperson state-secretary lieutenant "
      "colonel major "
      "captain sergeant admiral brigadier marshal commander inspector superintendent detective constable "
      "father sister "
      "brother rabbi imam reverend pastor councillor councilman councilwoman alderman comrade emperor "
      "empress sultan emir "
      "crown acting envoy consul baron baroness baronet prime-minister vice-president doctor coach "
      "undersecretary "
      "treasurer treasury solicitor counsel assemblyman assemblywoman delegate host author actor actress "
      "singer analyst "
      "economist activist strategist candidate nominee leader adviser advisor moderator anchor reporter "
      "correspondent");
  add(kRole,
      "minister president director secretary ambassador envoy spokesman spokeswoman spokesperson official "
      "chairman "
      "chairwoman chair leader governor senator congressman congresswoman mayor judge professor analyst "
      "expert author "
      "general commander chief executive ceo cfo founder co-founder lawyer attorney officer diplomat "
      "candidate nominee "
      "strategist manager activist mother father wife husband doctor economist pollster adviser advisor aide "
      "commentator "
      "columnist host anchor reporter journalist correspondent lawmaker legislator premier chancellor king "
      "queen prince "
      "princess pope bishop archbishop cardinal coach player captain head deputy sheriff chef owner partner "
      "editor "
      "publisher historian scientist researcher teacher student resident witness neighbor neighbour brother "
      "sister son "
      "daughter uncle aunt cousin widow parent friend colleague consultant specialist scholar fellow "
      "counsel prosecutor solicitor barrister justice moderator actor actress singer musician artist writer "
      "novelist poet "
      "producer filmmaker photographer farmer driver worker veteran soldier pilot nurse physician surgeon "
      "psychologist "
      "psychiatrist sociologist anthropologist psychology politician statesman republican democrat "
      "businessman "
      "businesswoman billionaire entrepreneur investor banker trader broker shopkeeper trustee treasurer "
      "superintendent "
      "commissioner inspector constable detective agent operative staffer organizer organiser volunteer "
      "supporter voter "
      "campaigner advocate champion critic opponent rival counterpart successor predecessor speaker whip "
      "chairperson "
      "delegate representative rep councilman councilwoman councillor principal dean provost rector pastor "
      "priest rabbi "
      "imam reverend monk nun sheikh emir sultan monarch premier man woman boy girl teenager lady gentleman "
      "guy mogul "
      "star striker midfielder goalkeeper defender winger skipper captain trainer boss tycoon magnate "
      "participant");
  add(kPluralPeople,
      "officials leaders diplomats ministers aides experts analysts critics supporters opponents lawmakers "
      "legislators "
      "senators governors republicans democrats authorities sources people observers economists scientists "
      "researchers "
      "lawyers attorneys prosecutors advisers advisors strategists activists advocates voters residents "
      "witnesses "
      "campaigners organizers organisers reporters journalists commentators pollsters doctors teachers "
      "students workers "
      "members others conservatives liberals allies rivals families parents relatives friends neighbors "
      "neighbours "
      "spokesmen spokespeople investigators police detectives agents commanders generals soldiers troops "
      "rebels militants "
      "insurgents protesters demonstrators campaigns donors executives managers owners investors traders "
      "bankers farmers "
      "scholars historians academics professors writers authors editors columnists americans russians "
      "officials' "
      "envoys ambassadors representatives delegates negotiators mediators inspectors operatives staffers "
      "consultants "
      "respondents participants users fans players women men some many most both several");
  add(kBody,
      "ministry government department agency company campaign court police committee party group "
      "organization organisation "
      "newspaper association council university institute times post news press union bank board commission "
      "house senate "
      "congress parliament foundation center centre network office army navy force nations league club "
      "corporation corp inc "
      "ltd co administration bureau authority service embassy consulate mission delegation cabinet kremlin "
      "pentagon "
      "report statement study poll survey magazine paper journal website tribunal federation alliance "
      "coalition movement "
      "militia team firm think-tank fund trust society college school hospital airline airlines industry "
      "treasury "
      "reserve letter memo document documents lawsuit complaint filing affidavit release article editorial "
      "analysis data "
      "source spokesteam side white");
  add(kMaleWord,
      "mr sir lord king prince spokesman chairman congressman pope emperor sultan emir sheikh baron father "
      "brother son husband uncle man boy gentleman guy businessman councilman assemblyman monk priest "
      "cardinal "
      "statesman widower grandfather nephew himself");
  add(kFemaleWord,
      "mrs ms miss lady dame queen princess spokeswoman chairwoman congresswoman empress baroness mother "
      "sister "
      "daughter wife aunt woman girl businesswoman councilwoman assemblywoman nun widow grandmother niece "
      "actress herself");
  add(kNotPerson,
      "street park avenue road river county city town hall center centre island islands beach bay lake "
      "mountain valley "
      "square tower hotel church school college act amendment day night week party convention committee "
      "democrats "
      "republicans americans muslims christians tv radio magazine journal tribune herald globe facebook "
      "twitter instagram "
      "youtube google internet bible god islam congress senate house trust project plan deal war states "
      "union standard "
      "review show live university institute times post news press bank board commission court department "
      "ministry agency "
      "company campaign group organization organisation association council foundation network office army "
      "navy force "
      "nations league club corporation corp inc ltd co republic kingdom ocean sea west east north south "
      "america europe "
      "asia africa middle white supreme federal national international united central democratic republican "
      "democrat "
      "libertarian christian muslim jewish catholic street's english tea black hispanic latino super fox cnn "
      "nbc abc cbs "
      "msnbc bbc reuters politico breitbart fbi cia nato eu un u.s us uk usa isis gop dnc rnc nsa doj state "
      "department "
      "summit forum conference agreement treaty pact accord security memorial stadium airport station bridge "
      "building "
      "airlines cup championship olympics festival award awards prize medicare medicaid obamacare brexit "
      "constitution "
      "christmas easter thanksgiving affairs human rights photo image source getty associated");
  add(kPlaceName,
      "russia india pakistan china israel iran iraq syria turkey ukraine france germany britain london "
      "washington moscow "
      "beijing islamabad delhi kremlin brussels tehran kyiv kiev pyongyang seoul tokyo ankara paris berlin "
      "canada mexico "
      "australia japan taliban hamas hezbollah america europe riyadh cairo damascus baghdad kabul dhaka "
      "colombo kathmandu "
      "jerusalem warsaw rome madrid vienna geneva athens ottawa canberra jakarta manila hanoi bangkok taipei "
      "minsk tbilisi "
      "new-delhi afghanistan egypt libya yemen qatar jordan lebanon saudi arabia korea vietnam taiwan "
      "indonesia brazil "
      "argentina chile peru colombia venezuela cuba spain italy poland hungary austria greece sweden norway "
      "finland denmark "
      "netherlands belgium switzerland ireland scotland wales england africa asia nigeria kenya ethiopia "
      "sudan somalia "
      "texas florida ohio iowa california nevada virginia pennsylvania michigan wisconsin carolina hampshire "
      "york jersey "
      "chicago boston philadelphia houston dallas atlanta miami detroit seattle denver phoenix vegas "
      "cleveland "
      "indiana illinois georgia alabama arizona colorado utah oregon minnesota missouri kentucky tennessee "
      "louisiana "
      "massachusetts connecticut maryland vermont maine hollywood brooklyn manhattan queens bronx");
  add(kNationality,
      "russian indian pakistani american british french german chinese israeli palestinian iranian iraqi "
      "syrian turkish "
      "ukrainian japanese canadian mexican australian afghan saudi egyptian italian spanish polish dutch "
      "korean swedish "
      "norwegian danish finnish greek hungarian austrian swiss belgian irish scottish welsh english "
      "brazilian argentine "
      "chilean cuban venezuelan colombian nigerian kenyan ethiopian somali sudanese libyan tunisian algerian "
      "moroccan "
      "lebanese jordanian yemeni qatari kuwaiti emirati bahraini omani georgian armenian azerbaijani kazakh "
      "uzbek tajik "
      "bangladeshi nepali nepalese burmese thai vietnamese indonesian malaysian filipino singaporean "
      "taiwanese european "
      "african asian western soviet republican democratic catholic muslim jewish christian conservative "
      "liberal federal "
      "belarusian romanian bulgarian serbian croatian bosnian albanian czech slovak slovenian lithuanian "
      "latvian estonian "
      "libertarian socialist communist labour tory u.s u.k u.n");
}

void Lexicon::add_names() {
  add(kMaleName,
      "john donald barack bill george joe mike michael james robert david richard ted marco jeb ben chris "
      "paul mitch bernie "
      "tim jim tom thomas william vladimir sergei sergey nikolay nikolai roman denis alexander mark kevin "
      "brian steve "
      "stephen steven scott jeff eric ryan newt rudy roger peter rick mitt jason matt matthew daniel dan "
      "andrew charles "
      "charlie corey robby reince harry henry howard ken kenneth larry patrick philip phil ronald ron sean "
      "stuart terry "
      "tony anthony walter adam alan albert alex aaron arnold benjamin brad bob carl christopher craig derek "
      "doug edward "
      "frank fred gary greg gregory glenn jack jake jeremy jerry jesse joel jonathan joseph josh joshua "
      "julian justin keith "
      "luis luke martin nathan neil nicholas nick oliver omar randy ray raymond russell sam samuel simon "
      "todd tyler vincent "
      "wayne xi narendra imran yasin emmanuel boris recep mohammed muhammad mohammad mohamed ali ahmed "
      "hassan abdul khizr "
      "jose juan carlos jorge francisco antonio manuel pedro pablo javier diego fernando rafael miguel "
      "angelo giovanni "
      "marcus lucas oscar hugo ivan dmitry dmitri igor oleg pavel mikhail andrei andrey yuri viktor victor "
      "konstantin "
      "volodymyr petro jean pierre jacques francois françois louis philippe michel alain laurent nicolas "
      "bruno klaus hans "
      "wolfgang jürgen stefan thorsten heiko frank-walter olaf friedrich karl otto max moritz felix leon "
      "ashok rahul amit anil arun ajay vijay sanjay suresh ramesh rajesh manoj shashi arvind manmohan "
      "subrahmanyam "
      "asif nawaz shahbaz bilawal pervez raheel ashfaq zamir qamar shah mahmood hamid karzai ashraf bashar "
      "hosni ehud "
      "yitzhak shimon avigdor yair naftali kim jong moon shinzo yoshihide fumio hu li wang zhang chen bob ed "
      "dick pat al "
      "clay dean dennis douglas earl ernest eugene floyd gerald gilbert gordon graham grant guy harold "
      "herbert hugh ian "
      "irving ira isaac jay jimmy johnny jordan kurt lance lawrence lee leo leonard lloyd malcolm marvin "
      "maurice melvin "
      "morgan morris norman owen perry ralph reid rex rob rodney roy ross russ seth shane shawn sidney "
      "spencer stan stanley "
      "stewart theodore tommy travis trevor troy vernon wesley zach zachary lindsey jared khalid hillel "
      "gavin evan austin "
      "bobby bradley brandon brent brett bruce bryan bud calvin cameron chad chuck clarence claude clifford "
      "clint clinton "
      "cody colin curtis dale damon darren darryl daryl dave don duane dustin dwight eddie edwin elliott "
      "elijah emilio");
  add(kFemaleName,
      "hillary mary patricia jennifer linda elizabeth barbara susan jessica sarah sara karen nancy lisa "
      "margaret betty "
      "sandra ashley dorothy kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca "
      "laura sharon "
      "cynthia kathleen amy shirley angela helen anna brenda pamela nicole ruth katherine samantha christine "
      "emma catherine "
      "debra virginia rachel carolyn janet maria heather diane julie joyce victoria kelly christina joan "
      "evelyn lauren "
      "judith olivia martha cheryl megan andrea ann anne alice jacqueline kathryn hannah julia grace judy "
      "theresa "
      "rose beverly denise marilyn amber danielle brittany diana jane natalie sophia abigail isabella "
      "chelsea ivanka "
      "melania kellyanne megyn carly huma debbie loretta condoleezza madeleine nikki jill tiffany katrina "
      "hope paula monica "
      "gennifer kamala maggie wendy kate katie claire ellen cindy tulsi alicia nina molly jessie marine kim "
      "lynn "
      "angelina svetlana natalya natalia olga irina elena yelena tatiana ekaterina yekaterina maria "
      "valentina ursula "
      "annalena christiane petra sabine birgit marie sophie camille isabelle segolene sonia indira priyanka "
      "sushma nirmala "
      "smriti benazir maryam hina sheikh-hasina hasina aung golda tzipi leila fatima aisha zainab park "
      "jacinda julie penny "
      "tanya tracy tina teresa tara sylvia suzanne sue stacy sheila sally robin rita regina peggy norma nora "
      "naomi miriam "
      "michele meg maureen mariah marcia lucy lucia lori louise lois lily lillian leslie leah kristin "
      "kristen kirsten kerry "
      "kathy kathie june josephine jodi jenny jeanne jan jackie irene ida holly gloria gina gail florence "
      "fiona eva esther "
      "erin erica eleanor elaine edith edna doris dolores dana daisy crystal connie colleen clara charlotte "
      "cecilia "
      "carmen bonnie bernice bridget audrey arlene april annette annie anita amelia adele ada meryl oprah "
      "beyonce zoe");
}

}  // namespace pressmark::annotation
