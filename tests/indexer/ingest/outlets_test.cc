// Which outlet an article is of, and which article an address names.

#include "indexer/ingest/outlets.h"

#include <gtest/gtest.h>

#include <set>

#include "indexer/ingest/identity.h"
#include "schema/model/error.h"
#include "schema/text/keys.h"
#include "tests/indexer/ingest/reading.h"

namespace pressmark {
namespace {

using test::read;

OutletChoice choose(const char* stated, const char* url) {
  const auto optional = [](const char* text) {
    return text == nullptr ? std::nullopt : std::optional<std::string>(text);
  };
  return choose_outlet(*Outlets::built_in(), optional(stated), optional(url));
}

TEST(OutletTable, HasOneRowForANameAndForADomain) {
  std::set<std::string> names;
  std::set<std::string> domains;
  for (const auto& outlet : Outlets::built_in()->rows()) {
    EXPECT_TRUE(names.insert(outlet_id(outlet.name)).second) << outlet.name;
    for (const auto& name : outlet.other_names)
      EXPECT_TRUE(outlet_id(name) == outlet_id(outlet.name) || names.insert(outlet_id(name)).second) << name;
    for (const auto& domain : outlet.domains) EXPECT_TRUE(domains.insert(domain).second) << domain;
    EXPECT_EQ(outlet.rights, Rights::full) << "rights are for the owner of an index to say";
  }
  EXPECT_GT(domains.size(), 200U);
}

TEST(OutletTable, GivesOneOutletForAllDomainsAndSpellings) {
  for (const auto* url :
       {"https://www.bbc.co.uk/news/1", "http://news.bbc.co.uk/2/hi/1.stm", "https://bbc.com/a"})
    EXPECT_EQ(choose(nullptr, url).name, "BBC News") << url;
  EXPECT_EQ(choose("New York Times - News", "https://www.nytimes.com/a").name, "The New York Times");
  EXPECT_EQ(choose("New York Times - News", "https://www.nytimes.com/a").stated, "New York Times - News");
  EXPECT_EQ(choose("BBC News - Asia", "https://www.bbc.co.uk/news/1").name, "BBC News");
}

TEST(OutletTable, LongestDomainWins) {
  EXPECT_EQ(choose(nullptr, "https://economictimes.indiatimes.com/a").name, "The Economic Times");
  EXPECT_EQ(choose(nullptr, "https://timesofindia.indiatimes.com/a").name, "The Times of India");
}

TEST(OutletTable, ANameAtAnUnknownHostIsNotTakenForAnOutletOfThatNameElsewhere) {
  const auto choice = choose("The Herald", "https://herald.invented.example/a");
  EXPECT_EQ(choice.name, "The Herald");
  EXPECT_FALSE(choice.country);
}

TEST(Outlet, OfAnUnknownHostIsItsRegistrableDomainAndInferred) {
  const auto article =
      read("a.jsonl", R"({"url":"https://news.sample-paper.co.uk/a","text":"It rained."})").article();
  EXPECT_EQ(article.outlet, "sample-paper.co.uk");
  EXPECT_EQ(article.inferred, (std::vector<std::string>{"outlet"}));
  EXPECT_EQ(registrable_domain("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(registrable_domain("localhost"), "localhost");
}

TEST(Outlet, IsNeverInventedWhereNothingStatesOne) {
  EXPECT_FALSE(read("a.txt", "It rained all day in Lahore.").article().outlet);
}

TEST(OutletTable, RowsOfOnesOwnSayWhatMayBeShown) {
  IngestOptions options;
  options.outlets =
      Outlets::with("The Guardian\tGB\texcerpt\ttheguardian.com\nOur Paper\t\tlink\tour.example\n");
  const auto rights = [&](const std::string& url) {
    return read("a.jsonl", R"({"url":")" + url + R"(","text":"It rained."})", options).article().rights;
  };
  EXPECT_EQ(rights("https://www.theguardian.com/a"), Rights::excerpt);
  EXPECT_EQ(rights("https://our.example/a"), Rights::link);
  EXPECT_EQ(rights("https://www.bbc.com/a"), Rights::full);
  EXPECT_THROW(Outlets::with("Our Paper\tUK!\n"), Error);
  EXPECT_THROW(Outlets::with("Our Paper   GB   link   our.example\n"), Error);
  EXPECT_NO_THROW(Outlets::with("name\tcountry\trights\nOur Paper\tGB\tlink\n"));
  EXPECT_THROW(Outlets::with("Our Paper\tGB\tsome\n"), Error);
}

TEST(OutletTable, ARowOfANameAloneIsForEverySite) {
  const auto made = Outlets::with("The Invented Gazette\t\tlink\nBBC News\t\texcerpt\n");
  const auto& outlets = *made;
  const auto invented = choose_outlet(outlets, "The Invented Gazette", "https://gazette.example/1");
  EXPECT_EQ(invented.rights, Rights::link);
  EXPECT_EQ(invented.name, "The Invented Gazette");
  const auto known = choose_outlet(outlets, std::nullopt, "https://www.bbc.co.uk/news/1");
  EXPECT_EQ(known.name, "BBC News");
  EXPECT_EQ(known.country, "GB");
  EXPECT_EQ(known.rights, Rights::excerpt);
}

TEST(OutletTable, RightsAreTheStrictestOfWhoeverMayBeMeant) {
  const auto made = Outlets::with("Herald\tIN\tlink\therald.example\nCourier\tGB\tfull\tcourier.example\n");
  const auto& outlets = *made;
  EXPECT_EQ(choose_outlet(outlets, "Herald", "https://elsewhere.example/1").rights, Rights::link);
  EXPECT_EQ(choose_outlet(outlets, "Herald", "https://courier.example/1").rights, Rights::link);
  EXPECT_EQ(choose_outlet(outlets, "Courier", "https://herald.example/1").rights, Rights::link);
  EXPECT_EQ(choose_outlet(outlets, "Courier", "https://courier.example/1").rights, Rights::full);
}

// Found by a fuzzer: bytes a crawler was given for an address.
TEST(Outlet, IsNotMadeOfAnAddressThatIsNoText) {
  const std::string body = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nIt rained all day in Lahore.";
  const auto article = read("a.warc",
                            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
                            "WARC-Target-URI: https://\xFFost.example/rain\r\n"
                            "Content-Type: application/http; msgtype=response\r\nContent-Length: " +
                                std::to_string(body.size()) + "\r\n\r\n" + body + "\r\n\r\n")
                           .article();
  EXPECT_FALSE(article.url);
  EXPECT_FALSE(article.outlet);
}

// --- addresses ------------------------------------------------------------------------------------------

TEST(AddressKey, IsTheSameForEveryAddressOfOneArticle) {
  const std::string key = "herald.example/world/mi-35?id=3&page=2";
  for (const auto* url :
       {"https://herald.example/world/mi-35?id=3&page=2", "http://www.herald.example/world/mi-35?page=2&id=3",
        "https://m.herald.example:443/world/mi-35/?id=3&page=2#comments",
        "https://amp.herald.example/world/mi-35/amp?id=3&page=2&utm_source=x&fbclid=y",
        "HTTPS://User@HERALD.example./world/mi-35/index.html?id=3&page=2&empty=",
        "https://web.archive.org/web/20140612101112/https://herald.example/world/mi-35?id=3&page=2",
        "https://herald-example.cdn.ampproject.org/c/s/herald.example/world/mi-35?id=3&page=2"})
    EXPECT_EQ(address_key(url), key) << url;
}

TEST(AddressKey, DiffersForDifferentArticles) {
  std::set<std::string> keys;
  const std::vector<const char*> urls{"https://a.example/1",      "https://a.example/2",
                                      "https://b.a.example/1",    "https://a.example/?p=1",
                                      "https://a.example/?p=2",   "https://a.example/1?story=7",
                                      "https://a.example/camp",   "https://a.example/1.html",
                                      "https://a.example:8080/1", "https://m.example/1"};
  for (const auto* url : urls) keys.insert(address_key(url));
  EXPECT_EQ(keys.size(), urls.size());
}

TEST(ArchivedAddress, IsThatOfThePageWhateverTheArchive) {
  for (const auto* url :
       {"https://web.archive.org/web/20120214101010/http://herald.example/gate",
        "http://web.archive.org/web/20120214101010id_/http://herald.example/gate",
        "https://archive.example/20120214/http://herald.example/gate",
        "https://wayback.example/1234/20120214101010/http://herald.example/gate",
        "https://archive.example/2013/https://web.archive.org/web/2012/http://herald.example/gate"})
    EXPECT_EQ(archived_address(url), "http://herald.example/gate") << url;
  for (const auto* url : {"http://herald.example/gate", "https://a.example/share?u=https://b.example/x",
                          "https://a.example/search/http-servers", "https://a.example/out/http://b.example/x",
                          "https://a.example/2012/http", "not an address"})
    EXPECT_EQ(archived_address(url), url) << url;
}

TEST(AddressKey, OfAKeyIsItself) {
  for (const auto* url :
       {"https://m.m.example.org//amp/amp/", "https://amp.amp.org/amp/x.amp", "http:///",
        "https://web.archive.org/web/", "https://www.google.com/amp/s/www.google.com/amp/s/a.example/x",
        "https://a.example/?&&=&utm_x=1"}) {
    const auto key = address_key(url);
    EXPECT_EQ(address_key("https://" + key), key) << url;
  }
}

}  // namespace
}  // namespace pressmark
