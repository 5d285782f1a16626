// A receipt printer over TCP and over a serial device, in front of one that behaves as real ones do: out of
// paper, open, silent, slow, one connection at a time. What comes out is decoded and compared dot by dot.
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include "base/secret.h"
#include "fakes/receipt_machine.h"
#include "linux_platform.h"
#include "memory_search.h"
#include "platform/temporary_folder.h"
#include "receipt_printer.h"
#include "shared/escpos.h"

using namespace wv;
using namespace std::chrono_literals;
using fakes::ReceiptMachine;
using linux_platform::FileDescriptor;
using linux_platform::LinuxPlatform;
using linux_platform::Mailbox;
using linux_platform::ReceiptPrinter;

namespace {

using Steady = std::chrono::steady_clock;

// Turns around what an open descriptor brings; `reads`: when false it takes nothing, as a printer that hangs.
class Machine {
 public:
  explicit Machine(const ReceiptMachine::Nature& nature) : inside_(nature) {}
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  ~Machine() {
    ending_ = true;
    if (thread_.joinable()) thread_.join();
  }

  template <class See>
  auto see(See see) {
    const std::lock_guard lock(mutex_);
    return see(inside_);
  }
  std::atomic<bool> reads = true;
  std::atomic<int> connections = 0;

 protected:
  // Until the other end closes.
  void serve(int file) {
    while (!ending_) {
      pollfd wait{file, static_cast<short>(reads ? POLLIN : 0), 0};
      if (::poll(&wait, 1, 20) != 1) continue;
      Bytes got(1024);
      const ssize_t count = reads ? ::read(file, got.data(), got.size()) : 0;
      if (count <= 0) return;
      const std::lock_guard lock(mutex_);
      for (ssize_t i = 0; i < count; ++i)
        for (const std::uint8_t byte : inside_.take(got[static_cast<std::size_t>(i)]))
          if (::write(file, &byte, 1) != 1) return;
    }
  }
  std::atomic<bool> ending_ = false;
  std::thread thread_;

 private:
  std::mutex mutex_;
  ReceiptMachine inside_;
};

class NetworkPrinter : public Machine {
 public:
  explicit NetworkPrinter(const ReceiptMachine::Nature& nature = {}) : Machine(nature) {
    listening_ = FileDescriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    const int small = 4096;
    ::setsockopt(listening_.number(), SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    REQUIRE(::bind(listening_.number(), reinterpret_cast<sockaddr*>(&here), size) == 0);
    REQUIRE(::listen(listening_.number(), 1) == 0);
    REQUIRE(::getsockname(listening_.number(), reinterpret_cast<sockaddr*>(&here), &size) == 0);
    port_ = ntohs(here.sin_port);
    thread_ = std::thread([this] {
      while (!ending_) {
        pollfd wait{listening_.number(), POLLIN, 0};
        if (::poll(&wait, 1, 20) != 1) continue;
        const FileDescriptor one(::accept(listening_.number(), nullptr, nullptr));
        ++connections;
        serve(one.number());
      }
    });
  }
  ~NetworkPrinter() {
    ending_ = true;
    thread_.join();
  }
  [[nodiscard]] ports::PrinterAddress address() const { return {"", "127.0.0.1", port_}; }

 private:
  FileDescriptor listening_;
  int port_ = 0;
};

class SerialPrinter : public Machine {
 public:
  explicit SerialPrinter(const ReceiptMachine::Nature& nature = {}) : Machine(nature) {
    int ours = -1, theirs = -1;
    std::array<char, 64> name{};
    REQUIRE(::openpty(&ours, &theirs, name.data(), nullptr, nullptr) == 0);
    ours_ = FileDescriptor(ours);
    theirs_ = FileDescriptor(theirs);  // kept open, or its end would be the line's
    device_ = name.data();
    thread_ = std::thread([this] { serve(ours_.number()); });
  }
  ~SerialPrinter() {
    ending_ = true;
    thread_.join();
  }
  [[nodiscard]] ports::PrinterAddress address() const { return {device_, ""}; }

