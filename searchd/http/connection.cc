#include "searchd/http/connection.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace pressmark::http {
namespace {

constexpr std::chrono::seconds kWriteTime{5};  // without a byte taken
constexpr std::chrono::seconds kStopGrace{2};

int milliseconds_until(Connection::Clock::time_point time) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(time - Connection::Clock::now()).count();
  return static_cast<int>(std::clamp<decltype(left)>(left, 0, 60'000));
}

}  // namespace

Connection::Connection(socket_t socket, int stop_fd, std::chrono::milliseconds answer_time)
    : socket_(socket), stop_fd_(stop_fd), answer_time_(answer_time) {}

Connection::Ready Connection::wait(short events, Clock::time_point until, bool heed_stop) const {
  for (;;) {
    std::array<pollfd, 2> fds{{{socket_, events, 0}, {heed_stop ? stop_fd_ : -1, POLLIN, 0}}};
    const int ready = ::poll(fds.data(), fds.size(), milliseconds_until(until));
    if (ready < 0 && errno == EINTR) continue;
    if (fds[0].revents != 0) return Ready::yes;  // errors and hang-ups too: the read or write then tells
    if (ready > 0) return Ready::stopped;
    if (Clock::now() >= until) return Ready::late;
  }
}

bool Connection::wait_for_request(std::chrono::milliseconds patience, const std::function<bool()>& give_up) {
  constexpr std::chrono::milliseconds kSlice{50};
  if (next_ < end_) return true;
  const auto until = Clock::now() + patience;
  for (;;) {
    switch (wait(POLLIN, std::min(until, Clock::now() + kSlice), true)) {
      case Ready::yes:
        return fill();
      case Ready::stopped:
        return false;
      case Ready::late:
        if (Clock::now() >= until || give_up()) return false;
    }
  }
}

void Connection::allow(std::size_t bytes, std::chrono::milliseconds time) {
  allowed_ = bytes;
  deadline_ = Clock::now() + time;
  if (!hurried_) answer_by_.reset();
}

bool Connection::fill() {
  for (;;) {
    const auto got = ::recv(socket_, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    next_ = 0;
    end_ = static_cast<std::size_t>(got);
    return true;
  }
}

ssize_t Connection::read(char* to, std::size_t size) {
  if (allowed_ == 0) {
    over_limit_ = true;
    return -1;
  }
  if (next_ == end_) {
    const auto ready = wait(POLLIN, deadline_, true);
    too_slow_ = ready == Ready::late;
    if (ready != Ready::yes || !fill()) return -1;
  }
  const auto count = std::min({size, end_ - next_, allowed_});
  std::memcpy(to, buffer_.data() + next_, count);
  next_ += count;
  allowed_ -= count;
  return static_cast<ssize_t>(count);
}

ssize_t Connection::write(const char* from, std::size_t size) {
  const auto stuck = Clock::now() + kWriteTime;
  if (!answer_by_) answer_by_ = Clock::now() + answer_time_;
  for (;;) {
    if (Clock::now() >= *answer_by_) return -1;
    const auto sent = ::send(socket_, from, size, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) return sent;
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return -1;
    if (wait(POLLOUT, std::min(stuck, *answer_by_), !hurried_) == Ready::late) return -1;
    hurry_when_stopped();
  }
}

void Connection::hurry_when_stopped() {
  pollfd stop{stop_fd_, POLLIN, 0};
  if (hurried_ || ::poll(&stop, 1, 0) != 1) return;
  hurried_ = true;
  answer_by_ = std::min(*answer_by_, Clock::now() + kStopGrace);
}

void Connection::linger() {
  constexpr std::chrono::milliseconds kMoment{200};
  constexpr int kMaxReads = 64;
  ::shutdown(socket_, SHUT_WR);
  const auto until = Clock::now() + kMoment;
  for (int i = 0; i < kMaxReads; ++i)
    if (wait(POLLIN, until, true) != Ready::yes || !fill()) return;
}

bool Connection::is_readable() const {
  return next_ < end_ || wait(POLLIN, deadline_, true) == Ready::yes;
}

bool Connection::is_writable() const {
  return wait(POLLOUT, Clock::now() + kWriteTime, false) == Ready::yes;
}

// The access log names no clients, so nobody needs to ask who is at the other end.
void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
  ip.clear();
  port = 0;
}

void Connection::get_local_ip_and_port(std::string& ip, int& port) const {
  ip.clear();
  port = 0;
}

}  // namespace pressmark::http
