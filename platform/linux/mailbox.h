// Answers on their way from the workers to the thread that pumps. One for all workers of a platform, owned by
// them together, so that a worker that hangs in the kernel for ever may outlive the platform and finds it
// here. Nothing in it waits but `wait`, and that one ends with every answer.
#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>

namespace wv::linux_platform {

class Mailbox {
 public:
  using Completion = std::function<void()>;

  void expect();                    // an answer will come
  void deliver(Completion answer);  // it came
  void notify(Completion news);     // something that nobody had asked for
  void on_ready(std::function<void()> wake);
  // In their order, for some milliseconds: whoever draws has a frame to show. What is left comes next time.
  void pump();
  [[nodiscard]] bool busy();
  void wait();  // until there is something to pump, or nothing is expected

 private:
  void add(Completion answer, std::size_t expected);
  void put_back(std::deque<Completion> left);

  std::mutex mutex_;
  std::condition_variable answer_came_;
  std::deque<Completion> answers_;
  std::function<void()> wake_;
  std::size_t expected_ = 0;
};

// Where jobs are done, one after the other: a Worker, or a ForeignWorker.
class JobQueue {
 public:
  using Completion = Mailbox::Completion;
  using Job = std::function<Completion()>;
  virtual ~JobQueue() = default;
  // `given_up` runs in the place of the job's own completion when the job takes longer than the queue allows.
  virtual void post(Job job, Completion given_up) = 0;
};

}  // namespace wv::linux_platform
