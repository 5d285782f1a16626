// A receipt printer beside the kiosk. It is somebody else's thing: it may be unplugged, out of paper, or
// hang, and then delays nothing but itself. Answers come later, when the platform is pumped. What is printed
// is a picture in memory: never a file, a spool or a log, and overwritten once it is on paper. Error codes
// (all not_now): printer.away (no such device, no connection) printer.denied (not ours to use) printer.busy
// (somebody else has it) printer.no_paper printer.cover_open printer.fault printer.silent (it takes nothing
// more)
#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace wv::ports {

struct PrinterAddress {
  std::string device;  // a device file; "": by network
  std::string host;
  int port = 9100;
  [[nodiscard]] bool named() const { return !device.empty() || !host.empty(); }
};

struct DotPicture {  // rows from the top, eight dots a byte, the left one highest; 1 is black
  int width = 0;     // a multiple of 8
  int height = 0;
  Bytes dots;
};

class Printer {
 public:
  using Answer = std::function<void(Status)>;
  // Runs where nothing else waits for it; it owns all that it uses.
  using Draw = std::function<DotPicture()>;

  virtual ~Printer() = default;
  // Whether a slip could be printed now. Puts nothing on paper.
  virtual void look(PrinterAddress at, Answer answer) = 0;
  // Prints and cuts. Done: all of it is on paper, as far as this printer tells. An error: whatever it had of
  // it was taken back, so that nobody else's hands find it later.
  virtual void print(PrinterAddress at, Draw draw, Answer answer) = 0;
};

}  // namespace wv::ports
