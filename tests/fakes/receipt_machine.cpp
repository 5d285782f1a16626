#include "fakes/receipt_machine.h"

#include <algorithm>

namespace wv::fakes {

namespace {

constexpr std::uint8_t kDle = 0x10;

// How long a command is, once its head is known; 0: more of the head is needed.
std::size_t length_of(const Bytes& head) {
  if (head.size() < 2) return 0;
  if (head[0] == 0x1B) return head[1] == '@' ? 2 : head[1] == 'd' ? 3 : 1;
  if (head[1] == 'V') return head.size() < 3 ? 0 : head[2] >= 65 ? 4 : 3;
  if (head[1] == 'r') return 3;
  if (head[1] != 'v') return 1;
  if (head.size() < 8) return 0;
  return 8 + (head[4] + 256u * head[5]) * (head[6] + 256u * head[7]);
}

}  // namespace

Bytes ReceiptMachine::take(std::uint8_t byte) {
  if (!dle_.empty() || byte == kDle) {
    dle_.push_back(byte);
    const bool begins = dle_.size() == 1 || dle_[1] == 0x04 || dle_[1] == 0x05 || dle_[1] == 0x14;
    const std::size_t whole = dle_.size() > 1 && dle_[1] == 0x14 ? 10 : 3;
    if (begins && dle_.size() < whole) return {};
    const Bytes taken = std::exchange(dle_, {});
    if (begins) {
      dle_ = taken;
      Bytes answer = real_time();
      dle_.clear();
      return answer;
    }
    pending_.insert(pending_.end(), taken.begin(), taken.end() - 1);
    if (taken.back() == kDle) {
      dle_ = {kDle};
      return {};
    }
  }
  pending_.push_back(byte);
  return command();
}

Bytes ReceiptMachine::real_time() {
  if (dle_[1] == 0x14 && dle_[2] == 8) {
    ++drops_;
    held_.clear();
    pending_.clear();
    held_cuts_ = 0;
  }
  if (dle_[1] != 0x04 || !nature_.answers) return {};
  const bool empty = nature_.paper_rows <= 0;
  std::uint8_t answer = 0x12;
  if (dle_[2] == 1 && (stopped() || nature_.always_offline)) answer |= 0x08;
  if (dle_[2] == 2)
    answer |= static_cast<std::uint8_t>((nature_.cover_open ? 0x04 : 0) | (empty ? 0x20 : 0) |
                                        (nature_.fault ? 0x40 : 0));
  if (dle_[2] == 4 && empty) answer |= 0x60;
  return {answer};
}

Bytes ReceiptMachine::command() {
  while (!pending_.empty()) {
    if (pending_[0] != 0x1B && pending_[0] != 0x1D) {
      letters_.push_back(static_cast<char>(pending_[0]));
      pending_.erase(pending_.begin());
      continue;
    }
    const std::size_t length = length_of(pending_);
    if (length == 0 || pending_.size() < length) return {};
    const Bytes one(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(length));
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(length));
    largest_ = std::max(largest_, length);
    if (length == 1) letters_.push_back('?');
    if (one.size() >= 8 && one[1] == 'v') {
      width_ = (one[4] + 256 * one[5]) * 8;
      held_.insert(held_.end(), one.begin() + 8, one.end());
    }
    if (one.size() >= 3 && one[0] == 0x1D && one[1] == 'V') ++held_cuts_;
    print_what_is_held();
    if (one.size() == 3 && one[1] == 'r' && nature_.knows_gs_r && !stopped()) return {0x00};
  }
  return {};
}

void ReceiptMachine::print_what_is_held() {
  const auto stride = static_cast<std::size_t>(std::max(8, width_) / 8);
  const std::size_t rows =
      stopped() ? 0 : std::min(held_.size() / stride, static_cast<std::size_t>(nature_.paper_rows));
  const auto end = held_.begin() + static_cast<std::ptrdiff_t>(rows * stride);
  dots_.insert(dots_.end(), held_.begin(), end);
  held_.erase(held_.begin(), end);
  nature_.paper_rows -= static_cast<int>(rows);
  if (held_.empty()) cuts_ += std::exchange(held_cuts_, 0);
}

ports::DotPicture ReceiptMachine::paper() const {
  const int stride = std::max(8, width_) / 8;
  return {width_, static_cast<int>(dots_.size()) / stride, dots_};
}

}  // namespace wv::fakes
