// Who sits at a terminal. A line that is typed and not shown: the terminal's echo is off while it is read,
// and on again after.
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "linux_platform.h"

namespace wv::linux_platform {
namespace {

constexpr std::size_t kMostLine = 400;  // a key on paper is 24 words

class NoEcho {
 public:
  NoEcho() : on_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!on_) return;  // a pipe or a file
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
  }
  ~NoEcho() {
    if (on_) ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }
  NoEcho(const NoEcho&) = delete;
  NoEcho& operator=(const NoEcho&) = delete;
  [[nodiscard]] bool is_terminal() const { return on_; }

 private:
  termios before_{};
  bool on_;
};

}  // namespace

bool LinuxPlatform::is_watched() { return ::isatty(STDERR_FILENO) == 1; }

// Byte by byte, so that nothing of the next line is taken into a buffer and kept there.
std::optional<std::string> LinuxPlatform::read_secret(const std::string& prompt) {
  const NoEcho quiet;
  if (quiet.is_terminal()) std::fputs(prompt.c_str(), stderr);
  std::string line;
  line.reserve(kMostLine);
  bool any = false;
  for (char c = 0; line.size() < kMostLine;) {
    const ssize_t got = ::read(STDIN_FILENO, &c, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    any = true;
    if (c == '\n') break;
    if (c != '\r') line.push_back(c);
  }
  if (quiet.is_terminal()) std::fputs("\n", stderr);
  if (!any) return std::nullopt;
  return line;
}

}  // namespace wv::linux_platform
