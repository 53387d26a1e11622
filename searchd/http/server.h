#pragma once
// The daemon's network side: accepts connections, guards them (queue bound, deadlines, sizes, host names) and
// turns each request into a Request, each Response into bytes. What is answered is the caller's function.
//
//   accept → queue (full: 503) → worker: head ≤ 16 KiB in 5 s → host check → body of a POST ≤ 24 MiB in 60 s
//   → answer(Request) → security headers → bytes
//
// bind(), then run() on one thread; stop() from any thread, also while run() has not begun.

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "searchd/http/message.h"

namespace pressmark::http {

// Where to listen: "127.0.0.1:8080", "[::1]:0", "localhost:8080", "8080" or "unix:/path".
struct Address {
  std::string host = "127.0.0.1";
  int port = 8080;        // 0: any free one
  std::string unix_path;  // not empty: a Unix socket instead

  bool is_loopback() const;
};
// Throws Error{usage}.
Address parse_address(std::string_view text);

struct ServerOptions {
  Address address;
  std::size_t workers = 24;  // a kept-alive connection holds one
  std::size_t queue = 64;    // connections waiting for a worker; more are answered 503
  std::vector<std::string>
      hosts;  // names it answers under, beside the loopback ones; only checked on loopback
  std::chrono::milliseconds keep_alive{5'000};
  std::chrono::milliseconds head_time{5'000};       // for a whole request head to arrive
  std::chrono::milliseconds body_time{60'000};      // for a whole request body to arrive
  std::chrono::milliseconds answer_time{30'000};    // for a whole response to leave
  std::size_t body_bytes = std::size_t{24} << 20U;  // of a POST; a draft of 16 MiB in base64 fits
};

// One request that was answered, for the log. The query string is the reader's own and not in it.
struct Access {
  std::string method;
  std::string path;
  int status = 0;
  std::size_t bytes = 0;
  double milliseconds = 0;
};

class Server {
 public:
  using Answer = std::function<Response(const Request&)>;  // called on many threads at once; should not throw
  using Log = std::function<void(const Access&)>;          // the same

  Server(ServerOptions options, Answer answer, Log log);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Returns the address to tell people: "http://127.0.0.1:8080" or "unix:/path". Throws Error{io} when it is
  // taken.
  std::string bind();
  // Until stop(). Requests being answered are finished; a client has two more seconds to take its response.
  void run();
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The headers every response carries, whatever its status.
const std::vector<std::pair<std::string, std::string>>& security_headers();

}  // namespace pressmark::http
