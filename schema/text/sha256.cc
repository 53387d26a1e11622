#include "schema/text/sha256.h"

#include <openssl/evp.h>

#include <array>

#include "schema/model/error.h"

namespace pressmark {

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
    throw Error(ErrorKind::internal, "SHA-256 is not available from the OpenSSL library");
  std::string hex;
  hex.reserve(std::size_t{size} * 2);
  for (unsigned i = 0; i < size; ++i) {
    hex += "0123456789abcdef"[digest.at(i) >> 4U];
    hex += "0123456789abcdef"[digest.at(i) & 15U];
  }
  return hex;
}

}  // namespace pressmark
