#include "espeak_synthesizer.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cerrno>
#include <mutex>
#include <optional>

#include "file_descriptor.h"
#include "later.h"

namespace wv::linux_platform {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kLongest = std::chrono::seconds(10);
constexpr std::size_t kMostBytes = 32u << 20;
constexpr const char* kWordsAMinute = "150";  // calmer than the synthesizer's own 175

Error failed(const std::string& program) {
  return {Fault::not_now, "speech.failed", program + ": gave no sound; is it installed whole?"};
}
Error cancelled() { return {Fault::not_now, "speech.cancelled", "the words were no longer wanted"}; }

// A language is a few letters; anything else could be read as an option.
bool is_language(const std::string& code) {
  return !code.empty() && code.size() <= 16 && code.front() != '-' &&
         std::all_of(code.begin(), code.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
         });
}

struct Pipe {
  FileDescriptor read, write;
};
std::optional<Pipe> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return std::nullopt;
  return Pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

// What a child gets: the two pipes, nobody to complain to, and the signals as they are by default.
class Plan {
 public:
  Plan(int in, int out) {
    ::posix_spawn_file_actions_init(&files_);
    ::posix_spawn_file_actions_adddup2(&files_, in, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&files_, out, STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&files_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawnattr_init(&how_);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    ::posix_spawnattr_setsigmask(&how_, &none);
    ::posix_spawnattr_setsigdefault(&how_, &all);
    ::posix_spawnattr_setflags(&how_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~Plan() {
    ::posix_spawn_file_actions_destroy(&files_);
    ::posix_spawnattr_destroy(&how_);
  }
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;
  int start(const std::string& program, const std::string& language, pid_t& child) {
    std::array<std::string, 6> words{program,         "--stdin", "--stdout",
                                     "-v" + language, "-b1",     std::string("-s") + kWordsAMinute};
    std::array<char*, 7> arguments{};
    std::transform(words.begin(), words.end(), arguments.begin(), [](std::string& w) { return w.data(); });
    return ::posix_spawnp(&child, program.c_str(), &files_, &how_, arguments.data(), environ);
  }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t how_{};
};

}  // namespace

struct EspeakSynthesizer::Voice {
  explicit Voice(std::string name) : program_(std::move(name)) {}
  [[nodiscard]] Result<Bytes> speak(ports::Utterance& words, std::uint64_t round);
  [[nodiscard]] Result<Bytes> listen(pid_t child, FileDescriptor to_child, int from_child,
                                     std::string_view text);
  void cancel() {
    const std::lock_guard lock(mutex_);
    ++round_;
    if (child_ > 0) ::kill(child_, SIGKILL);
  }

  const std::string program_;
  std::mutex mutex_;
  std::uint64_t round_ = 0;  // counted up by each cancel: what was asked in an earlier round is not spoken
  pid_t child_ = 0;
};

EspeakSynthesizer::EspeakSynthesizer(JobQueue& worker, std::string program)
    : worker_(worker), voice_(std::make_shared<Voice>(std::move(program))) {}
EspeakSynthesizer::~EspeakSynthesizer() { voice_->cancel(); }

void EspeakSynthesizer::synthesize(ports::Utterance words, Answer answer) {
  std::uint64_t round = 0;
  {
    const std::lock_guard lock(voice_->mutex_);
    round = voice_->round_;
  }
  later<Bytes>(
      worker_, std::move(answer),
      [voice = voice_, round, words = std::move(words)]() mutable { return voice->speak(words, round); },
      failed(voice_->program_));
}

void EspeakSynthesizer::cancel() { voice_->cancel(); }

Result<Bytes> EspeakSynthesizer::Voice::speak(ports::Utterance& words, std::uint64_t round) {
  if (!is_language(words.language))
    return Error{Fault::not_now, "speech.no_voice", "'" + words.language + "' is no language"};
  auto in = make_pipe(), out = make_pipe();
  if (!in || !out) return failed(program_);
  pid_t child = 0;
  {
    // Under the lock, so that a cancel comes either before there is a child or after it can be killed.
    const std::lock_guard lock(mutex_);
    if (round != round_) return cancelled();
    const int error = Plan(in->read.number(), out->write.number()).start(program_, words.language, child);
    if (error != 0)
      return Error{Fault::not_now, error == ENOENT ? "speech.no_program" : "speech.failed",
                   program_ + ": can't be started; install it to read aloud."};
    child_ = child;
  }
  in->read.close_now();
  out->write.close_now();
  ::fcntl(in->write.number(), F_SETFL, O_NONBLOCK);
  Result<Bytes> sound = listen(child, std::move(in->write), out->read.number(), words.text);
  wipe(words.text);
  out->read.close_now();
  siginfo_t gone{};
  uninterrupted([&] { return ::waitid(P_PID, static_cast<id_t>(child), &gone, WEXITED | WNOWAIT); });
  const std::lock_guard lock(mutex_);  // no cancel may meet a number that is somebody else's by now
  int status = 0;
  uninterrupted([&] { return ::waitpid(child, &status, 0); });
  child_ = 0;
  if (round != round_) return cancelled();
  if (!sound) return sound;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
    return Error{Fault::not_now, "speech.no_program",
                 program_ + ": can't be started; install it to read aloud."};
  if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
    return Error{Fault::not_now, "speech.no_voice",
                 program_ + ": has no voice for '" + words.language + "'."};
  return sound;
}

// Writes and reads at once: whoever waits for the other would wait for ever.
Result<Bytes> EspeakSynthesizer::Voice::listen(pid_t child, FileDescriptor writing, int from_child,
                                               std::string_view text) {
  const auto end = Clock::now() + kLongest;
  Bytes sound;
  const auto give_up = [&] {
    ::kill(child, SIGKILL);
    wipe(sound);
    return failed(program_);
  };
  std::size_t written = 0;
  std::array<std::uint8_t, 64 * 1024> part;
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    if (left <= 0 || sound.size() > kMostBytes) return give_up();
    std::array<pollfd, 2> ends{{{from_child, POLLIN, 0}, {writing.number(), POLLOUT, 0}}};
    if (uninterrupted(
            [&] { return ::poll(ends.data(), writing.is_open() ? 2 : 1, static_cast<int>(left)); }) < 0)
      return give_up();
    if (writing.is_open() && ends[1].revents != 0) {
      const ssize_t n = uninterrupted(
          [&] { return ::write(writing.number(), text.data() + written, text.size() - written); });
      if (n > 0) written += static_cast<std::size_t>(n);
      // Closing tells the child that this was all.
      if (written == text.size() || (n < 0 && errno != EAGAIN)) writing.close_now();
    }
    if (ends[0].revents == 0) continue;
    const ssize_t n = uninterrupted([&] { return ::read(from_child, part.data(), part.size()); });
    if (n < 0) return give_up();
    if (n == 0) break;
    sound.insert(sound.end(), part.begin(), part.begin() + n);
  }
  wipe(part.data(), part.size());
  return sound;
}

}  // namespace wv::linux_platform
