// The description of the API against the site it describes: what it names is there and taken, and nothing
// else is.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "searchd/http/query_string.h"
#include "tests/searchd/http/running_site.h"

namespace pressmark::test {
namespace {

using nlohmann::json;

Article told(const std::string& id) {
  auto one = article(id, "Helicopters", "“The helicopters have arrived,” said Jane Smith of the Herald.");
  return one;
}

class OpenApiTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    running = new RunningSite({told("mi-35"), article("changed", "One", "One wording of it.")});
    running->index().add({article("changed", "One", "Another wording of it.")});
    api = json::parse(answer("GET", "/openapi.json").body);
  }
  static void TearDownTestSuite() { delete running; }

  static http::Response answer(const std::string& method, const std::string& target) {
    http::Request request;
    request.method = method;
    request.target = target;
    request.host = "localhost";
    if (method == "POST")
      request.body = target.starts_with("/api/v1/cite") ? R"({"words":"x"})" : "“Nobody said this at all.”";
    return running->site().answer(request);
  }

  static json resolved(const json& given) {
    if (!given.contains("$ref")) return given;
    return api.at(json::json_pointer(given["$ref"].get<std::string>().substr(1)));
  }

  static std::string quotation_id() {
    return json::parse(answer("GET", "/api/v1/quotations").body)["hits"][0]["id"];
  }

  // "/api/v1/articles/{reference}" with something that is there.
  static std::string filled(std::string path) {
    const auto put = [&](const std::string& name, const std::string& value) {
      if (const auto at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
    };
    put("{reference}", "mi-35");
    if (path.starts_with("/api/v1/diff/")) put("{id}", "changed");
    if (path.find("{id}") != std::string::npos) put("{id}", quotation_id());
    return path;
  }

  static std::string example(const json& parameter) {
    const auto text = [](const json& value) {
      return value.is_string() ? value.get<std::string>() : value.dump();
    };
    if (parameter.contains("example"))
      return text(parameter["example"].is_array() ? parameter["example"][0] : parameter["example"]);
    const auto& schema = parameter["schema"];
    if (schema.contains("default")) return text(schema["default"]);
    return schema.contains("enum") ? text(schema["enum"][0]) : "1";
  }

  static RunningSite* running;
  static json api;
};

RunningSite* OpenApiTest::running = nullptr;
json OpenApiTest::api;

TEST_F(OpenApiTest, EveryAddressAndParameterIsTaken) {
  ASSERT_GE(api["paths"].size(), 15U);
  for (const auto& [path, methods] : api["paths"].items()) {
    for (const auto& [method, operation] : methods.items()) {
      const std::string verb = method == "post" ? "POST" : "GET";
      const auto plain = answer(verb, filled(path));
      EXPECT_EQ(plain.status, 200) << path << plain.body;
      const auto type = plain.content_type.substr(0, plain.content_type.find(';'));
      EXPECT_TRUE(operation["responses"]["200"]["content"].contains(type)) << path << " " << type;
      for (const auto& given : operation.value("parameters", json::array())) {
        const auto parameter = resolved(given);
        if (parameter["in"] == "path") continue;
        const auto name = parameter["name"].get<std::string>();
        const auto value =
            path.starts_with("/api/v1/diff/")
                ? json::parse(plain.body)[name]["id"].get<std::string>()  // a revision there is
                : example(parameter);
        const auto target = filled(path) + "?" + name + "=" + http::percent_encode(value);
        EXPECT_EQ(answer(verb, target).status, 200) << target << answer(verb, target).body;
        for (const auto& other : parameter["schema"].value("enum", json::array())) {
          const auto each =
              filled(path) + "?" + name + "=" + (other.is_string() ? other.get<std::string>() : other.dump());
          const auto status = answer(verb, each).status;
          // A draft that is no office file is refused as one.
          EXPECT_TRUE(status == 200 || (path == "/api/v1/verify" && status == 400)) << each;
        }
      }
    }
  }
}

TEST_F(OpenApiTest, WhatItDoesNotNameIsRefused) {
  for (const auto& [path, methods] : api["paths"].items()) {
    if (!path.starts_with("/api/") || methods.contains("post")) continue;
    EXPECT_EQ(answer("GET", filled(path) + "?colour=red").status, 400) << path;
    EXPECT_EQ(answer("DELETE", filled(path)).status, 405) << path;
  }
}

// The parameters that a refusal lists are those the description has.
TEST_F(OpenApiTest, NamesAllParametersOfASearch) {
  const auto refusal =
      json::parse(answer("GET", "/api/v1/search?colour=red").body)["detail"].get<std::string>();
  for (const auto& given : api["paths"]["/api/v1/search"]["get"]["parameters"]) {
    const auto name = resolved(given)["name"].get<std::string>();
    EXPECT_NE(refusal.find(name), std::string::npos) << name << " in " << refusal;
  }
  std::size_t commas = 0;
  const auto list = refusal.substr(refusal.rfind(": ") + 1);
  for (const char c : list) commas += c == ',' ? 1 : 0;
  EXPECT_EQ(commas + 1, api["paths"]["/api/v1/search"]["get"]["parameters"].size()) << refusal;
}

}  // namespace
}  // namespace pressmark::test
