#include "searchd/http/server.h"

#include <httplib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstring>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include "schema/model/error.h"
#include "searchd/http/connection.h"
#include "searchd/http/errors.h"
#include "searchd/http/worker_queue.h"

namespace pressmark::http {
namespace {

constexpr std::size_t kMaxHeadBytes = 16 * 1024;
constexpr std::size_t kMaxRequestsPerConnection = 1000;
constexpr int kBacklog = 128;
constexpr std::string_view kOurFault = "the server's log says what broke";

// What one request on one connection is about, beside what the library's Request carries.
struct Exchange {
  std::string accept_encoding;
  Connection* connection = nullptr;
  bool expects_continue = false;
  bool answered = false;
  bool close_after = false;
  Connection::Clock::time_point began{};
};
thread_local Exchange* exchange = nullptr;

std::string one_header(const httplib::Request& request, const char* name) {
  return request.get_header_value(name);
}

Request to_request(const httplib::Request& from) {
  Request request;
  request.method = from.method;
  request.target = from.target;
  request.host = one_header(from, "Host");
  request.accept = one_header(from, "Accept");
  request.accept_encoding = exchange ? exchange->accept_encoding : std::string{};
  request.if_none_match = one_header(from, "If-None-Match");
  request.content_type = one_header(from, "Content-Type");
  return request;
}

void write_to(httplib::Response& to, Response from) {
  to.status = from.status;
  for (const auto& [name, value] : security_headers()) to.set_header(name, value);
  for (auto& [name, value] : from.headers) to.set_header(name, value);
  if (!from.content_type.empty()) to.set_header("Content-Type", from.content_type);
  to.body = std::move(from.body);
}

Response refusal(int status, std::string_view detail) {
  return problem_response(problem_of_status(status), detail);
}

std::string_view detail_of_status(int status) {
  switch (status) {
    case 414:
      return "shorten the address to under 8000 characters: drop filters, or words of the query";
    case 416:
      return "leave the Range header out";
    case 431:
      return "send fewer or shorter headers, 16 KiB at most";
    case 403:
      return "a page of another site may not send this; open the form on this server";
    case 408:
      return "send the whole request in time: its head within five seconds, its body within a minute";
    case 411:
      return "say how long the body is with Content-Length";
    case 413:
      return "a body may have 24 MiB at most";
    case 501:
      return "use GET";
    default:
      return "the request is not HTTP/1.1 as this server reads it";
  }
}

// Whether a request the library would not read is one of HTTP, but for a method it never heard of.
bool has_unknown_method(const httplib::Request& request) {
  static const std::set<std::string> kKnown{"GET",     "HEAD",    "POST",  "PUT",   "DELETE",
                                            "CONNECT", "OPTIONS", "TRACE", "PATCH", "PRI"};
  return request.version.starts_with("HTTP/1.") && !request.method.empty() &&
         !kKnown.contains(request.method);
}

bool has_body(const httplib::Request& request) {
  return request.has_header("Transfer-Encoding") ||
         (request.has_header("Content-Length") && request.get_header_value("Content-Length") != "0");
}

// The name in a Host header, without its port and in lower case; IPv6 without brackets.
std::string host_name(std::string_view host) {
  std::string_view name = host;
  if (!name.empty() && name.front() == '[') {
    const auto end = name.find(']');
    name = end == std::string_view::npos ? std::string_view{} : name.substr(1, end - 1);
  } else {
    name = name.substr(0, name.find(':'));
  }
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

bool is_loopback_name(std::string_view name) {
  return name == "localhost" || name == "127.0.0.1" || name == "::1";
}

// A socket file nobody listens on any more would make binding fail for ever.
void remove_stale_socket(const std::string& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 || !S_ISSOCK(status.st_mode)) return;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path)) return;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (probe < 0) return;
  const bool alive = ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
  ::close(probe);
  if (!alive) ::unlink(path.c_str());
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& security_headers() {
  static const std::vector<std::pair<std::string, std::string>> headers{
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
       "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "same-origin"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
  };
  return headers;
}

bool Address::is_loopback() const {
  return !unix_path.empty() || is_loopback_name(host) || host.rfind("127.", 0) == 0;
}

Address parse_address(std::string_view text) {
  const auto refuse = [&]() -> Error {
    return {ErrorKind::usage, "cannot listen on \"" + std::string(text) + "\"",
            "give HOST:PORT such as 127.0.0.1:8080, [::1]:8080, or unix:/path"};
  };
  Address address;
  if (text.rfind("unix:", 0) == 0) {
    address.unix_path = text.substr(5);
    if (address.unix_path.empty() || address.unix_path.size() >= sizeof(sockaddr_un::sun_path))
      throw refuse();
    return address;
  }
  const auto colon = text.rfind(':');
  auto host = colon == std::string_view::npos ? std::string_view{} : text.substr(0, colon);
  const auto port = colon == std::string_view::npos ? text : text.substr(colon + 1);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']')
    host = host.substr(1, host.size() - 2);
  else if (host.find(':') != std::string_view::npos)
    throw refuse();
  if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string_view::npos)
    throw refuse();
  address.port = std::stoi(std::string(port));
  if (address.port > 65535) throw refuse();
  if (!host.empty()) address.host = host;
  return address;
}

