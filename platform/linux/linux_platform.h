// ports::Platform on Linux: one worker thread for disk, sealing and network, everything else on the caller's.
// Answers that are still to come when it ends are dropped; writes that were asked for are finished.
#pragma once
#include <map>
#include <memory>
#include <string>

#include "curl_http.h"
#include "espeak_speech.h"
#include "jose_sealer.h"
#include "ports/platform.h"
#include "posix_store.h"
#include "system.h"
#include "worker.h"

namespace wv::linux_platform {

class LinuxPlatform final : public ports::Platform {
 public:
  LinuxPlatform() : sealer_(worker_), speech_(worker_) { http_.work_on(worker_); }

  [[nodiscard]] ports::Clock& clock() override { return clock_; }
  [[nodiscard]] ports::Random& random() override { return random_; }
  [[nodiscard]] ports::Sealer& sealer() override { return sealer_; }
  [[nodiscard]] ports::Speech& speech() override { return speech_; }
  [[nodiscard]] ports::Store& store(const std::string& data_folder) override;
  [[nodiscard]] ports::Store& foreign_store(const std::string& folder) override;
  [[nodiscard]] ports::Http& http() override { return http_; }
  void on_ready(std::function<void()> wake) override { worker_.on_ready(std::move(wake)); }
  void pump() override { worker_.pump(); }
  void on_network(std::function<void()> came) override;
  [[nodiscard]] std::optional<bool> has_network() override;
  [[nodiscard]] bool busy() override { return worker_.busy(); }
  void wait() override { worker_.wait(); }
  void sticks(std::function<void(Result<std::vector<ports::Stick>>)> answer) override;
  [[nodiscard]] std::optional<std::string> read_secret(const std::string& prompt) override;
  [[nodiscard]] bool is_watched() override;
  void close_the_curtains() override;

 private:
  PosixClock clock_;
  GetrandomRandom random_;
  std::map<std::string, std::unique_ptr<PosixStore>> stores_, foreign_stores_;
  CurlHttp http_;
  Worker worker_;  // after the stores and the network: it ends first, and may still be busy for one
  JoseSealer sealer_;
  EspeakSpeech speech_;
};

}  // namespace wv::linux_platform
