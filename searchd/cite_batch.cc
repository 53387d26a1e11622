#include "searchd/cite_batch.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <nlohmann/json.hpp>

#include "schema/model/error.h"
#include "searchd/input/line_reader.h"

namespace pressmark {
namespace {

using Json = nlohmann::ordered_json;

// The file of queries; standard input is left open.
class QueryFile {
 public:
  explicit QueryFile(const std::string& path) {
    if (path == "-") return;
    descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor_ < 0)
      throw Error(errno == ENOENT ? ErrorKind::no_input : ErrorKind::io, path + " cannot be opened",
                  "--batch takes a file with a query a line, or - for standard input");
  }
  ~QueryFile() {
    if (descriptor_ != STDIN_FILENO) ::close(descriptor_);
  }
  QueryFile(const QueryFile&) = delete;
  QueryFile& operator=(const QueryFile&) = delete;

  int descriptor() const { return descriptor_; }

 private:
  int descriptor_ = STDIN_FILENO;
};

std::string printed(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

// What fails one line would fail every other, too.
bool is_of_all_lines(ErrorKind kind) {
  return kind == ErrorKind::no_index || kind == ErrorKind::unavailable || kind == ErrorKind::wrong_version;
}

struct LineAnswer {
  std::uint64_t number = 0;  // of the line, from 1
  std::string query;
  CiteOutcome outcome;
  std::string error;  // instead of an outcome's output
  std::string hint;
};

std::string text_answer(const LineAnswer& answer) {
  std::string out = "== " + answer.query + "\n" + answer.outcome.output;
  if (!answer.error.empty()) out += "  error  " + answer.error + "\n";
  for (const auto& note : answer.outcome.notes) out += "  note   " + note + "\n";
  return out + "\n";
}

std::string json_answer(const LineAnswer& answer) {
  Json json{{"line", answer.number},         {"query", answer.query}, {"status", answer.outcome.status},
            {"notes", answer.outcome.notes}, {"answer", nullptr},     {"error", nullptr}};
  if (answer.error.empty())
    json["answer"] = Json::parse(answer.outcome.output);
  else
    json["error"] = {{"message", answer.error}, {"hint", answer.hint}};
  return printed(json);
}

// A citation a line, with the line it answers.
std::string jsonl_answer(const LineAnswer& answer) {
  std::string out;
  std::string_view rest = answer.outcome.output;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    Json json{{"line", answer.number}, {"query", answer.query}};
    json.update(Json::parse(rest.substr(0, end)));
    out += printed(json);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return out;
}

std::string formatted_answer(const LineAnswer& answer, const std::string& format) {
  if (format == "json") return json_answer(answer);
  if (format == "jsonl") return jsonl_answer(answer);
  return text_answer(answer);
}

LineAnswer answer_line(const CiteCommand& command, std::uint64_t number, const Line& line,
                       const std::function<CiteOutcome(const CiteCommand&)>& run) {
  LineAnswer answer{number, command.words, {}, {}, {}};
  try {
    if (line.is_too_long)
      throw Error(ErrorKind::bad_input,
                  "the line is longer than " + std::to_string(kLongestBatchLine) + " bytes");
    answer.outcome = run(command);
  } catch (const Error& error) {
    if (is_of_all_lines(error.kind())) throw;
    answer.outcome.status = exit_status(error.kind());
    answer.error = error.what();
    answer.hint = error.hint();
  }
  return answer;
}

// That which some line failed with outlasts that nothing was found.
int joined_status(int all, int one) {
  if (one == 0) return all;
  return all > 1 && one == 1 ? all : one;
}

}  // namespace

bool is_batch_format(std::string_view format) {
  return format == "text" || format == "json" || format == "jsonl";
}

int run_batch(CiteCommand command, const std::string& path,
              const std::function<CiteOutcome(const CiteCommand&)>& run, const BatchOutput& output) {
  if (!is_batch_format(command.format))
    throw Error(ErrorKind::usage,
                "--batch prints text, json (an object a line) or jsonl, not " + command.format);
  command.words = "any";
  check(command);
  const QueryFile file(path);
  LineReader lines(file.descriptor(), kLongestBatchLine);
  int status = 0;
  for (std::uint64_t number = 1;; ++number) {
    auto line = lines.next();
    if (!line) return status;
    constexpr std::string_view kMark = "\xEF\xBB\xBF";  // byte order mark, as some editors write
    if (number == 1 && line->text.starts_with(kMark)) line->text.erase(0, kMark.size());
    const bool is_blank = line->text.find_first_not_of(" \t\r") == std::string::npos;
    if (is_blank && !line->is_too_long) continue;
    command.words = line->text;
    const auto answer = answer_line(command, number, *line, run);
    status = joined_status(status, answer.outcome.status);
    if (!output.print(formatted_answer(answer, command.format))) return status;
    if (command.format == "json") continue;  // it has them
    const auto at = "line " + std::to_string(number) + ": ";
    if (!answer.error.empty() && command.format == "jsonl") output.note(at + answer.error);
    if (command.format == "jsonl")
      for (const auto& note : answer.outcome.notes) output.note(at + note);
  }
}

}  // namespace pressmark
