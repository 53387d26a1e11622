#pragma once
// Cuts records off a stream without keeping more of it than one record: JSON values, rows, XML elements.

#include <cstdint>
#include <string_view>

#include "indexer/ingest/source.h"

namespace pressmark {

struct Cut {
  std::string_view bytes;  // valid until the next call; empty when it was too long
  std::uint64_t size = 0;  // bytes it took
  bool complete = false;   // the scanner saw its end; else the stream ended first
  bool too_long = false;   // over the bound: passed over without being kept
};

// Takes from `in` what `scanner` says belongs together. It is called with each stretch that follows, returns
// how many bytes of it belong, and is `done` once it has seen the end.
template <typename Scanner>
Cut cut(SourceReader& in, std::uint64_t most, Scanner& scanner) {
  constexpr std::size_t kStep = std::size_t{64} << 10U;
  Cut found;
  std::size_t held = 0;  // bytes from the front that belong
  while (!scanner.done()) {
    const auto window = in.peek(held + kStep);
    if (window.size() == held) break;
    held += scanner(window.substr(held));
    if (held <= most && !found.too_long) continue;
    found.too_long = true;
    found.size += held;
    in.skip(held);
    held = 0;
  }
  found.complete = scanner.done();
  found.size += held;
  found.bytes = in.peek(held);
  in.skip(held);  // leaves the bytes where they are until more are asked for
  return found;
}

}  // namespace pressmark
