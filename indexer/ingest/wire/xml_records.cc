#include "indexer/ingest/wire/xml_records.h"

#include <libxml/HTMLparser.h>

#include <algorithm>

#include "indexer/ingest/lines.h"

namespace pressmark {
namespace {

constexpr std::size_t kLongestTag = std::size_t{64} << 10U;
constexpr std::size_t kLargestHead = std::size_t{1} << 20U;
constexpr std::size_t kStep = std::size_t{64} << 10U;
constexpr std::string_view kSpace = " \t\r\n";

bool begins_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
         static_cast<unsigned char>(c) >= 0x80U;
}

std::uint64_t line_ends(std::string_view text) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

void XmlLexer::add(char c) {
  if (tag_.size() < kLongestTag) tag_ += c;
  ++tag_size_;
  if (c == '\n') ++tag_lines_;
}

// `tag_` has "<" and something behind it: a tag, a section, or no mark at all.
void XmlLexer::choose_section() {
  const std::string_view seen = tag_;
  struct Section {
    std::string_view opening;
    std::string_view ending;
  };
  for (const auto& section : {Section{"<!--", "-->"}, Section{"<![CDATA[", "]]>"}, Section{"<?", "?>"}}) {
    if (seen == section.opening) {
      state_ = State::section;
      ending_ = section.ending;
      matched_ = 0;
    }
    if (section.opening.starts_with(seen)) return;
  }
  if (std::string_view("<!DOCTYPE").starts_with(seen)) {
    if (seen.size() < 9) return;
    state_ = State::document_type;
    quote_ = 0;
    return;
  }
  const bool is_tag = seen[1] == '/' || begins_name(seen[1]);
  state_ = is_tag ? State::tag : State::text;
  quote_ = 0;
}

bool XmlLexer::ends_section(char c) {
  if (c == ending_[matched_]) {
    ++matched_;
  } else if (!(matched_ == 2 && c == ending_[1])) {  // "]]]>" ends a section, too
    matched_ = c == ending_[0] ? 1 : 0;
  }
  return matched_ == ending_.size();
}

void XmlLexer::read_document_type(char c) {
  if (document_type_.size() < kLongestTag) document_type_ += c;
  if (quote_ == '-') {  // in a comment, where quotes are nothing
    if (document_type_.ends_with("-->")) quote_ = 0;
  } else if (quote_ != 0) {
    if (c == quote_) quote_ = 0;
  } else if (c == '"' || c == '\'') {
    quote_ = c;
  } else if (document_type_.ends_with("<!--")) {
    quote_ = '-';
  } else if (c == '[' || c == ']') {
    in_subset_ = c == '[';
  } else if (c == '>' && !in_subset_) {
    state_ = State::text;
  }
}

XmlLexer::Event XmlLexer::close_tag() {
  state_ = State::text;
  return tag_.starts_with("</") ? Event::end_tag : Event::start_tag;
}

std::size_t XmlLexer::read(std::string_view more) {
  event_ = Event::none;
  for (std::size_t i = 0; i < more.size(); ++i) {
    const char c = more[i];
    switch (state_) {
      case State::text: {
        i = std::min(more.find('<', i), more.size());
        if (i == more.size()) return i;
        tag_ = "<";
        tag_size_ = 1;
        tag_lines_ = 0;
        before_end_ = 0;
        state_ = State::opening;
        break;
      }
      case State::opening:
        add(c);
        if (c == '<') {
          tag_ = "<";
          tag_size_ = 1;
          tag_lines_ = 0;
          break;
        }
        choose_section();
        break;
      case State::section:
        ++tag_size_;
        if (ends_section(c)) state_ = State::text;
        break;
      case State::document_type:
        ++tag_size_;
        read_document_type(c);
        break;
      case State::tag:
        if (quote_ == 0 && c == '<') {  // the one before had no end
          tag_ = "<";
          tag_size_ = 1;
          tag_lines_ = 0;
          state_ = State::opening;
          break;
        }
        add(c);
        if (quote_ != 0) {
          if (c == quote_) quote_ = 0;
        } else if (c == '>') {
          event_ = close_tag();
          return i + 1;
        } else if ((c == '"' || c == '\'') && tag_[1] != '/') {
          quote_ = c;
        }
        before_end_ = c;
        break;
    }
  }
  return more.size();
}

std::string_view XmlLexer::name() const {
  std::string_view name = tag_;
  name.remove_prefix(std::min<std::size_t>(name.starts_with("</") ? 2 : 1, name.size()));
  name = name.substr(0, name.find_first_of(" \t\r\n/>"));
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool XmlRecords::is_record(std::string_view name) const {
  return open_.size() <= most_around_ && std::find(names_.begin(), names_.end(), name) != names_.end();
}

// Reads on to the next tag, or to the end of what is at hand; false at the end of the stream.
bool XmlRecords::advance() {
  const auto window = in_.peek(at_ + kStep);
  if (window.size() <= at_) return false;
  const auto more = window.substr(at_);
  const auto size = lexer_.read(more);
  line_ += line_ends(more.substr(0, size));
  at_ += size;
  return true;
}

// Lets go of what nobody will ask for.
void XmlRecords::pass_over() {
  auto passed = used_;
  used_ = 0;
  if (in_record_) {
    if (!too_long_ && at_ - begin_ > most_bytes_) too_long_ = true;
    passed = too_long_ ? at_ : begin_;
  } else if (in_head_ && at_ - head_begin_ <= kLargestHead) {
    passed = 0;
  } else {
    passed = at_ - std::min<std::uint64_t>(lexer_.pending(), at_);
    if (lexer_.pending() > kLargestHead) passed = at_;
  }
  in_.skip(passed);
  at_ -= passed;
  begin_ -= std::min(begin_, passed);
  head_begin_ -= std::min(head_begin_, passed);
}

void XmlRecords::begin_record() {
  in_record_ = true;
  too_long_ = false;
  nested_ = 0;
  record_name_ = lexer_.name();
  begin_ = at_ - std::min<std::uint64_t>(lexer_.tag_size(), at_);
  begin_offset_ = in_.position() + begin_;
  begin_line_ = line_ - lexer_.tag_lines();
}

XmlRecords::Record XmlRecords::finished(std::uint64_t end, bool closed) {
  Record record{record_name_, {}, begin_offset_, begin_line_, too_long_, closed};
  if (end - begin_ > most_bytes_) record.too_long = true;
  if (!record.too_long) record.bytes = in_.peek(end).substr(begin_);
  in_record_ = false;
  used_ = end;
  return record;
}

std::optional<XmlRecords::Record> XmlRecords::enter() {
  const std::string name(lexer_.name());
  if (in_record_) {
    if (name != record_name_ || lexer_.is_empty()) return std::nullopt;
    if (!restarts_) {
      ++nested_;
      return std::nullopt;
    }
    auto record = finished(at_ - std::min<std::uint64_t>(lexer_.tag_size(), at_), false);
    begin_record();
    used_ = 0;  // the next one begins where this one ends
    return record;
  }
  if (open_.empty() && root_.empty()) {
    root_ = name;
    head_begin_ = at_ - lexer_.tag_size();
    head_line_ = line_ - lexer_.tag_lines();
  }
  if (is_record(name)) {
    begin_record();
    if (in_head_) {
      if (head_begin_ < begin_ && begin_ - head_begin_ <= kLargestHead)
        head_ = in_.peek(begin_).substr(head_begin_);
      in_head_ = false;
    }
    if (lexer_.is_empty()) return finished(at_, true);
    return std::nullopt;
  }
  if (!lexer_.is_empty()) open_.push_back({name, lexer_.tag()});
  return std::nullopt;
}

std::optional<XmlRecords::Record> XmlRecords::leave() {
  const std::string name(lexer_.name());
  if (in_record_) {
    if (name == record_name_) {
      if (nested_ == 0) return finished(at_, true);
      --nested_;
      return std::nullopt;
    }
    if (open_.empty() || name != open_.back().name) return std::nullopt;
    auto record = finished(at_ - std::min<std::uint64_t>(lexer_.tag_size(), at_), false);
    open_.pop_back();
    return record;
  }
  const auto found =
      std::find_if(open_.rbegin(), open_.rend(), [&](const Open& open) { return open.name == name; });
  if (found == open_.rend() || found != open_.rbegin()) {
    if (mismatch_.empty()) {
      mismatch_ = "</" + name + "> at line " + std::to_string(line_) + " closes nothing that is open";
      if (!open_.empty() && found != open_.rend())
        mismatch_ =
            "</" + name + "> at line " + std::to_string(line_) + " comes before </" + open_.back().name + ">";
    }
  }
  if (found != open_.rend()) open_.resize(static_cast<std::size_t>(open_.rend() - found) - 1);
  return std::nullopt;
}

std::optional<XmlRecords::Record> XmlRecords::next() {
  while (true) {
    pass_over();
    if (!advance()) break;
    std::optional<Record> record;
    if (lexer_.event() == XmlLexer::Event::start_tag) record = enter();
    if (lexer_.event() == XmlLexer::Event::end_tag) record = leave();
    if (record) return record;
  }
  if (in_head_ && head_.empty() && at_ - head_begin_ <= kLargestHead) {
    head_ = in_.peek(at_).substr(head_begin_);
    in_head_ = false;
  }
  return std::nullopt;
}

std::string XmlRecords::open_tags() const {
  std::string tags;
  for (const auto& open : open_) tags += open.tag;
  // On one line, so that lines inside the record are the source's.
  std::replace(tags.begin(), tags.end(), '\n', ' ');
  return tags;
}

std::string XmlRecords::close_tags() const {
  std::string tags;
  for (auto open = open_.rbegin(); open != open_.rend(); ++open) {
    const auto name = std::string_view(open->tag).substr(1);
    tags.append("</").append(name.substr(0, name.find_first_of(" \t\r\n/>"))).append(">");
  }
  return tags;
}

std::optional<std::string> XmlRecords::fault() const {
  const auto line = std::to_string(line_);
  if (in_record_) return "ends inside <" + record_name_ + ">, at line " + line;
  if (!open_.empty()) return "ends before </" + open_.front().name + ">, at line " + line;
  if (root_.empty()) return "ends before its first element, at line " + line;
  if (lexer_.in_markup()) return "ends inside a tag or comment, at line " + line;
  if (!mismatch_.empty()) return mismatch_;
  return std::nullopt;
}

std::string xml_charset(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  if (!head.starts_with("<?xml")) return {};
  head = head.substr(0, head.find("?>"));
  const auto at = head.find("encoding");
  if (at == std::string_view::npos) return {};
  const auto open = head.find_first_of("\"'", at);
  if (open == std::string_view::npos) return {};
  const auto close = head.find(head[open], open + 1);
  return std::string(head.substr(open + 1, std::min(close, head.size()) - open - 1));
}

std::optional<std::string> entity_hazard(std::string_view document_type) {
  constexpr std::string_view kDeclaration = "<!ENTITY";
  for (auto at = document_type.find(kDeclaration); at != std::string_view::npos;
       at = document_type.find(kDeclaration, at + 1)) {
    auto rest = document_type.substr(at + kDeclaration.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(kSpace), rest.size()));
    // Sets of HTML's own names, as old feeds refer to them; they are not loaded and need not be.
    const bool is_set = rest.starts_with('%') &&
                        rest.substr(0, rest.find('>')).find("-//W3C//ENTITIES") != std::string_view::npos;
    const std::string name(rest.substr(0, rest.find_first_of(" \t\r\n\"'>")));
    if (is_set || htmlEntityLookup(reinterpret_cast<const xmlChar*>(name.c_str())) != nullptr) continue;
    return "declares entities of its own, which are not expanded";
  }
  return std::nullopt;
}

}  // namespace pressmark
