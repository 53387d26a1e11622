#pragma once
// A bundle: a handful of files in one folder, as a folder, a ZIP file or a tar file. What they say is
// contents.h.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pressmark::proof {

struct BundleFile {
  std::string name;  // no folders
  std::string bytes;

  friend bool operator==(const BundleFile&, const BundleFile&) = default;
};

using Bundle = std::vector<BundleFile>;  // by name

// BYTES, of all files of a bundle, unpacked; and how many files there may be.
inline constexpr std::size_t kMostBundleBytes = std::size_t{256} << 20U;
inline constexpr std::size_t kMostBundleFiles = 32;

enum class Packing : std::uint8_t { folder, zip, tar };
Packing packing_of(std::string_view path);  // by its ending: .zip, .tar, else a folder

// As an archive with everything in the folder `name`. The same files, the same bytes.
std::string packed(const Bundle& bundle, Packing packing, const std::string& name);

// Makes `path`, which must not be there yet: a bundle made once is not changed. Nothing is left of what
// fails. Throws Error{io}.
void write_bundle(const Bundle& bundle, const std::filesystem::path& path, const std::string& name);

// What write_bundle() made, and the same packed again by others: a folder in the archive or none, ZIP, tar,
// also compressed with gzip. Links, folders in folders, two files of one name and what is over the bounds are
// refused. Throws Error{no_input, bad_input, io}.
Bundle read_bundle(const std::filesystem::path& path);

}  // namespace pressmark::proof