struct Server::Impl : httplib::Server {
  Impl(ServerOptions given, Answer answer, Log log)
      : options(std::move(given)),
        answer_(std::move(answer)),
        log_(std::move(log)),
        stop_fd(::eventfd(0, EFD_CLOEXEC)) {
    new_task_queue = [this]() -> httplib::TaskQueue* {
      queue = new WorkerQueue(options.workers, options.queue);  // the library owns it
      return queue;
    };
    set_tcp_nodelay(true);
    // The library's default shares the port with any other process that asks for it.
    set_socket_options([](socket_t socket) {
      const int yes = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
    });
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
      handle(request, response);
      return HandlerResponse::Handled;
    });
    set_error_handler(
        HandlerWithResponse([this](const httplib::Request& request, httplib::Response& response) {
          return complete_error(request, response);
        }));
    set_exception_handler([](const httplib::Request&, httplib::Response& response,
                             const std::exception_ptr&) { write_to(response, refusal(500, kOurFault)); });
  }
  ~Impl() override { ::close(stop_fd); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  // Everything is decided here, before the library's own routing: its regular expressions, file serving and
  // reading of bodies are never reached.
  void handle(const httplib::Request& request, httplib::Response& response) {
    exchange->answered = true;
    write_to(response, answer(request));
    if (response.status == 408 || response.status == 413) exchange->close_after = true;
    const auto took =
        std::chrono::duration<double, std::milli>(Connection::Clock::now() - exchange->began).count();
    log_({request.method, std::string(to_request(request).path()), response.status, response.body.size(),
          took});
  }

  Response answer(const httplib::Request& request) const {
    if (!is_own_host(request))
      return refusal(421,
                     "open it as http://localhost or name this host in the `hosts` of its configuration");
    auto asked = to_request(request);
    if (request.method == "POST") {
      if (!is_same_origin(request)) return refusal(403, detail_of_status(403));
      if (const int status = read_body(request, asked.body); status != 0)
        return refusal(status, detail_of_status(status));
    }
    return answer_(asked);
  }

  // Browsers say where a POST comes from, old ones by its origin only; programs say nothing.
  static bool is_same_origin(const httplib::Request& request) {
    if (request.has_header("Sec-Fetch-Site")) {
      const auto site = request.get_header_value("Sec-Fetch-Site");
      return site == "same-origin" || site == "none";
    }
    if (!request.has_header("Origin")) return true;
    const auto origin = request.get_header_value("Origin");
    const auto scheme = origin.find("://");
    return scheme != std::string::npos && origin.substr(scheme + 3) == request.get_header_value("Host");
  }

  // The status to refuse with, or 0. Read here and not by the library, which keeps no deadline for a whole
  // body.
  int read_body(const httplib::Request& request, std::string& body) const {
    if (request.has_header("Transfer-Encoding")) return 411;
    const auto announced = request.get_header_value("Content-Length");
    if (announced.empty()) return 0;
    std::size_t length = 0;
    const auto* const end = announced.data() + announced.size();
    const auto parsed = std::from_chars(announced.data(), end, length);
    if (parsed.ptr != end || parsed.ec == std::errc::invalid_argument) return 400;
    if (parsed.ec != std::errc{} || length > options.body_bytes) return 413;
    auto& connection = *exchange->connection;
    constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
    if (exchange->expects_continue) connection.write(kGoOn.data(), kGoOn.size());
    connection.allow(length, options.body_time);
    constexpr std::size_t kPiece = std::size_t{64} << 10U;
    while (body.size() < length) {  // memory for what came, not for what was announced
      const auto had = body.size();
      body.resize(had + std::min(kPiece, length - had));
      const auto got = connection.read(body.data() + had, body.size() - had);
      body.resize(had + (got > 0 ? static_cast<std::size_t>(got) : 0));
      if (got <= 0) return connection.too_slow() ? 408 : 400;
    }
    return 0;
  }

  // A page elsewhere can make a browser resolve its own name to 127.0.0.1 and read this server's answers; the
  // browser still says the name. Behind a public address every name may be right.
  bool is_own_host(const httplib::Request& request) const {
    if (!options.address.unix_path.empty() || !options.address.is_loopback()) return true;
    if (!request.has_header("Host")) return request.version == "HTTP/1.0";
    const auto name = host_name(request.get_header_value("Host"));
    return is_loopback_name(name) || name == host_name(options.address.host) ||
           std::find(options.hosts.begin(), options.hosts.end(), name) != options.hosts.end();
  }

  // The library answers a request it cannot read with a bare status, and would go on reading in the midst of
  // it.
  HandlerResponse complete_error(const httplib::Request& request, httplib::Response& response) const {
    if (exchange->answered) return HandlerResponse::Unhandled;
    exchange->answered = true;
    exchange->close_after = true;
    if (response.status == 400 && exchange->connection->over_limit()) response.status = 431;
    if (response.status == 400 && exchange->connection->too_slow()) response.status = 408;
    if (response.status == 400 && has_unknown_method(request)) response.status = 501;
    write_to(response, refusal(response.status, detail_of_status(response.status)));
    log_({request.method.substr(0, 16), "", response.status, response.body.size(), 0});
    return HandlerResponse::Handled;
  }

  // What the head says is changed before the library acts on it: no compression of its own (brotli at level
  // 11 costs 100 ms a page), no ranges, and no second request on a connection whose body nobody reads.
  void take_head(httplib::Request& request, Connection& connection) const {
    exchange->accept_encoding = request.get_header_value("Accept-Encoding");
    request.headers.erase("Accept-Encoding");
    exchange->expects_continue = request.get_header_value("Expect") == "100-continue";
    request.headers.erase("Expect");
    request.ranges.clear();
    if (has_body(request) || (request.method != "GET" && request.method != "HEAD")) {
      exchange->close_after = true;
      request.headers.erase("Connection");
      request.set_header("Connection", "close");
    }
    connection.allow(0, std::chrono::milliseconds{0});
  }

  void serve(Connection& connection) {
    for (std::size_t count = 1; count <= kMaxRequestsPerConnection; ++count) {
      const auto give_up = [&] { return count > 1 && queue->is_pressed(); };
      if (!connection.wait_for_request(count == 1 ? options.head_time : options.keep_alive, give_up)) return;
      connection.allow(kMaxHeadBytes, options.head_time);
      Exchange current;
      current.connection = &connection;
      current.began = Connection::Clock::now();
      exchange = &current;
      bool closed = false;
      const bool last = count == kMaxRequestsPerConnection || stopping;
      const bool written = process_request(
          connection, last, closed, [&](httplib::Request& request) { take_head(request, connection); });
      exchange = nullptr;
      if (!current.answered && connection.over_limit())
        write_raw(connection, 414);  // not even the first line ended
      else if (!current.answered && connection.too_slow())
        write_raw(connection, 408);
      if (current.close_after || connection.over_limit()) connection.linger();
      if (!written || closed || current.close_after) return;
    }
  }

  // For answers without the library: it has not got a request, or shall not wait for one.
  static void write_raw(Connection& connection, int status) {
    auto response = refusal(
        status, status == 503 ? "every worker is busy; try again in a second" : detail_of_status(status));
    response.headers.insert(response.headers.end(), security_headers().begin(), security_headers().end());
    std::string bytes = "HTTP/1.1 " + std::to_string(status) + " " +
                        std::string(problem_of_status(status).title) +
                        "\r\nConnection: close\r\nContent-Type: " + response.content_type +
                        "\r\nContent-Length: " + std::to_string(response.body.size()) + "\r\n";
    for (const auto& [name, value] : response.headers) bytes += name + ": " + value + "\r\n";
    bytes += "\r\n" + response.body;
    connection.write(bytes.data(), bytes.size());
  }

  bool process_and_close_socket(socket_t socket) override {
    Connection connection(socket, stop_fd, options.answer_time);
    if (WorkerQueue::refusing()) {
      write_raw(connection, 503);
      log_({"", "", 503, 0, 0});
    } else if (!stopping) {
      serve(connection);
    }
    ::shutdown(socket, SHUT_RDWR);
    ::close(socket);
    return true;
  }

  // Makes accept() fail, and with it the library's loop end; its own stop() is lost when it comes before that
  // loop.
  void end_listening() {
    const std::lock_guard lock(listening_mutex);
    if (!ended) ::shutdown(svr_sock_, SHUT_RDWR);
  }

  // The library asks for a backlog of 5; asking again replaces it.
  void raise_backlog() const { ::listen(svr_sock_, kBacklog); }

  ServerOptions options;
  Answer answer_;
  Log log_;
  int stop_fd;
  std::atomic<bool> stopping{false};
  std::mutex listening_mutex;
  bool ended = false;  // the listening socket is closed, and its number may be another's
  WorkerQueue* queue = nullptr;
};

