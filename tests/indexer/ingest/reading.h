#pragma once
// What ingest makes of some bytes, gathered for a test to look at.

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/ingest/ingest.h"

namespace pressmark::test {

struct Reading {
  std::vector<Article> articles;
  std::vector<Rejection> rejections;
  std::vector<Retraction> retractions;
  std::vector<Decision> decisions;  // of the last one
  std::uint64_t bytes = 0;

  const Article& article() const {
    if (articles.size() != 1)
      throw std::runtime_error(std::to_string(articles.size()) + " articles" +
                               (rejections.empty() ? "" : ", rejected: " + rejections.front().reason));
    return articles.front();
  }
  std::string reason() const { return rejections.size() == 1 ? rejections.front().reason : std::string(); }
};

inline IngestSink sink_into(Reading& reading) {
  return {[&](Article&& article) {
            reading.articles.push_back(std::move(article));
            return true;
          },
          [&](Rejection&& rejection) {
            reading.rejections.push_back(std::move(rejection));
            return true;
          },
          [&](Retraction&& retraction) {
            reading.retractions.push_back(std::move(retraction));
            return true;
          },
          [&](std::uint64_t bytes) { reading.bytes += bytes; },
          [&](std::vector<Decision>&& decisions) { reading.decisions = std::move(decisions); }};
}

inline Reading read(const std::string& path, std::string_view bytes, const IngestOptions& options = {}) {
  Reading reading;
  ingest_bytes(path, bytes, options, sink_into(reading));
  return reading;
}

inline Reading read_file(const std::string& path, const IngestOptions& options = {}) {
  Reading reading;
  ingest_file(path, options, sink_into(reading));
  return reading;
}

}  // namespace pressmark::test
