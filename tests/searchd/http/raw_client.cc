#include "tests/searchd/http/raw_client.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>

namespace pressmark::test {

RawClient::RawClient(int port) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    ::close(socket_);
    socket_ = -1;
  }
}

RawClient::RawClient(const std::string& unix_path) {
  socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, unix_path.c_str(), sizeof(address.sun_path) - 1);
  if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    ::close(socket_);
    socket_ = -1;
  }
}

RawClient::~RawClient() {
  if (socket_ >= 0) ::close(socket_);
}

void RawClient::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // the server has had enough; its answer may still be read
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

void RawClient::end_sending() const {
  ::shutdown(socket_, SHUT_WR);
}

std::string RawClient::read_all(std::chrono::milliseconds time) const {
  return read_until({}, time);
}

std::string RawClient::read_until(std::string_view mark, std::chrono::milliseconds time) const {
  const auto until = std::chrono::steady_clock::now() + time;
  std::string received;
  std::array<char, 65536> buffer{};
  for (;;) {
    if (!mark.empty() && received.find(mark) != std::string::npos) return received;
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now())
            .count();
    if (left <= 0) return received;
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(left)) <= 0) return received;
    const auto got = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (got <= 0) return received;
    received.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

int status_of(std::string_view response) {
  constexpr std::string_view kStart = "HTTP/1.1 ";
  return response.substr(0, kStart.size()) == kStart ? std::atoi(response.data() + kStart.size()) : 0;
}

}  // namespace pressmark::test
