#include "indexer/ingest/source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <vector>

#include "indexer/ingest/ingest.h"
#include "indexer/ingest/lines.h"
#include "schema/model/error.h"

namespace pressmark {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChunkBytes = std::size_t{256} << 10U;
constexpr std::array<const char*, 3> kPageEndings = {".html", ".htm", ".xhtml"};

bool is_hidden(const fs::path& path) {
  return path.filename().native().starts_with('.');
}

// Scripts, styles, fonts and drawings: text to a program, and no article.
bool is_furnishing(const fs::path& path) {
  constexpr auto kEndings = std::to_array<std::string_view>(
      {".css", ".js", ".mjs", ".map", ".svg", ".ico", ".woff", ".woff2", ".ttf", ".otf", ".eot"});
  const auto ending = ascii_lower(path.extension().native());
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

// What a browser saves beside a page "Gate.html": "Gate_files", "Gate-Dateien", "Gate_fichiers" …
bool belongs_to_a_page(const fs::path& folder) {
  const auto name = folder.filename().native();
  constexpr auto kNames = std::to_array<std::string_view>({"files", "dateien", "fichiers", "archivos",
                                                           "arquivos", "file", "bestanden", "pliki", "filer",
                                                           "soubory", "tiedostot", "dosyalar", "файлы"});
  const auto mark = name.find_last_of("_-");
  if (mark == std::string::npos || mark == 0) return false;
  const auto called = ascii_lower(name.substr(mark + 1));
  if (std::find(kNames.begin(), kNames.end(), called) == kNames.end()) return false;
  return std::any_of(kPageEndings.begin(), kPageEndings.end(), [&](const char* ending) {
    std::error_code ignored;
    return fs::is_regular_file(folder.parent_path() / (name.substr(0, mark) + ending), ignored);
  });
}

// A folder that cannot be opened is listed as if it were a file, so that reading it says why.
void walk(const fs::path& folder, std::vector<SourceFile>& files) {
  std::vector<fs::path> pending{folder};
  while (!pending.empty()) {
    const auto current = std::move(pending.back());
    pending.pop_back();
    std::error_code error;
    fs::directory_iterator entries(current, error);
    if (error) files.push_back({current.string(), 0});
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
      const auto& entry = *entries;
      std::error_code ignored;
      if (is_hidden(entry.path()) || entry.is_symlink(ignored)) continue;
      if (entry.is_directory(ignored) && !belongs_to_a_page(entry.path())) pending.push_back(entry.path());
      if (!entry.is_regular_file(ignored) || is_furnishing(entry.path())) continue;
      const auto size = entry.file_size(ignored);
      files.push_back({entry.path().string(), ignored ? 0 : size});
    }
  }
}

std::string system_message(int number) {
  return std::generic_category().message(number);
}

}  // namespace

std::vector<SourceFile> list_sources(const std::string& path) {
  if (path == "-") return {{path, 0}};
  std::error_code error;
  const auto status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found)
    throw Error(ErrorKind::no_input, path + " does not exist", "check the path");
  if (error) throw Error(ErrorKind::no_input, path + " cannot be read: " + error.message());
  if (!fs::is_directory(status)) {
    const auto size = fs::is_regular_file(status) ? fs::file_size(path, error) : 0;
    return {{path, error ? 0 : size}};
  }
  std::vector<SourceFile> files;
  walk(path, files);
  std::sort(files.begin(), files.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

std::string resolved_path(const std::string& path) {
  if (path == "-") return path;
  std::error_code error;
  auto absolute = fs::absolute(path, error);
  if (error) return path;
  auto resolved = fs::weakly_canonical(absolute, error);
  return error ? absolute.lexically_normal().string() : resolved.string();
}

FileStream::FileStream(const std::string& path) {
  if (path == "-") {
    file_ = STDIN_FILENO;
    return;
  }
  file_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file_ < 0) throw Error(ErrorKind::no_input, "cannot be opened: " + system_message(errno));
  struct stat status {};
  const bool known = ::fstat(file_, &status) == 0;
  if (known && S_ISDIR(status.st_mode)) {
    ::close(file_);
    throw Error(ErrorKind::no_input, "is a folder");
  }
  if (!known || !S_ISREG(status.st_mode)) return;
  size_ = static_cast<std::uint64_t>(status.st_size);
  modified_ = status.st_mtim.tv_sec;
}

