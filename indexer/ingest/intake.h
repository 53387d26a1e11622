#pragma once
// What the readers of one file share: the options, and the one way of handing on what they find.
//
// What the sink throws is the caller's own and no fault of the source: it ends the reading (every call then
// returns false) and is thrown on by rethrow(). One thread.

#include <cstdint>
#include <exception>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/ingest/ingest.h"
#include "indexer/ingest/raw_article.h"

namespace pressmark {

class Intake {
 public:
  // `position` tells how many bytes of the file have been read by now.
  Intake(const IngestOptions& options, const IngestSink& sink, std::function<std::uint64_t()> position)
      : options_(options), sink_(sink), position_(std::move(position)) {}

  const IngestOptions& options() const { return options_; }
  const IngestLimits& limits() const { return options_.limits; }

  // Each returns false once the sink wants no more.
  bool take(RawArticle&& raw, const SourceRecord& record);
  bool reject(const SourceRecord& record, std::string reason);
  bool retract(const RawArticle& raw, const SourceRecord& record);
  // False, too, once the file went over a limit that holds for all of it.
  bool wants_more() const { return more_; }

  // What a container holds and nobody reads, such as the pictures of a crawl: shown with the decisions of the
  // article that comes next. What never holds an article, such as the log of a crawl, is no `candidate`.
  void pass_over(std::string_view rule, std::string_view what, bool candidate = true);

  // A file in which every candidate was passed over is refused, with what it was passed over for.
  void refuse_if_barren(const SourceRecord& file);

  // Runs `read`, which handles `record` alone; a defect of ours in one record must not cost the others.
  bool guarded(const SourceRecord& record, const std::function<bool()>& read);

  // Counts what containers unpack, all levels together. False, with a rejection of `record`, when that is
  // more than the limits allow: nothing more of the file is then taken, nor rejected.
  bool expand(const SourceRecord& record, std::uint64_t bytes);

  // All bytes up to `end` are finished, read or not.
  void finish_file(std::uint64_t end);
  void rethrow() const;

 private:
  bool safely(const std::function<bool()>& action);
  void report_progress(std::uint64_t position);

  const IngestOptions& options_;
  const IngestSink& sink_;
  std::function<std::uint64_t()> position_;
  std::uint64_t reported_ = 0;  // bytes of the file
  std::uint64_t expanded_ = 0;
  std::uint64_t handed_on_ = 0;  // articles, rejections and retractions
  std::vector<Decision> passed_over_;
  std::uint64_t passed_over_count_ = 0;
  std::map<std::string, std::uint64_t, std::less<>> passed_over_for_;  // rule, how often; the first few rules
  bool more_ = true;
  std::exception_ptr failure_;
};

}  // namespace pressmark
