// Whatever is somebody else's may hang for ever: a share, a stick, a program. Nothing of the device's own
// waits for it.
#include "foreign_worker.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "base/bytes.h"
#include "fakes/fake_platform.h"
#include "linux_platform.h"
#include "platform/processes.h"
#include "platform/temporary_folder.h"

using namespace wv;
using namespace wv::platform_test;
using namespace std::chrono_literals;
using linux_platform::DurableFolder;
using linux_platform::ForeignWorker;
using linux_platform::LinuxPlatform;
using linux_platform::Mailbox;

namespace {

using Steady = std::chrono::steady_clock;

template <class Done>
bool pumped_until(ports::Platform& platform, std::chrono::milliseconds longest, Done done) {
  const auto end = Steady::now() + longest;
  while (!done() && Steady::now() < end) {
    platform.pump();
    std::this_thread::sleep_for(1ms);
  }
  return done();
}

// A folder behind FUSE. `freeze` stops the program that serves it: every system call on it then hangs, as on
// a share whose server is gone.
class Share {
 public:
  explicit Share(const std::string& folder) : mounted_(folder + "/share") {
    const std::string behind = folder + "/behind";
    if (std::system(("mkdir -p '" + behind + "' '" + mounted_ + "'").c_str()) != 0) return;
    server_ = ::fork();
    if (server_ == 0) {
      ::execlp("bindfs", "bindfs", "-f", behind.c_str(), mounted_.c_str(), nullptr);
      ::_exit(127);
    }
    for (int i = 0; i < 300 && !works_; ++i) {
      works_ = std::system(("mountpoint -q '" + mounted_ + "'").c_str()) == 0;
      if (!works_) std::this_thread::sleep_for(10ms);
    }
  }
  ~Share() {
    thaw();
    if (works_ &&
        std::system(
            ("fusermount3 -u -z '" + mounted_ + "' 2>/dev/null || umount -l '" + mounted_ + "'").c_str()) !=
            0)
      MESSAGE("not unmounted");
    if (server_ > 0) {
      ::kill(server_, SIGKILL);
      ::waitpid(server_, nullptr, 0);
    }
  }
  Share(const Share&) = delete;
  Share& operator=(const Share&) = delete;

  [[nodiscard]] bool works() const { return works_; }
  [[nodiscard]] const std::string& folder() const { return mounted_; }
  void freeze() const { ::kill(server_, SIGSTOP); }
  void thaw() const {
    if (server_ > 0) ::kill(server_, SIGCONT);
  }

 private:
  std::string mounted_;
  pid_t server_ = 0;
  bool works_ = false;
};

}  // namespace

TEST_CASE("a job that hangs is given up, those behind it too; when it comes back the next ones are done") {
  const auto mailbox = std::make_shared<Mailbox>();
  std::vector<std::string> told;
  const auto say = [&told](const char* word) { return [&told, word] { told.emplace_back(word); }; };
  const auto settle = [&] {
    while (mailbox->busy()) {
      mailbox->wait();
      mailbox->pump();
    }
  };
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  {
    ForeignWorker worker(mailbox, 100ms);
    worker.post([&]() -> Mailbox::Completion { return say("done"); }, say("given up"));
    settle();
    CHECK(told == std::vector<std::string>{"done"});
    told.clear();
    worker.post(
        [fd = ends[0], say]() -> Mailbox::Completion {
          char byte;
          while (::read(fd, &byte, 1) < 0) {
          }
          return say("too late");
        },
        say("first given up"));
    worker.post([say]() -> Mailbox::Completion { return say("second done"); }, say("second given up"));
    settle();
    CHECK(told == std::vector<std::string>{"first given up", "second given up"});
    told.clear();
    const auto before = Steady::now();
    worker.post([say]() -> Mailbox::Completion { return say("third done"); }, say("third at once"));
    settle();
    CHECK(told == std::vector<std::string>{"third at once"});
    CHECK(Steady::now() - before < 90ms);
    told.clear();
    REQUIRE(::write(ends[1], "x", 1) == 1);
    for (int i = 0; i < 200 && (told.empty() || told.back() != "alive"); ++i) {
      std::this_thread::sleep_for(10ms);
      worker.post([say]() -> Mailbox::Completion { return say("alive"); }, say("not yet"));
      settle();
    }
    CHECK(told.back() == "alive");
    CHECK(std::find(told.begin(), told.end(), "too late") == told.end());
    // One that gives signs of life may take its time.
    told.clear();
    worker.post(
        [say]() -> Mailbox::Completion {
          for (int i = 0; i < 20; ++i) {
            std::this_thread::sleep_for(20ms);
            ForeignWorker::still_alive();
          }
          return say("slow and done");
        },
        say("slow given up"));
    settle();
    CHECK(told == std::vector<std::string>{"slow and done"});
    worker.post(
        [fd = ends[0]]() -> Mailbox::Completion {
          char byte;
          while (::read(fd, &byte, 1) < 0) {
          }
          return [] {};
        },
        [] {});
    settle();
  }  // it hangs still: the end doesn't wait for it
  ::close(ends[1]);
}

