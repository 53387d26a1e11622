#include "indexer/ingest/intake.h"

#include <algorithm>
#include <iterator>
#include <new>
#include <utility>
#include <variant>

#include "indexer/ingest/sizes.h"

namespace pressmark {
namespace {

// Below this much expansion is no attack: a page of one repeated word is small.
constexpr std::uint64_t kSmallExpansion = 256ULL << 20U;  // bytes

}  // namespace

bool Intake::take(RawArticle&& raw, const SourceRecord& record) {
  auto decisions = std::move(passed_over_);
  passed_over_.clear();
  std::move(raw.decisions.begin(), raw.decisions.end(), std::back_inserter(decisions));
  return guarded(record, [&] {
    auto outcome = finish(std::move(raw), record, options_);
    return safely([&] {
      if (sink_.decisions && options_.explain) sink_.decisions(std::move(decisions));
      return std::holds_alternative<Article>(outcome)
                 ? sink_.article(std::move(std::get<Article>(outcome)))
                 : sink_.rejection(std::move(std::get<Rejection>(outcome)));
    });
  });
}

bool Intake::reject(const SourceRecord& record, std::string reason) {
  return safely([&] { return sink_.rejection(pressmark::reject(record, std::move(reason))); });
}

void Intake::pass_over(std::string_view rule, std::string_view what, bool candidate) {
  constexpr std::size_t kShown = 1000;  // of those between two articles
  if (options_.explain && passed_over_.size() < kShown)
    passed_over_.push_back({false, std::string(rule), std::string(what)});
  if (!candidate) return;
  constexpr std::size_t kNamedRules = 5;  // rules may be media types, which the source makes up
  ++passed_over_count_;
  const auto named = passed_over_for_.find(rule);
  if (named != passed_over_for_.end())
    ++named->second;
  else if (passed_over_for_.size() < kNamedRules)
    passed_over_for_.emplace(rule, 1);
}

void Intake::refuse_if_barren(const SourceRecord& file) {
  if (handed_on_ > 0 || passed_over_count_ == 0) return;
  std::string named;
  for (const auto& [rule, count] : passed_over_for_)
    named += (named.empty() ? "" : ", ") + std::to_string(count) + " " + rule;
  reject(file, "holds no article: " + std::to_string(passed_over_count_) + " passed over (" + named + ")");
}

bool Intake::retract(const RawArticle& raw, const SourceRecord& record) {
  return safely([&] {
    Retraction retraction{article_id(raw, record), {std::string(record.path), record.number, {}}};
    return !sink_.retraction || sink_.retraction(std::move(retraction));
  });
}

bool Intake::guarded(const SourceRecord& record, const std::function<bool()>& read) {
  if (!more_) return false;
  try {
    return read();
  } catch (const std::bad_alloc&) {
    return reject(record, "not enough memory to read it");
  } catch (const std::exception& error) {
    return reject(record, std::string("could not be read: ") + error.what());
  }
}

bool Intake::expand(const SourceRecord& record, std::uint64_t bytes) {
  expanded_ += bytes;
  const auto& limits = options_.limits;
  const bool too_dense = expanded_ > kSmallExpansion &&
                         expanded_ / limits.max_expansion > std::max<std::uint64_t>(position_(), 1);
  if (expanded_ <= limits.max_expanded_bytes && !too_dense) return true;
  reject(record, too_dense
                     ? "unpacks to more than " + std::to_string(limits.max_expansion) + " times its size"
                     : "unpacks to more than the limit of " + readable_bytes(limits.max_expanded_bytes));
  more_ = false;
  return false;
}

void Intake::finish_file(std::uint64_t end) {
  if (!failure_) report_progress(end);
}

void Intake::rethrow() const {
  if (failure_) std::rethrow_exception(failure_);
}

bool Intake::safely(const std::function<bool()>& action) {
  if (!more_) return false;
  ++handed_on_;
  try {
    more_ = action();
    report_progress(position_());
  } catch (...) {
    failure_ = std::current_exception();
    more_ = false;
  }
  return more_;
}

void Intake::report_progress(std::uint64_t position) {
  if (!sink_.progress || position <= reported_) return;
  const auto bytes = position - reported_;
  reported_ = position;
  sink_.progress(bytes);
}

}  // namespace pressmark
