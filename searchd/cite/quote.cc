#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>

#include "schema/text/analyzer.h"
#include "schema/text/utf8.h"
#include "searchd/cite/commands.h"
#include "searchd/cite/locate.h"
#include "searchd/cite/words.h"
#include "searchd/cite/writers.h"

namespace pressmark {
namespace {

// More printings of one wording than anybody reads.
constexpr std::uint32_t kMostQuotations = 1000;

// The same words, wherever they were printed; the earliest first.
struct Wording {
  std::vector<Citation> printings;
};

// Undated articles stand last: nothing says they were first.
bool printed_earlier(const Citation& a, const Citation& b) {
  const auto key = [](const Citation& citation) {
    return std::tuple(!citation.date, citation.date.value_or(Day{}), citation.outlet.value_or(""),
                      citation.id, citation.place->begin);
  };
  return key(a) < key(b);
}

class Quoter {
 public:
  Quoter(Searcher& searcher, const CiteOptions& options) : searcher_(searcher), options_(options) {}

  CiteOutcome run() {
    collect();
    std::vector<Wording> wordings;
    for (const auto& hits : groups_) {
      if (wordings.size() < options_.count || options_.sort != SortOrder::relevance)
        wordings.push_back(wording(hits));
    }
    sort_by_date(wordings);
    if (wordings.size() > options_.count) wordings.resize(options_.count);
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
    std::string key;
    for (const Span piece : record.quotation.spans) {
      const Span within{piece.begin - record.quotation.span.begin, piece.end - record.quotation.span.begin};
      analyzer_.analyze(slice(record.text, within), analysis_);
      for (const Token& token : analysis_.tokens) key += std::string(analysis_.term(token)) + " ";
    }
    return key;
  }

  Wording wording(const std::vector<QuotationHit>& hits) {
    Wording out;
    for (const QuotationHit& hit : hits) {
      const ArticleRecord& record = hit.article;
      const auto article = searcher_.article(record.id, record.revision);
      if (!article) throw SnapshotLost();
      Passage passage = passage_at(*article, hit.place);
      attribute(passage, {hit.record.quotation}, CodePoints(article->record.text));
      out.printings.push_back(complete_citation(*article, &passage, options_.accessed));
    }
    std::sort(out.printings.begin(), out.printings.end(), printed_earlier);
    return out;
  }

  void sort_by_date(std::vector<Wording>& wordings) const {
    if (options_.sort == SortOrder::relevance) return;
    std::stable_sort(wordings.begin(), wordings.end(), [&](const Wording& a, const Wording& b) {
      const Citation& first = a.printings.front();
      const Citation& second = b.printings.front();
      if (options_.sort == SortOrder::oldest || !first.date || !second.date)
        return printed_earlier(first, second);
      return first.date > second.date;
    });
  }

  std::string print(const std::vector<Wording>& wordings) const {
    if (options_.format == CitationFormat::text) return print_blocks(wordings);
    if (options_.format == CitationFormat::json) return print_json(wordings);
    return format_citations(all_printings(wordings), options_.format, options_.style);
  }

  // The first printing as a block, a line for each other one.
  std::string print_blocks(const std::vector<Wording>& wordings) const {
    std::string out;
    for (std::size_t i = 0; i < wordings.size(); ++i) {
      const auto& printings = wordings[i].printings;
      if (i > 0) out += "\n";
      out += text_block(printings.front(), std::to_string(i + 1), options_.style, options_.colours);
      for (std::size_t k = 1; k < printings.size(); ++k) {
        const bool same_speaker = printings[k].speaker == printings.front().speaker;
        out += labelled("also", text_heading(printings[k], !same_speaker) + " \u00B7 " + printings[k].pinned,
                        options_.colours);
      }
    }
    return out;
  }

  std::string print_json(const std::vector<Wording>& wordings) const {
    std::vector<std::string> added;
    for (std::size_t i = 0; i < wordings.size(); ++i) {
      for (std::size_t k = 0; k < wordings[i].printings.size(); ++k) {
        added.push_back(nlohmann::json{{"wording", i + 1}, {"first", k == 0}}.dump());
      }
    }
    return write_json(all_printings(wordings), options_.style, added);
  }

  static std::vector<Citation> all_printings(const std::vector<Wording>& wordings) {
    std::vector<Citation> all;
    for (const Wording& each : wordings) all.insert(all.end(), each.printings.begin(), each.printings.end());
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
