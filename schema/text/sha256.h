#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace pressmark {

// 64 lower-case hex digits. A revision id is this over the canonical text.
std::string sha256_hex(std::string_view bytes);

// The same over bytes that come in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(std::string_view bytes);
  std::string hex();  // once, at the end

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace pressmark
