// cite: from words to where they were printed.

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "schema/index/generation.h"
#include "schema/model/error.h"
#include "searchd/cite/commands.h"
#include "searchd/search/searcher_pool.h"
#include "searchd/verify/command.h"

namespace {

using namespace pressmark;

constexpr std::string_view kHelp = R"(cite: from words to where they were printed, as citations that stay true

  cite QUERY                    passages that match (the same as: cite find QUERY)
  cite quote "WORDS"            who said it, where first, in which outlets
  cite show ID[@REV][#cA-B]     reopen a citation: the words, their surroundings, whether they still stand
  cite verify FILE...|-         every quotation of a draft against the index, with a verdict each

Examples
  cite Mi-35 delivery                              five passages, each with its reference and a link to the words
  cite '"special military equipment" -wheat' -n 20 --sort oldest
  cite find Druzhba exercise --outlet "Example Herald" --from 2016 --to 2017-06
  cite quote "four is a sample, not a fleet"       first printing, then every other
  cite 'speaker:"Farida Qasim" embargo' --format bibtex > embargo.bib
  cite show st-2015-08-22-mi35-contract@9f2c41d07ab3#c120-188
  cite verify draft.md                             what is quoted rightly, what altered, what not found

Which articles
  --index DIR      else $PRESSMARK_INDEX, else $XDG_DATA_HOME/pressmark, else ~/.local/share/pressmark
  --outlet NAME  --speaker NAME  --country CODE  --lang CODE     repeat for any of several
  --from DAY  --to DAY     inclusive: 2014, 2014-06 or 2014-06-12
  -n N             at most N (5)
  --sort ORDER     relevance, newest or oldest
  --exact          the words exactly as given; only the shape of marks, dashes and blanks may differ

How they are printed
  --format F       text, json, jsonl, csv, markdown, html, csl-json, bibtex, biblatex, ris; --json for short
  --style S        chicago (notes and bibliography), apa, mla, harvard, mhra, ieee, vancouver, wikipedia
  --accessed DAY   the day of access (today; $SOURCE_DATE_EPOCH where set)

Drafts: Markdown, plain text, HTML, DOCX, ODT; never changed
  --format F       text, json, sarif, junit, html
  --as FORMAT      what the draft is: text, markdown, html, docx, odt (by content and name)
  --wrong          leave out what is verified
  --fail-on V      exit as if only these verdicts were wrong; repeat for several: altered, spliced, misattributed,
                   misdated, paraphrase, ambiguous, not-found

Query language: words, "exact phrase", AND OR NOT -word ( ), NEAR/5, word*, title: outlet: speaker: author:
country: lang: id: url: date:2014-06..2015 said:"words". Put -- before a query that begins with a hyphen.
Exit status: 0 found or all verified, 1 nothing found or something not verified, 3 only altered or misattributed,
2 usage, 65 bad data, 66 no index or file, 70 index of another version, 74 I/O error, 75 busy. NO_COLOR is respected. Also: --help, --version.
)";

enum class Verb : std::uint8_t { find, quote, show, verify };

constexpr std::array<std::string_view, 4> kVerbs{"find", "quote", "show", "verify"};
// Commands of the interface that this version has not: read as a query they would mislead.
constexpr std::array<std::string_view, 6> kLaterVerbs{"who", "diff", "export", "prove", "check", "mcp"};
constexpr std::array<std::string_view, 6> kFlags{"--exact", "--json", "--wrong", "--help", "--version", "-h"};

[[noreturn]] void refuse(const std::string& message,
                         const std::string& hint = "cite --help tells the commands and options") {
  throw Error(ErrorKind::usage, message, hint);
}

// The first word that is neither an option nor an option's value, where it is a command; it is taken out. Not
// a CLI11 subcommand: those are looked for among the later words of a query too.
Verb take_verb(std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument == "--") return Verb::find;
    if (argument.size() > 1 && argument[0] == '-') {
      const bool is_flag = std::find(kFlags.begin(), kFlags.end(), argument) != kFlags.end();
      const bool has_value =
          argument[1] == '-' ? argument.find('=') != std::string::npos : argument.size() > 2;
      if (!is_flag && !has_value) ++i;
      continue;
    }
    if (std::find(kLaterVerbs.begin(), kLaterVerbs.end(), argument) != kLaterVerbs.end()) {
      refuse("\"" + argument + "\" is not a command of this version",
             "to search for the word: cite find " + argument);
    }
    const auto* const verb = std::find(kVerbs.begin(), kVerbs.end(), argument);
    if (verb == kVerbs.end()) return Verb::find;
    arguments.erase(arguments.begin() + static_cast<std::ptrdiff_t>(i));
    return static_cast<Verb>(verb - kVerbs.begin());
  }
  return Verb::find;
}

