// Any bytes as a question: it is read as something, and what it is read as reads as itself.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "searchd/search/query_parser.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto query = pressmark::parse_query({reinterpret_cast<const char*>(data), size});
  const auto printed = pressmark::print(query.root);
  if (pressmark::parse_query(printed).root == query.root) return 0;
  std::fprintf(stderr, "read as %s, which reads as %s\n", printed.c_str(),
               pressmark::print(pressmark::parse_query(printed).root).c_str());
  std::abort();
}
