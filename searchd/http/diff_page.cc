#include <algorithm>
#include <array>

#include "schema/model/instant.h"
#include "searchd/http/html.h"
#include "searchd/http/links.h"
#include "searchd/http/page_parts.h"
#include "searchd/http/pages.h"
#include "searchd/verify/diff.h"

namespace pressmark::http {
namespace {

// Both texts side by side: a paragraph, or a few that a change goes over, and whether it has a change.
struct Block {
  std::string before;  // HTML
  std::string after;
  std::size_t paragraph = 0;  // of the newer text, from 1
  bool changed = false;
};

std::string element(const char* name, const char* said, std::string_view text) {
  if (text.empty()) return {};
  return std::string("<") + name + "><span class=\"vh\">" + said + " </span>" + escape_html(text) +
         "<span class=\"vh\"> end of what was " + said + "</span></" + name + ">";
}

class Blocks {
 public:
  explicit Blocks(const RevisionDiff& diff) : from_(diff.from.record.text), to_(diff.to.record.text) {
    for (const auto& hunk : diff.hunks)
      if (hunk.op == DiffHunk::Op::equal)
        add_equal(slice(to_, hunk.to));
      else
        add_changed(slice(from_, hunk.from), slice(to_, hunk.to));
    close();
  }

  std::vector<Block> take() { return std::move(blocks_); }

 private:
  void add_equal(std::string_view text) {
    for (auto end = text.find("\n\n"); end != std::string_view::npos; end = text.find("\n\n")) {
      add_same(text.substr(0, end));
      close();
      text.remove_prefix(end + 2);
    }
    add_same(text);
  }

  void add_same(std::string_view text) {
    const auto html = escape_html(text);
    open_.before += html;
    open_.after += html;
  }

  void add_changed(std::string_view before, std::string_view after) {
    open_.changed = true;
    open_.before += element("del", "removed", before);
    open_.after += element("ins", "added", after);
    for (auto at = after.find("\n\n"); at != std::string_view::npos; at = after.find("\n\n", at + 2))
      ++passed_;
  }

  void close() {
    if (open_.before.empty() && open_.after.empty()) return;
    open_.paragraph = paragraph_;
    paragraph_ += 1 + passed_;
    passed_ = 0;
    blocks_.push_back(std::exchange(open_, {}));
  }

  std::string_view from_;
  std::string_view to_;
  std::vector<Block> blocks_;
  Block open_;
  std::size_t paragraph_ = 1;
  std::size_t passed_ = 0;  // ends of paragraphs within a change
};

// Runs of paragraphs without a change are one line.
Data blocks_of(const RevisionDiff& diff) {
  auto shown = list();
  std::uint64_t same = 0;
  const auto flush = [&] {
    if (same == 0) return;
    Data data;
    set_optional(data, "same", counted(same, "paragraph", "paragraphs") + " the same");
    shown.push_back(data);
    same = 0;
  };
  for (const auto& block : Blocks(diff).take()) {
    if (!block.changed) {
      ++same;
      continue;
    }
    flush();
    Data data;
    set_optional(data, "same", std::string{});
    data.set("place", "Paragraph " + std::to_string(block.paragraph));
    data.set("before", block.before);
    data.set("after", block.after);
    shown.push_back(data);
  }
  flush();
  return shown;
}

std::string shown_field(const std::string& field) {
  constexpr std::array<std::pair<std::string_view, const char*>, 7> kNames{{{"title", "Headline"},
                                                                            {"outlet", "Outlet"},
                                                                            {"date", "Date"},
                                                                            {"updated", "Updated"},
                                                                            {"authors", "Authors"},
                                                                            {"section", "Section"},
                                                                            {"url", "Address"}}};
  for (const auto& [name, shown] : kNames)
    if (name == field) return shown;
  return field;
}

Data fields_of(const RevisionDiff& diff) {
  auto fields = list();
  for (const auto& field : diff.fields) {
    Data data;
    data.set("field", shown_field(field.field));
    set_text(data, "from", field.from);
    set_text(data, "to", field.to);
    fields.push_back(data);
  }
  return fields;
}

Data quotation_of(const RevisionDiff& diff, const QuotationChange& change) {
  const auto words = [](const TextRecord& record, std::size_t number) {
    return std::string(slice(record.text, record.quotations[number].span));
  };
  const auto speaker = [](const TextRecord& record, std::size_t number) {
    const auto& who = record.quotations[number].speaker;
    return who ? who->name : std::string("speaker unknown");
  };
  const auto& from = diff.from.record;
  const auto& to = diff.to.record;
  Data data;
  data.set("kind", !change.from             ? "new"
                   : !change.to             ? "gone"
                   : change.changes.empty() ? "another speaker"
                                            : "altered");
  std::string who = change.to ? speaker(to, *change.to) : speaker(from, *change.from);
  if (change.speaker_changed) who += ", before: " + speaker(from, *change.from);
  data.set("speaker", who);
  set_text(data, "before", change.from ? words(from, *change.from) : std::string{});
  set_text(data, "after", change.to ? words(to, *change.to) : std::string{});
  auto changes = list();
  for (const auto& each : told_edits(change.changes)) {
    Data told;
    told.set("text", each);
    changes.push_back(told);
  }
  set_list(data, "changes", changes);
  return data;
}

void set_end(Data& data, const std::string& name, const ArticleView& view) {
  const auto& revision = view.record.revision;
  data.set(name, revision_prefix(revision.id));
  data.set(name + "_url", pinned_path(view.record.article.id, revision.id));
  data.set(name + "_seen", iso_time(revision.first_seen));
  set_flag(data, name + "_current", view.current);
}

}  // namespace

std::string Pages::diff(const RevisionDiff& diff) const {
  const auto& article = diff.to.record.article;
  Data data;
  const auto title = article.title.value_or(article.id);
  data.set("title", title);
  set_text(data, "lang", article.lang.value_or(""));
  data.set("article_url", "/a/" + article.id);
  set_end(data, "from", diff.from);
  set_end(data, "to", diff.to);
  set_flag(data, "ours", diff.is_ours);
  set_flag(data, "withheld", diff.is_withheld);
  set_flag(data, "nothing", !diff.is_withheld && diff.is_empty());
  data.set("removed", counted(diff.words_removed, "word", "words"));
  data.set("added", grouped(diff.words_added));
  data.set("kept", grouped(diff.words_kept));
  set_list(data, "fields", fields_of(diff));
  auto quotations = list();
  for (const auto& change : diff.quotations) quotations.push_back(quotation_of(diff, change));
  set_list(data, "quotations", quotations);
  set_list(data, "blocks", diff.is_withheld ? list() : blocks_of(diff));
  const auto ends = "?from=" + revision_prefix(diff.from.record.revision.id) +
                    "&to=" + revision_prefix(diff.to.record.revision.id);
  data.set("json_url", "/api/v1/diff/" + article.id + ends);

  Frame frame;
  frame.kind = "diff";
  frame.title = "What was changed in " + title + " · Pressmark";
  frame.noindex = true;
  frame.canonical = "/diff/" + article.id + ends;
  return framed(frame, assets_, render("diff", data));
}

}  // namespace pressmark::http
