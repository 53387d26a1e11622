#pragma once
#include <string>
#include <string_view>

namespace pressmark {

// Escape sequences of a terminal (ECMA-48), or nothing.
class Colours {
 public:
  explicit Colours(bool on) : on_(on) {}
  std::string bold(std::string_view text) const { return wrap("\x1B[1m", text); }
  std::string faint(std::string_view text) const { return wrap("\x1B[2m", text); }
  std::string removed(std::string_view text) const { return wrap("\x1B[31m", text); }
  std::string added(std::string_view text) const { return wrap("\x1B[32m", text); }

 private:
  std::string wrap(std::string_view begin, std::string_view text) const {
    return on_ ? std::string(begin) + std::string(text) + "\x1B[0m" : std::string(text);
  }
  bool on_;
};

}  // namespace pressmark
