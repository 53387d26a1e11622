#include "indexer/ingest/container/archive_reader.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>  // NOLINT: uselocale is POSIX

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <new>

#include "schema/model/error.h"
#include "schema/text/utf8.h"

namespace pressmark {
namespace {

constexpr std::size_t kLentBytes = std::size_t{64} << 10U;

// libarchive turns names into the charset of the thread's locale, and loses those that do not fit.
class Utf8Names {
 public:
  Utf8Names() : before_(::uselocale(utf8())) {}
  ~Utf8Names() { ::uselocale(before_); }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

 private:
  static locale_t utf8() {
    static const locale_t locale = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return locale;  // null, were there none: the thread's own stays
  }

  locale_t before_;
};

// Names come in UTF-8 or in the charset of some machine; control characters must not reach a terminal.
std::string readable_name(archive_entry* entry) {
  const char* name = archive_entry_pathname_utf8(entry);
  if (name == nullptr) name = archive_entry_pathname(entry);
  if (name == nullptr) return "?";
  auto text = decode(name).text;
  std::replace_if(
      text.begin(), text.end(), [](char c) { return (c >= '\0' && c < ' ') || c == '\x7F'; }, '?');
  return text;
}

ArchiveEntry described(archive_entry* entry) {
  ArchiveEntry described;
  described.name = readable_name(entry);
  described.is_file = archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == nullptr &&
                      archive_entry_symlink(entry) == nullptr;
  described.is_encrypted = archive_entry_is_encrypted(entry) != 0;
  if (archive_entry_mtime_is_set(entry) != 0) described.modified = archive_entry_mtime(entry);
  return described;
}

}  // namespace

ArchiveReader::ArchiveReader(SourceReader& in, Kind kind) : in_(in), archive_(archive_read_new()) {
  if (archive_ == nullptr) throw std::bad_alloc();
  if (kind == Kind::entries) {
    archive_read_support_format_zip(archive_);
    archive_read_support_format_tar(archive_);
  } else {
    archive_read_support_format_raw(archive_);
    archive_read_support_filter_bzip2(archive_);
    archive_read_support_filter_xz(archive_);
    archive_read_support_filter_zstd(archive_);
  }
  archive_read_set_callback_data(archive_, this);
  archive_read_set_read_callback(archive_, [](archive* a, void* self, const void** buffer) -> la_ssize_t {
    return read_callback(a, self, buffer);
  });
  if (kind == Kind::entries && in_.seekable_size())
    archive_read_set_seek_callback(archive_,
                                   [](archive* a, void* self, la_int64_t offset, int whence) -> la_int64_t {
                                     return seek_callback(a, self, offset, whence);
                                   });
  if (archive_read_open1(archive_) == ARCHIVE_OK) return;
  const std::string message = archive_error_string(archive_) != nullptr ? archive_error_string(archive_) : "";
  archive_read_free(archive_);
  if (failure_) std::rethrow_exception(failure_);
  throw Error(ErrorKind::bad_input, message);
}

ArchiveReader::~ArchiveReader() {
  archive_read_free(archive_);
}

bool ArchiveReader::keeping_exceptions(const std::function<void()>& action) {
  try {
    action();
    return true;
  } catch (...) {
    failure_ = std::current_exception();
    archive_set_error(archive_, EIO, "%s", "the source cannot be read");
    return false;
  }
}

std::int64_t ArchiveReader::read_callback(archive* /*archive*/, void* self, const void** buffer) {
  auto& reader = *static_cast<ArchiveReader*>(self);
  std::string_view bytes;
  const bool is_read = reader.keeping_exceptions([&] {
    reader.in_.skip(reader.lent_);
    reader.lent_ = 0;
    bytes = reader.in_.peek(kLentBytes);
  });
  if (!is_read) return ARCHIVE_FATAL;
  reader.lent_ = bytes.size();
  *buffer = bytes.data();
  return static_cast<std::int64_t>(bytes.size());
}

std::int64_t ArchiveReader::seek_callback(archive* /*archive*/, void* self, std::int64_t offset, int whence) {
  auto& reader = *static_cast<ArchiveReader*>(self);
  const bool is_done = reader.keeping_exceptions([&] {
    reader.in_.skip(reader.lent_);
    reader.lent_ = 0;
    const auto size = static_cast<std::int64_t>(reader.in_.seekable_size().value_or(0));
    if (whence == SEEK_CUR) offset += static_cast<std::int64_t>(reader.in_.position());
    if (whence == SEEK_END) offset += size;
    offset = std::clamp<std::int64_t>(offset, 0, size);
    reader.in_.seek(static_cast<std::uint64_t>(offset));
  });
  return is_done ? offset : ARCHIVE_FATAL;
}

void ArchiveReader::fail() {
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
  const char* message = archive_error_string(archive_);
  throw Error(ErrorKind::bad_input, message != nullptr ? message : "no detail");
}

std::optional<ArchiveEntry> ArchiveReader::next() {
  const Utf8Names names;
  while (true) {
    const int status = archive_read_next_header(archive_, &entry_);
    if (status == ARCHIVE_EOF) return std::nullopt;
    if (status == ARCHIVE_RETRY) continue;
    if (status < ARCHIVE_WARN) fail();
    return described(entry_);
  }
}

std::size_t ArchiveReader::read(char* to, std::size_t most) {
  while (true) {
    const auto got = archive_read_data(archive_, to, most);
    if (got == ARCHIVE_RETRY) continue;
    if (got < 0) fail();
    return static_cast<std::size_t>(got);
  }
}

std::size_t UnpackedStream::read(char* to, std::size_t most) {
  if (is_over_) return 0;
  const auto got = archive_.read(to, most);
  is_over_ = got == 0 || !intake_.expand(place_, got);
  return is_over_ ? 0 : got;
}

}  // namespace pressmark
