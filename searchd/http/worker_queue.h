#pragma once
// The connections waiting for a worker, bounded. The library's own queue grows without end and its
// connections wait without end; here the one too many is told so at once. Private to server.cc.

#include <httplib.h>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace pressmark::http {

class WorkerQueue : public httplib::TaskQueue {
 public:
  WorkerQueue(std::size_t workers, std::size_t bound);
  ~WorkerQueue() override;
  WorkerQueue(const WorkerQueue&) = delete;
  WorkerQueue& operator=(const WorkerQueue&) = delete;

  // Runs `task` on a worker, or here and now with refusing() true when the queue is full.
  void enqueue(std::function<void()> task) override;
  // Waits for what is running; what waits is run too, and finds the server stopping.
  void shutdown() override;

  // Somebody is waiting for a worker: an idle connection should give up its own.
  bool is_pressed() const;

  // This thread runs a task only to turn it away.
  static bool refusing();

 private:
  void work();

  std::size_t bound_;
  mutable std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> waiting_;
  bool closing_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace pressmark::http
