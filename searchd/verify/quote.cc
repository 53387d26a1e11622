#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "schema/text/analyzer.h"
#include "schema/text/utf8.h"
#include "searchd/cite/words.h"
#include "searchd/cite/writers.h"
#include "searchd/verify/command.h"
#include "searchd/verify/reports.h"
#include "searchd/verify/variants.h"

namespace pressmark {
namespace {

// More printings of one wording than anybody reads.
constexpr std::uint32_t kMostQuotations = 1000;

// The same words, wherever they were printed; the earliest first.
struct PrintedWords {
  std::vector<Citation> printings;
  // Of words that were not asked for, but are another wording of the same quotation.
  std::optional<std::size_t> altered_from;  // number of the wording it differs from, from 0
  std::vector<WordChange> changes;
};

// Undated articles stand last: nothing says they were first.
bool printed_earlier(const Citation& a, const Citation& b) {
  const auto key = [](const Citation& citation) {
    return std::tuple(!citation.date, citation.date.value_or(Day{}), citation.outlet.value_or(""),
                      citation.id, citation.place.value_or(Span{}).begin);
  };
  return key(a) < key(b);
}

class Quoter {
 public:
  Quoter(Searcher& searcher, const CiteOptions& options) : searcher_(searcher), options_(options) {}

  CiteOutcome run() {
    collect();
    std::vector<PrintedWords> wordings;
    for (const auto& hits : groups_) {
      if (wordings.size() < options_.count || options_.sort != SortOrder::relevance)
        wordings.push_back(wording(hits));
    }
    sort_by_date(wordings);
    if (wordings.size() > options_.count) wordings.resize(options_.count);
    if (options_.first)
      for (auto& each : wordings) each.printings.resize(1);
    else if (!options_.exact)
      add_altered(wordings);
    CiteOutcome outcome;
    outcome.output = print(wordings);
    if (wordings.empty()) {
      outcome.status = kNothingFound;
      outcome.notes.emplace_back("nobody is quoted with these words; cite find looks outside quotations too");
    }
    if (cut_)
      outcome.notes.push_back("only the first " + std::to_string(kMostQuotations) +
                              " quotations were looked at");
    return outcome;
  }

 private:
  void collect() {
    QuotationQuestion question;
    question.text = as_phrase(options_.words);
    question.filters = options_.filters;
    question.size = kMaxPageSize;
    std::map<std::string, std::size_t> places;
    for (;; ++question.page) {
      QuotationAnswer answer = searcher_.search_quotations(question);
      const bool last = answer.hits.size() < question.size;
      for (QuotationHit& hit : answer.hits) {
        if (options_.exact && !has_exactly(hit.record.text, options_.words)) continue;
        const auto [at, is_new] = places.emplace(normalised_words(hit.record), groups_.size());
        if (is_new) groups_.emplace_back();
        groups_[at->second].push_back(std::move(hit));
      }
      if (last) return;
      if (question.page * question.size >= kMostQuotations) {
        cut_ = true;
        return;
      }
    }
  }

  // The terms of what was said, without the "he said" between the pieces: marks, case and typography make no
  // other wording.
  std::string normalised_words(const QuotationRecord& record) {
    if (record.text.empty()) return record.quotation.id;  // its outlet's rights keep the words back
    std::string key;
    for (const Span piece : record.quotation.spans) {
      const Span within{piece.begin - record.quotation.span.begin, piece.end - record.quotation.span.begin};
      analyzer_.analyze(slice(record.text, within), analysis_);
      for (const Token& token : analysis_.tokens) key += std::string(analysis_.term(token)) + " ";
    }
    return key;
  }

  PrintedWords wording(const std::vector<QuotationHit>& hits) {
    PrintedWords out;
    for (const QuotationHit& hit : hits) {
      const ArticleRecord& record = hit.article;
      const auto article = searcher_.article(record.id, record.revision);
      if (!article) throw SnapshotLost();
      out.printings.push_back(quotation_citation(*article, hit, options_));
    }
    std::sort(out.printings.begin(), out.printings.end(), printed_earlier);
    return out;
  }

