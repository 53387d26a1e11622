#include "indexer/ingest/container/gzip.h"

#include <algorithm>
#include <new>

#include "schema/model/error.h"

namespace pressmark {
namespace {

using namespace std::string_view_literals;

constexpr int kGzipWindow = 15 + 16;  // the widest window, gzip heads only
constexpr std::size_t kChunkBytes = std::size_t{64} << 10U;
// Damage shows a little behind the place where it is, mostly within one window of 32 KiB.
constexpr std::size_t kMostHeldBytes = std::size_t{1} << 20U;
constexpr auto kMagic = "\x1F\x8B\x08"sv;

Bytef* input(std::string_view bytes) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // NOLINT: zlib reads it only
}

}  // namespace

std::string gzip_beginning(std::string_view head, std::size_t most) {
  z_stream inflater{};
  if (inflateInit2(&inflater, kGzipWindow) != Z_OK) throw std::bad_alloc();
  std::string content(most, '\0');
  inflater.next_in = input(head);
  inflater.avail_in = static_cast<uInt>(std::min(head.size(), kChunkBytes));
  inflater.next_out = reinterpret_cast<Bytef*>(content.data());
  inflater.avail_out = static_cast<uInt>(content.size());
  inflate(&inflater, Z_SYNC_FLUSH);
  content.resize(content.size() - inflater.avail_out);
  inflateEnd(&inflater);
  return content;
}

GzipStream::GzipStream(SourceReader& in, std::function<bool(std::uint64_t)> allow)
    : in_(in), allow_(std::move(allow)) {
  if (inflateInit2(&inflater_, kGzipWindow) != Z_OK) throw std::bad_alloc();
}

GzipStream::~GzipStream() {
  inflateEnd(&inflater_);
}

void GzipStream::break_off(std::string reason, bool is_inside) {
  broken_ = {std::move(reason), members_.empty() ? 0 : members_.back().offset,
             members_.empty() ? 0 : members_.back().content, is_inside};
  if (!is_inside) broken_->offset = in_.position(), broken_->content = content_;
}

// False at the end of the file, or where something else than a member follows.
bool GzipStream::begin_member() {
  while (true) {  // tapes are filled up with zeros
    const auto zeros = in_.peek(kChunkBytes);
    const auto size = std::min(zeros.find_first_not_of('\0'), zeros.size());
    if (size == 0) break;
    in_.skip(size);
  }
  const auto head = in_.peek(kMagic.size());
  if (head.empty()) {
    is_over_ = true;
    return false;
  }
  if (head != kMagic) {
    break_off("what follows here is no gzip data", false);
    return false;
  }
  inflateReset(&inflater_);
  members_.push_back({content_, in_.position()});
  is_inside_ = true;
  return true;
}

std::size_t GzipStream::read(char* to, std::size_t most) {
  if (is_over_ || broken_) return 0;
  inflater_.next_out = reinterpret_cast<Bytef*>(to);
  const auto room = static_cast<uInt>(std::min<std::size_t>(most, kChunkBytes * 16));
  inflater_.avail_out = room;
  while (inflater_.avail_out == room) {
    if (!is_inside_ && !begin_member()) return 0;
    const auto bytes = in_.peek(held_ + kChunkBytes).substr(held_);
    inflater_.next_in = input(bytes);
    inflater_.avail_in = static_cast<uInt>(bytes.size());
    const int status = inflate(&inflater_, Z_NO_FLUSH);
    held_ += bytes.size() - inflater_.avail_in;
    if (status == Z_STREAM_END || held_ > kMostHeldBytes) {
      in_.skip(held_);
      held_ = 0;
    }
    if (status == Z_STREAM_END) {
      is_inside_ = false;
    } else if (status == Z_BUF_ERROR && bytes.empty()) {
      break_off("the file ends inside a gzip member", true);
      break;
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      if (status == Z_MEM_ERROR) throw std::bad_alloc();
      const std::string detail = inflater_.msg != nullptr ? inflater_.msg : "no detail";
      break_off("the gzip member is damaged (" + detail + ")", true);
      break;
    }
  }
  const std::size_t got = room - inflater_.avail_out;
  content_ += got;
  if (got > 0 && !allow_(got)) is_over_ = true;
  return is_over_ ? 0 : got;
}

bool GzipStream::resume(const std::function<bool(std::string_view beginning)>& begins) {
  constexpr std::size_t kTried = 1024;     // bytes of a member
  constexpr std::size_t kBeginning = 256;  // bytes of content
  if (is_over_ || !broken_) return false;
  held_ = 0;
  if (broken_->is_inside && in_.peek(1).size() == 1) in_.skip(1);
  while (true) {
    const auto bytes = in_.peek(kChunkBytes);
    if (bytes.size() < kMagic.size()) break;
    const auto at = bytes.find(kMagic);
    if (at == std::string_view::npos) {
      in_.skip(bytes.size() - kMagic.size() + 1);
      continue;
    }
    in_.skip(at);
    if (begins(gzip_beginning(in_.peek(kTried), kBeginning))) {
      broken_.reset();
      is_inside_ = false;
      return true;
    }
    in_.skip(1);
  }
  is_over_ = true;
  return false;
}

std::uint64_t GzipStream::member_offset(std::uint64_t content) {
  while (members_.size() > 1 && members_[1].content <= content) members_.pop_front();
  return members_.empty() ? 0 : members_.front().offset;
}

bool GzipStream::is_member_edge(std::uint64_t content) const {
  return std::any_of(members_.begin(), members_.end(),
                     [&](const Member& member) { return member.content == content; });
}

}  // namespace pressmark
