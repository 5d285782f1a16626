#include "foreign_worker.h"

#include <signal.h>

#include <deque>
#include <thread>
#include <utility>

namespace wv::linux_platform {
namespace {

using Steady = std::chrono::steady_clock;
constexpr auto kPatienceAtTheEnd = std::chrono::seconds(2);

void start_without_signals(std::function<void()> run) {
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::thread(std::move(run)).detach();
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

}  // namespace

// Owned by the worker and by both of its threads: whoever is last.
struct ForeignWorker::Core {
  struct Item {
    Job job;
    Completion given_up;
    bool answered = false;
  };

  Core(std::shared_ptr<Mailbox> to, std::chrono::milliseconds longest)
      : mailbox(std::move(to)), limit(longest) {}

  void run();
  void watch();
  void give_up(Item& item) {
    item.answered = true;
    mailbox->deliver(std::move(item.given_up));
  }

  const std::shared_ptr<Mailbox> mailbox;
  const std::chrono::milliseconds limit;
  std::mutex mutex;
  std::condition_variable work_came, watch_this, rests;
  std::deque<std::shared_ptr<Item>> waiting;
  std::shared_ptr<Item> at;  // the one that is being done
  Steady::time_point since;  // its last sign of life
  bool started = false, ending = false;
};

namespace {
thread_local void* t_core = nullptr;
}

void ForeignWorker::Core::run() {
  t_core = this;
  std::unique_lock lock(mutex);
  while (true) {
    work_came.wait(lock, [this] { return ending || !waiting.empty(); });
    if (ending) return;
    at = std::move(waiting.front());
    waiting.pop_front();
    since = Steady::now();
    watch_this.notify_one();
    const auto item = at;
    Job job = std::move(item->job);
    lock.unlock();
    Completion answer = job();
    job = nullptr;
    lock.lock();
    if (!item->answered && !ending) {
      item->answered = true;
      mailbox->deliver(std::move(answer));
    }
    at = nullptr;
    rests.notify_all();
  }
}

// Wakes only while something is being done.
void ForeignWorker::Core::watch() {
  std::unique_lock lock(mutex);
  while (!ending) {
    if (!at || at->answered) {
      watch_this.wait(lock);
      continue;
    }
    const auto until = since + limit;
    if (Steady::now() < until) {
      watch_this.wait_until(lock, until);
      continue;
    }
    give_up(*at);
    for (const auto& item : std::exchange(waiting, {})) give_up(*item);
  }
}

ForeignWorker::ForeignWorker(std::shared_ptr<Mailbox> mailbox, std::chrono::milliseconds limit)
    : core_(std::make_shared<Core>(std::move(mailbox), limit)) {}

ForeignWorker::~ForeignWorker() {
  std::unique_lock lock(core_->mutex);
  core_->ending = true;
  core_->waiting.clear();
  core_->work_came.notify_all();
  core_->watch_this.notify_all();
  core_->rests.wait_for(lock, kPatienceAtTheEnd, [this] { return !core_->at || core_->at->answered; });
}

void ForeignWorker::post(Job job, Completion given_up) {
  core_->mailbox->expect();
  const std::lock_guard lock(core_->mutex);
  const auto item = std::make_shared<Core::Item>(Core::Item{std::move(job), std::move(given_up)});
  if (core_->at && core_->at->answered) return core_->give_up(*item);  // it still hangs
  core_->waiting.push_back(item);
  core_->work_came.notify_one();
  if (std::exchange(core_->started, true)) return;
  start_without_signals([core = core_] { core->run(); });
  start_without_signals([core = core_] { core->watch(); });
}

void ForeignWorker::still_alive() {
  auto* const core = static_cast<Core*>(t_core);
  if (core == nullptr) return;
  const std::lock_guard lock(core->mutex);
  core->since = Steady::now();
}

}  // namespace wv::linux_platform
