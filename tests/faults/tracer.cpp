#include "tracer.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>

namespace wv::faults {
namespace {

// A system call that does nothing, with an argument that nobody else uses.
constexpr long kMark = SYS_prctl;
constexpr std::uint64_t kBegin = 0x5756'0001, kEnd = 0x5756'0002, kKept = 0x5756'0003;

void mark(std::uint64_t what, std::uint64_t number = 0) { ::syscall(kMark, what, number, 0, 0, 0); }

}  // namespace

void begin_steps() { mark(kBegin); }
void end_steps() { mark(kEnd); }
void say_kept(std::uint64_t number) { mark(kKept, number); }

#if defined(__x86_64__)

bool can_trace() { return true; }

namespace {

using Kind = Call::Kind;

[[noreturn]] void give_up(const char* what) {
  std::perror(what);
  std::abort();
}

bool is_disk_call(long number) {
  static constexpr long kNumbers[] = {
      SYS_open,     SYS_openat,  SYS_creat,      SYS_close,  SYS_read,       SYS_pread64,   SYS_write,
      SYS_pwrite64, SYS_fsync,   SYS_fdatasync,  SYS_rename, SYS_renameat,   SYS_renameat2, SYS_link,
      SYS_linkat,   SYS_unlink,  SYS_unlinkat,   SYS_mkdir,  SYS_mkdirat,    SYS_rmdir,     SYS_stat,
      SYS_fstat,    SYS_lstat,   SYS_newfstatat, SYS_statx,  SYS_getdents64, SYS_fcntl,     SYS_flock,
      SYS_statfs,   SYS_fstatfs, SYS_ftruncate,  SYS_syncfs, SYS_dup,        SYS_lseek};
  return std::find(std::begin(kNumbers), std::end(kNumbers), number) != std::end(kNumbers);
}

// One that is stopped in a call, and what was decided at its beginning.
struct Thread {
  Call call;
  bool disk = false, fails = false;
};

class Tracer {
 public:
  explicit Tracer(const Plan& plan) : plan_(plan) {}

  Traced run(const std::function<int()>& work) {
    child_ = ::fork();
    if (child_ < 0) give_up("fork");
    if (child_ == 0) {
      ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
      ::raise(SIGSTOP);
      ::_exit(work());
    }
    int status = 0;
    if (::waitpid(child_, &status, 0) != child_) give_up("waitpid");
    const long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK |
                         PTRACE_O_TRACEVFORK | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
    ::ptrace(PTRACE_SETOPTIONS, child_, nullptr, options);
    threads_[child_];
    go_on(child_, 0);
    while (take_turn()) {
    }
    return std::move(traced_);
  }

 private:
  static void go_on(pid_t thread, int signal) {
    ::ptrace(PTRACE_SYSCALL, thread, nullptr, static_cast<long>(signal));
  }

  // False when the child is gone.
  bool take_turn() {
    int status = 0;
    const pid_t thread = ::waitpid(-1, &status, __WALL);
    if (thread < 0) return errno == EINTR;
    if (WIFEXITED(status) || WIFSIGNALED(status)) {
      threads_.erase(thread);
      if (thread != child_) return true;
      if (WIFEXITED(status)) traced_.status = WEXITSTATUS(status);
      return false;
    }
    const bool known = threads_.contains(thread);
    const int signal = WSTOPSIG(status);
    if (signal == (SIGTRAP | 0x80)) {
      at_call(thread, threads_[thread]);
      if (!traced_.killed) go_on(thread, 0);
    } else {
      threads_[thread];
      const bool event = (status >> 16) != 0 || (!known && signal == SIGSTOP);
      go_on(thread, event ? 0 : signal);
    }
    return true;
  }

