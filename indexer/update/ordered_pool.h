#pragma once
// Worker threads whose results come back in the order the work went in, so that two cores are used and the
// outcome is the same as with one.
//
//   push(a) push(b) push(c) …  →  workers, any order  →  pop() = a, pop() = b, pop() = c
//
// One thread pushes and pops; it bounds what is under way by popping before it pushes more. Work is a plain
// function of its input: each worker gets its own from the factory, with whatever scratch it keeps. The
// destructor drops what no worker has begun and waits for the rest.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

namespace pressmark {

template <class In, class Out>
class OrderedPool {
 public:
  using Work = std::function<Out(In&&)>;

  // `factory` is called once in each worker's own thread.
  OrderedPool(std::size_t threads, std::function<Work()> factory) : factory_(std::move(factory)) {
    for (std::size_t i = 0; i < threads; ++i)
      workers_.emplace_back([this](const std::stop_token& stop) { run(stop); });
  }

  void push(In&& input) {
    auto job = std::make_shared<Job>();
    job->input = std::move(input);
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back(job);
    }
    order_.push_back(std::move(job));
    work_.notify_one();
  }

  // The oldest input's result; waits for it. Throws what its work threw. Precondition: size() > 0.
  Out pop() {
    const auto job = std::move(order_.front());
    order_.pop_front();
    std::unique_lock lock(mutex_);
    done_.wait(lock, [&] { return job->finished; });
    if (job->failure) std::rethrow_exception(job->failure);
    return std::move(*job->output);
  }

  // Whether pop() would not wait.
  bool is_ready() const {
    const std::lock_guard lock(mutex_);
    return !order_.empty() && order_.front()->finished;
  }

  std::size_t size() const { return order_.size(); }  // pushed and not yet popped

 private:
  struct Job {
    std::optional<In> input;
    std::optional<Out> output;
    std::exception_ptr failure;
    bool finished = false;
  };

  std::shared_ptr<Job> next(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    if (!work_.wait(lock, stop, [&] { return !waiting_.empty(); }) || stop.stop_requested()) return nullptr;
    auto job = std::move(waiting_.front());
    waiting_.pop_front();
    return job;
  }

  void run(const std::stop_token& stop) {
    std::optional<Work> work;
    while (const auto job = next(stop)) {
      std::optional<Out> output;
      std::exception_ptr failure;
      try {
        if (!work) work = factory_();
        output = (*work)(std::move(*job->input));
        job->input.reset();
      } catch (...) {
        failure = std::current_exception();
      }
      const std::lock_guard lock(mutex_);
      job->output = std::move(output);
      job->failure = failure;
      job->finished = true;
      done_.notify_one();
    }
  }

  std::function<Work()> factory_;
  mutable std::mutex mutex_;
  std::condition_variable_any work_;
  std::condition_variable done_;
  std::deque<std::shared_ptr<Job>> waiting_;  // guarded by mutex_
  std::deque<std::shared_ptr<Job>> order_;    // of the one pushing thread
  std::vector<std::jthread> workers_;         // last: joined before what they use goes
};

}  // namespace pressmark
