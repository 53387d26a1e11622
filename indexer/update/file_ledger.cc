#include "indexer/update/file_ledger.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>
#include <system_error>
#include <utility>

#include "schema/index/wire.h"
#include "schema/model/error.h"
#include "schema/text/sha256.h"

namespace pressmark {

namespace {

constexpr std::string_view kMagic = "pressmark-files 1\n";
constexpr const char* kName = "files.ledger";
constexpr std::size_t kChecksum = 16;  // hex digits of a SHA-256
constexpr std::size_t kLength = 8;     // bytes, little endian
// A file this much larger than what counts in it is written anew.
constexpr std::uint64_t kSlack = 1ULL << 16;

constexpr std::uint64_t kPut = 1;
constexpr std::uint64_t kErase = 2;

std::string checksum(std::string_view bytes) {
  return sha256_hex(bytes).substr(0, kChecksum);
}

void put_optional(std::string& out, const std::optional<std::uint64_t>& value) {
  put_varint(out, value ? 1 : 0);
  if (value) put_varint(out, *value);
}

std::optional<std::uint64_t> optional_from(WireReader& in) {
  if (in.varint() == 0) return std::nullopt;
  return in.varint();
}

// 64 hex digits in half the room; anything else as it is.
void put_hash(std::string& out, std::string_view hex) {
  std::string raw;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    unsigned byte = 0;
    const auto* begin = hex.data() + i;
    if (std::from_chars(begin, begin + 2, byte, 16).ptr != begin + 2) break;
    raw += static_cast<char>(byte);
  }
  put_bytes(out, raw);
}

std::string hash_from(WireReader& in) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const char c : in.prefixed()) {
    const auto byte = static_cast<unsigned char>(c);
    hex += kDigits[byte >> 4U];
    hex += kDigits[byte & 15U];
  }
  return hex;
}

constexpr std::uint64_t kSummary = 1;
constexpr std::uint64_t kFormer = 2;
constexpr std::uint64_t kCaptured = 4;

void put_claim(std::string& out, const Claim& claim) {
  put_bytes(out, claim.id);
  put_hash(out, claim.content_hash);
  put_optional(out, claim.record);
  put_bytes(out, claim.entry);
  put_varint(out, (claim.is_summary ? kSummary : 0) | (claim.is_former ? kFormer : 0) |
                      (claim.captured ? kCaptured : 0));
  if (claim.captured) put_varint(out, static_cast<std::uint64_t>(*claim.captured));
}

Claim claim_from(WireReader& in) {
  Claim claim;
  claim.id = in.prefixed();
  claim.content_hash = hash_from(in);
  claim.record = optional_from(in);
  claim.entry = in.prefixed();
  const auto flags = in.varint();
  claim.is_summary = (flags & kSummary) != 0;
  claim.is_former = (flags & kFormer) != 0;
  if ((flags & kCaptured) != 0) claim.captured = static_cast<std::int64_t>(in.varint());
  return claim;
}

void put_rejection(std::string& out, const Rejection& rejection) {
  put_bytes(out, rejection.path);
  put_optional(out, rejection.record);
  put_optional(out, rejection.offset);
  put_bytes(out, rejection.reason);
}

Rejection rejection_from(WireReader& in) {
  Rejection rejection;
  rejection.path = in.prefixed();
  rejection.record = optional_from(in);
  rejection.offset = optional_from(in);
  rejection.reason = in.prefixed();
  return rejection;
}

constexpr std::uint64_t kSettled = 1;
constexpr std::uint64_t kHasFormer = 2;

std::string encode(const FileEntry& entry) {
  std::string bytes;
  put_varint(bytes, entry.state.size);
  put_varint(bytes, static_cast<std::uint64_t>(entry.state.modified));
  put_varint(bytes, static_cast<std::uint64_t>(entry.state.changed));
  put_varint(bytes, entry.state.inode);
  const bool has_former = std::any_of(entry.claims.begin(), entry.claims.end(),
                                      [](const Claim& claim) { return claim.is_former; });
  put_varint(bytes, (entry.is_settled ? kSettled : 0) | (has_former ? kHasFormer : 0));
  put_bytes(bytes, entry.reading);
  put_hash(bytes, entry.sha256);
  put_varint(bytes, entry.articles);
  put_varint(bytes, entry.claims.size());
  for (const auto& claim : entry.claims) put_claim(bytes, claim);
  put_varint(bytes, entry.rejections.size());
  for (const auto& rejection : entry.rejections) put_rejection(bytes, rejection);
  return bytes;
}