TEST_CASE("a share that stops answering stands before no save, and its own answer is a sentence") {
  TemporaryFolder folder;
  Share share(folder / ".");
  if (!share.works()) {
    MESSAGE("no FUSE on this machine: not tried");
    return;
  }
  for (const bool as_before : {false, true}) {  // true, the control: one worker for everything
    CAPTURE(as_before);
    share.thaw();
    auto platform = std::make_unique<LinuxPlatform>(1500ms);
    ports::Store& data = platform->store(folder / (as_before ? "data1" : "data0"));
    ports::Store& stick = as_before ? platform->store(share.folder())
                                    : platform->foreign_store(share.folder(), ports::Foreign::must_be_there);
    std::string stick_said = "nothing";
    bool kept = false, stretched = false;
    const auto on_stick = [&](Result<Done> put) { stick_said = put ? "done" : put.error().code; };
    stick.put(as_before ? "c.json" : "a.json", to_bytes("x"), on_stick);
    REQUIRE(pumped_until(*platform, 20s, [&] { return stick_said == "done"; }));
    share.freeze();
    stick_said = "nothing";
    stick.put(as_before ? "d.json" : "b.json", to_bytes("x"), on_stick);
    data.put("outbox/x.json", to_bytes("a resident's"), [&](Result<Done> put) { kept = put.ok(); });
    platform->sealer().stretch({"p", "saltsalt", 64, 1, 1, 16},
                               [&](Result<Bytes> bytes) { stretched = bytes.ok(); });
    if (as_before) {
      CHECK_FALSE(pumped_until(*platform, 1s, [&] { return kept; }));
      CHECK(stick_said == "nothing");
      share.thaw();
      CHECK(pumped_until(*platform, 20s, [&] { return kept; }));
      continue;
    }
    CHECK(pumped_until(*platform, 10s, [&] { return kept && stretched; }));
    CHECK(pumped_until(*platform, 20s, [&] { return stick_said == "store.silent"; }));
    const auto before = Steady::now();
    platform.reset();
    CHECK(Steady::now() - before < 10s);
  }
}

