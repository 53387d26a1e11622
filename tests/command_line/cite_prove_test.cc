// `cite prove` and `cite check`: a bundle that a stranger can check, also without any program of ours.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/command_line/cited_index.h"

namespace pressmark {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kLeaf = "qd-harbour#c109-163";

std::string content_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class CiteProve : public test::CitedIndex {
 protected:
  std::string at(const std::string& name) const { return (here_ / name).string(); }

  // A bundle in a folder of its own.
  std::string bundle(const std::string& name, const std::string& citation = kLeaf) const {
    const auto result = cite({"prove", citation, "-o", at(name)});
    EXPECT_EQ(result.status, 0) << result.errors;
    EXPECT_EQ(result.output, at(name) + "\n");
    return at(name);
  }

  test::ProcessResult shell(const std::string& script, const std::string& folder) const {
    test::ProcessOptions options;
    options.directory = folder;
    return test::run({"/bin/sh", "-c", script}, options);
  }

  static json checked(const std::string& bundle, int status) {
    const auto result = cite({"check", bundle, "--json"});
    EXPECT_EQ(result.status, status) << result.output << result.errors;
    return json::parse(result.output);
  }

  test::TemporaryDirectory here_;
};

TEST_F(CiteProve, ABundleHoldsInEveryPacking) {
  for (const char* name : {"folder", "bundle.zip", "bundle.tar"}) {
    const auto report = checked(bundle(name), 0);
    EXPECT_EQ(report["holds"], true);
    EXPECT_EQ(report["words"], "“We will open two lanes by May, and not a day before,”");
    EXPECT_EQ(report["pinned"].get<std::string>().find("qd-harbour@"), 0U);
    for (const auto& check : report["checks"]) EXPECT_EQ(check["holds"], true);
  }
}

TEST_F(CiteProve, AStrangerChecksItWithSha256sum) {
  const auto folder = bundle("folder");
  const auto sums = shell("sha256sum -c SHA256SUMS", folder);
  EXPECT_EQ(sums.status, 0) << sums.output << sums.errors;
  for (const char* name : {"README.txt", "citation.json", "source", "text.txt"})
    EXPECT_NE(sums.output.find(std::string(name) + ": OK"), std::string::npos) << sums.output;
  const auto proof = json::parse(content_of(folder + "/citation.json"));
  EXPECT_EQ(shell("sha256sum text.txt | cut -c1-64", folder).output,
            proof["citation"]["revision"].get<std::string>() + "\n");
  EXPECT_EQ(shell("sha256sum source | cut -c1-64", folder).output,
            proof["source"]["sha256"].get<std::string>() + "\n");
  EXPECT_EQ(content_of(folder + "/source"), test::kHarbourNow);
  // What README.txt says to type gives the words.
  const auto read_me = content_of(folder + "/README.txt");
  const auto begin = read_me.find("python3 -c");
  ASSERT_NE(begin, std::string::npos) << read_me;
  EXPECT_EQ(shell(read_me.substr(begin, read_me.find('\n', begin) - begin), folder).output,
            proof["citation"]["text"].get<std::string>() + "\n");
}

TEST_F(CiteProve, OtherProgramsUnpackIt) {
  const auto folder = bundle("folder");
  bundle("bundle.zip");
  bundle("bundle.tar");
  ASSERT_EQ(shell("tar xf bundle.tar && mv qd-harbour@* from-tar && python3 -m zipfile -e bundle.zip . && "
                  "mv qd-harbour@* from-zip && diff -r folder from-tar && diff -r folder from-zip",
                  here_.path().string())
                .status,
            0);
  // And what they pack again still holds.
  ASSERT_EQ(shell("tar czf again.tar.gz from-tar && tar cf flat.tar -C folder . && "
                  "python3 -m zipfile -c again.zip from-zip/",
                  here_.path().string())
                .status,
            0);
  for (const char* name : {"again.tar.gz", "flat.tar", "again.zip"}) checked(at(name), 0);
}

TEST_F(CiteProve, TheSameProofIsTheSameBytes) {
  const auto first = content_of(bundle("first.zip"));
  test::ProcessOptions elsewhere;
  elsewhere.environment.emplace_back("TZ", "Pacific/Kiritimati");
  ASSERT_EQ(cite({"prove", kLeaf, "-o", at("second.zip")}, elsewhere).status, 0);
  EXPECT_EQ(content_of(at("second.zip")), first);
  const test::RunningServer server(index_path());
  ASSERT_EQ(cite({"prove", kLeaf, "-o", at("third.zip"), "--server", server.address()}).status, 0);
  EXPECT_EQ(content_of(at("third.zip")), first);
}

TEST_F(CiteProve, NothingCanBeChangedUnseen) {
  for (const char* name : {"text.txt", "source", "citation.json", "README.txt", "SHA256SUMS"}) {
    const auto folder = bundle(std::string("changed-") + name);
    auto bytes = content_of(folder + "/" + name);
    const auto place = name == std::string("citation.json") ? bytes.find("Quay Daily") : bytes.size() / 2;
    bytes[place] = bytes[place] == 'x' ? 'y' : 'x';
    std::ofstream(folder + "/" + name, std::ios::binary) << bytes;
    EXPECT_EQ(checked(folder, 1)["holds"], false) << name;
  }
  const auto less = bundle("less");
  fs::remove(less + "/source");
  EXPECT_EQ(checked(less, 1)["holds"], false);
  const auto more = bundle("more");
  std::ofstream(more + "/note.txt") << "added\n";
  EXPECT_EQ(checked(more, 1)["holds"], false);
  const auto claimed = bundle("claimed");
  std::ofstream(claimed + "/log.json") << "{}\n";
  shell("sha256sum * > sums; grep -v -e sums -e SUMS sums > SHA256SUMS; rm sums", claimed);
  EXPECT_EQ(checked(claimed, 1)["holds"], false);
}

// Whoever changes the text mends the sums too: then the revision is another one than was cited.
TEST_F(CiteProve, AForgedTextIsNotTheRevisionCited) {
  const auto folder = bundle("forged");
  auto text = content_of(folder + "/text.txt");
  text.replace(text.find("two lanes"), 9, "six lanes");
  std::ofstream(folder + "/text.txt", std::ios::binary) << text;
  ASSERT_EQ(
      shell("sha256sum README.txt citation.json source text.txt > SHA256SUMS && sha256sum -c SHA256SUMS",
            folder)
          .status,
      0);
  EXPECT_EQ(checked(folder, 1)["holds"], false);
  // And mends citation.json as well: it holds by itself, but proves another citation.
  const auto printed =
      json::parse(content_of(folder + "/citation.json"))["citation"]["pinned"].get<std::string>();
  const std::string script =
      "old=$(python3 -c 'import "
      "json;print(json.load(open(\"citation.json\"))[\"citation\"][\"revision\"])')\n"
      "new=$(sha256sum text.txt | cut -c1-64)\n"
      "sed -i -e \"s/$old/$new/g\" -e \"s/$(echo $old | cut -c1-12)/$(echo $new | cut -c1-12)/g\" "
      "-e 's/two lanes/six lanes/' citation.json\n"
      "sha256sum README.txt citation.json source text.txt > SHA256SUMS\n";
  ASSERT_EQ(shell(script, folder).status, 0);
  checked(folder, 0);
  const auto against = cite({"check", folder, printed});
  EXPECT_EQ(against.status, 1);
  EXPECT_NE(against.output.find("it is not the proof of " + printed), std::string::npos) << against.output;
}

TEST_F(CiteProve, ABundleIsHeldAgainstThePrintedCitation) {
  const auto zip = bundle("bundle.zip");
  const auto pinned = checked(zip, 0)["pinned"].get<std::string>();
  EXPECT_EQ(cite({"check", zip, pinned}).status, 0);
  EXPECT_EQ(cite({"check", zip, pinned.substr(0, pinned.find('#'))}).status, 0);
  EXPECT_EQ(cite({"check", zip, pinned + "9"}).status, 1);
  EXPECT_EQ(cite({"check", zip, "x" + pinned}).status, 1);
  EXPECT_EQ(cite({"check", zip, "qd-harbour@00000000#c109-163"}).status, 1);
  EXPECT_EQ(cite({"check", zip, "qd-harbour"}).status, 2);
}

TEST_F(CiteProve, AnOlderRevisionAndAWholeArticleAreProvedToo) {
  const auto all = json::parse(cite({"show", "qd-harbour", "--json"}).output)["citations"][0];
  EXPECT_EQ(all["status"]["revisions"], 2);
  const auto whole = bundle("whole", "qd-harbour");
  EXPECT_EQ(checked(whole, 0)["words"], nullptr);
  EXPECT_EQ(content_of(whole + "/text.txt").find("The harbour road stays closed for repairs"), 0U);
}

TEST_F(CiteProve, WithoutANameItIsCalledAfterTheCitation) {
  test::ProcessOptions options;
  options.directory = here_.path();
  const auto result = cite({"prove", kLeaf}, options);
  EXPECT_EQ(result.status, 0) << result.errors;
  EXPECT_TRUE(fs::exists(here_ / result.output.substr(0, result.output.size() - 1))) << result.output;
  EXPECT_EQ(result.output.find("qd-harbour@"), 0U);
  EXPECT_NE(result.output.find("-c109-163.zip\n"), std::string::npos);
}

TEST_F(CiteProve, WithoutAKeptSourceItSaysSo) {
  const auto index = at("index");
  ASSERT_EQ(
      program("indexer", {"--index", index, "add", "--no-sources", here_.write("a.md", test::kHarbourNow)})
          .status,
      0);
  const auto result = cite({"prove", kLeaf, "-o", at("bare"), "--index", index});
  EXPECT_EQ(result.status, 0);
  EXPECT_NE(result.errors.find("has not kept the source"), std::string::npos) << result.errors;
  EXPECT_FALSE(fs::exists(at("bare") + "/source"));
  checked(at("bare"), 0);
}

// What is there already is never touched, and nothing is left of what fails.
TEST_F(CiteProve, NothingIsOverwrittenOrLeftHalfDone) {
  for (const char* name : {"folder", "bundle.zip"}) {
    bundle(name);
    const auto again = cite({"prove", kLeaf, "-o", at(name)});
    EXPECT_EQ(again.status, 74);
    EXPECT_NE(again.errors.find("is there already"), std::string::npos);
    checked(at(name), 0);
  }
  EXPECT_EQ(cite({"prove", kLeaf, "-o", at("no/such/place.zip")}).status, 74);
  test::ProcessOptions full;
  full.max_file_bytes = 512;
  for (const char* name : {"full", "full.zip"}) {
    EXPECT_EQ(cite({"prove", kLeaf, "-o", at(name)}, full).status, 74);
    EXPECT_FALSE(fs::exists(at(name))) << name;
  }
}

TEST_F(CiteProve, TellsWhatItCannotProve) {
  EXPECT_EQ(cite({"prove"}).status, 2);
  EXPECT_EQ(cite({"prove", "a", "b"}).status, 2);
  EXPECT_EQ(cite({"prove", "nobody", "-o", at("x")}).status, 1);
  EXPECT_EQ(cite({"prove", "qd-harbour#c1-99999", "-o", at("x")}).status, 1);
  EXPECT_EQ(cite({"prove", "qd-harbour@00000000", "-o", at("x")}).status, 1);
  EXPECT_EQ(cite({"harbour", "-o", at("x")}).status, 2);
  EXPECT_FALSE(fs::exists(at("x")));
}

// A server hands out no text that the outlet's rights keep back.
TEST_F(CiteProve, AServerProvesOnlyWhatItMayShow) {
  const auto index = at("index");
  const auto outlets = here_.write("outlets.tsv", "Quay Daily\t\texcerpt\tquay-daily.example\t\n");
  ASSERT_EQ(program("indexer",
                    {"--index", index, "add", "--outlets", outlets, here_.write("a.md", test::kHarbourNow)})
                .status,
            0);
  const test::RunningServer server(index);
  const auto refused = cite({"prove", kLeaf, "-o", at("x"), "--server", server.address()});
  EXPECT_EQ(refused.status, 1);
  EXPECT_NE(refused.errors.find("rights of its outlet"), std::string::npos) << refused.errors;
  EXPECT_FALSE(fs::exists(at("x")));
  EXPECT_EQ(cite({"prove", kLeaf, "-o", at("y"), "--index", index}).status, 0);
}

TEST_F(CiteProve, CheckTellsWhatIsNoBundle) {
  EXPECT_EQ(cite({"check"}).status, 2);
  EXPECT_EQ(cite({"check", at("nowhere")}).status, 66);
  EXPECT_EQ(cite({"check", here_.write("a.zip", "PK\x03\x04 no more")}).status, 65);
  EXPECT_EQ(cite({"check", here_.write("b.txt", "hello\n")}).status, 65);
  fs::create_directory(at("empty"));
  EXPECT_EQ(cite({"check", at("empty")}).status, 65);
  here_.write("other/text.txt", "x");
  here_.write("other/citation.json", "{\"schema\":\"else\"}");
  EXPECT_EQ(cite({"check", at("other")}).status, 65);
  here_.write("other/citation.json", std::string(1'000'000, '['));
  EXPECT_EQ(cite({"check", at("other")}).status, 65);
  here_.write("other/citation.json", "{\"schema\":\"pressmark-proof-7\"}");
  EXPECT_EQ(cite({"check", at("other")}).status, 70);
  EXPECT_EQ(cite({"check", at("other"), "--format", "ris"}).status, 2);
}

TEST_F(CiteProve, AHostileArchiveIsRefused) {
  bundle("folder");
  const auto made = shell(
      "mkdir -p deep/a/b links/a && cp folder/* deep/a/b/ && cp folder/* deep/a/ && tar cf deep.tar -C deep "
      "a && "
      "cp folder/* links/a/ && rm links/a/source && ln -s /etc/passwd links/a/source && tar cf links.tar -C "
      "links a && "
      "tar cf twice.tar -C folder text.txt citation.json text.txt && "
      "python3 -c \"import zipfile; z=zipfile.ZipFile('many.zip','w'); [z.writestr('a/%d' % i, 'x') for i in "
      "range(99)]\" && "
      "tar cf up.tar --transform 's,^,../,' -P -C folder text.txt citation.json && "
      "mkdir big && truncate -s 300M big/source && "
      "cp folder/text.txt folder/citation.json big/ && tar czf big.tar.gz big && rm -r big",
      here_.path().string());
  ASSERT_EQ(made.status, 0) << made.errors;
  for (const char* name : {"deep.tar", "links.tar", "twice.tar", "many.zip", "up.tar", "big.tar.gz"}) {
    const auto result = cite({"check", at(name)});
    EXPECT_EQ(result.status, 65) << name << result.output << result.errors;
    EXPECT_EQ(result.output, "");
  }
}

TEST_F(CiteProve, CheckNeedsNeitherIndexNorServer) {
  const auto zip = bundle("bundle.zip");
  test::ProcessOptions options;
  options.environment.emplace_back("PRESSMARK_INDEX", "/nowhere/at/all");
  options.environment.emplace_back("HOME", "/nowhere");
  EXPECT_EQ(program("cite", {"check", zip}, options).status, 0);
}

}  // namespace
}  // namespace pressmark