FileLedger::Summary summary_from(WireReader& in) {
  FileLedger::Summary summary;
  summary.state.size = in.varint();
  summary.state.modified = static_cast<std::int64_t>(in.varint());
  summary.state.changed = static_cast<std::int64_t>(in.varint());
  summary.state.inode = in.varint();
  const auto flags = in.varint();
  summary.is_settled = (flags & kSettled) != 0;
  summary.has_former = (flags & kHasFormer) != 0;
  summary.reading = in.prefixed();
  return summary;
}

FileEntry decode(std::string_view bytes) {
  WireReader in(bytes);
  FileEntry entry;
  const auto summary = summary_from(in);
  entry.state = summary.state;
  entry.is_settled = summary.is_settled;
  entry.reading = summary.reading;
  entry.sha256 = hash_from(in);
  entry.articles = in.varint();
  for (auto left = in.varint(); left > 0; --left) entry.claims.push_back(claim_from(in));
  for (auto left = in.varint(); left > 0; --left) entry.rejections.push_back(rejection_from(in));
  return entry;
}

// Every claim of an encoded entry, where it lies.
template <class Visit>
void each_claim(std::string_view bytes, Visit visit) {
  WireReader in(bytes);
  summary_from(in);
  in.prefixed();  // the hash
  in.varint();    // how many articles
  for (auto left = in.varint(); left > 0; --left) {
    const auto before = in.rest();
    WireReader id(before);
    const auto name = id.prefixed();
    const bool is_former = claim_from(in).is_former;
    if (!is_former) visit(name, before.substr(0, before.size() - in.rest().size()));
  }
}

// A block's bytes with what stands around them.
std::string framed(std::string_view block) {
  std::string bytes;
  for (std::size_t i = 0; i < kLength; ++i)
    bytes += static_cast<char>((block.size() >> (8 * i)) & 0xFFU);
  bytes.append(block);
  bytes += checksum(bytes);
  return bytes;
}

void put_entry(std::string& block, const std::string& path, std::string_view bytes) {
  put_varint(block, kPut);
  put_bytes(block, path);
  put_bytes(block, bytes);
}

[[noreturn]] void fail(const std::filesystem::path& file) {
  throw Error(ErrorKind::io, "cannot write " + file.string() + ": " + std::strerror(errno),
              "nothing is lost: the next run reads its sources again; make room on the disk");
}

// Without waiting for the disk: what a loss of power leaves of it is told by its checksum and its token.
void write_behind(const std::filesystem::path& file, int how, std::string_view bytes) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CLOEXEC | how, 0644);
  if (fd < 0) fail(file);
  while (!bytes.empty()) {
    const auto written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) break;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  const bool done = bytes.empty();
  const int failure = errno;
  ::close(fd);
  errno = failure;
  if (!done) fail(file);
}

}  // namespace

FileLedger::FileLedger(const std::filesystem::path& index) : index_(index) {
  load(index / kName);
}