  // What others made of the first wording: printings with other words, which the phrase does not find.
  void add_altered(std::vector<PrintedWords>& wordings) {
    constexpr std::size_t kMostAltered = 10;
    if (groups_.empty() || wordings.empty()) return;
    const auto variants = find_variants(searcher_, groups_.front().front().record.quotation.id);
    std::set<std::string> shown;
    for (const auto& group : groups_)
      for (const auto& hit : group) shown.insert(hit.record.quotation.id);
    std::size_t added = 0;
    for (const auto& other : variants.wordings) {
      if (other.is_asked || added == kMostAltered) continue;
      std::vector<QuotationHit> hits;
      for (const auto& printing : other.printings)
        if (shown.count(printing.hit.record.quotation.id) == 0) hits.push_back(printing.hit);
      if (hits.empty()) continue;
      auto altered = wording(hits);
      altered.altered_from = 0;
      altered.changes = other.changes;
      wordings.push_back(std::move(altered));
      ++added;
    }
  }

  void sort_by_date(std::vector<PrintedWords>& wordings) const {
    if (options_.sort == SortOrder::relevance) return;
    std::stable_sort(wordings.begin(), wordings.end(), [&](const PrintedWords& a, const PrintedWords& b) {
      const Citation& first = a.printings.front();
      const Citation& second = b.printings.front();
      if (options_.sort == SortOrder::oldest || !first.date || !second.date)
        return printed_earlier(first, second);
      return first.date > second.date;
    });
  }

  std::string print(const std::vector<PrintedWords>& wordings) const {
    if (options_.format == CitationFormat::text) return print_blocks(wordings);
    if (options_.format == CitationFormat::json) return print_json(wordings);
    return format_citations(all_printings(wordings), options_.format, options_.style);
  }

  // The first printing as a block, a line for each other one.
  std::string print_blocks(const std::vector<PrintedWords>& wordings) const {
    std::string out;
    for (std::size_t i = 0; i < wordings.size(); ++i) {
      const auto& printings = wordings[i].printings;
      if (wordings[i].altered_from) {
        out += altered_block(wordings[i]);
        continue;
      }
      if (i > 0) out += "\n";
      out += text_block(printings.front(), i + 1, options_.style, options_.colours);
      for (std::size_t k = 1; k < printings.size(); ++k) {
        if (options_.all_outlets) {
          out += "\n" + text_block(printings[k], i + 1, options_.style, options_.colours);
          continue;
        }
        const bool same_speaker = printings[k].speaker == printings.front().speaker;
        out += labelled("also", text_heading(printings[k], !same_speaker) + " \u00B7 " + printings[k].pinned,
                        options_.colours);
      }
    }
    return out;
  }

  std::string altered_block(const PrintedWords& altered) const {
    const auto& first = altered.printings.front();
    std::string out =
        "\n" + labelled(told_changes(altered.changes).empty() ? "part" : "altered",
                        text_heading(first, true) + " \u00B7 " + first.pinned, options_.colours);
    out += labelled("", quoted_words(first), options_.colours);
    for (const auto& change : told_changes(altered.changes)) out += labelled("", change, options_.colours);
    for (std::size_t k = 1; k < altered.printings.size(); ++k)
      out += labelled("also",
                      text_heading(altered.printings[k], false) + " \u00B7 " + altered.printings[k].pinned,
                      options_.colours);
    return out;
  }

  std::string print_json(const std::vector<PrintedWords>& wordings) const {
    std::vector<std::string> added;
    for (std::size_t i = 0; i < wordings.size(); ++i) {
      for (std::size_t k = 0; k < wordings[i].printings.size(); ++k) {
        nlohmann::json more{{"wording", i + 1}, {"first", k == 0}, {"altered_from", nullptr}};
        if (wordings[i].altered_from) {
          more["altered_from"] = *wordings[i].altered_from + 1;
          more["diff"] = nlohmann::json::parse(changes_json(wordings[i].changes));
        }
        added.push_back(more.dump());
      }
    }
    return write_json(all_printings(wordings), options_.style, added);
  }

  static std::vector<Citation> all_printings(const std::vector<PrintedWords>& wordings) {
    std::vector<Citation> all;
    for (const PrintedWords& each : wordings)
      all.insert(all.end(), each.printings.begin(), each.printings.end());
    return all;
  }

  Searcher& searcher_;
  const CiteOptions& options_;
  Analyzer analyzer_;
  Analysis analysis_;
  std::vector<std::vector<QuotationHit>> groups_;  // by the order of their first hits
  bool cut_ = false;
};

}  // namespace

CiteOutcome quote(Searcher& searcher, const CiteOptions& options) {
  return Quoter(searcher, options).run();
}

}  // namespace pressmark
