// A third platform, in memory: `FakePlatform()` is all fake; `FakePlatform(make_platform())` seals for real
// and keeps in memory. `settle` pumps until nothing is under way. For tests only.
#pragma once
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "fakes/answers.h"
#include "fakes/disk_files.h"
#include "fakes/fake_http.h"
#include "fakes/fake_own_key.h"
#include "fakes/fake_printer.h"
#include "fakes/fake_sealer.h"
#include "fakes/fake_synthesizer.h"
#include "fakes/fake_system.h"
#include "fakes/memory_store.h"
#include "ports/platform.h"
#include "shared/debian_fonts.h"
#include "shared/sampled_speech.h"

namespace wv::fakes {

class FakePlatform final : public ports::Platform {
 public:
  explicit FakePlatform(std::unique_ptr<ports::Platform> sealing = nullptr, std::uint64_t seed = 1)
      : random_(seed),
        sealer_(answers_, random_),
        http_(answers_),
        printer_(answers_),
        synthesizer_(answers_),
        sealing_(std::move(sealing)) {}

  [[nodiscard]] ports::Folders folders() override {
    return {"", "", "", "", shared_platform::debian_font_folders()};
  }
  [[nodiscard]] const DiskFiles& files() override {
    files_.hangs = foreign_hangs;
    return files_;
  }
  void files_come_late() { files_.late = true; }
  [[nodiscard]] FakeClock& clock() override { return clock_; }
  [[nodiscard]] FakeRandom& random() override { return random_; }
  [[nodiscard]] ports::Sealer& sealer() override { return sealing_ ? sealing_->sealer() : sealer_; }
  [[nodiscard]] FakeOwnKey* own_key() override { return has_own_key ? &own_key_ : nullptr; }
  bool has_own_key = false;
  [[nodiscard]] FakeSealer& fake_sealer() { return sealer_; }
  [[nodiscard]] FakeSynthesizer& synthesizer() { return synthesizer_; }
  [[nodiscard]] std::unique_ptr<ports::Speech> make_speech(ports::AudioOut& out) override {
    if (own_voice) return own_voice();
    return std::make_unique<shared_platform::SampledSpeech>(synthesizer_, out);
  }
  [[nodiscard]] MemoryStore& store(const std::string& data_folder) override {
    auto& store = stores_[data_folder];
    if (!store) store = std::make_unique<MemoryStore>(answers_);
    return *store;
  }
  // The same folder, seen as somebody else's: a test says when it is not there.
  [[nodiscard]] MemoryStore& foreign_store(const std::string& folder, ports::Foreign) override {
    return store(folder);
  }
  // The work is done when the platform is pumped; `foreign_hangs`: never, and it is given up at once.
  void at_foreign(const std::string&, std::function<std::function<void()>()> job,
                  std::function<void()> given_up) override {
    answers_.later<bool>([this, job = std::move(job), given_up = std::move(given_up)](
                             Result<bool>) { foreign_hangs ? given_up() : job()(); },
                         true);
  }
  [[nodiscard]] FakeHttp& http() override { return http_; }
  [[nodiscard]] FakePrinter& printer() override { return printer_; }
  void on_ready(std::function<void()> wake) override {
    if (sealing_) sealing_->on_ready(std::move(wake));
  }
  void on_network(std::function<void()> came) override { network_came_ = std::move(came); }
  std::optional<bool> has_network() override { return network; }
  std::optional<bool> network;  // what the machine says of itself
  // The network of a test's machine came (back).
  void network_comes() {
    if (network_came_) network_came_();
  }
  void pump() override {
    answers_.pump();
    if (sealing_) sealing_->pump();
  }
  [[nodiscard]] bool busy() override { return !answers_.empty() || (sealing_ && sealing_->busy()); }
  void pause(std::int64_t) override {}
  void wait() override {
    if (answers_.empty() && sealing_) sealing_->wait();
  }
  void sticks(std::function<void(Result<std::vector<ports::Stick>>)> answer) override {
    answers_.later<std::vector<ports::Stick>>(std::move(answer), std::vector<ports::Stick>(sticks_));
  }
  void plug_in(std::vector<ports::Stick> sticks) { sticks_ = std::move(sticks); }
  [[nodiscard]] std::optional<std::string> read_secret(const std::string&) override {
    if (typed_.empty()) return std::nullopt;
    std::string line = std::move(typed_.front());
    typed_.pop_front();
    return line;
  }
  void type(std::string line) { typed_.push_back(std::move(line)); }
  [[nodiscard]] bool is_watched() override { return watched; }
  [[nodiscard]] Status look_at_display() override { return Done{}; }
  void harden_process() override {}

  // A platform that speaks by itself, as a browser does; none: samples of the synthesizer.
  std::function<std::unique_ptr<ports::Speech>()> own_voice;
  bool watched = false;
  bool foreign_hangs = false;

 private:
  Answers answers_;
  DiskFiles files_{answers_};
  FakeClock clock_;
  FakeRandom random_;
  FakeSealer sealer_;
  FakeOwnKey own_key_{answers_};
  FakeHttp http_;
  FakePrinter printer_;
  FakeSynthesizer synthesizer_;
  std::map<std::string, std::unique_ptr<MemoryStore>> stores_;
  std::unique_ptr<ports::Platform> sealing_;
  std::vector<ports::Stick> sticks_;
  std::function<void()> network_came_;
  std::deque<std::string> typed_;
};

inline void settle(ports::Platform& platform) {
  while (platform.busy()) {
    platform.wait();
    platform.pump();
  }
}

// Starts something, settles, and gives its answer; nothing when none came (the power went, say).
template <class T, class Start>
[[nodiscard]] std::optional<Result<T>> answer_of(ports::Platform& platform, Start start) {
  std::optional<Result<T>> answer;
  start([&answer](Result<T> result) { answer.emplace(std::move(result)); });
  settle(platform);
  return answer;
}

}  // namespace wv::fakes