// The command line as it was written.
struct CommandLine {
  Verb verb = Verb::find;
  std::vector<std::string> words;
  std::string index;
  std::vector<std::string> outlets, speakers, countries, languages;
  std::string from, to;
  std::uint32_t count = 5;
  std::string sort = "relevance";
  std::string style = "chicago";
  std::string format = "text";
  std::string accessed;
  bool exact = false;
  bool json = false;
  std::string draft_format;
  bool only_wrong = false;
  std::vector<std::string> fail_on;

  void declare(CLI::App& app);
  CiteOptions options() const;
  VerifyOptions verify_options() const;
};

void CommandLine::declare(CLI::App& app) {
  // One value for each time the option is given: what follows is the query.
  const auto repeatable = [&](const char* name, std::vector<std::string>& values) {
    app.add_option(name, values)
        ->type_size(1)
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
        ->allow_extra_args(false);
  };
  app.set_version_flag("--version", "cite (Pressmark) " PRESSMARK_VERSION);
  app.add_option("words", words);
  app.add_option("--index", index);
  repeatable("--outlet", outlets);
  repeatable("--speaker", speakers);
  repeatable("--country", countries);
  repeatable("--lang", languages);
  app.add_option("--from", from);
  app.add_option("--to", to);
  app.add_option("-n", count)->check(CLI::Range(1U, kMaxResultDepth));
  app.add_option("--sort", sort);
  app.add_flag("--exact", exact);
  app.add_option("--style", style);
  auto* form = app.add_option("--format", format);
  app.add_flag("--json", json)->excludes(form);
  app.add_option("--accessed", accessed);
  app.add_option("--as", draft_format);
  app.add_flag("--wrong", only_wrong);
  repeatable("--fail-on", fail_on);
}

SortOrder sort_order(const std::string& name) {
  if (name == "relevance") return SortOrder::relevance;
  if (name == "newest") return SortOrder::newest;
  if (name == "oldest") return SortOrder::oldest;
  refuse("--sort is relevance, newest or oldest, not \"" + name + "\"");
}

DayRange day_range(const std::string& option, const std::string& text) {
  const auto range = parse_day_range(text);
  if (!range || text.find("..") != std::string::npos) {
    refuse(option + " is a day as 2014, 2014-06 or 2014-06-12, not \"" + text + "\"");
  }
  return *range;
}

bool colours_wanted() {
  const char* const no_color = std::getenv("NO_COLOR");
  const char* const terminal = std::getenv("TERM");
  const bool refused = (no_color != nullptr && *no_color != '\0') || terminal == nullptr ||
                       std::string_view(terminal) == "dumb";
  return !refused && isatty(STDOUT_FILENO) == 1;
}

