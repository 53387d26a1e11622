#pragma once
#include <cstdint>
#include <string>

namespace pressmark {

// "2026-11-23T08:00:00Z" of seconds since 1970-01-01T00:00:00Z; empty for a time no calendar has.
std::string iso_time(std::int64_t seconds);

}  // namespace pressmark
