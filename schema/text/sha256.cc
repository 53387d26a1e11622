#include "schema/text/sha256.h"

#include <openssl/evp.h>

#include <array>

#include "schema/model/error.h"

namespace pressmark {

namespace {

using Digest = std::array<unsigned char, EVP_MAX_MD_SIZE>;

[[noreturn]] void fail() {
  throw Error(ErrorKind::internal, "SHA-256 is not available from the OpenSSL library");
}

std::string to_hex(const Digest& digest, unsigned int size) {
  std::string hex;
  hex.reserve(std::size_t{size} * 2);
  for (unsigned i = 0; i < size; ++i) {
    hex += "0123456789abcdef"[digest.at(i) >> 4U];
    hex += "0123456789abcdef"[digest.at(i) & 15U];
  }
  return hex;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  Digest digest{};
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) fail();
  return to_hex(digest, size);
}

struct Sha256::Context {
  EVP_MD_CTX* state = EVP_MD_CTX_new();
  Context() = default;
  ~Context() { EVP_MD_CTX_free(state); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  if (context_->state == nullptr || EVP_DigestInit_ex(context_->state, EVP_sha256(), nullptr) != 1) fail();
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  if (EVP_DigestUpdate(context_->state, bytes.data(), bytes.size()) != 1) fail();
}

std::string Sha256::hex() {
  Digest digest{};
  unsigned int size = 0;
  if (EVP_DigestFinal_ex(context_->state, digest.data(), &size) != 1) fail();
  return to_hex(digest, size);
}

}  // namespace pressmark
