// `cite mcp` as a client of the Model Context Protocol meets it: lines in, lines out.

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tests/command_line/cited_index.h"

namespace pressmark {
namespace {

using nlohmann::json;

constexpr int kParseError = -32700;
constexpr int kInvalidRequest = -32600;
constexpr int kMethodNotFound = -32601;
constexpr int kInvalidParams = -32602;

class CiteMcp : public test::CitedIndex {
 protected:
  // What a server says to these lines, an answer each.
  static std::vector<json> dialogue(const std::string& lines, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments{"mcp"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    const auto result = cite_reading(lines, std::move(arguments));
    EXPECT_EQ(result.status, 0) << result.errors;
    std::vector<json> answers;
    std::istringstream in(result.output);
    for (std::string line; std::getline(in, line);) answers.push_back(json::parse(line));
    return answers;
  }

  static std::string request(const json& id, const std::string& method, const json& params = nullptr) {
    json message{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}};
    if (!params.is_null()) message["params"] = params;
    return message.dump() + "\n";
  }

  static std::string call(const std::string& tool, const json& arguments) {
    return request(1, "tools/call", {{"name", tool}, {"arguments", arguments}});
  }

  static json result_of(const std::string& line) {
    const auto answers = dialogue(line);
    if (answers.size() != 1 || !answers[0].contains("result")) {
      ADD_FAILURE() << json(answers).dump();
      return {};
    }
    return answers[0]["result"];
  }

