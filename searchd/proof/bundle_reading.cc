#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <optional>

#include "schema/model/error.h"
#include "searchd/proof/bundle.h"

namespace pressmark::proof {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& why) {
  throw Error(ErrorKind::bad_input, "this is no bundle: " + why,
              "a bundle is a folder, a .zip or a .tar file that cite prove made");
}

// Takes files within the bounds.
class Collector {
 public:
  void begin(const std::string& name) {
    if (name.empty() || name == "." || name == "..") refuse("a file has no name");
    if (bundle_.size() == kMostBundleFiles)
      refuse("it has more than " + std::to_string(kMostBundleFiles) + " files");
    for (const auto& file : bundle_)
      if (file.name == name) refuse("it has two files " + name);
    bundle_.push_back({name, {}});
  }

  void add(std::string_view bytes) {
    if (bytes.size() > kMostBundleBytes - total_)
      refuse("it is larger than " + std::to_string(kMostBundleBytes >> 20U) + " MiB");
    total_ += bytes.size();
    bundle_.back().bytes.append(bytes);
  }

  Bundle finish() {
    if (bundle_.empty()) refuse("there is no file in it");
    std::sort(bundle_.begin(), bundle_.end(),
              [](const BundleFile& a, const BundleFile& b) { return a.name < b.name; });
    return std::move(bundle_);
  }

 private:
  Bundle bundle_;
  std::size_t total_ = 0;
};

Bundle read_folder(const fs::path& folder) {
  Collector collector;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    if (entry.symlink_status().type() != fs::file_type::regular) refuse(name + " in it is no plain file");
    collector.begin(name);
    std::ifstream in(entry.path(), std::ios::binary);
    if (!in) throw Error(ErrorKind::io, entry.path().string() + " cannot be opened");
    std::string block(std::size_t{64} << 10U, '\0');
    while (in.read(block.data(), static_cast<std::streamsize>(block.size())), in.gcount() > 0)
      collector.add(std::string_view(block).substr(0, static_cast<std::size_t>(in.gcount())));
    if (in.bad()) throw Error(ErrorKind::io, entry.path().string() + " cannot be read");
  }
  return collector.finish();
}

// "./bundle/text.txt" → {"bundle", "text.txt"}
struct EntryName {
  std::string folder;
  std::string file;
};
EntryName entry_name(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  const auto slash = path.rfind('/');
  EntryName name;
  if (slash != std::string_view::npos) name.folder = path.substr(0, slash);
  name.file = path.substr(slash == std::string_view::npos ? 0 : slash + 1);
  if (name.folder.find('/') != std::string::npos || name.folder == "..")
    refuse("there are folders in its folder");
  return name;
}

class ArchiveReader {
 public:
  explicit ArchiveReader(const fs::path& path) : archive_(archive_read_new(), archive_read_free) {
    archive_read_support_format_zip(archive_.get());
    archive_read_support_format_tar(archive_.get());
    archive_read_support_filter_gzip(archive_.get());
    constexpr std::size_t kBlock = std::size_t{64} << 10U;
    if (archive_read_open_filename(archive_.get(), path.c_str(), kBlock) != ARCHIVE_OK)
      refuse("it is no ZIP or tar file");
  }

  Bundle read() {
    archive_entry* entry = nullptr;
    for (;;) {
      const int outcome = archive_read_next_header(archive_.get(), &entry);
      if (outcome == ARCHIVE_EOF) return collector_.finish();
      if (outcome != ARCHIVE_OK) refuse("the archive is damaged");
      take(entry);
    }
  }

 private:
  void take(archive_entry* entry) {
    const char* const path = archive_entry_pathname(entry);
    if (path == nullptr) refuse("a file has no name");
    if (archive_entry_filetype(entry) == AE_IFDIR) return;
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr)
      refuse(std::string(path) + " in it is no plain file");
    const auto name = entry_name(path);
    if (folder_ && *folder_ != name.folder) refuse("its files stand in several folders");
    folder_ = name.folder;
    collector_.begin(name.file);
    std::string block(std::size_t{64} << 10U, '\0');
    for (;;) {
      const auto got = archive_read_data(archive_.get(), block.data(), block.size());
      if (got < 0) refuse("the archive is damaged");
      if (got == 0) return;
      collector_.add(std::string_view(block).substr(0, static_cast<std::size_t>(got)));
    }
  }

  std::unique_ptr<archive, decltype(&archive_read_free)> archive_;
  std::optional<std::string> folder_;
  Collector collector_;
};

}  // namespace

Bundle read_bundle(const fs::path& path) {
  std::error_code failure;
  const auto status = fs::status(path, failure);
  if (status.type() == fs::file_type::not_found)
    throw Error(ErrorKind::no_input, path.string() + " is not there", "check the path");
  if (failure) throw Error(ErrorKind::io, path.string() + " cannot be read: " + failure.message());
  try {
    if (status.type() == fs::file_type::directory) return read_folder(path);
  } catch (const fs::filesystem_error& error) {
    throw Error(ErrorKind::io, path.string() + " cannot be read: " + error.code().message());
  }
  if (status.type() != fs::file_type::regular) refuse("it is neither a folder nor a file");
  return ArchiveReader(path).read();
}

}  // namespace pressmark::proof
