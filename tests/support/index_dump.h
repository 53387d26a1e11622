#pragma once
// Everything an index says, in an order and a form that two indexes of the same articles share: document ids
// and times left out, documents by their unique term.

#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "schema/index/generation.h"
#include "schema/index/record.h"

namespace pressmark::test {

struct IndexDump {
  std::map<std::string, std::string> articles;  // by unique term
  std::map<std::string, std::string> quotations;
  std::map<std::string, std::string> texts;
  std::map<std::string, std::string> sources;     // captured bytes, by unique term, with their holders
  std::map<std::string, std::string> tombstones;  // by article id, without their time
  std::map<std::string, std::string> copies;      // the graph of copies, by key

  friend bool operator==(const IndexDump&, const IndexDump&) = default;
};

inline std::string dump_terms(const Xapian::Document& document) {
  std::ostringstream out;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    out << "\n  " << *term << " *" << term.get_wdf() << " @";
    for (auto position = term.positionlist_begin(); position != term.positionlist_end(); ++position)
      out << ' ' << *position;
  }
  for (auto value = document.values_begin(); value != document.values_end(); ++value)
    out << "\n  slot " << value.get_valueno() << " = " << *value;
  return out.str();
}

// The first term starting with `prefix`: the unique one, where each document has one of them.
inline std::string first_term(const Xapian::Document& document, const std::string& prefix) {
  auto term = document.termlist_begin();
  term.skip_to(prefix);
  if (term == document.termlist_end() || (*term).compare(0, prefix.size(), prefix) != 0) return {};
  return *term;
}

template <class Visit>
void each_document(const std::string& path, Visit visit) {
  const Xapian::Database table(path);
  for (auto it = table.postlist_begin(""); it != table.postlist_end(""); ++it) visit(table.get_document(*it));
}

inline IndexDump dump_index(const std::filesystem::path& index) {
  const Generation generation = current_generation(index);
  IndexDump dump;
  each_document(generation.articles(), [&](const Xapian::Document& document) {
    dump.articles[first_term(document, "Q")] += dump_terms(document) + "\n" + document.get_data();
  });
  each_document(generation.quotations(), [&](const Xapian::Document& document) {
    // Two documents under one term would show as one twice as long.
    dump.quotations[first_term(document, "Q")] += dump_terms(document) + "\n" + document.get_data();
  });
  each_document(generation.texts(), [&](const Xapian::Document& document) {
    const std::string unique = first_term(document, "Q");
    if (unique.empty()) {
      std::string source;
      std::string holders;  // XP:ID
      for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
        ((*term).find(':') == std::string::npos ? source : holders) += *term + " ";
      dump.sources[source] += holders + "\n" + document.get_data();
      return;
    }
    TextRecord record = decode_text(document.get_data());
    record.revision.first_seen = 0;
    record.revision.last_seen = 0;
    dump.texts[unique] += dump_terms(document) + "\n" + encode(record);
  });
  const Xapian::Database articles(generation.articles());
  const std::string prefix = "tombstone:";
  for (auto key = articles.metadata_keys_begin(prefix); key != articles.metadata_keys_end(prefix); ++key) {
    auto list = decode_list(articles.get_metadata(*key));
    std::string shown;
    for (std::size_t i = 1; i < list.size(); ++i) shown += list[i] + " ";
    dump.tombstones[(*key).substr(prefix.size())] = shown;
  }
  for (auto key = articles.metadata_keys_begin("~"); key != articles.metadata_keys_end("~"); ++key)
    dump.copies[*key] = articles.get_metadata(*key);
  return dump;
}

// Which documents differ, for a failing test's message.
inline std::string differences(const std::map<std::string, std::string>& a,
                               const std::map<std::string, std::string>& b) {
  std::string text;
  std::set<std::string> keys;
  for (const auto& [key, value] : a) keys.insert(key);
  for (const auto& [key, value] : b) keys.insert(key);
  for (const auto& key : keys) {
    const auto in_a = a.find(key);
    const auto in_b = b.find(key);
    if (in_a == a.end())
      text += "only in the second: " + key + "\n";
    else if (in_b == b.end())
      text += "only in the first: " + key + "\n";
    else if (in_a->second != in_b->second)
      text += key + " differs:\n" + in_a->second + "\n----\n" + in_b->second + "\n";
  }
  return text;
}

// What a search can see: everything but earlier revisions, their sources and tombstones.
inline std::string visible_differences(const IndexDump& a, const IndexDump& b) {
  return differences(a.articles, b.articles) + differences(a.quotations, b.quotations) +
         differences(a.copies, b.copies);
}

inline std::string all_differences(const IndexDump& a, const IndexDump& b) {
  return visible_differences(a, b) + differences(a.texts, b.texts) + differences(a.sources, b.sources) +
         differences(a.tombstones, b.tombstones);
}

// The commit numbers of the three tables: equal means nothing was written.
inline std::vector<Xapian::rev> revisions(const std::filesystem::path& index) {
  const Generation generation = current_generation(index);
  return {Xapian::Database(generation.articles()).get_revision(),
          Xapian::Database(generation.quotations()).get_revision(),
          Xapian::Database(generation.texts()).get_revision()};
}

}  // namespace pressmark::test
