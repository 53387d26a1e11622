#pragma once
// What failed, in words for a person, with what to do about it.
//
// The house distinguishes three things: what is absent is an std::optional; an outcome one counts or shows (a
// rejected input, a limit reached) is a plain value; a failure is this exception. Errors of Xapian, ICU and
// JSON are turned into it where they arise.

#include <stdexcept>
#include <string>
#include <utility>

namespace pressmark {

enum class ErrorKind {
  usage,          // the command line or a request parameter is off
  bad_input,      // data that cannot be read
  no_input,       // a file that is not there
  not_found,      // no such article, revision or passage
  no_index,       // no index at that place
  unavailable,    // a server cannot be reached
  wrong_version,  // the index was written by another version
  io,             // disk full, permission, damaged database
  locked,         // somebody else writes; try again
  busy,           // over capacity; try again
  too_large,      // over a stated limit
  internal,       // a defect of ours
};

class Error : public std::runtime_error {
 public:
  // `message` is one sentence without a full stop; `hint` says what to do next, or is empty.
  Error(ErrorKind kind, const std::string& message, std::string hint = {})
      : std::runtime_error(message), kind_(kind), hint_(std::move(hint)) {}

  ErrorKind kind() const { return kind_; }
  const std::string& hint() const { return hint_; }

 private:
  ErrorKind kind_;
  std::string hint_;
};

// The exit status of a program that ends with this kind of error: the one table of interface exit codes
// (sysexits.h where it has a word for it; 1 and 2 as grep and POSIX tools use them).
constexpr int exit_status(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::not_found:
      return 1;
    case ErrorKind::usage:
      return 2;
    case ErrorKind::bad_input:
    case ErrorKind::too_large:
      return 65;
    case ErrorKind::no_input:
    case ErrorKind::no_index:
      return 66;
    case ErrorKind::unavailable:
      return 69;
    case ErrorKind::wrong_version:
      return 70;
    case ErrorKind::io:
    case ErrorKind::internal:
      return 74;
    case ErrorKind::locked:
    case ErrorKind::busy:
      return 75;
  }
  return 74;
}

}  // namespace pressmark