  static std::string greeting(const std::string& version) {
    return request("hello", "initialize",
                   {{"protocolVersion", version},
                    {"capabilities", json::object()},
                    {"clientInfo", {{"name", "test"}, {"version", "1"}}}});
  }
};

TEST_F(CiteMcp, ASessionGoesFromGreetingToEndOfInput) {
  const auto answers = dialogue(greeting("2025-06-18") +
                                R"({"jsonrpc":"2.0","method":"notifications/initialized"})"
                                "\n" +
                                request(2, "ping") + request(3, "tools/list") +
                                call("quote", {{"words", "two lanes by May"}}));
  ASSERT_EQ(answers.size(), 4U);
  EXPECT_EQ(answers[0]["id"], "hello");
  const auto& hello = answers[0]["result"];
  EXPECT_EQ(hello["protocolVersion"], "2025-06-18");
  EXPECT_TRUE(hello["capabilities"].contains("tools"));
  EXPECT_EQ(hello["serverInfo"]["name"], "pressmark");
  EXPECT_EQ(answers[1], (json{{"jsonrpc", "2.0"}, {"id", 2}, {"result", json::object()}}));
  EXPECT_EQ(answers[3]["result"]["structuredContent"]["citations"][0]["id"], "qd-harbour");
}

TEST_F(CiteMcp, TheVersionIsTheClientsWhereItIsKnown) {
  for (const char* version : {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"})
    EXPECT_EQ(result_of(greeting(version))["protocolVersion"], version);
  EXPECT_EQ(result_of(greeting("1999-01-01"))["protocolVersion"], "2025-11-25");
  EXPECT_EQ(dialogue(request(1, "initialize"))[0]["error"]["code"], kInvalidParams);
}

TEST_F(CiteMcp, EveryToolTellsWhatItTakesAndGives) {
  std::set<std::string> names;
  const auto listed = result_of(request(1, "tools/list"));
  for (const auto& tool : listed["tools"]) {
    names.insert(tool["name"]);
    const auto& input = tool["inputSchema"];
    EXPECT_EQ(input["type"], "object");
    EXPECT_EQ(input["additionalProperties"], false);
    ASSERT_EQ(input["required"].size(), 1U);
    EXPECT_TRUE(input["properties"].contains(input["required"][0].get<std::string>()));
    for (const auto& property : input["properties"]) EXPECT_FALSE(property["description"].empty());
    EXPECT_EQ(tool["outputSchema"]["type"], "object");
    EXPECT_EQ(tool["annotations"]["readOnlyHint"], true);
  }
  EXPECT_EQ(names, (std::set<std::string>{"find", "quote", "verify"}));
}

// What the schema promises of an answer, the answer has.
TEST_F(CiteMcp, AnswersHaveWhatTheirSchemaRequires) {
  std::map<std::string, json> required;
  const auto listed = result_of(request(1, "tools/list"));
  for (const auto& tool : listed["tools"]) required[tool["name"]] = tool["outputSchema"]["required"];
  const std::map<std::string, json> calls{{"find", {{"query", "harbour"}}},
                                          {"quote", {{"words", "two lanes"}}},
                                          {"verify", {{"draft", "No quotation."}}}};
  for (const auto& [tool, arguments] : calls) {
    const auto result = result_of(call(tool, arguments));
    EXPECT_EQ(result["isError"], false);
    for (const auto& member : required.at(tool))
      EXPECT_TRUE(result["structuredContent"].contains(member.get<std::string>())) << tool << " " << member;
    EXPECT_EQ(json::parse(result["content"].back()["text"].get<std::string>()), result["structuredContent"]);
  }
}

TEST_F(CiteMcp, ToolsGiveWhatTheCommandsGive) {
  const auto found = result_of(
      call("find", {{"query", "harbour road"}, {"n", 2}, {"outlet", {"Quay Daily"}}, {"sort", "oldest"}}));
  const auto printed = json::parse(
      cite({"harbour", "road", "-n", "2", "--outlet", "Quay Daily", "--sort", "oldest", "--json"}).output);
  EXPECT_EQ(found["structuredContent"]["citations"], printed["citations"]);

  const auto nothing = result_of(call("find", {{"query", "xyzzy"}}));
  EXPECT_EQ(nothing["isError"], false);
  EXPECT_EQ(nothing["structuredContent"]["status"], 1);
  EXPECT_EQ(nothing["structuredContent"]["citations"], json::array());
}

TEST_F(CiteMcp, AnUnverifiedQuotationIsTold) {
  const auto right = result_of(
      call("verify",
           {{"draft", "Tilda Brannock said: \"We will open two lanes by May, and not a day before.\""}}));
  EXPECT_EQ(right["structuredContent"]["status"], 0);
  EXPECT_EQ(right["content"].size(), 1U);

  const auto wrong = result_of(
      call("verify",
           {{"draft", "Tilda Brannock said: \"We will open ten lanes by May, and not a day before.\""}}));
  EXPECT_EQ(wrong["structuredContent"]["status"], 3);
  EXPECT_EQ(wrong["structuredContent"]["summary"], (json{{"altered", 1}}));
  ASSERT_EQ(wrong["content"].size(), 2U);
  EXPECT_NE(wrong["content"][0]["text"].get<std::string>().find("Not every quotation is verified"),
            std::string::npos);
}

TEST_F(CiteMcp, ArgumentsThatMeanNothingAreToldToTheModel) {
  for (const auto& [tool, arguments] :
       std::vector<std::pair<std::string, json>>{{"find", json::object()},
                                                 {"find", {{"query", 7}}},
                                                 {"find", {{"query", ""}}},
                                                 {"find", {{"query", "x"}, {"n", 0}}},
                                                 {"find", {{"query", "x"}, {"n", 51}}},
                                                 {"find", {{"query", "x"}, {"n", 18446744073709551615U}}},
                                                 {"find", {{"query", "x"}, {"n", 2.5}}},
                                                 {"find", {{"query", "x"}, {"outlet", "Quay Daily"}}},
                                                 {"find", {{"query", "x"}, {"outlet", {1}}}},
                                                 {"find", {{"query", "x"}, {"sort", "best"}}},
                                                 {"find", {{"query", "x"}, {"exact", "yes"}}},
                                                 {"find", {{"query", "x"}, {"from", "yesterday"}}},
                                                 {"find", {{"query", "x"}, {"colour", "red"}}},
                                                 {"verify", {{"draft", "x"}, {"as", "docx"}}}}) {
    const auto result = result_of(call(tool, arguments));
    EXPECT_EQ(result["isError"], true) << arguments;
    EXPECT_FALSE(result["content"][0]["text"].get<std::string>().empty());
  }
}

TEST_F(CiteMcp, WhatIsNoRequestIsAnsweredAsJsonRpcHasIt) {
  const std::vector<std::pair<std::string, int>> cases{
      {"{\"jsonrpc\":", kParseError},
      {"\xFF\xFE", kParseError},
      {"7", kInvalidRequest},
      {"\"hello\"", kInvalidRequest},
      {"[]", kInvalidRequest},
      {"{}", kInvalidRequest},
      {R"({"id":1,"method":"ping"})", kInvalidRequest},
      {R"({"jsonrpc":"1.0","id":1,"method":"ping"})", kInvalidRequest},
      {R"({"jsonrpc":"2.0","id":1,"method":7})", kInvalidRequest},
      {R"({"jsonrpc":"2.0","id":null,"method":"ping"})", kInvalidRequest},
      {R"({"jsonrpc":"2.0","id":{"a":1},"method":"ping"})", kInvalidRequest},
      {R"({"jsonrpc":"2.0","id":1,"method":"prompts/list"})", kMethodNotFound},
      {R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":[1]})", kInvalidParams},
      {R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"purge"}})", kInvalidParams},
      {R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"find","arguments":"x"}})",
       kInvalidParams},
      {R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"2"}})", kInvalidParams},
      {std::string(100'000, '['), kInvalidRequest},
  };
  std::string lines;
  for (const auto& [line, code] : cases) lines += line + "\n";
  const auto answers = dialogue(lines);
  ASSERT_EQ(answers.size(), cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    EXPECT_EQ(answers[i]["error"]["code"], cases[i].second) << cases[i].first.substr(0, 200);
    EXPECT_EQ(answers[i]["jsonrpc"], "2.0");
    EXPECT_TRUE(answers[i].contains("id"));
  }
}

TEST_F(CiteMcp, NotificationsResponsesAndBlankLinesAreNotAnswered) {
  EXPECT_EQ(dialogue("\n  \r\n"
                     R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})"
                     "\n"
                     R"({"jsonrpc":"2.0","method":"no/such/thing"})"
                     "\n"
                     R"({"jsonrpc":"2.0","method":"tools/call","params":7})"
                     "\n"
                     R"({"jsonrpc":"2.0","id":4,"result":{}})"
                     "\n"
                     R"([{"jsonrpc":"2.0","method":"notifications/initialized"}])"
                     "\n")
                .size(),
            0U);
}

