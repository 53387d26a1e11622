#pragma once
// A client that sends exactly the bytes it is told to, well-formed or not.

#include <chrono>
#include <string>
#include <string_view>

namespace pressmark::test {

class RawClient {
 public:
  explicit RawClient(int port);  // 127.0.0.1
  explicit RawClient(const std::string& unix_path);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool is_connected() const { return socket_ >= 0; }
  void send(std::string_view bytes) const;
  void end_sending() const;
  // Everything until the server closes, or `time` is over.
  std::string read_all(std::chrono::milliseconds time = std::chrono::seconds(10)) const;
  // The same until `mark` has come.
  std::string read_until(std::string_view mark,
                         std::chrono::milliseconds time = std::chrono::seconds(10)) const;

 private:
  int socket_ = -1;
};

// The status of a response's first line, or 0.
int status_of(std::string_view response);

}  // namespace pressmark::test
