#include "searchd/http/worker_queue.h"

#include <utility>

namespace pressmark::http {
namespace {

thread_local bool refusing_here = false;

}  // namespace

WorkerQueue::WorkerQueue(std::size_t workers, std::size_t bound) : bound_(bound) {
  workers_.reserve(workers);
  for (std::size_t i = 0; i < workers; ++i) workers_.emplace_back([this] { work(); });
}

WorkerQueue::~WorkerQueue() {
  WorkerQueue::shutdown();
}

void WorkerQueue::enqueue(std::function<void()> task) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() < bound_) {
      waiting_.push_back(std::move(task));
      ready_.notify_one();
      return;
    }
  }
  refusing_here = true;
  task();
  refusing_here = false;
}

void WorkerQueue::shutdown() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  ready_.notify_all();
  for (auto& worker : workers_) worker.join();
  workers_.clear();
}

bool WorkerQueue::is_pressed() const {
  const std::lock_guard lock(mutex_);
  return !waiting_.empty();
}

bool WorkerQueue::refusing() {
  return refusing_here;
}

void WorkerQueue::work() {
  for (;;) {
    std::function<void()> task;
    {
      std::unique_lock lock(mutex_);
      ready_.wait(lock, [&] { return closing_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      task = std::move(waiting_.front());
      waiting_.pop_front();
    }
    task();
  }
}

}  // namespace pressmark::http