TEST_F(CiteMcp, AListOfMessagesIsAnsweredByAList) {
  const auto answers = dialogue(
      R"([{"jsonrpc":"2.0","id":1,"method":"ping"},7,{"jsonrpc":"2.0","method":"x"},{"jsonrpc":"2.0","id":"b","method":"ping"}])"
      "\n");
  ASSERT_EQ(answers.size(), 1U);
  ASSERT_EQ(answers[0].size(), 3U);
  EXPECT_EQ(answers[0][0]["id"], 1);
  EXPECT_EQ(answers[0][1]["error"]["code"], kInvalidRequest);
  EXPECT_EQ(answers[0][2]["id"], "b");
  std::string many = "[7";
  for (int i = 0; i < 200; ++i) many += ",7";
  EXPECT_EQ(dialogue(many + "]\n")[0]["error"]["code"], kInvalidRequest);
}

TEST_F(CiteMcp, ALineOverTheBoundIsRefusedAndTheNextIsRead) {
  const auto answers =
      dialogue(call("verify", {{"draft", std::string(std::size_t{5} << 20U, 'x')}}) + request(2, "ping"));
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0]["error"]["code"], kInvalidRequest);
  EXPECT_EQ(answers[0]["id"], nullptr);
  EXPECT_EQ(answers[1]["id"], 2);
}

TEST_F(CiteMcp, TheLastLineNeedsNoEnd) {
  EXPECT_EQ(dialogue(R"({"jsonrpc":"2.0","id":1,"method":"ping"})").size(), 1U);
}

TEST_F(CiteMcp, AServerGivesTheSame) {
  const test::RunningServer server(index_path());
  const auto line = call("quote", {{"words", "two lanes by May"}});
  EXPECT_EQ(dialogue(line, {"--server", server.address()}), dialogue(line));
}

TEST_F(CiteMcp, AServerThatIsDownIsToldAtEachCall) {
  const auto answers = dialogue(call("find", {{"query", "x"}}) + request(2, "ping"),
                                {"--server", "unix:" + (*folder_ / "nobody").string()});
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[0]["result"]["isError"], true);
  EXPECT_NE(answers[0]["result"]["content"][0]["text"].get<std::string>().find("does not answer"),
            std::string::npos);
}

TEST_F(CiteMcp, WithoutAnIndexItDoesNotStart) {
  const auto result = cite({"mcp", "--index", (*folder_ / "nowhere").string()});
  EXPECT_EQ(result.status, 66);
  EXPECT_EQ(result.output, "");
  EXPECT_EQ(cite({"mcp", "and", "more"}).status, 2);
}

// A client waits for the answer before it asks on; the input stays open.
TEST_F(CiteMcp, AnswersComeAtOnce) {
  const std::string script = "coproc server { " PRESSMARK_BIN_DIR
                             "/cite mcp; }\n"
                             "for i in 1 2; do\n"
                             "  echo '{\"jsonrpc\":\"2.0\",\"id\":'$i',\"method\":\"ping\"}' >&${server[1]}\n"
                             "  read -r -t 60 line <&${server[0]} && echo \"$line\"\n"
                             "done\n";
  test::ProcessOptions options;
  options.environment.emplace_back("PRESSMARK_INDEX", index_path());
  const auto result = test::run({"/bin/bash", "-c", script}, options);
  EXPECT_EQ(result.output,
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}\n");
}

TEST_F(CiteMcp, AClientThatIsGoneIsNoError) {
  test::ProcessOptions options;
  options.close_output = true;
  options.input = request(1, "ping") + request(2, "ping");
  EXPECT_EQ(cite({"mcp"}, options).status, 0);
}

}  // namespace
}  // namespace pressmark
