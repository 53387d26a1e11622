#include "indexer/ingest/container/compressed.h"

#include "indexer/ingest/container/archive_reader.h"
#include "indexer/ingest/container/gzip.h"
#include "indexer/ingest/container/warc.h"
#include "indexer/ingest/detect.h"
#include "indexer/ingest/reading.h"
#include "schema/model/error.h"

namespace pressmark {
namespace {

using namespace std::string_view_literals;

// A gzip file that is to be read to its end or not at all.
class WholeGzip : public ByteStream {
 public:
  explicit WholeGzip(GzipStream& gzip) : gzip_(gzip) {}

  std::size_t read(char* to, std::size_t most) override {
    const auto got = gzip_.read(to, most);
    gzip_.member_offset(content_);  // forgets the members before
    content_ += got;
    if (got == 0 && gzip_.broken() && gzip_.broken()->is_inside)
      throw Error(ErrorKind::bad_input, gzip_.broken()->reason);
    return got;
  }

 private:
  GzipStream& gzip_;
  std::uint64_t content_ = 0;
};

void read_gzip(SourceReader& in, const SourceRecord& place, Intake& intake, int depth) {
  GzipStream gzip(in, [&](std::uint64_t bytes) { return intake.expand(place, bytes); });
  WholeGzip whole(gzip);
  SourceReader content(whole);
  auto damage = place;
  try {
    read_source(content, place, intake, depth + 1);
    if (!gzip.broken() || gzip.broken()->is_inside) return;
    damage.offset = gzip.broken()->offset;
    intake.reject(damage, gzip.broken()->reason);
  } catch (const Error& error) {
    if (gzip.broken()) damage.offset = gzip.broken()->offset;
    intake.reject(damage, error.what());
  }
}

void read_by_libarchive(SourceReader& in, const SourceRecord& place, Intake& intake, int depth) {
  try {
    ArchiveReader archive(in, ArchiveReader::Kind::compressed);
    if (!archive.next()) return;
    UnpackedStream unpacked(archive, place, intake);
    SourceReader content(unpacked);
    read_source(content, place, intake, depth + 1);
  } catch (const Error& error) {
    intake.reject(place, std::string("the compressed data is damaged (") + error.what() + ")");
  }
}

}  // namespace

void read_compressed(SourceReader& in, const SourceRecord& place, Intake& intake, int depth) {
  constexpr std::size_t kBeginning = 512;
  intake.guarded(place, [&] {
    const auto head = in.peek(kHeadBytes);
    if (!head.starts_with("\x1F\x8B"sv))
      read_by_libarchive(in, place, intake, depth);
    else if (begins_as_warc(gzip_beginning(head, kBeginning)))
      read_gzip_warc(in, place, intake, depth);
    else
      read_gzip(in, place, intake, depth);
    return intake.wants_more();
  });
}

}  // namespace pressmark