Server::Server(ServerOptions options, Answer answer, Log log)
    : impl_(std::make_unique<Impl>(std::move(options), std::move(answer), std::move(log))) {}

Server::~Server() = default;

std::string Server::bind() {
  const auto& address = impl_->options.address;
  const auto taken = [](const std::string& where) {
    return Error(ErrorKind::io, "cannot listen on " + where,
                 "another program may hold it; try --listen 127.0.0.1:0 for a free port");
  };
  if (!address.unix_path.empty()) {
    remove_stale_socket(address.unix_path);
    impl_->set_address_family(AF_UNIX);
    if (!impl_->bind_to_port(address.unix_path, 80)) throw taken("unix:" + address.unix_path);
    impl_->raise_backlog();
    return "unix:" + address.unix_path;
  }
  const auto host = address.host.find(':') == std::string::npos ? address.host : "[" + address.host + "]";
  int port = address.port;
  if (port == 0)
    port = impl_->bind_to_any_port(address.host);
  else if (!impl_->bind_to_port(address.host, port))
    port = -1;
  if (port <= 0) throw taken(host + ":" + std::to_string(address.port));
  impl_->raise_backlog();
  return "http://" + host + ":" + std::to_string(port);
}

void Server::run() {
  impl_->listen_after_bind();
  {
    const std::lock_guard lock(impl_->listening_mutex);
    impl_->ended = true;
  }
  if (!impl_->options.address.unix_path.empty()) ::unlink(impl_->options.address.unix_path.c_str());
}

void Server::stop() {
  impl_->stopping = true;
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(impl_->stop_fd, &one, sizeof(one));
  impl_->end_listening();
}

}  // namespace pressmark::http
