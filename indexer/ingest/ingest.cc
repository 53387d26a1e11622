#include "indexer/ingest/ingest.h"

#include <exception>
#include <new>
#include <utility>

#include "indexer/ingest/detect.h"
#include "indexer/ingest/front_matter.h"
#include "indexer/ingest/html.h"
#include "indexer/ingest/jsonl.h"
#include "indexer/ingest/lines.h"
#include "indexer/ingest/plain_text.h"
#include "indexer/ingest/raw_article.h"
#include "indexer/ingest/sizes.h"
#include "indexer/ingest/source.h"
#include "schema/model/error.h"
#include "schema/text/utf8.h"

namespace pressmark {
namespace {

IngestOutcome read_document(Format format, const SourceRecord& record, const IngestLimits& limits) {
  if (format == Format::html) {
    auto read = read_html(decode(record.bytes, declared_charset(record.bytes)).text);
    if (auto* reason = std::get_if<std::string>(&read)) return reject(record, std::move(*reason));
    return finish(std::move(std::get<RawArticle>(read)), record, limits);
  }
  const auto decoded = decode(record.bytes);
  std::string_view text = decoded.text;
  RawArticle raw;
  take_front_matter(text, raw);
  read_plain_text(text, format == Format::markdown ? Markup::markdown : Markup::none, raw);
  return finish(std::move(raw), record, limits);
}

Rejection over_limit(const SourceRecord& record, const IngestLimits& limits) {
  return reject(record, "over the limit of " + readable_bytes(limits.max_record_bytes) + " for one article");
}

// A defect of ours in one record must not cost the others.
template <typename Read>
IngestOutcome guarded(const SourceRecord& record, Read read) {
  try {
    return read();
  } catch (const std::bad_alloc&) {
    return reject(record, "not enough memory to read it");
  } catch (const std::exception& error) {
    return reject(record, std::string("could not be read: ") + error.what());
  }
}

// Hands on what was read and keeps the count of bytes. What the sink throws is the caller's own and no fault
// of the source: it ends the reading and is thrown on by rethrow().
class Delivery {
 public:
  explicit Delivery(const IngestSink& sink) : sink_(sink) {}

  // False once the sink wants no more.
  bool deliver(IngestOutcome&& outcome, std::uint64_t bytes) {
    return safely([&] {
      const bool more = std::holds_alternative<Article>(outcome)
                            ? sink_.article(std::move(std::get<Article>(outcome)))
                            : sink_.rejection(std::move(std::get<Rejection>(outcome)));
      if (sink_.progress && bytes > 0) sink_.progress(bytes);
      return more;
    });
  }

  bool pass_over(std::uint64_t bytes) {
    return safely([&] {
      if (sink_.progress && bytes > 0) sink_.progress(bytes);
      return true;
    });
  }

  void rethrow() const {
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  template <typename Action>
  bool safely(Action action) {
    try {
      return action();
    } catch (...) {
      failure_ = std::current_exception();
      return false;
    }
  }

  const IngestSink& sink_;
  std::exception_ptr failure_;
};

// `line` is without its line end; blank ones are no records.
bool deliver_line(SourceRecord record, const SourceReader::Line& line, const IngestLimits& limits,
                  Delivery& delivery) {
  record.bytes = line.text;
  if (record.bytes.ends_with('\r')) record.bytes.remove_suffix(1);
  if (line.too_long)
    return delivery.deliver(
        reject(record, "the line is over the limit of " + readable_bytes(limits.max_record_bytes)),
        line.bytes);
  if (trimmed(record.bytes).empty()) return delivery.pass_over(line.bytes);
  return delivery.deliver(guarded(record, [&] { return read_json_line(record, limits); }), line.bytes);
}

void read_lines(SourceReader& reader, SourceRecord record, const IngestLimits& limits, Delivery& delivery) {
  for (std::uint64_t number = 1;; ++number) {
    const auto line = reader.next_line(limits.max_record_bytes);
    if (!line) return;
    record.number = number;
    if (!deliver_line(record, *line, limits, delivery)) return;
  }
}

void read_source(const std::string& path, SourceRecord record, const IngestLimits& limits,
                 Delivery& delivery) {
  SourceReader reader(path);
  if (reader.size() > limits.max_file_bytes) {
    delivery.deliver(reject(record, "the file is over the limit of " + readable_bytes(limits.max_file_bytes)),
                     reader.size());
    return;
  }
  if (path == "-") return read_lines(reader, record, limits, delivery);
  const auto detected = detect(path, reader.peek(kHeadBytes));
  if (const auto* unreadable = std::get_if<Unreadable>(&detected)) {
    delivery.deliver(reject(record, unreadable->reason), reader.size());
    return;
  }
  const auto format = std::get<Format>(detected);
  if (format == Format::json_lines) return read_lines(reader, record, limits, delivery);
  const auto bytes = reader.read_all(limits.max_record_bytes);
  if (!bytes) {
    delivery.deliver(over_limit(record, limits), reader.size());
    return;
  }
  record.bytes = *bytes;
  delivery.deliver(guarded(record, [&] { return read_document(format, record, limits); }), bytes->size());
}

void read_memory(SourceRecord record, const IngestLimits& limits, Delivery& delivery) {
  auto rest = record.bytes;
  const auto detected = record.path == "-" ? std::variant<Format, Unreadable>(Format::json_lines)
                                           : detect(record.path, rest.substr(0, kHeadBytes));
  if (const auto* unreadable = std::get_if<Unreadable>(&detected)) {
    delivery.deliver(reject(record, unreadable->reason), rest.size());
    return;
  }
  const auto format = std::get<Format>(detected);
  if (format != Format::json_lines) {
    if (rest.size() > limits.max_record_bytes)
      delivery.deliver(over_limit(record, limits), rest.size());
    else
      delivery.deliver(guarded(record, [&] { return read_document(format, record, limits); }), rest.size());
    return;
  }
  for (std::uint64_t number = 1; !rest.empty(); ++number) {
    const auto before = rest.size();
    SourceReader::Line line{take_line(rest), 0, false};
    line.bytes = before - rest.size();
    line.too_long = line.text.size() > limits.max_record_bytes;
    record.number = number;
    if (!deliver_line(record, line, limits, delivery)) return;
  }
}

}  // namespace

void ingest_file(const std::string& path, const IngestLimits& limits, const IngestSink& sink) {
  Delivery delivery(sink);
  const auto resolved = resolved_path(path);
  const SourceRecord record{path, resolved, std::nullopt, {}};
  try {
    read_source(path, record, limits, delivery);
  } catch (const std::exception& error) {
    delivery.deliver(reject(record, error.what()), 0);
  }
  delivery.rethrow();
}

void ingest_bytes(const std::string& path, std::string_view bytes, const IngestLimits& limits,
                  const IngestSink& sink) {
  Delivery delivery(sink);
  const auto resolved = resolved_path(path);
  read_memory({path, resolved, std::nullopt, bytes}, limits, delivery);
  delivery.rethrow();
}

}  // namespace pressmark
