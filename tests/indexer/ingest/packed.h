#pragma once
// Compressed files and archives, made in a test.

#include <archive.h>
#include <archive_entry.h>
#include <zlib.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark::test {

// One gzip member.
inline std::string gzipped(std::string_view content) {
  constexpr int kGzip = 15 + 16;
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzip, 9, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::runtime_error("deflateInit2");
  std::string out(deflateBound(&stream, content.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(content.data()));
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

struct Packed {
  std::string name;
  std::string content;
  std::string link = {};  // where a symbolic link points to
};

enum class Packing { zip, stored_zip, tar };

inline std::string packed(const std::vector<Packed>& entries, Packing packing = Packing::zip) {
  std::size_t total = 1U << 16U;
  for (const auto& entry : entries) total += entry.content.size() + 4096;
  std::string out(total, '\0');
  archive* writer = archive_write_new();
  if (packing == Packing::tar)
    archive_write_set_format_pax_restricted(writer);
  else
    archive_write_set_format_zip(writer);
  if (packing == Packing::stored_zip) archive_write_set_options(writer, "zip:compression=store");
  archive_write_set_options(writer, "hdrcharset=UTF-8");
  std::size_t used = 0;
  archive_write_set_bytes_in_last_block(writer, 1);
  archive_write_open_memory(writer, out.data(), out.size(), &used);
  for (const auto& entry : entries) {
    archive_entry* header = archive_entry_new();
    archive_entry_set_pathname_utf8(header, entry.name.c_str());
    archive_entry_set_mtime(header, 1402531200, 0);  // 2014-06-12T00:00:00Z
    archive_entry_set_perm(header, 0644);
    if (!entry.link.empty()) {
      archive_entry_set_filetype(header, AE_IFLNK);
      archive_entry_set_symlink_utf8(header, entry.link.c_str());
    } else {
      archive_entry_set_filetype(header, entry.name.ends_with('/') ? AE_IFDIR : AE_IFREG);
      archive_entry_set_size(header, static_cast<la_int64_t>(entry.content.size()));
    }
    if (archive_write_header(writer, header) < ARCHIVE_WARN)
      throw std::runtime_error(archive_error_string(writer));
    if (entry.link.empty()) archive_write_data(writer, entry.content.data(), entry.content.size());
    archive_entry_free(header);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

// A compressed file by one of libarchive's filters: ARCHIVE_FILTER_BZIP2, ARCHIVE_FILTER_XZ,
// ARCHIVE_FILTER_ZSTD.
inline std::string compressed(std::string_view content, int filter) {
  std::string out(content.size() * 2 + (1U << 16U), '\0');
  archive* writer = archive_write_new();
  archive_write_set_format_raw(writer);
  archive_write_add_filter(writer, filter);
  archive_write_set_bytes_in_last_block(writer, 1);
  std::size_t used = 0;
  archive_write_open_memory(writer, out.data(), out.size(), &used);
  archive_entry* header = archive_entry_new();
  archive_entry_set_filetype(header, AE_IFREG);
  archive_write_header(writer, header);
  archive_write_data(writer, content.data(), content.size());
  archive_entry_free(header);
  archive_write_close(writer);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

}  // namespace pressmark::test
