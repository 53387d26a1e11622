#pragma once
// Work that may not come back, done in a child process.

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace pressmark {

struct ChildAnswer {
  std::optional<std::string> bytes;  // absent when the child died before it answered
  bool timed_out = false;
};

// Runs `work` in a child and gives what it returns. `work` calls its argument with how long it may take until
// it calls it again; after that the child is ended. What it throws ends it, too. Precondition: the process
// has one thread. Throws Error{io} when no child can be made.
ChildAnswer in_child(
    const std::function<std::string(const std::function<void(std::chrono::seconds)>& watch)>& work);

}  // namespace pressmark
