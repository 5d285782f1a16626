// A real platform whose wall clock a test sets, and for which it types; everything else is the machine's. For
// tests only.
#pragma once
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "ports/platform.h"

namespace wv::fakes {

class SetClock final : public ports::Clock {
 public:
  explicit SetClock(ports::Clock& real) : real_(real) {}
  [[nodiscard]] LocalTime now() override { return at_ ? *at_ : real_.now(); }
  [[nodiscard]] std::int64_t steady_ms() override { return real_.steady_ms(); }
  [[nodiscard]] std::int64_t boot_ms() override { return real_.boot_ms(); }
  [[nodiscard]] LocalTime local(Instant at) override { return real_.local(at); }
  void ring_at(std::int64_t boot_ms, const std::function<void()>& ring) override {
    real_.ring_at(boot_ms, ring);
  }
  void set(const LocalTime& at) { at_ = at; }

 private:
  ports::Clock& real_;
  std::optional<LocalTime> at_;
};

class PlatformWithSetClock final : public ports::Platform {
 public:
  explicit PlatformWithSetClock(std::unique_ptr<ports::Platform> real)
      : real_(std::move(real)), clock_(real_->clock()) {}
  [[nodiscard]] ports::Folders folders() override { return real_->folders(); }
  [[nodiscard]] const ports::Files& files() override { return real_->files(); }
  [[nodiscard]] SetClock& clock() override { return clock_; }
  [[nodiscard]] ports::Random& random() override { return real_->random(); }
  [[nodiscard]] ports::Sealer& sealer() override { return real_->sealer(); }
  [[nodiscard]] std::unique_ptr<ports::Speech> make_speech(ports::AudioOut& out) override {
    return real_->make_speech(out);
  }
  [[nodiscard]] ports::Store& store(const std::string& folder) override { return real_->store(folder); }
  [[nodiscard]] ports::Store& foreign_store(const std::string& folder, ports::Foreign which) override {
    return real_->foreign_store(folder, which);
  }
  void at_foreign(const std::string& folder, std::function<std::function<void()>()> job,
                  std::function<void()> given_up) override {
    real_->at_foreign(folder, std::move(job), std::move(given_up));
  }
  [[nodiscard]] ports::Http& http() override { return real_->http(); }
  [[nodiscard]] ports::Printer& printer() override { return real_->printer(); }
  void on_ready(std::function<void()> wake) override { real_->on_ready(std::move(wake)); }
  void pump() override { real_->pump(); }
  void on_network(std::function<void()> came) override { real_->on_network(std::move(came)); }
  [[nodiscard]] bool busy() override { return real_->busy(); }
  void wait() override { real_->wait(); }
  void pause(std::int64_t ms) override { real_->pause(ms); }
  void sticks(std::function<void(Result<std::vector<ports::Stick>>)> answer) override {
    real_->sticks(std::move(answer));
  }
  [[nodiscard]] std::optional<std::string> read_secret(const std::string& prompt) override {
    if (!types_) return real_->read_secret(prompt);
    if (typed_.empty()) return std::nullopt;
    std::string line = std::move(typed_.front());
    typed_.pop_front();
    return line;
  }
  // These lines and no others are on standard input, which is a pipe.
  void type(std::deque<std::string> lines) {
    typed_ = std::move(lines);
    types_ = true;
  }
  [[nodiscard]] std::size_t untyped() const { return typed_.size(); }
  [[nodiscard]] bool is_watched() override { return !types_ && real_->is_watched(); }
  [[nodiscard]] Status look_at_display() override { return real_->look_at_display(); }
  void harden_process() override { real_->harden_process(); }

 private:
  std::unique_ptr<ports::Platform> real_;
  SetClock clock_;
  std::deque<std::string> typed_;
  bool types_ = false;
};

}  // namespace wv::fakes
