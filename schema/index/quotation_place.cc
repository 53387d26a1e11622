#include "schema/index/quotation_place.h"

#include "schema/index/wire.h"

namespace pressmark {
namespace {

constexpr std::size_t kNumberBytes = 4;
constexpr std::size_t kBytes = 2 * kNumberBytes + kRevisionStart / 2;
constexpr std::string_view kHexDigits = "0123456789abcdef";

void put_number(std::string& bytes, std::uint32_t number) {
  for (unsigned shift = 32; shift > 0; shift -= 8)
    bytes += static_cast<char>((number >> (shift - 8)) & 0xFFU);
}

std::uint32_t number_in(std::string_view bytes) {
  std::uint32_t number = 0;
  for (const char c : bytes) number = (number << 8U) | static_cast<unsigned char>(c);
  return number;
}

unsigned digit(char c) {
  const auto value = kHexDigits.find(c);
  if (value == std::string_view::npos) throw Error(ErrorKind::internal, "a revision is named by hex digits");
  return static_cast<unsigned>(value);
}

}  // namespace

std::string encode(const QuotationPlace& place) {
  std::string bytes;
  const auto& date = place.date;
  put_number(bytes, date ? static_cast<std::uint32_t>(date->year) * 10'000U +
                               static_cast<std::uint32_t>(date->month) * 100U +
                               static_cast<std::uint32_t>(date->day)
                         : 0);
  put_number(bytes, place.ordinal);
  if (place.revision_start.size() != kRevisionStart)
    throw Error(ErrorKind::internal, "a revision's beginning has another length");
  for (std::size_t i = 0; i < kRevisionStart; i += 2)
    bytes += static_cast<char>(digit(place.revision_start[i]) << 4U | digit(place.revision_start[i + 1]));
  return bytes;
}

QuotationPlace decode_quotation_place(std::string_view bytes) {
  if (bytes.size() != kBytes) WireReader::fail();
  QuotationPlace place;
  if (const auto date = number_in(bytes.substr(0, kNumberBytes)); date != 0) {
    Day day;
    day.year = static_cast<decltype(day.year)>(date / 10'000);
    day.month = static_cast<decltype(day.month)>(date / 100 % 100);
    day.day = static_cast<decltype(day.day)>(date % 100);
    place.date = day;
  }
  place.ordinal = number_in(bytes.substr(kNumberBytes, kNumberBytes));
  for (const char c : bytes.substr(2 * kNumberBytes)) {
    place.revision_start += kHexDigits[static_cast<unsigned char>(c) >> 4U];
    place.revision_start += kHexDigits[static_cast<unsigned char>(c) & 15U];
  }
  return place;
}

}  // namespace pressmark