FileStream::~FileStream() {
  if (file_ > STDIN_FILENO) ::close(file_);
}

std::size_t FileStream::read(char* to, std::size_t most) {
  while (true) {
    const auto got = ::read(file_, to, most);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw Error(ErrorKind::io, "cannot be read: " + system_message(errno));
    position_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
  }
}

std::optional<std::uint64_t> FileStream::seekable_size() const {
  return modified_ ? std::optional(size_) : std::nullopt;  // only regular files have a time
}

void FileStream::seek(std::uint64_t position) {
  if (::lseek(file_, static_cast<off_t>(position), SEEK_SET) < 0)
    throw Error(ErrorKind::io, "cannot be read: " + system_message(errno));
  position_ = position;
}

void MemoryStream::seek(std::uint64_t position) {
  position_ = std::min<std::uint64_t>(position, bytes_.size());
}

std::size_t MemoryStream::read(char* to, std::size_t most) {
  const auto size = std::min<std::size_t>(most, bytes_.size() - position_);
  std::memcpy(to, bytes_.data() + position_, size);
  position_ += size;
  return size;
}

void SourceReader::compact() {
  if (begin_ == 0) return;
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
}

bool SourceReader::fill() {
  if (failure_) std::rethrow_exception(failure_);
  if (buffer_.size() - end_ < kChunkBytes) compact();
  if (buffer_.size() - end_ < kChunkBytes) buffer_.resize(std::max(buffer_.size() * 2, end_ + kChunkBytes));
  const auto got = stream_.read(buffer_.data() + end_, buffer_.size() - end_);
  end_ += got;
  return got > 0;
}

std::string_view SourceReader::peek(std::size_t most) {
  try {
    while (end_ - begin_ < most && !failure_ && fill()) {
    }
  } catch (const Error&) {
    failure_ = std::current_exception();
  }
  if (failure_ && begin_ == end_) std::rethrow_exception(failure_);
  return {buffer_.data() + begin_, std::min(most, end_ - begin_)};
}

void SourceReader::skip(std::size_t size) {
  begin_ += size;
  position_ += size;
}

void SourceReader::seek(std::uint64_t position) {
  const auto held_from = position_ - begin_;
  if (position >= held_from && position <= position_ + (end_ - begin_)) {
    begin_ = position - held_from;
  } else {
    stream_.seek(position);
    begin_ = end_ = 0;
  }
  position_ = position;
}

std::optional<std::string> SourceReader::read_all(std::uint64_t most) {
  while (end_ - begin_ <= most && fill()) {
  }
  if (end_ - begin_ > most) return std::nullopt;
  std::string bytes(buffer_, begin_, end_ - begin_);
  skip(bytes.size());
  return bytes;
}

std::optional<SourceReader::Line> SourceReader::next_line(std::uint64_t most) {
  Line line;
  std::size_t searched = 0;  // bytes from begin_ that hold no line end
  while (true) {
    const std::string_view held(buffer_.data() + begin_, end_ - begin_);
    const auto at = held.find('\n', searched);
    const bool found = at != std::string_view::npos;
    const auto size = found ? at : held.size();
    line.too_long = line.too_long || size > most;
    if (found) {
      line.bytes += size + 1;
      if (!line.too_long) line.text = held.substr(0, size);
      begin_ += size + 1;
      position_ += line.bytes;
      return line;
    }
    searched = held.size();
    if (line.too_long) {  // no need to keep it
      line.bytes += held.size();
      begin_ = end_ = 0;
      searched = 0;
    }
    if (fill()) continue;
    if (line.bytes + (end_ - begin_) == 0) return std::nullopt;
    if (!line.too_long) {
      line.text = {buffer_.data() + begin_, end_ - begin_};
      line.bytes += line.text.size();
      begin_ = end_;
    }
    position_ += line.bytes;
    return line;
  }
}

}  // namespace pressmark
