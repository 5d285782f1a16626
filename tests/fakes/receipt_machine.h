// A receipt printer's inside: takes ESC/POS byte by byte as a real one does, real-time commands in the middle
// of a picture too, and keeps what would be on paper. What it doesn't understand is printed as letters, which
// is how real ones fail. For tests only.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "ports/printer.h"

namespace wv::fakes {

class ReceiptMachine {
 public:
  struct Nature {
    bool answers = true;  // knows DLE EOT
    bool knows_gs_r = true;
    bool always_offline = false;  // as some do that print well
    bool cover_open = false;
    bool fault = false;
    int paper_rows = 100'000;  // dots of paper left
  };
  ReceiptMachine() = default;
  explicit ReceiptMachine(const Nature& nature) : nature_(nature) {}

  // What it says to it.
  [[nodiscard]] Bytes take(std::uint8_t byte);
  void put_paper_in() {
    nature_.paper_rows = 100'000;
    print_what_is_held();
  }

  [[nodiscard]] ports::DotPicture paper() const;  // everything printed since the beginning
  [[nodiscard]] const std::string& letters() const { return letters_; }  // garbage
  [[nodiscard]] int cuts() const { return cuts_; }
  [[nodiscard]] int drops() const { return drops_; }
  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] std::size_t largest_command() const { return largest_; }

 private:
  [[nodiscard]] bool stopped() const { return nature_.paper_rows <= 0 || nature_.cover_open; }
  [[nodiscard]] Bytes real_time();
  [[nodiscard]] Bytes command();
  void print_what_is_held();

  Nature nature_;
  Bytes dle_;      // of a real-time command, so far
  Bytes pending_;  // of a command, so far
  Bytes held_;     // rows that wait for paper
  Bytes dots_;     // on paper
  std::string letters_;
  int width_ = 0, cuts_ = 0, drops_ = 0, held_cuts_ = 0;
  std::size_t largest_ = 0;
};

}  // namespace wv::fakes
