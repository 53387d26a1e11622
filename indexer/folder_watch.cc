#include "indexer/folder_watch.h"

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "schema/model/error.h"

namespace pressmark {

namespace {

namespace fs = std::filesystem;

// Files that were written, and folders and files that came or went. Not what is still being written, nor
// reading.
constexpr std::uint32_t kChanges = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO |
                                   IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB;

}  // namespace

FolderWatch::FolderWatch(std::vector<std::string> roots, const fs::path& apart)
    : roots_(std::move(roots)),
      events_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)),
      apart_(fs::absolute(apart).lexically_normal()) {
  if (events_ < 0)
    throw Error(ErrorKind::io, std::string("cannot watch folders: ") + std::strerror(errno),
                "raise fs.inotify.max_user_instances, or call indexer sync from cron");
}

FolderWatch::~FolderWatch() {
  ::close(events_);
}

std::optional<int> FolderWatch::watch(const fs::path& path) {
  const int number = ::inotify_add_watch(events_, path.c_str(), kChanges);
  if (number >= 0) return number;
  at_limit_ = at_limit_ || errno == ENOSPC;
  return std::nullopt;  // what has gone or cannot be opened is found out by reading
}

void FolderWatch::watch_tree(const fs::path& root) {
  const auto add = [&](const fs::path& path) {
    if (const auto number = watch(path)) watched_.insert(*number);
  };
  add(root);
  std::error_code failure;
  if (!fs::is_directory(root, failure)) return;
  fs::recursive_directory_iterator it(root, fs::directory_options::skip_permission_denied, failure);
  for (; !failure && !at_limit_ && it != fs::recursive_directory_iterator(); it.increment(failure)) {
    std::error_code gone;
    if (!it->is_directory(gone) || it->is_symlink(gone)) continue;
    if (fs::absolute(it->path()).lexically_normal() == apart_)
      it.disable_recursion_pending();
    else
      add(it->path());
  }
}

bool FolderWatch::refresh() {
  at_limit_ = false;
  for (const auto& root : roots_) {
    // The root itself may be replaced or come later: the folder it stands in tells.
    auto place = fs::absolute(root).lexically_normal();
    if (!place.has_filename()) place = place.parent_path();
    if (const auto number = watch(place.parent_path())) around_[*number].insert(place.filename().string());
    watch_tree(root);
  }
  return !at_limit_;
}

bool FolderWatch::concerns(int number, const std::string& name) const {
  if (watched_.contains(number)) return true;
  const auto around = around_.find(number);
  return around != around_.end() && around->second.contains(name);
}

bool FolderWatch::wait(std::chrono::milliseconds most) {
  pollfd waiting{events_, POLLIN, 0};
  if (::poll(&waiting, 1, static_cast<int>(most.count())) <= 0) return false;
  alignas(inotify_event) std::array<char, 64 * 1024> buffer;
  bool is_changed = false;
  for (ssize_t bytes = 0; (bytes = ::read(events_, buffer.data(), buffer.size())) > 0;) {
    for (ssize_t at = 0; at < bytes;) {
      inotify_event event{};
      std::memcpy(&event, buffer.data() + at, sizeof event);
      const std::string name = event.len == 0 ? "" : buffer.data() + at + sizeof event;
      is_changed = is_changed || (event.mask & IN_Q_OVERFLOW) != 0 || concerns(event.wd, name);
      if ((event.mask & IN_IGNORED) != 0) {
        watched_.erase(event.wd);
        around_.erase(event.wd);
      }
      at += static_cast<ssize_t>(sizeof event + event.len);
    }
  }
  return is_changed;
}

}  // namespace pressmark