TEST_CASE("work at a share that stops answering is given up, and a resident's save doesn't wait for it") {
  TemporaryFolder folder;
  Share share(folder.path());
  if (!share.works()) {
    MESSAGE("no FUSE on this machine: not tried");
    return;
  }
  LinuxPlatform platform(1500ms);
  const auto list = [&platform, at = share.folder()](std::string& said) {
    platform.at_foreign(
        at,
        [at, &said]() -> std::function<void()> {
          std::error_code error;
          std::filesystem::directory_iterator listed(
              at, error);  // the kernel remembers what a folder is, not what is in it
          const bool there = !error;
          return [&said, there] { said = there ? "listed" : "gone"; };
        },
        [&said] { said = "given up"; });
  };
  std::string works, hangs;
  list(works);
  CHECK(pumped_until(platform, 20s, [&] { return !works.empty(); }));
  CHECK(works == "listed");  // the control: the same work where nothing hangs
  share.freeze();
  bool kept = false;
  list(hangs);
  platform.store(folder / "data").put("outbox/x.json", to_bytes("a resident's"), [&](Result<Done> put) {
    kept = put.ok();
  });
  CHECK(pumped_until(platform, 1s, [&] { return kept; }));
  CHECK(hangs.empty());
  CHECK(pumped_until(platform, 20s, [&] { return hangs == "given up"; }));
  share.thaw();
}

TEST_CASE("a synthesizer that ignores its end delays nobody") {
  TemporaryFolder folder;
  write_text(folder / "deaf", "#!/bin/sh\ncat >/dev/null\nexec sleep 30\n");
  ::chmod((folder / "deaf").c_str(), 0755);
  LinuxPlatform platform(1s);
  const auto mailbox = std::make_shared<Mailbox>();
  ForeignWorker voice(mailbox, 300ms);
  linux_platform::EspeakSynthesizer speech(voice, folder / "deaf");
  std::string said;
  speech.synthesize({"hallo", "nl"},
                    [&](Result<Bytes> sound) { said = sound ? "sound" : sound.error().code; });
  while (said.empty()) {
    mailbox->wait();
    mailbox->pump();
  }
  CHECK(said == "speech.failed");
}

TEST_CASE(
    "exFAT, which knows neither a rename without replacing nor hard links, takes files once and whole") {
  TemporaryFolder folder;
  const std::string image = folder / "stick.img", mounted = folder / "stick";
  const std::string mount =
      "truncate -s 16M '" + image + "' && mkfs.exfat '" + image + "' >/dev/null && mkdir '" + mounted +
      "' && loop=$(losetup -f --show '" + image + "') && { mount.exfat-fuse $loop '" + mounted +
      "' >/dev/null 2>&1; status=$?; losetup -d $loop; exit $status; }";  // the loop goes with the last user
  if (std::system(mount.c_str()) != 0) {
    MESSAGE("no exFAT on this machine: not tried");
    return;
  }
  {
    linux_platform::GetrandomRandom random;
    DurableFolder stick(mounted, random, DurableFolder::Root::this_one);
    CHECK(stick.put("a.json", to_bytes("whole")).ok());
    const auto again = stick.put("a.json", to_bytes("other"));
    REQUIRE_FALSE(again.ok());
    CHECK(again.error().code == "store.exists");
    CHECK(to_string(stick.read("a.json", 100).value()) == "whole");
    CHECK(stick.put("inbox/b.json", to_bytes("b")).ok());
    CHECK(stick.move("inbox/b.json", "c.json").ok());
    const auto taken = stick.move("c.json", "a.json");
    REQUIRE_FALSE(taken.ok());
    CHECK(taken.error().code == "store.exists");
    CHECK(stick.list("").value().size() == 3);  // a, c and the folder: nothing temporary is left
    const auto full = stick.put("d.json", Bytes(32u << 20, 1));
    REQUIRE_FALSE(full.ok());
    CHECK(full.error().code == "store.full");
    CHECK_FALSE(stick.read("d.json", 100).ok());
    // Pulled out: what is left is its mount point, and nothing is put there.
    REQUIRE(std::system(("umount '" + mounted + "'").c_str()) == 0);
    const auto gone = stick.put("e.json", to_bytes("e"));
    REQUIRE_FALSE(gone.ok());
    CHECK(gone.error().code == "store.missing");
    CHECK_FALSE(stick.list("").ok());
    DurableFolder careless(mounted, random,
                           DurableFolder::Root::must_be_there);  // the control: it would be taken for a stick
    CHECK(careless.put("e.json", to_bytes("e")).ok());
  }
}
