#pragma once
// The content of a gzip file as one stream that knows its members: a crawl's archive has one a record, so
// that a damaged record costs no other.

#include <zlib.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/ingest/source.h"

namespace pressmark {

// The first bytes of what `head`, the beginning of a gzip member, holds; fewer where it is cut off or
// damaged.
std::string gzip_beginning(std::string_view head, std::size_t most);

// One thread. Refers to `in`, which stands at the beginning of the first member.
class GzipStream : public ByteStream {
 public:
  // `allow` is told of every piece that comes out; once it says no the stream is at its end.
  GzipStream(SourceReader& in, std::function<bool(std::uint64_t)> allow);
  ~GzipStream() override;

  // 0 at the end, and where the data is damaged or cut off: broken() tells which.
  std::size_t read(char* to, std::size_t most) override;

  struct Break {
    std::string reason;         // one clause
    std::uint64_t offset = 0;   // of the member, in the file
    std::uint64_t content = 0;  // bytes of content before the member
    bool is_inside = false;     // a member; else what stands behind one is none
  };
  const std::optional<Break>& broken() const { return broken_; }

  // Goes on at the first member behind the break whose content begins as `begins` wants it. False when there
  // is none: the file is at its end.
  bool resume(const std::function<bool(std::string_view beginning)>& begins);

  // Where in the file the member begins that holds byte `content` of the content. Forgets those before it.
  std::uint64_t member_offset(std::uint64_t content);
  // Whether a member begins there.
  bool is_member_edge(std::uint64_t content) const;

 private:
  struct Member {
    std::uint64_t content;
    std::uint64_t offset;
  };

  bool begin_member();
  void break_off(std::string reason, bool is_inside);

  SourceReader& in_;
  std::function<bool(std::uint64_t)> allow_;
  z_stream inflater_{};
  std::size_t held_ = 0;  // bytes of the member that are used up and still in `in_`, to look for others in
  bool is_inside_ = false;
  bool is_over_ = false;
  std::uint64_t content_ = 0;  // bytes read
  std::deque<Member> members_;
  std::optional<Break> broken_;
};

}  // namespace pressmark
