#include "searchd/search/corrections.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "schema/text/analyzer.h"
#include "schema/text/utf8.h"

namespace pressmark {
namespace {

constexpr std::size_t kMinLetters = 4;    // shorter words are a letter away from too many
constexpr std::size_t kMaxMisspelt = 3;   // words; with more the question is in another language
constexpr std::size_t kOptions = 3;       // tried for each
constexpr std::uint32_t kRare = 3;        // articles; a word in so few may be a slip of a printer
constexpr std::uint32_t kMuchMore = 100;  // times as many articles have what a rare word is taken for
constexpr std::uint32_t kMinOfParts = 3;  // articles that have each half of a word parted in two

struct Option {
  std::string word;
  double cost = 0;
};

// A printed piece of the question and what may have been meant.
struct Doubtful {
  std::string printed;
  std::vector<Option> options;  // by cost
};

// Lower is likelier. A second slip is as unlikely as a word 16 times as rare, the first letter is seldom
// wrong.
double cost_of(const SimilarWord& similar, std::string_view typed) {
  const double same_start = similar.word.front() == typed.front() ? 0.0 : 1.0;
  return 2.0 * similar.edits + same_start - std::log2(similar.articles + 1.0) / 4.0;
}

bool is_plain_letters(std::string_view term) {
  return std::none_of(term.begin(), term.end(),
                      [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

// As `printed` began: "Lavrof" → "Lavrov".
std::string in_case_of(std::string_view printed, std::string word) {
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto raise = [](char& c) { c = c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c; };
  if (printed.size() > 1 && std::all_of(printed.begin(), printed.end(), upper))
    std::for_each(word.begin(), word.end(), raise);
  else if (upper(printed.front()))
    raise(word.front());
  return word;
}

bool is_word_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80U;
}

// `text` with `printed`, standing as whole words, replaced; absent where it does not stand so.
std::optional<std::string> replaced(const std::string& text, const std::string& printed,
                                    const std::string& by) {
  for (auto at = text.find(printed); at != std::string::npos; at = text.find(printed, at + 1)) {
    const auto end = at + printed.size();
    if ((at > 0 && is_word_byte(text[at - 1])) || (end < text.size() && is_word_byte(text[end]))) continue;
    return text.substr(0, at) + by + text.substr(end);
  }
  return std::nullopt;
}

class Corrector {
 public:
  Corrector(const Query& query, const Vocabulary& vocabulary, const ArticlesWith& articles_with)
      : query_(query), vocabulary_(vocabulary), articles_with_(articles_with) {
    look_at(query.root);
  }

  std::vector<std::string> best(std::size_t most) {
    if (doubtful_.size() <= kMaxMisspelt && !doubtful_.empty()) combine(0, query_.text, 0, false);
    std::stable_sort(texts_.begin(), texts_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> result;
    for (auto& [cost, text] : texts_)
      if (result.size() < most && std::find(result.begin(), result.end(), text) == result.end())
        result.push_back(std::move(text));
    return result;
  }

 private:
  void look_at(const QueryNode& node) {
    if (node.kind == QueryKind::words || node.kind == QueryKind::phrase) {
      look_at_words(node.text);
    } else if (node.kind != QueryKind::negation) {
      for (const auto& child : node.children) look_at(child);
      if (node.kind == QueryKind::all) look_at_neighbours(node.children);
    }
  }

  void look_at_words(const std::string& text) {
    analyzer_.analyze(text, analysis_);
    const auto& tokens = analysis_.tokens;
    for (std::size_t i = 0; i < tokens.size() && doubtful_.size() <= kMaxMisspelt; ++i) {
      // Joined pieces are designations and names, not words.
      if (tokens[i].ideographic || tokens[i].joined_to_next || (i > 0 && tokens[i - 1].joined_to_next))
        continue;
      const std::string term(analysis_.term(tokens[i]));
      if (is_plain_letters(term)) look_at_word(std::string(slice(text, tokens[i].span)), term);
    }
  }

  void look_at_word(std::string printed, const std::string& term) {
    const auto letters = CodePoints(term).count();
    if (letters < kMinLetters) return;
    const auto articles = articles_with_(term);
    if (articles > kRare) return;
    Doubtful doubtful{std::move(printed), {}};
    const std::uint32_t edits = articles == 0 && letters >= kLongFuzzyLetters ? 2 : 1;
    for (const auto& similar : vocabulary_.similar_to(term, edits))
      if (similar.word != term && similar.articles >= std::uint64_t{articles} * kMuchMore)
        doubtful.options.push_back({in_case_of(doubtful.printed, similar.word), cost_of(similar, term)});
    if (articles == 0) add_parts(term, doubtful);
    auto& options = doubtful.options;
    std::stable_sort(options.begin(), options.end(),
                     [](const Option& a, const Option& b) { return a.cost < b.cost; });
    if (options.size() > kOptions) options.resize(kOptions);
    // An unknown word that is like none leaves nothing to offer; a rare one may be right.
    if (articles == 0 || !options.empty()) doubtful_.push_back(std::move(doubtful));
  }

  // "pressmark" → "press mark"
  void add_parts(const std::string& term, Doubtful& doubtful) const {
    constexpr std::size_t kMinPart = 3;
    std::optional<Option> best;
    for (std::size_t at = kMinPart; at + kMinPart <= term.size(); ++at) {
      if ((static_cast<unsigned char>(term[at]) & 0xC0U) == 0x80U) continue;
      const auto fewest = std::min(vocabulary_.articles_with(std::string_view(term).substr(0, at)),
                                   vocabulary_.articles_with(std::string_view(term).substr(at)));
      const double cost = 2.5 - std::log2(fewest + 1.0) / 4.0;
      if (fewest >= kMinOfParts && (!best || cost < best->cost))
        best = Option{term.substr(0, at) + ' ' + term.substr(at), cost};
    }
    if (best) {
      best->word = in_case_of(doubtful.printed, best->word);
      doubtful.options.push_back(std::move(*best));
    }
  }

  // "heli copter" → "helicopter"
  void look_at_neighbours(const std::vector<QueryNode>& children) {
    for (std::size_t i = 0; i + 1 < children.size(); ++i) {
      if (children[i].kind != QueryKind::words || children[i + 1].kind != QueryKind::words) continue;
      const auto joined = children[i].text + children[i + 1].text;
      const auto articles = vocabulary_.articles_with(analyzer_.fold(joined));
      if (articles < kMinOfParts) continue;
      if (auto text = replaced(query_.text, children[i].text + ' ' + children[i + 1].text, joined))
        texts_.emplace_back(2.0 - std::log2(articles + 1.0) / 4.0, std::move(*text));
    }
  }

  // Every choice for the doubtful words from `at` on.
  void combine(std::size_t at, const std::string& text, double cost, bool changed) {
    if (at == doubtful_.size()) {
      if (changed) texts_.emplace_back(cost, text);
      return;
    }
    const auto& [printed, options] = doubtful_[at];
    for (const auto& option : options)
      if (const auto next = replaced(text, printed, option.word))
        combine(at + 1, *next, cost + option.cost, true);
    const auto known = articles_with_(analyzer_.fold(printed));
    if (known > 0) combine(at + 1, text, cost, changed);
  }

  const Query& query_;
  const Vocabulary& vocabulary_;
  const ArticlesWith& articles_with_;
  Analyzer analyzer_;
  Analysis analysis_;
  std::vector<Doubtful> doubtful_;
  std::vector<std::pair<double, std::string>> texts_;
};

}  // namespace

std::vector<std::string> corrections(const Query& query, const Vocabulary& vocabulary,
                                     const ArticlesWith& articles_with, std::size_t most) {
  return Corrector(query, vocabulary, articles_with).best(most);
}

}  // namespace pressmark