 private:
  FileDescriptor ours_, theirs_;
  std::string device_;
};

// Dots that a picture of words never has: each byte once, and what looks like commands.
ports::DotPicture pattern(int width, int height) {
  ports::DotPicture p{width, height, Bytes(static_cast<std::size_t>(width / 8 * height))};
  std::uint32_t seed = 7;
  for (auto& byte : p.dots) byte = static_cast<std::uint8_t>((seed = seed * 1664525u + 1013904223u) >> 24);
  return p;
}

struct Desk {
  explicit Desk(ReceiptPrinter::Patience patience = {300ms, 800ms, 2000ms, 700ms, 5000ms})
      : printer(mailbox, patience) {}
  Status wait(std::optional<Status>& answer) {
    while (!answer) {
      mailbox->wait();
      mailbox->pump();
    }
    return *answer;
  }
  Status look(const ports::PrinterAddress& at) {
    std::optional<Status> answer;
    printer.look(at, [&](Status s) { answer = std::move(s); });
    return wait(answer);
  }
  Status print(const ports::PrinterAddress& at, const ports::DotPicture& picture) {
    std::optional<Status> answer;
    printer.print(
        at, [&] { return picture; }, [&](Status s) { answer = std::move(s); });
    return wait(answer);
  }
  std::shared_ptr<Mailbox> mailbox = std::make_shared<Mailbox>();
  ReceiptPrinter printer;
};

std::string code_of(const Status& status) { return status ? "" : status.error().code; }

bool settles(Machine& machine, bool (*holds)(const ReceiptMachine&)) {
  for (int i = 0; i < 200; ++i) {
    if (machine.see([&](ReceiptMachine& m) { return holds(m); })) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

bool cut_once(const ReceiptMachine& m) { return m.cuts() == 1; }

// All dots but those that break a false command.
void check_printed(Machine& machine, const ports::DotPicture& wanted) {
  CHECK(settles(machine, cut_once));
  machine.see([&](ReceiptMachine& m) {
    const ports::DotPicture paper = m.paper();
    REQUIRE(paper.height == wanted.height);
    CHECK(m.width() == wanted.width);
    CHECK(m.letters() == "");
    std::size_t changed = 0;
    for (std::size_t i = 0; i < wanted.dots.size(); ++i)
      if (paper.dots[i] != wanted.dots[i]) {
        ++changed;
        CHECK(paper.dots[i] == 0x18);
        CHECK(wanted.dots[i] == 0x10);
      }
    CHECK(changed < 10);
    return 0;
  });
}

}  // namespace

TEST_CASE("a slip comes out dot by dot, over the network and by a device, wide and narrow") {
  for (const int width : {576, 384}) {
    CAPTURE(width);
    const ports::DotPicture picture = pattern(width, 700);
    Desk desk;
    {
      NetworkPrinter machine;
      REQUIRE(desk.look(machine.address()));
      CHECK(desk.print(machine.address(), picture));
      check_printed(machine, picture);
      CHECK(machine.see([](ReceiptMachine& m) { return m.largest_command(); }) < 4096);
    }
    SerialPrinter machine;
    REQUIRE(desk.look(machine.address()));
    CHECK(desk.print(machine.address(), picture));
    check_printed(machine, picture);
  }
}

TEST_CASE("a picture never says a real-time command, and the machine would obey one") {
  ports::DotPicture picture{8, 30, Bytes(30)};
  picture.dots[3] = 0x10, picture.dots[4] = 0x14, picture.dots[5] = 8, picture.dots[6] = 1;
  picture.dots[20] = 0x10, picture.dots[21] = 0x04, picture.dots[22] = 0x01;
  picture.dots[14] = 0x10, picture.dots[15] = 0x10, picture.dots[16] = 0x05;
  for (const Bytes& piece : escpos::slip(picture)) CHECK_FALSE(escpos::has_real_time(piece));
  // The negative control: the same dots as they are.
  Bytes naked;
  naked.reserve(64);
  for (const int head : {0x1D, int{'v'}, int{'0'}, 0, 1, 0, 30, 0})
    naked.push_back(static_cast<std::uint8_t>(head));
  for (const auto byte : picture.dots) naked.push_back(byte);
  CHECK(escpos::has_real_time(naked));
  ReceiptMachine machine;
  Bytes said;
  for (const auto byte : naked)
    for (const auto answer : machine.take(byte)) said.push_back(answer);
  CHECK(said.size() == 1);
  CHECK(machine.paper().height < 30);
  // Nothing to print is nothing to send; a picture that is too short is none.
  CHECK(escpos::slip({0, 0, {}}).empty());
  CHECK(escpos::slip({576, 10, Bytes(5)}).empty());
}

TEST_CASE("what keeps it from printing is told before a dot is on paper") {
  struct Row {
    ReceiptMachine::Nature nature;
    const char* code;
  };
  for (const Row& row :
       {Row{{.paper_rows = 0}, "printer.no_paper"}, Row{{.cover_open = true}, "printer.cover_open"},
        Row{{.fault = true}, "printer.fault"}}) {
    CAPTURE(row.code);
    NetworkPrinter machine(row.nature);
    Desk desk;
    CHECK(code_of(desk.look(machine.address())) == row.code);
    CHECK(code_of(desk.print(machine.address(), pattern(576, 100))) == row.code);
    CHECK(machine.see([](ReceiptMachine& m) { return m.paper().height; }) == 0);
  }
}

TEST_CASE("one that says nothing, or says 'offline' and prints, is printed on") {
  const ports::DotPicture picture = pattern(576, 300);
  for (const ReceiptMachine::Nature& nature :
       {ReceiptMachine::Nature{.answers = false}, ReceiptMachine::Nature{.knows_gs_r = false},
        ReceiptMachine::Nature{.always_offline = true}}) {
    CAPTURE(nature.answers);
    NetworkPrinter by_network(nature);
    SerialPrinter by_device(nature);
    Desk desk;
    CHECK(desk.look(by_network.address()));
    CHECK(desk.print(by_network.address(), picture));
    check_printed(by_network, picture);
    CHECK(desk.print(by_device.address(), picture));
    check_printed(by_device, picture);
  }
}

TEST_CASE("paper that ends in the middle: told, and the rest doesn't come out when a roll is put in") {
  NetworkPrinter machine({.paper_rows = 150});
  Desk desk;
  CHECK(code_of(desk.print(machine.address(), pattern(576, 700))) == "printer.no_paper");
  REQUIRE(settles(machine, [](const ReceiptMachine& m) { return m.drops() == 1; }));
  machine.see([](ReceiptMachine& m) {
    m.put_paper_in();
    CHECK(m.paper().height == 150);
    CHECK(m.cuts() == 0);
    return 0;
  });
  // The negative control: without the take-back the machine prints on.
  ReceiptMachine inside({.paper_rows = 10});
  for (const Bytes& piece : escpos::slip(pattern(576, 60)))
    for (const auto byte : piece) static_cast<void>(inside.take(byte));
  inside.put_paper_in();
  CHECK(inside.paper().height == 60);
}

TEST_CASE("the last row may be what the paper ended at") {
  NetworkPrinter machine({.paper_rows = 700});
  Desk desk;
  CHECK(code_of(desk.print(machine.address(), pattern(576, 700))) == "printer.no_paper");
}

TEST_CASE("one that hangs is given up in its time, and works again afterwards") {
  NetworkPrinter machine;
  Desk desk;
  machine.reads = false;
  const auto began = Steady::now();
  CHECK(code_of(desk.print(machine.address(), pattern(576, 20'000))) == "printer.silent");
  CHECK(Steady::now() - began < 6s);
  machine.reads = true;
  const ports::DotPicture picture = pattern(576, 120);
  std::this_thread::sleep_for(100ms);
  Status again = desk.print(machine.address(), picture);
  CHECK_MESSAGE(again, code_of(again));
}

TEST_CASE("no printer there is told, whatever is wrong; a file never becomes a spool") {
  Desk desk;
  const platform_test::TemporaryFolder folder;
  const std::string file = folder / "slip.bin";
  std::ofstream(file) << "";
  CHECK(code_of(desk.look({folder / "no-such-device", ""})) == "printer.away");
  CHECK(code_of(desk.look({file, ""})) == "printer.away");
  CHECK(code_of(desk.print({file, ""}, pattern(576, 100))) == "printer.away");
  CHECK(std::filesystem::file_size(file) == 0);
  CHECK(code_of(desk.look({"", "no-such-host.invalid", 9100})) == "printer.away");
  ports::PrinterAddress gone;
  {
    const NetworkPrinter machine;
    gone = machine.address();
  }
  CHECK(code_of(desk.look(gone)) == "printer.away");
}

TEST_CASE("each slip has a connection of its own, and lets go of it") {
  NetworkPrinter machine;
  Desk desk;
  for (int i = 0; i < 20; ++i) CHECK(desk.look(machine.address()));
  CHECK(machine.connections == 20);
}

TEST_CASE("nothing of a slip stays in memory") {
  int ours = -1, theirs = -1;
  std::array<char, 64> name{};
  REQUIRE(::openpty(&ours, &theirs, name.data(), nullptr, nullptr) == 0);
  const pid_t machine = ::fork();
  if (machine == 0) {  // another process: what it read is its own
    std::array<char, 512> got{};
    while (::read(ours, got.data(), got.size()) > 0)
      ;
    ::_exit(0);
  }
  const FileDescriptor master(ours), line(theirs);
  Desk desk;
  const test::Canary secret("slip", test::Canary::Signs::letters, 32, 7);
  const auto draw = [&secret] {  // a row of dots that reads as a text
    ports::DotPicture p{256, 48, Bytes(32 * 48)};
    for (std::size_t i = 0; i < 32; ++i) p.dots[i + 32 * 5] = secret.at(i);
    return p;
  };
  std::optional<Status> answer;
  desk.printer.print({name.data(), ""}, draw, [&](Status s) { answer = std::move(s); });
  CHECK(desk.wait(answer));
  ::kill(machine, SIGKILL);
  ::waitpid(machine, nullptr, 0);
#ifndef __SANITIZE_ADDRESS__  // it keeps freed blocks
  const auto found = test::search_memory({secret});
  CHECK_MESSAGE(found.empty(), test::told(found));
#endif
  const auto kept = draw();  // the negative control
  CHECK_FALSE(test::search_memory({secret}).empty());
  CHECK(kept.width == 256);
}

TEST_CASE("while a printer hangs the device keeps what people send") {
  NetworkPrinter machine;
  machine.reads = false;
  const platform_test::TemporaryFolder folder;
  LinuxPlatform platform;
  bool printed = false, kept = false;
  platform.printer().print(
      machine.address(), [] { return pattern(576, 20'000); }, [&](Status) { printed = true; });
  const auto began = Steady::now();
  platform.store(folder / "data").put("outbox/a.json", to_bytes("x"), [&](Result<Done> r) { kept = r.ok(); });
  while (!kept && Steady::now() - began < 5s) {
    platform.pump();
    std::this_thread::sleep_for(1ms);
  }
  CHECK(kept);
  CHECK_FALSE(printed);
}
