#pragma once
// One client's socket as the library's Stream, with the limits the library lacks: a cap on the bytes of a
// request, and a deadline for the whole of it instead of for every single read, so that neither endless
// headers nor one byte a second can hold a worker; and a deadline for the whole of a response. Private to
// server.cc.

#include <httplib.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace pressmark::http {

class Connection : public httplib::Stream {
 public:
  using Clock = std::chrono::steady_clock;

  // `stop_fd` becomes readable when the server stops; what is being written then has two more seconds. A
  // response may take `answer_time`, from its first byte. Takes ownership of neither descriptor.
  Connection(socket_t socket, int stop_fd, std::chrono::milliseconds answer_time);

  // Waits for the first byte of a request. False at the end of the connection, after `patience`, when the
  // server stops or when `give_up` says so (asked about every 50 ms).
  bool wait_for_request(std::chrono::milliseconds patience, const std::function<bool()>& give_up);
  // From now on at most `bytes` may be read until `time`; past that, reads fail. What is written next is
  // another response.
  void allow(std::size_t bytes, std::chrono::milliseconds time);
  bool over_limit() const { return over_limit_; }
  bool too_slow() const { return too_slow_; }

  // Ends the sending half and reads off what the client still sends, for a moment: closing with unread bytes
  // would reset the connection before the client has read the answer.
  void linger();

  bool is_readable() const override;
  bool is_writable() const override;
  ssize_t read(char* to, std::size_t size) override;
  ssize_t write(const char* from, std::size_t size) override;
  using httplib::Stream::write;
  void get_remote_ip_and_port(std::string& ip, int& port) const override;
  void get_local_ip_and_port(std::string& ip, int& port) const override;
  socket_t socket() const override { return socket_; }

 private:
  enum class Ready : std::uint8_t { yes, late, stopped };
  Ready wait(short events, Clock::time_point until, bool heed_stop) const;
  bool fill();
  void hurry_when_stopped();

  socket_t socket_;
  int stop_fd_;
  std::chrono::milliseconds answer_time_;
  std::array<char, 8192> buffer_{};
  std::size_t next_ = 0;
  std::size_t end_ = 0;
  std::size_t allowed_ = 0;
  Clock::time_point deadline_{};
  std::optional<Clock::time_point> answer_by_;  // absent until a response begins
  bool hurried_ = false;                        // the server stops, and answer_by_ is near
  bool over_limit_ = false;
  bool too_slow_ = false;
};

}  // namespace pressmark::http
