#include "searchd/verify/edit_script.h"

#include <algorithm>

namespace pressmark {
namespace {

using Sequence = std::vector<std::uint32_t>;

// Joins what follows an edit of its own kind.
void add(std::vector<Edit>& script, const Edit& edit) {
  if (edit.a_begin == edit.a_end && edit.b_begin == edit.b_end) return;
  if (!script.empty() && script.back().equal == edit.equal) {
    script.back().a_end = edit.a_end;
    script.back().b_end = edit.b_end;
  } else {
    script.push_back(edit);
  }
}

// Myers' greedy search forward; reach[d] holds how far each diagonal got with d edits.
class Search {
 public:
  Search(const Sequence& a, const Sequence& b, std::size_t begin, std::size_t a_end, std::size_t b_end)
      : a_(a),
        b_(b),
        begin_(begin),
        a_size_(signed_size(a_end - begin)),
        b_size_(signed_size(b_end - begin)) {}

  // Adds the way to `script`; false when it takes more than `most` edits.
  bool run(std::size_t most, std::vector<Edit>& script) {
    const auto bound = std::min(static_cast<long>(most), a_size_ + b_size_);
    for (long d = 0; d <= bound; ++d)
      if (step(d)) {
        trace(script);
        return true;
      }
    return false;
  }

 private:
  static long signed_size(std::size_t size) { return static_cast<long>(size); }

  // x on diagonal k (x - y) after d edits.
  long& at(long d, long k) { return reach_[static_cast<std::size_t>(d)][static_cast<std::size_t>(k + d)]; }
  bool comes_down(long d, long k) { return k == -d || (k != d && at(d - 1, k - 1) < at(d - 1, k + 1)); }

  bool step(long d) {
    reach_.emplace_back(static_cast<std::size_t>(2 * d + 1), -1);
    for (long k = -d; k <= d; k += 2) {
      long x = d == 0 ? 0 : (comes_down(d, k) ? at(d - 1, k + 1) : at(d - 1, k - 1) + 1);
      long y = x - k;
      if (x > a_size_ || y > b_size_) {
        at(d, k) = x;
        continue;
      }
      while (x < a_size_ && y < b_size_ && same(x, y)) ++x, ++y;
      at(d, k) = x;
      if (x == a_size_ && y == b_size_) return true;
    }
    return false;
  }

  bool same(long x, long y) const {
    return a_[begin_ + static_cast<std::size_t>(x)] == b_[begin_ + static_cast<std::size_t>(y)];
  }

  Edit edit(long x, long y, long to_x, long to_y, bool equal) const {
    return {begin_ + static_cast<std::size_t>(x), begin_ + static_cast<std::size_t>(to_x),
            begin_ + static_cast<std::size_t>(y), begin_ + static_cast<std::size_t>(to_y), equal};
  }

  // Back from the end to the beginning.
  void trace(std::vector<Edit>& script) {
    std::vector<Edit> backward;
    long x = a_size_;
    long y = b_size_;
    for (long d = static_cast<long>(reach_.size()) - 1; d > 0; --d) {
      const long k = x - y;
      const long from_k = comes_down(d, k) ? k + 1 : k - 1;
      const long from_x = at(d - 1, from_k);
      const long from_y = from_x - from_k;
      const long after_x = comes_down(d, k) ? from_x : from_x + 1;
      const long after_y = after_x - k;
      backward.push_back(edit(after_x, after_y, x, y, true));
      backward.push_back(edit(from_x, from_y, after_x, after_y, false));
      x = from_x;
      y = from_y;
    }
    backward.push_back(edit(0, 0, x, y, true));
    for (auto each = backward.rbegin(); each != backward.rend(); ++each) add(script, *each);
  }

  const Sequence& a_;
  const Sequence& b_;
  std::size_t begin_;
  long a_size_;
  long b_size_;
  std::vector<std::vector<long>> reach_;
};

}  // namespace

std::vector<Edit> edit_script(const Sequence& a, const Sequence& b, std::size_t most) {
  std::size_t begin = 0;
  while (begin < a.size() && begin < b.size() && a[begin] == b[begin]) ++begin;
  std::size_t a_end = a.size();
  std::size_t b_end = b.size();
  while (a_end > begin && b_end > begin && a[a_end - 1] == b[b_end - 1]) --a_end, --b_end;
  std::vector<Edit> script;
  add(script, {0, begin, 0, begin, true});
  if (!Search(a, b, begin, a_end, b_end).run(most, script)) add(script, {begin, a_end, begin, b_end, false});
  add(script, {a_end, a.size(), b_end, b.size(), true});
  return script;
}

}  // namespace pressmark
