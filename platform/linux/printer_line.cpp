#include "printer_line.h"

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <termios.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <string>

#include "foreign_worker.h"

namespace wv::linux_platform {
namespace {

constexpr std::size_t kPiece = 4096;
constexpr auto kConnect = std::chrono::milliseconds(3000), kTick = std::chrono::milliseconds(100),
               kLastWords = std::chrono::milliseconds(1000);
constexpr unsigned long kLpGetStatus = 0x060B;  // linux/lp.h; usblp answers it, too
constexpr int kLpNoPaper = 0x20;

Error not_now(const char* code, std::string what) { return {Fault::not_now, code, std::move(what)}; }

Error device_error(int number, const std::string& device) {
  if (number == EACCES || number == EPERM)
    return not_now("printer.denied", device + ": this user may not print; put it into the group lp");
  if (number == EBUSY)
    return not_now("printer.busy", device + ": another program has the printer; take it out of CUPS");
  return not_now("printer.away", device + ": there is no printer; " + std::strerror(number));
}

// A serial line must not make two bytes of a line end, nor wait for whole lines.
void make_raw(int file) {
  termios line{};
  if (::tcgetattr(file, &line) != 0) return;
  ::cfmakeraw(&line);
  ::tcsetattr(file, TCSANOW, &line);
}

struct FreeAddresses {
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};

bool connect_within(int file, const addrinfo& to) {
  if (::connect(file, to.ai_addr, to.ai_addrlen) == 0) return true;
  if (errno != EINPROGRESS) return false;
  pollfd wait{file, POLLOUT, 0};
  if (uninterrupted([&] { return ::poll(&wait, 1, static_cast<int>(kConnect.count())); }) != 1) return false;
  int error = 0;
  socklen_t size = sizeof error;
  return ::getsockopt(file, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

}  // namespace

Result<PrinterLine> PrinterLine::open(const ports::PrinterAddress& at) {
  return at.device.empty() ? open_network(at.host, at.port) : open_device(at.device);
}

Result<PrinterLine> PrinterLine::open_device(const std::string& device) {
  constexpr int kFlags = O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
  FileDescriptor file(::open(device.c_str(), O_RDWR | kFlags));
  if (!file.is_open() && (errno == EACCES || errno == EINVAL))  // some may only be written to
    file = FileDescriptor(::open(device.c_str(), O_WRONLY | kFlags));
  if (!file.is_open()) return device_error(errno, device);
  struct stat facts {};
  if (::fstat(file.number(), &facts) != 0 || !S_ISCHR(facts.st_mode))
    return not_now("printer.away", device + ": this is no printer but a file; name the printer's device");
  const bool terminal = ::isatty(file.number()) == 1;
  if (terminal) make_raw(file.number());
  return PrinterLine(std::move(file), false, terminal);
}

Result<PrinterLine> PrinterLine::open_network(const std::string& host, int port) {
  addrinfo hints{}, *found = nullptr;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_NUMERICSERV;
  if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0)
    return not_now("printer.away", host + ": no printer has this name here");
  const std::unique_ptr<addrinfo, FreeAddresses> list(found);
  for (const addrinfo* to = list.get(); to != nullptr; to = to->ai_next) {
    FileDescriptor file(
        ::socket(to->ai_family, to->ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, to->ai_protocol));
    if (file.is_open() && connect_within(file.number(), *to))
      return PrinterLine(std::move(file), true, false);
  }
  return not_now("printer.away", host + ": the printer doesn't take the connection");
}

short PrinterLine::wait_for(short events, Milliseconds within) const {
  pollfd wait{file_.number(), events, 0};
  const int count = uninterrupted(
      [&] { return ::poll(&wait, 1, static_cast<int>(std::max<std::int64_t>(0, within.count()))); });
  return count == 1 ? wait.revents : short{0};
}

bool PrinterLine::write(const Bytes& bytes, Milliseconds stall) {
  using Steady = std::chrono::steady_clock;
  std::size_t done = 0;
  for (auto last = Steady::now(); done < bytes.size();) {
    const short ready = wait_for(POLLOUT | POLLIN, kTick);
    if ((ready & POLLIN) != 0) throw_away_input();
    if ((ready & (POLLERR | POLLNVAL)) != 0) return false;
    const std::size_t piece = std::min(kPiece, bytes.size() - done);
    const ssize_t count = (ready & POLLOUT) == 0 ? 0
                          : socket_ ? ::send(file_.number(), bytes.data() + done, piece, MSG_NOSIGNAL)
                                    : ::write(file_.number(), bytes.data() + done, piece);
    if (count < 0 && errno != EAGAIN && errno != EINTR) return false;
    if (count > 0) {
      done += static_cast<std::size_t>(count);
      last = Steady::now();
      ForeignWorker::still_alive();
    } else if (Steady::now() - last > stall) {
      return false;
    }
  }
  return true;
}

bool PrinterLine::handed_over(Milliseconds stall) {
  if (!socket_ && !terminal_) return (wait_for(POLLOUT, stall) & POLLOUT) != 0;
  int left = 0, before = -1;
  for (Milliseconds waited{0}; waited <= stall; waited += kTick) {
    if (::ioctl(file_.number(), TIOCOUTQ, &left) != 0 || left == 0) return true;
    if (left != before) waited = Milliseconds(0);
    before = left;
    ForeignWorker::still_alive();
    throw_away_input();
    static_cast<void>(wait_for(0, kTick));  // a wait, or a broken line
  }
  return false;
}

std::optional<std::uint8_t> PrinterLine::read(Milliseconds within) {
  if ((wait_for(POLLIN, within) & POLLIN) == 0) return std::nullopt;
  std::uint8_t byte = 0;
  const ssize_t count = uninterrupted([&] { return ::read(file_.number(), &byte, 1); });
  return count == 1 ? std::optional(byte) : std::nullopt;
}

void PrinterLine::throw_away_input() {
  std::array<std::uint8_t, 256> rest{};
  while ((wait_for(POLLIN, Milliseconds(0)) & POLLIN) != 0 &&
         ::read(file_.number(), rest.data(), rest.size()) > 0)
    ;
}

bool PrinterLine::port_says_no_paper() const {
  if (socket_ || terminal_) return false;
  int status = 0;
  return ::ioctl(file_.number(), kLpGetStatus, &status) == 0 && (status & kLpNoPaper) != 0;
}

void PrinterLine::end() {
  if (socket_) {
    ::shutdown(file_.number(), SHUT_WR);
    const auto until = std::chrono::steady_clock::now() + kLastWords;
    while (std::chrono::steady_clock::now() < until && read(kTick)) throw_away_input();
  }
  file_.close_now();
}

void PrinterLine::abort() {
  if (terminal_) ::tcflush(file_.number(), TCOFLUSH);
  const linger none{1, 0};
  if (socket_) ::setsockopt(file_.number(), SOL_SOCKET, SO_LINGER, &none, sizeof none);
  file_.close_now();
}

}  // namespace wv::linux_platform
