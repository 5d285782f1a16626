// The way to a receipt printer: a character device (/dev/usb/lp0, a serial one) or a TCP connection. Opened
// for one slip and closed again: most printers know one connection at a time. Nothing here blocks but
// opening, for the kernel or a name server; each wait has its end. A plain file is refused: a slip is written
// down nowhere.
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/result.h"
#include "file_descriptor.h"
#include "ports/printer.h"

namespace wv::linux_platform {

class PrinterLine {
 public:
  using Milliseconds = std::chrono::milliseconds;

  [[nodiscard]] static Result<PrinterLine> open(const ports::PrinterAddress& at);

  // All of it, as fast as the printer takes it; false when it takes nothing for so long. What it says
  // meanwhile is thrown away: unread bytes would make closing a reset, which some answer by forgetting what
  // they got.
  [[nodiscard]] bool write(const Bytes& bytes, Milliseconds stall);
  // Until the kernel has handed over everything.
  [[nodiscard]] bool handed_over(Milliseconds stall);
  [[nodiscard]] std::optional<std::uint8_t> read(Milliseconds within);  // one byte
  void throw_away_input();
  // What a USB port tells by itself (LPGETSTATUS); none where there is no such thing.
  [[nodiscard]] bool port_says_no_paper() const;
  void end();    // politely: the printer may still be reading
  void abort();  // what is still on its way is dropped

 private:
  PrinterLine(FileDescriptor file, bool socket, bool terminal)
      : file_(std::move(file)), socket_(socket), terminal_(terminal) {}
  [[nodiscard]] static Result<PrinterLine> open_device(const std::string& device);
  [[nodiscard]] static Result<PrinterLine> open_network(const std::string& host, int port);
  [[nodiscard]] short wait_for(short events, Milliseconds within) const;

  FileDescriptor file_;
  bool socket_ = false, terminal_ = false;
};

}  // namespace wv::linux_platform