CiteOptions CommandLine::options() const {
  CiteOptions out;
  out.words = fmt::format("{}", fmt::join(words, " "));
  out.filters.outlet.any_of = outlets;
  out.filters.speaker.any_of = speakers;
  out.filters.country.any_of = countries;
  out.filters.lang.any_of = languages;
  if (!from.empty()) out.filters.dates.from = day_range("--from", from).from;
  if (!to.empty()) out.filters.dates.to = day_range("--to", to).to;
  if (out.filters.dates.from && out.filters.dates.to && *out.filters.dates.to < *out.filters.dates.from)
    refuse("--from is later than --to");
  out.count = count;
  out.sort = sort_order(sort);
  out.exact = exact;
  const auto known_style = citation_style(style);
  if (!known_style)
    refuse(fmt::format("--style is one of {}, not \"{}\"", fmt::join(citation_style_names(), ", "), style));
  out.style = *known_style;
  const auto known_format = citation_format(json ? "json" : format);
  if (!known_format)
    refuse(
        fmt::format("--format is one of {}, not \"{}\"", fmt::join(citation_format_names(), ", "), format));
  out.format = *known_format;
  if (accessed.empty()) {
    out.accessed = access_day();
  } else {
    const auto day = parse_day(accessed);
    if (!day) refuse("--accessed is a day as 2014-06-12, not \"" + accessed + "\"");
    out.accessed = *day;
  }
  out.colours = colours_wanted();
  if (out.words.find_first_not_of(" \t\n") == std::string::npos &&
      (verb != Verb::find || out.filters.empty())) {
    refuse("there is nothing to look for", "try: cite Mi-35 delivery; cite --help tells more");
  }
  if (verb == Verb::show && words.size() != 1) refuse("cite show takes one citation");
  return out;
}

VerifyOptions CommandLine::verify_options() const {
  VerifyOptions out;
  if (words.empty())
    refuse("there is no draft to verify", "try: cite verify draft.md; - reads standard input");
  out.paths = words;
  const auto known_format = report_format(json ? "json" : format);
  if (!known_format)
    refuse(fmt::format("--format of a verified draft is one of {}, not \"{}\"",
                       fmt::join(report_format_names(), ", "), format));
  out.format = *known_format;
  if (!draft_format.empty()) {
    out.draft_format = draft_format_named(draft_format);
    if (!out.draft_format) refuse("--as is text, markdown, html, docx or odt, not \"" + draft_format + "\"");
  }
  for (const auto& name : fail_on) {
    const auto verdict = verdict_named(name);
    if (!verdict) refuse("--fail-on takes a verdict such as altered or not-found, not \"" + name + "\"");
    out.fail_on.push_back(*verdict);
  }
  out.report = {colours_wanted(), only_wrong};
  return out;
}

CiteOutcome run(const CommandLine& line) {
  if (line.verb == Verb::verify) {
    const VerifyOptions options = line.verify_options();
    SearcherPool pool(index_directory(line.index), 1, Disclosure::all);
    return pool.with([&](Searcher& searcher) { return verify_drafts(searcher, options); });
  }
  const CiteOptions options = line.options();
  SearcherPool pool(index_directory(line.index), 1, Disclosure::all);
  return pool.with([&](Searcher& searcher) {
    switch (line.verb) {
      case Verb::quote:
        return quote(searcher, options);
      case Verb::show:
        return show(searcher, options);
      case Verb::find:
      case Verb::verify:
        break;
    }
    return find(searcher, options);
  });
}

// A reader who has seen enough is no error; a full disk is one.
void write_output(std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(STDOUT_FILENO, text.data(), text.size());
    if (written > 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      return;
    } else if (errno != EINTR) {
      throw Error(ErrorKind::io, "cannot write to standard output", "is the disk full?");
    }
  }
}

int report_failure(const Error& error) {
  fmt::print(stderr, "cite: {}\n", error.what());
  if (!error.hint().empty()) fmt::print(stderr, "  {}\n", error.hint());
  return exit_status(error.kind());
}

int cite(std::vector<std::string> arguments) {
  CommandLine line;
  CLI::App app{"cite", "cite"};
  app.set_help_flag("-h,--help");
  line.declare(app);
  try {
    line.verb = take_verb(arguments);
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
    app.parse(arguments);
  } catch (const CLI::CallForHelp&) {
    write_output(kHelp);
    return 0;
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --version
    refuse(error.what());
  }
  const CiteOutcome outcome = run(line);
  write_output(outcome.output);
  for (const std::string& note : outcome.notes) fmt::print(stderr, "cite: {}\n", note);
  return outcome.status;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is seen where it is written to
  try {
    return cite({argv + 1, argv + argc});
  } catch (const Error& error) {
    return report_failure(error);
  } catch (const std::exception& error) {
    return report_failure(Error(ErrorKind::internal, error.what(), "this is a defect; please report it"));
  }
}
