#include "searchd/search/columns.h"

#include <optional>
#include <string_view>

#include "schema/index/fields.h"
#include "schema/index/record.h"
#include "schema/model/day.h"
#include "schema/text/language.h"
#include "schema/text/regions.h"
#include "searchd/search/name_index.h"
#include "searchd/search/opened_article.h"
#include "searchd/search/vocabulary.h"

namespace pressmark {
namespace {

class ColumnBuilder {
 public:
  explicit ColumnBuilder(Xapian::docid last) {
    column_.starts.assign(std::size_t{last} + 2, 0);
    column_.values.push_back({std::string(kUnknown), "unknown"});
    column_.numbers_by_id.emplace(kUnknown, 0);
  }

  void add(std::string_view id, std::string_view label) {
    auto [entry, added] =
        column_.numbers_by_id.try_emplace(std::string(id), static_cast<std::uint32_t>(column_.values.size()));
    if (added) column_.values.push_back({std::string(id), std::string(label)});
    column_.numbers.push_back(entry->second);
  }

  // Documents come in order of their numbers; those between are empty.
  void begin(Xapian::docid document) {
    for (; next_ < document; ++next_) close(next_);
  }
  void end(Xapian::docid document) {
    if (column_.numbers.size() == column_.starts[document]) column_.numbers.push_back(0);
    close(document);
    next_ = std::size_t{document} + 1;
  }

  Column take() {
    for (; next_ + 1 < column_.starts.size(); ++next_) close(next_);
    return std::move(column_);
  }

 private:
  void close(std::size_t document) {
    column_.starts[document + 1] = static_cast<std::uint32_t>(column_.numbers.size());
  }

  Column column_;
  std::size_t next_ = 0;
};

std::pair<std::string_view, std::string_view> split_label(std::string_view value) {
  const auto mark = value.find('\0');
  if (mark == std::string_view::npos) return {value, value};
  return {value.substr(0, mark), value.substr(mark + 1)};
}

std::int32_t day_of(std::string_view sort_value) {
  if (sort_value.size() < 8) return Columns::kUndated;
  const auto date = std::string(sort_value.substr(0, 4)) + '-' + std::string(sort_value.substr(4, 2)) + '-' +
                    std::string(sort_value.substr(6, 2));
  const auto day = parse_day(date);
  return day ? day_number(*day) : Columns::kUndated;
}

// `each(document, value)` for every document that has a value in `slot`.
template <typename Each>
void for_each_value(Xapian::Database& database, Xapian::valueno slot, Each each) {
  for (auto it = database.valuestream_begin(slot); it != database.valuestream_end(slot); ++it)
    each(it.get_docid(), *it);
}

// Which documents there are: all have a sort value.
std::vector<Xapian::docid> documents(Xapian::Database& database, std::vector<std::int32_t>& days) {
  std::vector<Xapian::docid> result;
  result.reserve(database.get_doccount());
  for_each_value(database, slot::kNewest, [&](Xapian::docid document, const std::string& value) {
    result.push_back(document);
    days[document] = day_of(value);
  });
  return result;
}

template <typename Add>
Column load(Xapian::Database& database, const std::vector<Xapian::docid>& all, Xapian::valueno slot,
            Add add) {
  ColumnBuilder builder(database.get_lastdocid());
  auto value = database.valuestream_begin(slot);
  const auto end = database.valuestream_end(slot);
  for (const auto document : all) {
    while (value != end && value.get_docid() < document) ++value;
    builder.begin(document);
    if (value != end && value.get_docid() == document) add(builder, *value);
    builder.end(document);
  }
  return builder.take();
}

std::shared_ptr<const Columns> load(Xapian::Database& database) {
  auto columns = std::make_shared<Columns>();
  columns->days.assign(std::size_t{database.get_lastdocid()} + 1, Columns::kUndated);
  const auto all = documents(database, columns->days);
  columns->outlet = load(database, all, slot::kOutlet, [](ColumnBuilder& builder, const std::string& value) {
    const auto [id, label] = split_label(value);
    builder.add(id, label);
  });
  columns->speaker =
      load(database, all, slot::kSpeakers, [](ColumnBuilder& builder, const std::string& value) {
        for (const auto& item : decode_list(value)) {
          const auto [id, label] = split_label(item);
          builder.add(id, label);
        }
      });
  columns->country =
      load(database, all, slot::kCountries, [](ColumnBuilder& builder, const std::string& value) {
        for (const auto& code : decode_list(value)) builder.add(code, country_name(code));
      });
  columns->lang = load(database, all, slot::kLanguage, [](ColumnBuilder& builder, const std::string& value) {
    builder.add(value, language_name(value));
  });
  return columns;
}

}  // namespace

ColumnsCache::ColumnsCache()
    : names_(std::make_unique<NameIndexCache>()), words_(std::make_unique<VocabularyCache>()) {}
ColumnsCache::~ColumnsCache() = default;

std::shared_ptr<const Columns> ColumnsCache::get(const std::string& id, Xapian::Database& articles) {
  const std::lock_guard lock(mutex_);
  if (!columns_ || id_ != id) {
    columns_ = load(articles);
    id_ = id;
  }
  return columns_;
}

std::shared_ptr<PositionTables> ColumnsCache::positions(const std::string& id,
                                                        const Xapian::Database& articles) {
  const std::lock_guard lock(positions_mutex_);
  if (!positions_ || positions_id_ != id) {
    positions_ = std::make_shared<PositionTables>(articles.get_lastdocid());
    positions_id_ = id;
  }
  return positions_;
}

std::shared_ptr<OpenedArticles> ColumnsCache::opened(const std::string& id) {
  const std::lock_guard lock(opened_mutex_);
  if (!opened_ || opened_id_ != id) {
    opened_ = std::make_shared<OpenedArticles>();
    opened_id_ = id;
  }
  return opened_;
}

}  // namespace pressmark
