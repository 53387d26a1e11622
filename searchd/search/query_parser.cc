#include "searchd/search/query_parser.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "schema/index/fields.h"
#include "schema/text/analyzer.h"
#include "schema/text/utf8.h"
#include "searchd/search/query_lexer.h"

namespace pressmark {
namespace {

using Nodes = std::vector<QueryNode>;

QueryNode leaf(QueryKind kind, std::string text) {
  QueryNode node;
  node.kind = kind;
  node.text = std::move(text);
  return node;
}

// Words at one place of a text, or one behind the other.
bool is_piece(const QueryNode& node) {
  return node.kind == QueryKind::words || node.kind == QueryKind::phrase || node.kind == QueryKind::exact ||
         node.kind == QueryKind::prefix || node.kind == QueryKind::fuzzy;
}

bool is_everything(const QueryNode& node) {
  return node.kind == QueryKind::everything;
}

// AND or OR of `children`, flattened; one child stands for itself, none for everything.
QueryNode group(QueryKind kind, Nodes children) {
  QueryNode node;
  node.kind = kind;
  for (auto& child : children) {
    if (is_everything(child)) continue;
    if (child.kind == kind)
      std::move(child.children.begin(), child.children.end(), std::back_inserter(node.children));
    else
      node.children.push_back(std::move(child));
  }
  if (node.children.empty()) return {};
  if (node.children.size() == 1) return std::move(node.children.front());
  return node;
}

QueryNode negate(QueryNode child) {
  if (is_everything(child)) return child;
  if (child.kind == QueryKind::negation) return std::move(child.children.front());
  QueryNode node;
  node.kind = QueryKind::negation;
  node.children.push_back(std::move(child));
  return node;
}

// Short words that stand before numbers without naming a model: "may 12", "top 10".
bool is_common_short_word(std::string_view word) {
  static constexpr std::array<std::string_view, 46> words{
      "a",   "i",   "in",  "on",  "at",  "to",  "of",  "by",  "for", "the", "and", "or",
      "no",  "top", "day", "age", "all", "any", "are", "was", "is",  "its", "not", "per",
      "now", "new", "out", "use", "was", "yes", "jan", "feb", "mar", "apr", "may", "jun",
      "jul", "aug", "sep", "oct", "nov", "dec", "der", "die", "le",  "la"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Whether `text`, printed in a query, is read as one word again and not as an operator or a field.
bool is_plain_word(std::string_view text) {
  const auto again = lex_query(text);
  return again.items.size() == 2 && again.items.front().kind == LexemeKind::word;
}

class Parser {
 public:
  Parser(Lexemes lexemes, Day today, Query& query)
      : lexemes_(std::move(lexemes)), today_(today), query_(query) {}

  QueryNode run() {
    Nodes parts;
    while (peek().kind != LexemeKind::end) {
      parts.push_back(alternatives(0));
      if (peek().kind == LexemeKind::close) {
        note("a closing bracket without its partner was left out");
        next();
      }
    }
    auto root = group(QueryKind::all, std::move(parts));
    if (is_everything(root)) root = operators_as_words();
    return root;
  }

 private:
  const Lexeme& peek() const { return lexemes_.items[at_]; }
  void next() {
    if (peek().kind != LexemeKind::end) ++at_;
  }
  void note(std::string text) {
    auto& notes = query_.notes;
    if (std::find(notes.begin(), notes.end(), text) == notes.end()) notes.push_back(std::move(text));
  }

  bool ends_group() const { return peek().kind == LexemeKind::end || peek().kind == LexemeKind::close; }

  // a OR b OR …
  QueryNode alternatives(std::size_t depth) {
    Nodes children;
    bool dangling = false;
    while (true) {
      auto child = conjunction(depth);
      dangling = is_everything(child);
      children.push_back(std::move(child));
      if (peek().kind != LexemeKind::or_) break;
      if (dangling) note("OR without words before it was left out");
      next();
      if (ends_group()) note("OR without words behind it was left out");
    }
    return group(QueryKind::any, std::move(children));
  }

  // a b AND c -d …
  QueryNode conjunction(std::size_t depth) {
    Nodes children;
    bool adjacent = false;  // the last child is a bare word and nothing stood between
    while (!ends_group() && peek().kind != LexemeKind::or_) {
      if (peek().kind == LexemeKind::and_) {
        if (children.empty()) note("AND without words before it was left out");
        next();
        if (ends_group() || peek().kind == LexemeKind::or_) note("AND without words behind it was left out");
        adjacent = false;
        continue;
      }
      const bool bare = peek().kind == LexemeKind::word;
      auto child = proximity(depth);
      if (bare && adjacent && !children.empty() && join_designation(children.back(), child)) continue;
      adjacent = bare && child.kind == QueryKind::words;
      if (!is_everything(child)) children.push_back(std::move(child));
    }
    return group(QueryKind::all, std::move(children));
  }

  // "Mi" and "35", typed one after the other, are one name.
  bool join_designation(QueryNode& name, const QueryNode& number) {
    if (name.kind != QueryKind::words || number.kind != QueryKind::words) return false;
    constexpr std::size_t kMaxLetters = 3;
    constexpr std::size_t kMaxDigits = 3;
    analyzer_.analyze(name.text, analysis_);
    if (analysis_.tokens.size() != 1) return false;
    const auto letters = std::string(analysis_.term(analysis_.tokens.front()));
    if (analysis_.tokens.front().ideographic || letters.front() < 'a' || letters.front() > 'z' ||
        letters.size() > kMaxLetters || is_common_short_word(letters))
      return false;
    std::string_view digits = number.text;
    if (digits.ends_with('s')) digits.remove_suffix(1);
    const bool numeric =
        !digits.empty() && digits.size() <= kMaxDigits &&
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!numeric) return false;
    name.text += ' ';
    name.text += number.text;
    return true;
  }

  bool at_arrangement() const { return peek().kind == LexemeKind::near || peek().kind == LexemeKind::before; }

  // a NEAR/5 b, a BEFORE/5 b
  QueryNode proximity(std::size_t depth) {
    auto first = unary(depth);
    if (!at_arrangement()) return first;
    Nodes parts;
    while (at_arrangement()) {
      const bool ordered = peek().kind == LexemeKind::before;
      const auto* const name = ordered ? "BEFORE" : "NEAR";
      auto node = arrangement(depth, std::move(first));
      // a NEAR/5 b BEFORE/5 c: both conditions hold, b is in both.
      first = {};
      if (at_arrangement() && !node.children.empty()) first = count(node.children.back());
      parts.push_back(settled(std::move(node), name));
    }
    return group(QueryKind::all, std::move(parts));
  }

  // One run of the same operator; the operands may be none.
  QueryNode arrangement(std::size_t depth, QueryNode first) {
    const auto kind = peek().kind;
    const std::string name = kind == LexemeKind::before ? "BEFORE" : "NEAR";
    QueryNode node;
    node.kind = QueryKind::near;
    node.window = peek().window;
    node.ordered = kind == LexemeKind::before;
    add_near_operand(node, std::move(first), name);
    while (peek().kind == kind) {
      node.window = std::max(node.window, peek().window);
      next();
      if (ends_group() || peek().kind == LexemeKind::or_ || peek().kind == LexemeKind::and_) {
        note(name + " without words behind it was left out");
        break;
      }
      add_near_operand(node, unary(depth), name);
    }
    return node;
  }

  QueryNode settled(QueryNode node, const std::string& name) {
    if (node.children.empty()) return {};
    if (node.children.size() == 1) return std::move(node.children.front());
    if (std::all_of(node.children.begin(), node.children.end(), is_piece)) return node;
    note(name + " takes words and phrases only; read as AND");
    return group(QueryKind::all, std::move(node.children));
  }

  void add_near_operand(QueryNode& node, QueryNode operand, const std::string& name) {
    if (is_everything(operand))
      note(name + " without words on both sides was left out");
    else if (node.children.size() == kMaxNearOperands)
      note("only the first " + std::to_string(kMaxNearOperands) + " words of a " + name + " were taken");
    else
      node.children.push_back(std::move(operand));
  }

  QueryNode unary(std::size_t depth) {
    bool negative = false;
    while (peek().kind == LexemeKind::minus || peek().kind == LexemeKind::not_) {
      negative = !negative;
      next();
      if (ends_group() || peek().kind == LexemeKind::or_ || peek().kind == LexemeKind::and_) {
        note("NOT without words behind it was left out");
        return {};
      }
    }
    auto operand = primary(depth);
    return negative ? negate(std::move(operand)) : operand;
  }

  QueryNode primary(std::size_t depth) {
    const Lexeme lexeme = peek();
    switch (lexeme.kind) {
      case LexemeKind::open:
        next();
        return bracketed(depth);
      case LexemeKind::field:
        next();
        return field(lexeme.text, depth);
      case LexemeKind::quoted:
        next();
        return phrase(lexeme.text);
      case LexemeKind::word:
        next();
        return word(lexeme.text);
      case LexemeKind::near:
      case LexemeKind::before:
        next();
        note((lexeme.kind == LexemeKind::near ? "NEAR" : "BEFORE") +
             std::string(" without words before it was left out"));
        return {};
      default:
        return {};  // the callers deal with what ends a group
    }
  }

  QueryNode bracketed(std::size_t depth) {
    if (depth + 1 >= kMaxQueryDepth) {
      note("brackets more than " + std::to_string(kMaxQueryDepth) + " deep were left out");
      return {};
    }
    auto inner = alternatives(depth + 1);
    if (peek().kind == LexemeKind::close)
      next();
    else
      note("a bracket that was not closed is closed at the end");
    return inner;
  }

  QueryNode field(const std::string& name, std::size_t depth) {
    const auto& entry = *find_field(name);
    const Lexeme value = peek();
    if (value.kind == LexemeKind::open) {
      next();
      return distribute(entry, bracketed(depth));
    }
    if (value.kind == LexemeKind::quoted) {
      next();
      return entry.kind == FieldKind::words ? distribute(entry, phrase(value.text))
                                            : exact(entry, value.text);
    }
    if (value.kind == LexemeKind::word) {
      next();
      return entry.kind == FieldKind::words ? distribute(entry, word(value.text)) : exact(entry, value.text);
    }
    note(name + ": without a value was read as a word");
    return word(name);
  }

  // A field of words keeps its group; a field of values is given to each word of it.
  QueryNode distribute(const Field& entry, QueryNode child) {
    if (is_everything(child)) return child;
    if (entry.kind == FieldKind::words) {
      if (child.kind == QueryKind::field) return child;
      QueryNode node;
      node.kind = QueryKind::field;
      node.field = entry.name;
      node.children.push_back(std::move(child));
      return count(std::move(node));
    }
    switch (child.kind) {
      case QueryKind::exact:
      case QueryKind::prefix:
      case QueryKind::fuzzy:
        note(std::string(entry.name) + ": takes values; “" + print(child) + "” was read as “" + child.text +
             "”");
        [[fallthrough]];
      case QueryKind::words:
      case QueryKind::phrase:
        return exact(entry, child.text);
      case QueryKind::field:
        return child;
      default: {
        const auto kind = child.kind == QueryKind::near ? QueryKind::all : child.kind;
        Nodes children;
        for (auto& grandchild : child.children) children.push_back(distribute(entry, std::move(grandchild)));
        if (kind == QueryKind::negation) return negate(std::move(children.front()));
        return group(kind, std::move(children));
      }
    }
  }

  QueryNode exact(const Field& entry, std::string_view value) {
    auto text = trimmed(value);
    if (text.empty()) return {};
    QueryNode node;
    node.kind = QueryKind::field;
    node.field = entry.name;
    if (entry.kind == FieldKind::date) {
      auto range = parse_day_range(text);
      if (!range) {
        // What "last-month" was today it still is when the question is read again.
        range = parse_day_range(text, today_);
        if (range) text = to_string(*range);
      }
      if (!range) {
        note("“" + text +
             "” is no date (2014, 2014-06, 2014-06-12, A..B, 7d, last-month) and was read as words");
        return phrase(text);
      }
      node.range = *range;
      if (range->from && range->to && *range->to < *range->from)
        note("“" + text + "” ends before it begins, so no article is in it");
    }
    node.text = std::move(text);
    return count(std::move(node));
  }

  static std::string trimmed(std::string_view text) {
    std::string result;
    for (char c : text) {
      if (c == '"') continue;
      if (c == ' ' && (result.empty() || result.back() == ' ')) continue;
      result += c;
    }
    while (!result.empty() && result.back() == ' ') result.pop_back();
    return result;
  }

  // From the first to the last token of `text`, blanks single; empty when it holds none.
  std::string core(std::string_view text) {
    analyzer_.analyze(text, analysis_);
    if (analysis_.tokens.empty()) return {};
    auto last = analysis_.tokens.size() - 1;
    if (last >= kMaxPhraseTokens) {
      last = kMaxPhraseTokens - 1;
      note("only the first " + std::to_string(kMaxPhraseTokens) + " words of a phrase were taken");
    }
    const Span whole{analysis_.tokens.front().span.begin, analysis_.tokens[last].span.end};
    return trimmed(slice(text, whole));
  }

  QueryNode phrase(std::string_view text) {
    auto words = core(text);
    if (words.empty()) {
      note("a quoted piece without words was left out");
      return {};
    }
    return count(leaf(QueryKind::phrase, std::move(words)));
  }

  QueryNode word(std::string_view text) {
    auto words = core(text);
    if (words.empty()) {
      note("“" + std::string(text) + "” holds no letter or digit and was left out");
      return {};
    }
    const auto tokens = analysis_.tokens.size();
    if (!is_plain_word(words)) return count(leaf(QueryKind::phrase, std::move(words)));
    if (text.ends_with('*')) {
      constexpr std::size_t kMinPrefixLetters = 2;
      if (CodePoints(words).count() >= kMinPrefixLetters && text.substr(0, text.size() - 1).ends_with(words))
        return count(leaf(QueryKind::prefix, std::move(words)));
      note("* needs at least two letters before it and was left out");
    }
    const bool said = words.ends_with("~1") || words.ends_with("~2");
    if (said || (text.ends_with('~') && text.substr(0, text.size() - 1).ends_with(words)))
      if (auto node = fuzzy(words.substr(0, words.size() - (said ? 2 : 0)), said ? words.back() : '\0'))
        return std::move(*node);
    // Pieces of several tokens have no other forms.
    if (text.front() == '=' && text.substr(1).starts_with(words) && tokens == 1)
      return count(leaf(QueryKind::exact, std::move(words)));
    return count(leaf(QueryKind::words, std::move(words)));
  }

  // `word` with `edits` behind its tilde, or NUL; absent where more than the tilde parts them.
  std::optional<QueryNode> fuzzy(const std::string& word, char edits) {
    if (word.find('~') != std::string::npos || core(word) != word || !is_plain_word(word))
      return std::nullopt;
    const auto letters = CodePoints(word).count();
    if (letters < kMinFuzzyLetters || analysis_.tokens.size() != 1 ||
        std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      note("~ needs one word of at least " + std::to_string(kMinFuzzyLetters) +
           " letters before it and was left out");
      return count(leaf(QueryKind::words, word));
    }
    auto node = leaf(QueryKind::fuzzy, word);
    node.edits = edits == '2' || (edits == '\0' && letters >= kLongFuzzyLetters) ? 2 : 1;
    return count(std::move(node));
  }

  QueryNode count(QueryNode node) {
    if (++nodes_ <= kMaxQueryNodes) return node;
    note("only the first " + std::to_string(kMaxQueryNodes) + " parts of the query were taken");
    return {};
  }

  // Nothing but operators: then they are what is looked for.
  QueryNode operators_as_words() {
    Nodes words;
    for (const auto& lexeme : lexemes_.items) {
      const bool operation = lexeme.kind == LexemeKind::and_ || lexeme.kind == LexemeKind::or_ ||
                             lexeme.kind == LexemeKind::not_ || lexeme.kind == LexemeKind::near ||
                             lexeme.kind == LexemeKind::before;
      if (operation) words.push_back(phrase(lexeme.text));
    }
    if (words.empty()) return {};
    note("operators without words were read as words");
    return group(QueryKind::all, std::move(words));
  }

  Lexemes lexemes_;
  Day today_;
  Query& query_;
  std::size_t at_ = 0;
  std::size_t nodes_ = 0;
  Analyzer analyzer_;
  Analysis analysis_;
};

bool needs_quotes(std::string_view value) {
  if (value.find_first_of(" ()\"") != std::string_view::npos) return true;
  return !is_plain_word(value);
}

std::string quoted(std::string_view text) {
  return '"' + std::string(text) + '"';
}

// "Mi 35" is one name only while nothing binds tighter to one of its halves.
bool is_spaced(const QueryNode& node) {
  return node.kind == QueryKind::words && node.text.find(' ') != std::string::npos;
}

std::string print_operand(const QueryNode& node, bool brackets) {
  return brackets ? '(' + print(node) + ')' : print(node);
}

// Brackets only where the grammar needs them, so that printing never nests deeper than what was parsed.
std::string print_joined(const QueryNode& node, std::string_view separator) {
  std::string result;
  for (const auto& child : node.children) {
    if (!result.empty()) result += separator;
    const bool brackets = (node.kind == QueryKind::all && child.kind == QueryKind::any) ||
                          (node.kind == QueryKind::near && is_spaced(child));
    result += print_operand(child, brackets);
  }
  return result;
}

std::string print_field(const QueryNode& node) {
  std::string result = node.field + ':';
  if (node.children.empty()) return result + (needs_quotes(node.text) ? quoted(node.text) : node.text);
  const auto& child = node.children.front();
  return result + print_operand(child, !is_piece(child) || is_spaced(child));
}

}  // namespace

std::string print(const QueryNode& node) {
  switch (node.kind) {
    case QueryKind::everything:
      return {};
    case QueryKind::words:
      return node.text;
    case QueryKind::phrase:
      return quoted(node.text);
    case QueryKind::prefix:
      return node.text + '*';
    case QueryKind::exact:
      return '=' + node.text;
    case QueryKind::fuzzy:
      return node.text + '~' + std::to_string(node.edits);
    case QueryKind::near:
      return print_joined(node, (node.ordered ? " BEFORE/" : " NEAR/") + std::to_string(node.window) + ' ');
    case QueryKind::all:
      return print_joined(node, " AND ");
    case QueryKind::any:
      if (is_nothing(node)) return "?";  // reads back as a text without letters
      return print_joined(node, " OR ");
    case QueryKind::negation: {
      const auto& child = node.children.front();
      const bool brackets = child.kind == QueryKind::any || child.kind == QueryKind::all ||
                            child.kind == QueryKind::near || is_spaced(child);
      return "NOT " + print_operand(child, brackets);
    }
    case QueryKind::field:
      return print_field(node);
  }
  return {};
}

namespace {

Query parse_up_to(std::string_view text, Day today, std::size_t most) {
  Query query;
  auto lexemes = lex_query(text, most);
  query.text = lexemes.text;
  query.notes = lexemes.notes;
  query.root = Parser(std::move(lexemes), today, query).run();
  const bool blank = query.text.find_first_not_of(' ') == std::string::npos;
  if (is_everything(query.root) && !blank) {
    query.root = {};
    query.root.kind = QueryKind::any;
    query.notes.emplace_back("without a letter or digit there is nothing to look for");
  }
  query.read_as = is_nothing(query.root)      ? "nothing"
                  : is_everything(query.root) ? "everything"
                                              : print(query.root);
  return query;
}

}  // namespace

// What a query is read as is longer than the query (operators are spelt out) and has to be readable whole.
Query parse_query(std::string_view text, Day today) {
  auto most = kMaxQueryBytes;
  auto query = parse_up_to(text, today, most);
  for (auto size = print(query.root).size(); size > kMaxQueryBytes && most > 0;
       size = print(query.root).size()) {
    most = std::min(most, text.size());
    most -= std::min(most, std::max<std::size_t>((size - kMaxQueryBytes) / 2, 1));
    query = parse_up_to(text, today, most);
  }
  return query;
}

}  // namespace pressmark
