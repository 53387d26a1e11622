#pragma once
// Wakes a program when something below its folders changes. It tells that something did, never what: events
// get lost (queues overflow, folders are moved, network file systems send none), and what changed is found
// out from the files.

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace pressmark {

class FolderWatch {
 public:
  // `roots`: files and folders; they need not be there yet. What lies below `apart` (the index itself, which
  // every run touches) wakes nobody. Throws Error{io} where the system has no inotify instance left.
  FolderWatch(std::vector<std::string> roots, const std::filesystem::path& apart);
  ~FolderWatch();
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;

  // Watches what is below the roots now; cheap for what is watched already. False when the system's limit of
  // watches keeps some folders from it: then only a look at the files tells of changes there.
  bool refresh();
  // Folders and files watched.
  std::size_t size() const { return watched_.size(); }

  // Until something changed or `most` is over; true for the first. Returns early, false, for a signal.
  bool wait(std::chrono::milliseconds most);

 private:
  // The kernel's number; absent for what is not there. Sets `at_limit_`.
  std::optional<int> watch(const std::filesystem::path& path);
  void watch_tree(const std::filesystem::path& root);
  bool concerns(int number, const std::string& name) const;

  std::vector<std::string> roots_;
  int events_ = -1;
  std::filesystem::path apart_;
  bool at_limit_ = false;
  std::unordered_set<int> watched_;  // by the kernel's numbers: the roots and all below
  // The folders that roots stand in: only what happens to the roots concerns us there.
  std::unordered_map<int, std::unordered_set<std::string>> around_;
};

}  // namespace pressmark
