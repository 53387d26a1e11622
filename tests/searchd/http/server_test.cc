#include "searchd/http/server.h"

#include <gtest/gtest.h>
#include <httplib.h>

#include <future>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>

#include "schema/model/error.h"
#include "tests/searchd/http/raw_client.h"
#include "tests/searchd/http/running_site.h"

namespace pressmark::test {
namespace {

using namespace std::chrono_literals;

http::Response hello(const http::Request& request) {
  return {200, "text/plain; charset=utf-8", request.method + " " + request.target + "\n", {}};
}

void expect_secured(const std::string& response) {
  for (const auto& [name, value] : http::security_headers())
    EXPECT_NE(response.find(name + ": " + value), std::string::npos)
        << name << " in " << response.substr(0, 400);
  EXPECT_EQ(response.find("\r\nServer:"), std::string::npos);
  EXPECT_EQ(response.find("EXCEPTION_WHAT"), std::string::npos);
}

std::string exchange(int port, const std::string& bytes) {
  const RawClient client(port);
  client.send(bytes);
  return client.read_all();
}

TEST(AddressTest, TakesHostsPortsAndSockets) {
  EXPECT_EQ(http::parse_address("127.0.0.1:0").port, 0);
  EXPECT_EQ(http::parse_address("[::1]:81").host, "::1");
  EXPECT_EQ(http::parse_address("81").host, "127.0.0.1");
  EXPECT_EQ(http::parse_address("unix:/run/x").unix_path, "/run/x");
  EXPECT_FALSE(http::parse_address("0.0.0.0:80").is_loopback());
  for (const auto* bad : {"", "x:", "127.0.0.1:99999", "::1:80", "unix:", "127.0.0.1:http"})
    EXPECT_THROW(http::parse_address(bad), Error) << bad;
}

TEST(ServerTest, EveryResponseIsSecured) {
  const RunningSite running(plain_articles());
  for (const auto* target : {"/", "/search?q=helicopters", "/a/mi-35", "/api/v1/search", "/static/style.css",
                             "/nothing", "/search?size=0", "/a/none", "/healthz"})
    expect_secured(exchange(running.port(), std::string("GET ") + target +
                                                " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
}

TEST(ServerTest, AFailureIsAnErrorWithoutItsText) {
  const RunningSite running(
      {}, [](const http::Request&) -> http::Response { throw std::runtime_error("secret"); });
  const auto response =
      exchange(running.port(), "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(status_of(response), 500);
  EXPECT_EQ(response.find("secret"), std::string::npos);
  EXPECT_NE(response.find("application/problem+json"), std::string::npos);
  expect_secured(response);
}

TEST(ServerTest, HeadHasTheLengthAndNoBody) {
  const RunningSite running({}, hello);
  const auto response =
      exchange(running.port(), "HEAD /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(status_of(response), 200);
  EXPECT_NE(response.find("Content-Length: 8\r\n"), std::string::npos);
  EXPECT_EQ(response.substr(response.size() - 4), "\r\n\r\n");
}

TEST(ServerTest, AnswersPipelinedRequestsInOrder) {
  const RunningSite running({}, hello);
  const auto response = exchange(running.port(),
                                 "GET /1 HTTP/1.1\r\nHost: localhost\r\n\r\nGET /2 HTTP/1.1\r\nHost: "
                                 "localhost\r\nConnection: close\r\n\r\n");
  const auto first = response.find("GET /1\n");
  const auto second = response.find("GET /2\n");
  ASSERT_NE(first, std::string::npos);
  ASSERT_NE(second, std::string::npos);
  EXPECT_LT(first, second);
}

TEST(ServerTest, ABodyNobodyReadsIsNoSecondRequest) {
  const RunningSite running(plain_articles());
  const std::string smuggled = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  for (const std::string head : {"GET / HTTP/1.1", "POST /api/v1/search HTTP/1.1"}) {
    const auto response = exchange(
        running.port(), head + "\r\nHost: localhost\r\nContent-Length: " + std::to_string(smuggled.size()) +
                            "\r\n\r\n" + smuggled);
    EXPECT_EQ(response.find("ok\n"), std::string::npos);
    EXPECT_NE(response.find("Connection: close"), std::string::npos);
  }
}

TEST(ServerTest, AMethodNobodyKnowsIsNotTakenForANoisyLine) {
  const RunningSite running(plain_articles());
  const std::string rest = " / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  EXPECT_EQ(status_of(exchange(running.port(), "BREW" + rest)), 501);
  EXPECT_EQ(status_of(exchange(running.port(), "get" + rest)), 501);
  EXPECT_EQ(status_of(exchange(running.port(), "POST" + rest)), 405);
  EXPECT_EQ(status_of(exchange(running.port(), "one two three\r\n\r\n")), 400);
}

TEST(ServerTest, TakesADraftWholeAndNothingBehindIt) {
  const RunningSite running(plain_articles());
  const std::string draft = "“Helicopters arrived on a Tuesday,” nobody said.";
  const auto post = [&](const std::string& headers, const std::string& body) {
    return exchange(running.port(),
                    "POST /api/v1/verify HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n" + body);
  };
  const auto length = "Content-Length: " + std::to_string(draft.size()) + "\r\n";
  const auto answer = post(length, draft + "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_NE(answer.find("Helicopters arrived on a Tuesday"), std::string::npos);
  EXPECT_EQ(answer.find("ok\n"), std::string::npos);
  EXPECT_NE(post(length + "Expect: 100-continue\r\n", draft).find("HTTP/1.1 100 Continue\r\n\r\n"),
            std::string::npos);
  EXPECT_EQ(status_of(post("", "")), 200);
}

TEST(ServerTest, RefusesBodiesItCannotBound) {
  http::ServerOptions options;
  options.body_bytes = 1000;
  options.body_time = std::chrono::milliseconds(200);
  const RunningSite running(plain_articles(), options);
  const auto post = [&](const std::string& headers) {
    return status_of(exchange(running.port(),
                              "POST /api/v1/verify HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\nabc"));
  };
  EXPECT_EQ(post("Content-Length: 1001\r\n"), 413);
  EXPECT_EQ(post("Content-Length: 99999999999999999999999\r\n"), 413);
  EXPECT_EQ(post("Content-Length: three\r\n"), 400);
  EXPECT_EQ(post("Content-Length: -3\r\n"), 400);
  EXPECT_EQ(post("Transfer-Encoding: chunked\r\n"), 411);
  EXPECT_EQ(post("Content-Length: 900\r\n"), 408);  // the rest never comes
  EXPECT_EQ(post("Content-Length: 3\r\nOrigin: http://elsewhere.example\r\n"), 403);
  EXPECT_EQ(post("Content-Length: 3\r\nSec-Fetch-Site: cross-site\r\n"), 403);
  EXPECT_EQ(post("Content-Length: 3\r\nOrigin: http://localhost\r\n"), 200);
  EXPECT_EQ(post("Content-Length: 3\r\nSec-Fetch-Site: same-origin\r\nOrigin: null\r\n"), 200);
  EXPECT_EQ(post("Content-Length: 3\r\n"), 200);
}

TEST(ServerTest, NamesThatAreNotItsOwnAreTurnedAway) {
  http::ServerOptions options;
  options.hosts = {"news.example.org"};
  const RunningSite running(options, hello);
  const auto status = [&](const std::string& host) {
    return status_of(
        exchange(running.port(), "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"));
  };
  for (const auto* own : {"localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:80", "news.example.org"})
    EXPECT_EQ(status(own), 200) << own;
  for (const auto* other :
       {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "[::2]", ""})
    EXPECT_EQ(status(other), 421) << other;
}

TEST(ServerTest, LongAddressesAndHeadsAreRefusedByTheirName) {
  const RunningSite running({}, hello);
  const std::string end = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  EXPECT_EQ(status_of(exchange(running.port(), "GET /" + std::string(7000, 'a') + end)), 200);
  EXPECT_EQ(status_of(exchange(running.port(), "GET /" + std::string(9000, 'a') + end)), 414);
  EXPECT_EQ(status_of(exchange(running.port(), "GET /" + std::string(60'000, 'a') + end)), 414);
  std::string many = "GET / HTTP/1.1\r\nHost: localhost\r\n";
  for (int i = 0; i < 5'000; ++i) many += "X-" + std::to_string(i) + ": y\r\n";
  const auto response = exchange(running.port(), many + "\r\n");
  EXPECT_EQ(status_of(response), 431);
  EXPECT_NE(response.find("application/problem+json"), std::string::npos);
  expect_secured(response);
}

TEST(ServerTest, AHeadThatTricklesInIsEnded) {
  http::ServerOptions options;
  options.head_time = 300ms;
  const RunningSite running(options, hello);
  const RawClient client(running.port());
  client.send("GET / HTTP/1.1\r\nHost: loc");
  const auto response = client.read_all(3s);
  EXPECT_EQ(status_of(response), 408);
}

TEST(ServerTest, MoreConnectionsThanTheQueueHoldsAreToldToComeBack) {
  http::ServerOptions options;
  options.workers = 1;
  options.queue = 1;
  std::promise<void> release;
  auto released = release.get_future().share();
  {
    const RunningSite running(options, [released](const http::Request& request) {
      released.wait();
      return hello(request);
    });
    const std::string request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 4; ++i) {
      clients.push_back(std::make_unique<RawClient>(running.port()));
      clients.back()->send(request);
      std::this_thread::sleep_for(100ms);
    }
    const auto response = clients[3]->read_all();
    EXPECT_EQ(status_of(response), 503);
    EXPECT_NE(response.find("Retry-After: 1"), std::string::npos);
    EXPECT_NE(response.find("application/problem+json"), std::string::npos);
    expect_secured(response);
    release.set_value();
    EXPECT_EQ(status_of(clients[0]->read_all()), 200);
    EXPECT_EQ(status_of(clients[1]->read_all()), 200);
  }
}

TEST(ServerTest, IdleConnectionsGiveWayToWaitingOnes) {
  http::ServerOptions options;
  options.workers = 2;
  const RunningSite running(options, hello);
  std::vector<std::unique_ptr<RawClient>> idle;
  for (int i = 0; i < 2; ++i) {
    idle.push_back(std::make_unique<RawClient>(running.port()));
    idle.back()->send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(status_of(idle.back()->read_until("GET /\n")), 200);
  }
  const auto began = std::chrono::steady_clock::now();
  EXPECT_EQ(
      status_of(exchange(running.port(), "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")),
      200);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
}

TEST(ServerTest, StopsWhileConnectionsAreOpen) {
  const auto began = std::chrono::steady_clock::now();
  std::unique_ptr<RawClient> idle;
  std::unique_ptr<RawClient> half;
  {
    const RunningSite running({}, hello);
    idle = std::make_unique<RawClient>(running.port());
    idle->send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    idle->read_until("GET /\n");
    half = std::make_unique<RawClient>(running.port());
    half->send("GET / HT");
    std::this_thread::sleep_for(50ms);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - began, 3s);
}

TEST(ServerTest, ARequestInHandIsFinishedBeforeTheEnd) {
  std::promise<void> begun;
  std::string response;
  {
    RunningSite running({}, [&](const http::Request& request) {
      begun.set_value();
      std::this_thread::sleep_for(400ms);
      return hello(request);
    });
    const RawClient client(running.port());
    client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    begun.get_future().wait();
    running.stop();
    response = client.read_all();
  }
  EXPECT_EQ(status_of(response), 200);
}

http::Response a_lot(const http::Request&) {
  return {200, "text/plain; charset=utf-8", std::string(64U << 20U, 'x'), {}};
}

TEST(ServerTest, AClientThatDoesNotReadDoesNotHoldUpTheEnd) {
  std::chrono::steady_clock::time_point began;
  std::unique_ptr<RawClient> client;  // outlives the server
  {
    RunningSite running({}, a_lot);
    client = std::make_unique<RawClient>(running.port());
    client->send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_FALSE(client->read_until("\r\n\r\n").empty());
    running.stop();
    began = std::chrono::steady_clock::now();
  }
  EXPECT_LT(std::chrono::steady_clock::now() - began, 3500ms);
}

TEST(ServerTest, AResponseThatDrainsDropByDropEnds) {
  http::ServerOptions options;
  options.answer_time = 500ms;
  const RunningSite running(options, a_lot);
  const RawClient client(running.port());
  client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  std::size_t received = 0;
  for (int i = 0; i < 30; ++i) {
    received += client.read_until("x").size();
    std::this_thread::sleep_for(50ms);
  }
  received += client.read_all().size();
  EXPECT_LT(received, 64U << 20U);
}

TEST(ServerTest, RangesAndCodingsAreNotTheLibrarysToDecide) {
  const RunningSite running(plain_articles());
  const auto response = exchange(running.port(),
                                 "GET /search?q=helicopters HTTP/1.1\r\nHost: localhost\r\nConnection: "
                                 "close\r\nAccept-Encoding: br, gzip\r\nRange: bytes=0-1,0-1,0-1\r\n\r\n");
  EXPECT_EQ(status_of(response), 200);
  EXPECT_EQ(response.find("Content-Encoding"), std::string::npos);
}

TEST(ServerTest, AClientOfTheUsualKindIsServed) {
  const RunningSite running(plain_articles());
  httplib::Client client("127.0.0.1", running.port());
  client.set_keep_alive(true);
  for (int i = 0; i < 20; ++i) {
    const auto response = client.Get("/api/v1/search?q=helicopters");
    ASSERT_TRUE(response);
    EXPECT_EQ(response->status, 200);
    EXPECT_EQ(nlohmann::json::parse(response->body)["total"]["value"], 3);
  }
}

// Bytes that are no HTTP, or nearly: an error or silence, and the next client is served.
TEST(ServerTest, SurvivesRawBytes) {
  const RunningSite running(plain_articles());
  std::mt19937 random(431);
  const std::vector<std::string> seeds{"GET ",
                                       "HEAD ",
                                       "POST ",
                                       "/",
                                       "/search?q=",
                                       " HTTP/1.1\r\n",
                                       " HTTP/1.0\r\n",
                                       "Host: localhost\r\n",
                                       "\r\n",
                                       "\r\n\r\n",
                                       "Content-Length: 5\r\n",
                                       "Content-Length: -1\r\n",
                                       "Transfer-Encoding: chunked\r\n",
                                       "Range: bytes=0-,5-1\r\n",
                                       "Expect: 100-continue\r\n",
                                       "Connection: close\r\n",
                                       "%00",
                                       "%",
                                       "\n",
                                       ":",
                                       "Host: x\r\n"};
  constexpr int kRuns = 10'000;
  for (int i = 0; i < kRuns; ++i) {
    std::string bytes = random() % 2 == 0 ? "GET /search?q=" : "";
    for (auto n = random() % 20; n > 0; --n)
      bytes += random() % 3 != 0 ? seeds[random() % seeds.size()]
                                 : std::string(1, static_cast<char>(random() % 256));
    const RawClient client(running.port());
    ASSERT_TRUE(client.is_connected()) << "after " << i << " requests";
    client.send(bytes);
    client.end_sending();
    const auto response = client.read_all();
    // 501 is for a method nobody knows; any other of its kind would be a failure of ours.
    const auto status = response.empty() ? 200 : status_of(response);
    ASSERT_TRUE((status >= 200 && status < 500) || status == 501) << bytes << "\n" << response.substr(0, 200);
  }
  EXPECT_EQ(status_of(exchange(running.port(),
                               "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")),
            200);
  EXPECT_EQ(running.complaints, 0);
}

}  // namespace
}  // namespace pressmark::test