void FileLedger::load(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return;
  in.seekg(0, std::ios::end);
  const auto size = in.tellg();
  auto& bytes = arena_.emplace_back(size > 0 ? static_cast<std::size_t>(size) : 0, '\0');
  in.seekg(0);
  if (!in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return;
  std::string_view rest = bytes;
  on_disk_ = rest.size();
  if (!rest.starts_with(kMagic)) return;
  rest.remove_prefix(kMagic.size());
  while (rest.size() >= kLength + kChecksum) {
    std::uint64_t length = 0;
    for (std::size_t i = 0; i < kLength; ++i)
      length |= std::uint64_t{static_cast<unsigned char>(rest[i])} << (8 * i);
    if (length > rest.size() - kLength - kChecksum) break;
    const auto block = rest.substr(0, kLength + length);
    if (checksum(block) != rest.substr(block.size(), kChecksum)) break;
    try {
      take_block(block.substr(kLength));
    } catch (const Error&) {  // written by a defect of ours: checksums are right
      entries_.clear();
      break;
    }
    rest.remove_prefix(block.size() + kChecksum);
  }
  is_sound_ = rest.empty();
  if (!is_sound_) token_.clear();
}

void FileLedger::take_block(std::string_view block) {
  WireReader in(block);
  token_ = in.prefixed();
  while (!in.at_end()) {
    const auto kind = in.varint();
    const std::string path(in.prefixed());
    if (kind == kPut) {
      remember(path, in.prefixed());
    } else if (const auto held = entries_.find(path); held != entries_.end()) {
      live_ -= held->second.bytes.size() + path.size();
      entries_.erase(held);
    }
  }
}

void FileLedger::remember(const std::string& path, std::string_view bytes) {
  WireReader in(bytes);
  const Held held{summary_from(in), bytes};
  const auto [at, is_new] = entries_.try_emplace(path, held);
  if (!is_new) {
    if (has_tellers_) drop_tellers(at->first, at->second.bytes);
    live_ -= at->second.bytes.size() + path.size();
    at->second = held;
  }
  if (has_tellers_) add_tellers(at->first, bytes);
  live_ += bytes.size() + path.size();
}

std::optional<FileLedger::Summary> FileLedger::summary(const std::string& path) const {
  const auto held = entries_.find(path);
  if (held == entries_.end()) return std::nullopt;
  return held->second.summary;
}

std::optional<FileEntry> FileLedger::find(const std::string& path) const {
  const auto held = entries_.find(path);
  if (held == entries_.end()) return std::nullopt;
  return decode(held->second.bytes);
}

void FileLedger::each(const std::function<void(const std::string& path)>& visit) const {
  for (const auto& [path, held] : entries_) visit(path);
}

void FileLedger::put(const std::string& path, const FileEntry& entry) {
  auto bytes = encode(entry);
  const auto held = entries_.find(path);
  if (held != entries_.end() && held->second.bytes == bytes) return;
  arena_.push_back(std::move(bytes));
  remember(path, arena_.back());
  news_[path] = kPut;
}

void FileLedger::erase(const std::string& path) {
  const auto held = entries_.find(path);
  if (held == entries_.end()) return;
  news_[path] = kErase;
  if (has_tellers_) drop_tellers(held->first, held->second.bytes);
  live_ -= held->second.bytes.size() + held->first.size();
  entries_.erase(held);
}

void FileLedger::unsettle(const std::string& path) {
  const auto held = entries_.find(path);
  if (held == entries_.end() || !held->second.summary.is_settled) return;
  auto entry = decode(held->second.bytes);
  entry.is_settled = false;
  put(path, entry);
}

void FileLedger::add_tellers(const std::string& path, std::string_view bytes) const {
  each_claim(bytes, [&](std::string_view id, std::string_view claim) {
    tellers_.emplace(id, Place{&path, claim});
  });
}

void FileLedger::drop_tellers(const std::string& path, std::string_view bytes) const {
  each_claim(bytes, [&](std::string_view id, std::string_view) {
    const auto [first, last] = tellers_.equal_range(id);
    for (auto at = first; at != last;) at = at->second.path == &path ? tellers_.erase(at) : std::next(at);
  });
}

std::vector<FileLedger::Teller> FileLedger::tellers(std::string_view id) const {
  if (!has_tellers_) {
    for (const auto& [path, held] : entries_) add_tellers(path, held.bytes);
    has_tellers_ = true;
  }
  std::vector<Teller> found;
  const auto [first, last] = tellers_.equal_range(id);
  for (auto at = first; at != last; ++at) {
    WireReader in(at->second.claim);
    found.push_back({*at->second.path, claim_from(in)});
  }
  std::sort(found.begin(), found.end(), [](const Teller& a, const Teller& b) { return a.path < b.path; });
  return found;
}

std::string FileLedger::whole_block(const std::string& token) const {
  std::string block;
  put_bytes(block, token);
  for (const auto& [path, held] : entries_) put_entry(block, path, held.bytes);
  return block;
}

void FileLedger::save(const std::string& token) {
  if (news_.empty() && token == token_ && is_sound_) return;
  std::string block;
  put_bytes(block, token);
  for (const auto& [path, kind] : news_) {
    if (kind == kPut) {
      put_entry(block, path, entries_.at(path).bytes);
    } else {
      put_varint(block, kErase);
      put_bytes(block, path);
    }
  }
  const auto file = index_ / kName;
  const bool is_mostly_old = on_disk_ + block.size() > 2 * live_ + kSlack;
  if (is_sound_ && !is_mostly_old) {
    is_sound_ = false;
    const auto bytes = framed(block);
    write_behind(file, O_APPEND, bytes);
    on_disk_ += bytes.size();
  } else {
    const auto next = index_ / (std::string(kName) + ".new");
    const auto bytes = std::string(kMagic) + framed(whole_block(token));
    try {
      write_behind(next, O_CREAT | O_TRUNC, bytes);
    } catch (const Error&) {
      std::error_code ignored;
      std::filesystem::remove(next, ignored);
      throw;
    }
    std::filesystem::rename(next, file);
    on_disk_ = bytes.size();
  }
  is_sound_ = true;
  news_.clear();
  token_ = token;
}

std::string new_ledger_token() {
  std::random_device device;
  std::string token;
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (int i = 0; i < 4; ++i)
    for (auto left = 0U, value = device(); left < 8; ++left, value >>= 4U) token += kDigits[value & 15U];
  return token;
}

}  // namespace pressmark
