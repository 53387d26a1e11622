#include "searchd/proof/bundle.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <system_error>

#include "schema/model/error.h"

namespace pressmark::proof {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, int number) {
  throw Error(ErrorKind::io, path.string() + " cannot be written: " + std::strerror(number));
}

// The file must be new: links and what stands there are left alone.
void write_new_file(const fs::path& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (file < 0 && errno == EEXIST)
    throw Error(ErrorKind::io, path.string() + " is there already",
                "a bundle is never changed: name a new one, or remove that");
  if (file < 0) fail(path, errno);
  int failure = 0;
  while (!bytes.empty() && failure == 0) {
    const auto written = ::write(file, bytes.data(), bytes.size());
    if (written >= 0)
      bytes.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      failure = errno;
  }
  if (::close(file) != 0 && failure == 0) failure = errno;
  if (failure == 0) return;
  ::unlink(path.c_str());
  fail(path, failure);
}

void write_folder(const Bundle& bundle, const fs::path& path) {
  std::error_code failure;
  const bool is_made = fs::create_directory(path, failure);
  if (failure) fail(path, failure.value());
  if (!is_made)
    throw Error(ErrorKind::io, path.string() + " is there already",
                "a bundle is never changed: name a new one, or remove that");
  try {
    for (const auto& file : bundle) write_new_file(path / file.name, file.bytes);
  } catch (...) {
    fs::remove_all(path, failure);
    throw;
  }
}

la_ssize_t append(archive* /*unused*/, void* out, const void* bytes, std::size_t count) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), count);
  return static_cast<la_ssize_t>(count);
}

void require(archive* writer, int outcome) {
  if (outcome < ARCHIVE_WARN)
    throw Error(ErrorKind::io, std::string("the bundle cannot be packed: ") + archive_error_string(writer));
}

void add_entry(archive* writer, Packing packing, const std::string& name, const std::string& bytes) {
  const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(),
                                                                            archive_entry_free);
  archive_entry_set_pathname_utf8(entry.get(), name.c_str());
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
  // The bytes are to be the same whenever and wherever it is made. A ZIP file without a time has its
  // earliest, in no time zone; tar warns of a time that long ago.
  constexpr std::time_t kLongAgo = 315'532'800;  // 1980-01-01T00:00:00Z
  if (packing == Packing::tar) archive_entry_set_mtime(entry.get(), kLongAgo, 0);
  require(writer, archive_write_header(writer, entry.get()));
  if (archive_write_data(writer, bytes.data(), bytes.size()) < 0) require(writer, ARCHIVE_FATAL);
}

}  // namespace

Packing packing_of(std::string_view path) {
  if (path.ends_with(".zip")) return Packing::zip;
  if (path.ends_with(".tar")) return Packing::tar;
  return Packing::folder;
}

std::string packed(const Bundle& bundle, Packing packing, const std::string& name) {
  std::string out;
  const std::unique_ptr<archive, decltype(&archive_write_free)> writer(archive_write_new(),
                                                                       archive_write_free);
  if (packing == Packing::tar) {
    require(writer.get(), archive_write_set_format_ustar(writer.get()));
  } else {
    // Stored: what compressed bytes look like depends on the version of zlib.
    require(writer.get(), archive_write_set_format_zip(writer.get()));
    require(writer.get(), archive_write_zip_set_compression_store(writer.get()));
  }
  require(writer.get(), archive_write_set_bytes_in_last_block(writer.get(), 1));
  require(writer.get(), archive_write_open(writer.get(), &out, nullptr, append, nullptr));
  for (const auto& file : bundle) add_entry(writer.get(), packing, name + "/" + file.name, file.bytes);
  require(writer.get(), archive_write_close(writer.get()));
  return out;
}

void write_bundle(const Bundle& bundle, const fs::path& path, const std::string& name) {
  const auto packing = packing_of(path.string());
  if (packing == Packing::folder)
    write_folder(bundle, path);
  else
    write_new_file(path, packed(bundle, packing, name));
}

}  // namespace pressmark::proof
