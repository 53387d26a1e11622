#pragma once
// UTF-16 as UTF-8, for readers that go by ASCII marks: what Excel saves as "Unicode text", and some feeds.

#include <optional>
#include <string>
#include <string_view>

#include "indexer/ingest/source.h"

namespace pressmark {

enum class ByteOrder : std::uint8_t { little, big };

// Whether `head` is UTF-16: by its byte order mark, or by "<" or "{" as its first letter.
std::optional<ByteOrder> utf16_order(std::string_view head);

// Half a surrogate pair becomes U+FFFD; the byte order mark goes. Refers to the reader.
class Utf16Stream : public ByteStream {
 public:
  Utf16Stream(SourceReader& in, ByteOrder order) : in_(in), order_(order) {}
  std::size_t read(char* to, std::size_t most) override;

 private:
  void decode(std::string_view bytes);

  SourceReader& in_;
  ByteOrder order_;
  char32_t high_ = 0;  // half of a pair whose other half comes next
  std::string ready_;
  std::size_t begin_ = 0;  // of what has not been read yet
};

}  // namespace pressmark
