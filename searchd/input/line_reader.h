#pragma once
// Lines from a file descriptor, none longer than a bound: what a client on the other end of a pipe may send
// must not decide how much memory is taken.

#include <cstddef>
#include <optional>
#include <string>

namespace pressmark {

struct Line {
  std::string text;  // without the line end; empty when it was too long
  bool is_too_long = false;
};

class LineReader {
 public:
  // `most` is in BYTES. The descriptor stays the caller's.
  LineReader(int descriptor, std::size_t most) : descriptor_(descriptor), most_(most) {}

  // Absent at the end of input; what stands there without a line end is a line. Throws Error{io}.
  std::optional<Line> next();

 private:
  bool fill();

  int descriptor_;
  std::size_t most_;
  std::string buffer_;
  std::size_t at_ = 0;
};

}  // namespace pressmark
