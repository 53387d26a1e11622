// pressmark-pdf SECONDS BYTES: the text of the PDF on standard input.
//
// Standard output has fields, each "NAME SIZE\n" and SIZE bytes of UTF-8: "title", "author", "created" (as
// PDF writes dates: "D:20140612…"), "page" for every page in order, and "end", without which something is
// missing. SECONDS of processor time and BYTES of memory are all it may use; it writes no file. Exit status:
// 0, or 1 not a PDF or a damaged one, 2 called wrongly, 3 encrypted, 4 not enough memory.

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <vector>

namespace {

constexpr int kDamaged = 1;
constexpr int kUsage = 2;
constexpr int kEncrypted = 3;
constexpr int kNoMemory = 4;

// AddressSanitizer maps terabytes, so its builds go without a bound on memory.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kBoundsMemory = false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kBoundsMemory = false;
#else
constexpr bool kBoundsMemory = true;
#endif
#else
constexpr bool kBoundsMemory = true;
#endif

bool bound(int resource, rlim_t most) {
  const rlimit limit{most, most};
  return ::setrlimit(static_cast<__rlimit_resource>(resource), &limit) == 0;
}

bool bound_all(rlim_t seconds, rlim_t bytes) {
  const bool is_memory_bound = !kBoundsMemory || bound(RLIMIT_AS, bytes);
  return is_memory_bound && bound(RLIMIT_CPU, seconds) && bound(RLIMIT_FSIZE, 0) && bound(RLIMIT_CORE, 0);
}

std::string read_input() {
  constexpr std::size_t kPieceBytes = std::size_t{1} << 20U;
  std::string bytes;
  while (true) {
    const auto before = bytes.size();
    bytes.resize(before + kPieceBytes);
    const auto got = ::read(STDIN_FILENO, bytes.data() + before, kPieceBytes);
    bytes.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got <= 0) return bytes;
  }
}

void write_field(const char* name, const std::string& value) {
  std::printf("%s %zu\n", name, value.size());
  std::fwrite(value.data(), 1, value.size(), stdout);
}

std::string utf8(const poppler::ustring& text) {
  const auto bytes = text.to_utf8();
  return {bytes.begin(), bytes.end()};
}

struct PrintedLine {
  std::string text;
  double left = 0;  // points, from the top left of the page
  double right = 0;
  double top = 0;
  double bottom = 0;

  double height() const { return bottom - top; }
};

bool is_on(const PrintedLine& line, const poppler::rectf& word) {
  constexpr double kMostGap = 4;  // heights, between two words of one line
  const double middle = (word.top() + word.bottom()) / 2;
  const double gap = std::max(word.left() - line.right, line.left - word.right());
  return middle > line.top && middle < line.bottom && gap < kMostGap * line.height();
}

std::vector<PrintedLine> printed_lines(const poppler::page& page) {
  std::vector<PrintedLine> lines;
  bool has_space = false;
  for (const auto& word : page.text_list()) {
    const auto box = word.bbox();
    if (lines.empty() || !is_on(lines.back(), box)) {
      lines.push_back({utf8(word.text()), box.left(), box.right(), box.top(), box.bottom()});
    } else {
      auto& line = lines.back();
      if (has_space) line.text += ' ';
      line.text += utf8(word.text());
      line.left = std::min(line.left, box.left());
      line.right = std::max(line.right, box.right());
    }
    has_space = word.has_space_after();
  }
  return lines;
}

// The distance from line to line that is usual on the page; 0 where there is none.
double usual_leading(const std::vector<PrintedLine>& lines) {
  std::vector<double> distances;
  for (std::size_t i = 1; i < lines.size(); ++i)
    if (lines[i].top > lines[i - 1].top) distances.push_back(lines[i].top - lines[i - 1].top);
  if (distances.empty()) return 0;
  const auto middle = distances.begin() + static_cast<std::ptrdiff_t>((distances.size() - 1) / 2);
  std::nth_element(distances.begin(), middle, distances.end());
  return *middle;
}

bool begins_paragraph(const PrintedLine& line, const PrintedLine& before, double leading) {
  constexpr double kMoreSpace = 1.3;    // times the usual leading
  constexpr double kMostLeading = 2;    // heights; more is never one paragraph
  constexpr double kLeastIndent = 0.7;  // heights
  constexpr double kMostIndent = 5;
  constexpr double kOtherSize = 0.2;
  const double height = std::max(line.height(), before.height());
  if (std::abs(line.height() - before.height()) > kOtherSize * height) return true;
  if (line.top <= before.top) return false;  // the next column
  const double distance = line.top - before.top;
  if (distance > kMoreSpace * leading || distance > kMostLeading * height) return true;
  const double indent = line.left - before.left;
  return indent > kLeastIndent * height && indent < kMostIndent * height;
}

std::string page_text(const poppler::page& page) {
  const auto lines = printed_lines(page);
  const double leading = usual_leading(lines);
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0 && begins_paragraph(lines[i], lines[i - 1], leading)) text += '\n';
    text += lines[i].text;
    text += '\n';
  }
  return text;
}

int write_text(const std::string& pdf) {
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(pdf.data(), static_cast<int>(pdf.size())));
  if (!document) return kDamaged;
  if (document->is_locked()) return kEncrypted;
  write_field("title", utf8(document->info_key("Title")));
  write_field("author", utf8(document->info_key("Author")));
  write_field("created", utf8(document->info_key("CreationDate")));
  for (int number = 0; number < document->pages(); ++number) {
    const std::unique_ptr<poppler::page> page(document->create_page(number));
    write_field("page", page ? page_text(*page) : std::string());
  }
  write_field("end", "");
  return std::fflush(stdout) == 0 ? 0 : kDamaged;
}

}  // namespace

int main(int argc, char** argv) {
  const auto seconds = argc == 3 ? std::strtoull(argv[1], nullptr, 10) : 0;
  const auto bytes = argc == 3 ? std::strtoull(argv[2], nullptr, 10) : 0;
  if (seconds == 0 || bytes == 0) {
    std::fputs("usage: pressmark-pdf SECONDS BYTES < FILE.pdf\n", stderr);
    return kUsage;
  }
  if (!bound_all(seconds, bytes)) return kUsage;
  poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  try {
    const int status = write_text(read_input());
    std::fflush(stdout);
    std::_Exit(status);  // nothing of what a damaged document left behind is worth tidying up
  } catch (const std::bad_alloc&) {
    std::_Exit(kNoMemory);
  }
}
