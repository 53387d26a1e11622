#include "searchd/proof/check.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "schema/model/error.h"
#include "schema/text/sha256.h"
#include "schema/text/utf8.h"

namespace pressmark::proof {
namespace {

using nlohmann::json;

constexpr std::size_t kDigestDigits = 64;

const BundleFile* find(const Bundle& bundle, std::string_view name) {
  const auto found =
      std::find_if(bundle.begin(), bundle.end(), [&](const BundleFile& each) { return each.name == name; });
  return found == bundle.end() ? nullptr : &*found;
}

bool is_digest(std::string_view text) {
  return text.size() == kDigestDigits && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

// File names to digests; absent when a line is none of sha256sum's.
std::optional<std::map<std::string, std::string>> parse_sums(std::string_view text) {
  std::map<std::string, std::string> sums;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const bool fits = line.size() > kDigestDigits + 2 && is_digest(line.substr(0, kDigestDigits)) &&
                      line[kDigestDigits] == ' ' &&
                      (line[kDigestDigits + 1] == ' ' || line[kDigestDigits + 1] == '*');
    if (!fits) return std::nullopt;
    const std::string name(line.substr(kDigestDigits + 2));
    if (!sums.emplace(name, line.substr(0, kDigestDigits)).second) return std::nullopt;
  }
  return sums;
}

constexpr std::size_t kMostCitationBytes = std::size_t{16} << 20U;
constexpr int kDeepestNesting = 16;

// Discarded for what is no JSON, or more of it than a citation needs.
json parse_citation(std::string_view bytes) {
  if (bytes.size() > kMostCitationBytes) return json(json::value_t::discarded);
  struct TooDeep : std::exception {};
  const auto bounded = [](int depth, json::parse_event_t, json&) {
    if (depth > kDeepestNesting) throw TooDeep();
    return true;
  };
  try {
    return json::parse(bytes, bounded, false);
  } catch (const TooDeep&) {
    return json(json::value_t::discarded);
  }
}

// A member that may be missing or of another type.
std::string text_of(const json& object, const char* member) {
  if (!object.is_object()) return {};
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::uint64_t> number_of(const json& object, const char* member) {
  const auto found = object.find(member);
  if (found == object.end() || !found->is_number_unsigned()) return std::nullopt;
  return found->get<std::uint64_t>();
}

class Checker {
 public:
  explicit Checker(const Bundle& bundle) : bundle_(bundle) {}

  Checked run(std::string_view expected) {
    read();
    check_sums();
    check_text();
    check_words();
    check_source();
    check_log();
    if (!expected.empty()) check_expected(expected);
    return std::move(out_);
  }

 private:
  void step(bool holds, std::string told) { out_.steps.push_back({holds, std::move(told)}); }

  void read() {
    const auto* const citation = find(bundle_, file::kCitation);
    text_ = find(bundle_, file::kText);
    if (citation == nullptr || text_ == nullptr)
      throw Error(ErrorKind::bad_input,
                  "this is no bundle: there is no " +
                      std::string(citation == nullptr ? file::kCitation : file::kText) + " in it",
                  "a bundle is a folder, a .zip or a .tar file that cite prove made");
    proof_ = parse_citation(citation->bytes);
    const auto schema = text_of(proof_, "schema");
    if (schema.starts_with("pressmark-proof-") && schema != kProofSchema)
      throw Error(ErrorKind::wrong_version, "the bundle was made by another version (" + schema + ")",
                  "sha256sum -c SHA256SUMS works all the same");
    if (schema != kProofSchema || !proof_.contains("citation") || !proof_["citation"].is_object())
      throw Error(ErrorKind::bad_input, "this is no bundle: its citation.json is none of ours",
                  "a bundle is a folder, a .zip or a .tar file that cite prove made");
    citation_ = proof_["citation"];
    out_.pinned = text_of(citation_, "pinned");
  }

  void check_sums() {
    const auto* const file = find(bundle_, file::kSums);
    const auto sums = file == nullptr ? std::nullopt : parse_sums(file->bytes);
    if (!sums) {
      step(false, file == nullptr ? "there are no SHA256SUMS" : "SHA256SUMS is not as sha256sum writes it");
      return;
    }
    std::size_t right = 0;
    for (const auto& [name, digest] : *sums) {
      const auto* const listed = find(bundle_, name);
      if (listed == nullptr)
        step(false, name + " is missing");
      else if (sha256_hex(listed->bytes) != digest)
        step(false, name + " was changed: its SHA-256 is not the one in SHA256SUMS");
      else
        ++right;
    }
    bool all_listed = true;
    for (const auto& each : bundle_) {
      if (each.name == file::kSums || sums->contains(each.name)) continue;
      all_listed = false;
      step(false, each.name + " was added: SHA256SUMS doesn't have it");
    }
    if (right == sums->size() && all_listed)
      step(true, "every file has the SHA-256 that SHA256SUMS has (" + std::to_string(right) + " files)");
  }

  void check_text() {
    const auto revision = text_of(citation_, "revision");
    const auto digest = sha256_hex(text_->bytes);
    step(digest == revision, digest == revision
                                 ? "text.txt is revision " + revision
                                 : "text.txt is not the revision cited: its SHA-256 is " + digest);
    const auto at = out_.pinned.find('@');
    const auto digits = out_.pinned.substr(at == std::string::npos ? out_.pinned.size() : at + 1);
    const auto end = digits.find('#');
    const auto named = digits.substr(0, end);
    const bool agrees = named.size() >= 8 && digest.starts_with(named) &&
                        out_.pinned.substr(0, at) == text_of(citation_, "id");
    step(agrees, agrees ? out_.pinned + " names it"
                        : "the pinned citation \"" + out_.pinned + "\" does not name this article and text");
  }

  void check_words() {
    const auto hash = out_.pinned.find('#');
    const auto start = number_of(citation_, "start");
    const auto end = number_of(citation_, "end");
    const auto range = start && end ? "#c" + std::to_string(*start) + "-" + std::to_string(*end) : "";
    if (range != (hash == std::string::npos ? "" : out_.pinned.substr(hash))) {
      step(false, "the range of the pinned citation is not start and end of citation.json");
      return;
    }
    if (!start || !end) {
      out_.notes.emplace_back("the article as a whole is cited");
      return;
    }
    if (!is_valid_utf8(text_->bytes)) {
      step(false, "text.txt is no UTF-8");
      return;
    }
    const CodePoints points(text_->bytes);
    if (*start >= *end || *end > points.count()) {
      step(false, "the range is not within the text of " + std::to_string(points.count()) + " characters");
      return;
    }
    const auto place =
        points.to_bytes({static_cast<std::uint32_t>(*start), static_cast<std::uint32_t>(*end)});
    const auto words = text_->bytes.substr(place.begin, place.size());
    const bool same = words == text_of(citation_, "text");
    if (same) out_.words = words;
    step(same, same
                   ? "the words stand at characters " + std::to_string(*start) + " to " + std::to_string(*end)
                   : "other words stand at that range of text.txt than in citation.json");
  }

  void check_source() {
    const auto* const source = find(bundle_, file::kSource);
    if (source == nullptr) {
      out_.notes.emplace_back("the captured source is not in the bundle");
      return;
    }
    const auto stated = proof_.contains("source") ? text_of(proof_["source"], "sha256") : std::string();
    const auto digest = sha256_hex(source->bytes);
    step(digest == stated, digest == stated ? "source has the SHA-256 that was noted when it was read"
                                            : "source is not what the text was read from");
  }

  // Bundles get the log's proof when indexes keep a log. Until then one that claims to have it is not
  // believed.
  void check_log() {
    if (find(bundle_, file::kLog) == nullptr)
      out_.notes.emplace_back(
          "there is no proof from a log of runs: when the wording was first seen is the index's word");
    else
      step(false, "log.json cannot be checked by this version");
  }

  void check_expected(std::string_view expected) {
    const auto at = expected.find('@');
    const auto hash = expected.find('#');
    const auto digits = at == std::string_view::npos
                            ? std::string_view{}
                            : expected.substr(at + 1, hash == std::string_view::npos ? hash : hash - at - 1);
    if (digits.size() < 8)
      throw Error(ErrorKind::usage, "\"" + std::string(expected) + "\" names no revision",
                  "give the citation as it was printed: ID@REV#cA-B");
    const auto here = out_.pinned.find('#');
    const auto range = here == std::string::npos ? std::string() : out_.pinned.substr(here);
    const bool same = expected.substr(0, at) == text_of(citation_, "id") &&
                      sha256_hex(text_->bytes).starts_with(digits) &&
                      (hash == std::string_view::npos || expected.substr(hash) == range);
    step(same, same ? "it is the proof of " + std::string(expected)
                    : "it is not the proof of " + std::string(expected));
  }

  const Bundle& bundle_;
  const BundleFile* text_ = nullptr;
  json proof_;
  json citation_;
  Checked out_;
};

}  // namespace

bool Checked::holds() const {
  return std::all_of(steps.begin(), steps.end(), [](const Step& step) { return step.holds; });
}

Checked check(const Bundle& bundle, std::string_view expected) {
  return Checker(bundle).run(expected);
}

}  // namespace pressmark::proof
