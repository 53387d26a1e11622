#include "searchd/input/line_reader.h"

#include <unistd.h>

#include <cerrno>

#include "schema/model/error.h"

namespace pressmark {

bool LineReader::fill() {
  constexpr std::size_t kBlock = std::size_t{64} << 10U;
  buffer_.resize(kBlock);
  at_ = 0;
  for (;;) {
    const auto count = ::read(descriptor_, buffer_.data(), buffer_.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw Error(ErrorKind::io, "standard input cannot be read");
    buffer_.resize(static_cast<std::size_t>(count));
    return count > 0;
  }
}

std::optional<Line> LineReader::next() {
  Line line;
  bool is_begun = false;
  for (;;) {
    if (at_ == buffer_.size() && !fill()) {
      if (!is_begun) return std::nullopt;
      return line;
    }
    is_begun = true;
    const auto end = buffer_.find('\n', at_);
    const auto stop = end == std::string::npos ? buffer_.size() : end;
    if (line.text.size() + (stop - at_) > most_) line.is_too_long = true;
    if (line.is_too_long)
      line.text.clear();
    else
      line.text.append(buffer_, at_, stop - at_);
    at_ = stop;
    if (end == std::string::npos) continue;
    ++at_;
    if (line.text.ends_with('\r')) line.text.pop_back();
    return line;
  }
}

}  // namespace pressmark