  void at_call(pid_t thread, Thread& state) {
    __ptrace_syscall_info info{};
    if (::ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info) <= 0) return;
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY) {
      begin_call(thread, state, static_cast<long>(info.entry.nr), info.entry.args);
    } else if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
      end_call(thread, state, static_cast<long>(info.exit.rval));
    }
  }

  template <class Arguments>
  void begin_call(pid_t thread, Thread& state, long number, const Arguments& arguments) {
    state = {};
    if (number == kMark && arguments[0] >= kBegin && arguments[0] <= kKept) {
      if (arguments[0] == kKept) say_kept_now(arguments[1]);
      counting_ = arguments[0] == kBegin || (arguments[0] == kKept && counting_);
      return;
    }
    if (!counting_ || traced_.killed) return;
    state.disk = is_disk_call(number);
    if (plan_.what != What::kill && !state.disk) return;
    if (!plan_.under.empty()) {
      if (!state.disk) return;
      describe(thread, state.call, number, arguments);
      if (!changes(state.call)) return;
    }
    ++traced_.steps;
    if (plan_.what == What::kill) {
      if (traced_.steps != plan_.step) return;
      traced_.killed = true;
      ::kill(child_, SIGKILL);
      return;
    }
    describe(thread, state.call, number, arguments);
    if (state.call.kind == Kind::sync && failed_syncs_.contains(state.call.descriptor))
      traced_.synced_again = true;
    const bool hit = plan_.how == How::once ? traced_.steps == plan_.step : traced_.steps >= plan_.step;
    if (plan_.what == What::fail && hit && !(plan_.error == EINTR && traced_.steps > plan_.step + 2))
      fail(thread, state);
    if (plan_.what == What::half && hit) halve(thread, number, arguments[2]);
  }

  [[nodiscard]] bool changes(const Call& call) const {
    const bool reads =
        call.kind == Kind::other || call.kind == Kind::close || (call.kind == Kind::open && !call.creates);
    return !reads && (call.path.starts_with(plan_.under) || call.to.starts_with(plan_.under));
  }

  void say_kept_now(std::uint64_t number) {
    traced_.kept = true;
    traced_.number = number;
    Call call;
    call.kind = Kind::kept;
    traced_.calls.push_back(std::move(call));
  }

  void fail(pid_t thread, Thread& state) {
    state.fails = true;
    if (state.call.kind == Kind::close) return;  // it fails, and the descriptor is gone all the same
    user_regs_struct registers{};
    ::ptrace(PTRACE_GETREGS, thread, nullptr, &registers);
    registers.orig_rax = static_cast<unsigned long long>(-1);  // no call: nothing is done
    ::ptrace(PTRACE_SETREGS, thread, nullptr, &registers);
  }

  static void halve(pid_t thread, long number, std::uint64_t count) {
    const bool counts =
        number == SYS_write || number == SYS_pwrite64 || number == SYS_read || number == SYS_pread64;
    if (!counts || count < 2) return;
    user_regs_struct registers{};
    ::ptrace(PTRACE_GETREGS, thread, nullptr, &registers);
    registers.rdx = count / 2;
    ::ptrace(PTRACE_SETREGS, thread, nullptr, &registers);
  }

  void end_call(pid_t thread, Thread& state, long result) {
    if (!state.disk || plan_.what == What::kill) return;
    if (state.fails) {
      user_regs_struct registers{};
      ::ptrace(PTRACE_GETREGS, thread, nullptr, &registers);
      registers.rax = static_cast<unsigned long long>(-static_cast<long long>(plan_.error));
      ::ptrace(PTRACE_SETREGS, thread, nullptr, &registers);
      result = -plan_.error;
    }
    state.call.result = result;
    if (state.call.kind == Kind::open && result >= 0) failed_syncs_.erase(static_cast<int>(result));
    if (state.call.kind == Kind::sync && result < 0 && result != -EINTR)
      failed_syncs_.insert(state.call.descriptor);
    if (state.call.kind == Kind::write && result >= 0)
      state.call.written.resize(static_cast<std::size_t>(result));
    traced_.calls.push_back(std::move(state.call));
    state = {};
  }

  std::string text_at(pid_t thread, std::uint64_t address) const {
    std::string text;
    for (char part[64]; address != 0 && text.size() < 4096;) {
      iovec mine{part, sizeof part - address % sizeof part};
      const iovec theirs{reinterpret_cast<void*>(address),
                         mine.iov_len};  // NOLINT: an address in the other process
      const ssize_t got = ::process_vm_readv(thread, &mine, 1, &theirs, 1, 0);
      if (got <= 0) break;
      const char* const end = std::find<const char*>(part, part + got, '\0');
      text.append(part, static_cast<std::size_t>(end - part));
      if (end != part + got) break;
      address += static_cast<std::uint64_t>(got);
    }
    return text;
  }

  Bytes bytes_at(pid_t thread, std::uint64_t address, std::size_t count) const {
    Bytes bytes(count);
    iovec mine{bytes.data(), bytes.size()};
    const iovec theirs{reinterpret_cast<void*>(address),
                       bytes.size()};  // NOLINT: an address in the other process
    if (::process_vm_readv(thread, &mine, 1, &theirs, 1, 0) != static_cast<ssize_t>(count)) bytes.clear();
    return bytes;
  }

  std::string path_of(int descriptor) const {
    const std::string link = "/proc/" + std::to_string(child_) +
                             (descriptor == AT_FDCWD ? "/cwd" : "/fd/" + std::to_string(descriptor));
    char path[4096];
    const ssize_t length = ::readlink(link.c_str(), path, sizeof path);
    return length <= 0 ? std::string() : std::string(path, static_cast<std::size_t>(length));
  }

  std::string path_at(pid_t thread, std::uint64_t folder, std::uint64_t name) const {
    std::string path = text_at(thread, name);
    if (!path.empty() && path.front() == '/') return path;
    return path_of(static_cast<int>(folder)) + "/" + path;
  }

  template <class Arguments>
  void describe(pid_t thread, Call& call, long number, const Arguments& arguments) const {
    const auto at = [&](std::size_t i) { return static_cast<std::uint64_t>(arguments[i]); };
    constexpr auto here = static_cast<std::uint64_t>(AT_FDCWD);
    call.system_number = number;
    call.descriptor = static_cast<int>(at(0));
    switch (number) {
      case SYS_open:
        call.kind = Kind::open, call.path = path_at(thread, here, at(0)),
        call.creates = (at(1) & O_CREAT) != 0;
        break;
      case SYS_openat:
        call.kind = Kind::open, call.path = path_at(thread, at(0), at(1)),
        call.creates = (at(2) & O_CREAT) != 0;
        break;
      case SYS_write:
        call.kind = Kind::write, call.path = path_of(call.descriptor),
        call.written = bytes_at(thread, at(1), at(2));
        break;
      case SYS_fsync:
      case SYS_fdatasync: call.kind = Kind::sync, call.path = path_of(call.descriptor); break;
      case SYS_syncfs: call.kind = Kind::sync_all, call.path = path_of(call.descriptor); break;
      case SYS_close: call.kind = Kind::close, call.path = path_of(call.descriptor); break;
      case SYS_rename:
        call.kind = Kind::rename, call.path = path_at(thread, here, at(0)),
        call.to = path_at(thread, here, at(1));
        break;
      case SYS_renameat:
      case SYS_renameat2:
        call.kind = Kind::rename, call.path = path_at(thread, at(0), at(1)),
        call.to = path_at(thread, at(2), at(3));
        break;
      case SYS_linkat:
        call.kind = Kind::link, call.path = path_at(thread, at(0), at(1)),
        call.to = path_at(thread, at(2), at(3));
        break;
      case SYS_unlink: call.kind = Kind::unlink, call.path = path_at(thread, here, at(0)); break;
      case SYS_unlinkat: call.kind = Kind::unlink, call.path = path_at(thread, at(0), at(1)); break;
      case SYS_mkdir: call.kind = Kind::make_folder, call.path = path_at(thread, here, at(0)); break;
      case SYS_mkdirat: call.kind = Kind::make_folder, call.path = path_at(thread, at(0), at(1)); break;
      default: break;
    }
  }

  const Plan& plan_;
  pid_t child_ = -1;
  bool counting_ = false;
  std::map<pid_t, Thread> threads_;
  std::set<int> failed_syncs_;
  Traced traced_;
};

}  // namespace

Traced trace(const std::function<int()>& work, const Plan& plan) { return Tracer(plan).run(work); }

#else

bool can_trace() { return false; }
Traced trace(const std::function<int()>&, const Plan&) { return {}; }

#endif

}  // namespace wv::faults
