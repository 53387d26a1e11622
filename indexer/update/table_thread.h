#pragma once
// A thread that does one thing after the other, so that two tables can be filled at once.
//
// One thread gives tasks. What a task throws ends the series: the tasks after it are dropped, and the next
// run() or finish() throws it. The destructor drops what has not begun and waits for what has.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace pressmark {

class TableThread {
 public:
  explicit TableThread(std::size_t max_waiting) : max_waiting_(max_waiting) {}

  // Hands a task over; waits while too many are waiting.
  void run(std::function<void()> task) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_.size() < max_waiting_ || failure_; });
    throw_failure();
    waiting_.push_back(std::move(task));
    changed_.notify_all();
  }

  // Waits until nothing is left to do. From here to the next run() the tables are the caller's.
  void finish() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return (waiting_.empty() && !is_working_) || failure_; });
    throw_failure();
  }

 private:
  void throw_failure() {
    if (failure_) std::rethrow_exception(failure_);
  }

  void work(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [&] { return !waiting_.empty(); }) && !stop.stop_requested()) {
      {
        const std::function<void()> task = std::move(waiting_.front());
        waiting_.pop_front();
        is_working_ = true;
        lock.unlock();
        attempt(task);
      }  // what the task holds goes in this thread, too
      lock.lock();
      is_working_ = false;
      changed_.notify_all();
    }
  }

  void attempt(const std::function<void()>& task) {
    try {
      task();
    } catch (...) {
      const std::lock_guard lock(mutex_);
      failure_ = std::current_exception();
      waiting_.clear();
    }
  }

  std::size_t max_waiting_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<std::function<void()>> waiting_;  // guarded by mutex_, as all below
  std::exception_ptr failure_;
  bool is_working_ = false;
  std::jthread thread_{[this](const std::stop_token& stop) { work(stop); }};  // last: joined first
};

}  // namespace pressmark
