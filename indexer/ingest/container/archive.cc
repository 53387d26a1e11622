#include "indexer/ingest/container/archive.h"

#include "indexer/ingest/container/archive_reader.h"
#include "indexer/ingest/detect.h"
#include "indexer/ingest/document/office.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/reading.h"
#include "schema/model/error.h"

namespace pressmark {
namespace {

bool is_left_out(std::string_view name) {
  for (const auto part : split(name, '/'))
    if ((part.starts_with('.') && part != "." && part != "..") || part == "__MACOSX") return true;
  return false;
}

std::string below(std::string_view path, std::string_view name) {
  while (name.starts_with("./")) name.remove_prefix(2);
  while (name.starts_with('/')) name.remove_prefix(1);
  return std::string(path).append("!/").append(name);
}

void read_entry(ArchiveReader& archive, const ArchiveEntry& entry, const SourceRecord& place, Intake& intake,
                int depth) {
  const auto path = below(place.path, entry.name);
  const auto resolved = below(place.resolved_path, entry.name);
  SourceRecord inner;
  inner.path = path;
  inner.resolved_path = resolved;
  inner.captured = place.captured;
  inner.modified = entry.modified ? entry.modified : place.modified;
  if (entry.is_encrypted) {
    intake.reject(inner, "encrypted");
    return;
  }
  intake.guarded(inner, [&] {
    try {
      UnpackedStream unpacked(archive, inner, intake);
      SourceReader content(unpacked);
      read_source(content, inner, intake, depth + 1);
    } catch (const Error& error) {
      intake.reject(inner, std::string("the entry is damaged (") + error.what() + ")");
    }
    return intake.wants_more();
  });
}

// What libarchive would pass over by unpacking it, uncounted.
void drain(ArchiveReader& archive, const SourceRecord& place, Intake& intake) {
  std::string piece(std::size_t{64} << 10U, '\0');
  UnpackedStream unpacked(archive, place, intake);
  try {
    while (unpacked.read(piece.data(), piece.size()) > 0) {
    }
  } catch (const Error&) {  // told of where the entry was read, or of no interest
    return;
  }
}

void read_entries(SourceReader& in, const SourceRecord& place, Intake& intake, int depth) {
  std::uint64_t seen = 0;
  try {
    ArchiveReader archive(in, ArchiveReader::Kind::entries);
    while (intake.wants_more()) {
      const auto entry = archive.next();
      if (!entry) return;
      if (++seen > intake.limits().max_entries) {
        intake.reject(place, "holds more than " + std::to_string(intake.limits().max_entries) + " entries");
        return;
      }
      if (is_left_out(entry->name))
        intake.pass_over("hidden", entry->name, false);
      else if (entry->is_file)
        read_entry(archive, *entry, place, intake, depth);
      if (!in.seekable_size()) drain(archive, place, intake);
    }
  } catch (const Error& error) {
    intake.reject(
        place, "read up to entry " + std::to_string(seen) + ", where it is damaged (" + error.what() + ")");
  }
}

// A document is one article, and captured as a whole.
void read_document_or_entries(SourceReader& in, const SourceRecord& place, Intake& intake, int depth) {
  const auto held = in.read_all(intake.limits().max_record_bytes);
  if (!held) {
    read_entries(in, place, intake, depth);
    return;
  }
  auto record = place;
  record.bytes = *held;
  if (read_office(record, intake)) return;
  MemoryStream memory(*held);
  SourceReader reader(memory);
  read_entries(reader, place, intake, depth);
}

}  // namespace

void read_archive(SourceReader& in, const SourceRecord& place, Intake& intake, int depth) {
  intake.guarded(place, [&] {
    const auto head = in.peek(kHeadBytes);
    const bool is_zip = head.starts_with("PK");
    if (begins_as_office(head)) {
      read_document_or_entries(in, place, intake, depth);
    } else if (!is_zip || in.seekable_size()) {
      read_entries(in, place, intake, depth);
    } else if (const auto held = in.read_all(intake.limits().max_record_bytes)) {
      MemoryStream memory(*held);
      SourceReader reader(memory);
      read_entries(reader, place, intake, depth);
    } else {
      read_entries(in, place, intake, depth);
    }
    return intake.wants_more();
  });
}

}  // namespace pressmark
