// ports::Platform on Linux. Whoever waits has a worker: one for the device's own disk, the sums and the
// seals, one for the network, one for the voice, one for the printer, one for each folder of somebody else's.
// Nothing foreign can stand before what a resident sends. Answers that are still to come when it ends are
// dropped; what was asked of the own disk is finished; a foreign thing that hangs is left behind after two
// seconds (foreign_worker.h).
#pragma once
#include <chrono>
#include <map>
#include <memory>
#include <thread>
#include <string>

#include "curl_http.h"
#include "espeak_synthesizer.h"
#include "foreign_worker.h"
#include "jose_sealer.h"
#include "ports/platform.h"
#include "posix_files.h"
#include "posix_store.h"
#include "receipt_printer.h"
#include "system.h"
#include "worker.h"

namespace wv::linux_platform {

class LinuxPlatform final : public ports::Platform {
 public:
  // `foreign_limit`: how long a stick or a share may give no sign of life.
  explicit LinuxPlatform(std::chrono::milliseconds foreign_limit = std::chrono::seconds(30));
  ~LinuxPlatform() override;

  [[nodiscard]] ports::Folders folders() override;
  [[nodiscard]] const ports::Files& files() override { return files_; }
  [[nodiscard]] ports::Clock& clock() override { return clock_; }
  [[nodiscard]] ports::Random& random() override { return random_; }
  [[nodiscard]] ports::Sealer& sealer() override { return sealer_; }
  [[nodiscard]] std::unique_ptr<ports::Speech> make_speech(ports::AudioOut& out) override;
  [[nodiscard]] ports::Store& store(const std::string& data_folder) override;
  [[nodiscard]] ports::Store& foreign_store(const std::string& folder, ports::Foreign which) override;
  void at_foreign(const std::string& folder, std::function<std::function<void()>()> job,
                  std::function<void()> given_up) override;
  [[nodiscard]] ports::Http& http() override { return *http_; }
  [[nodiscard]] ports::Printer& printer() override { return printer_; }
  void on_ready(std::function<void()> wake) override { mailbox_->on_ready(std::move(wake)); }
  void pump() override { mailbox_->pump(); }
  void on_network(std::function<void()> came) override;
  [[nodiscard]] std::optional<bool> has_network() override;
  [[nodiscard]] bool busy() override { return mailbox_->busy(); }
  void wait() override { mailbox_->wait(); }
  void pause(std::int64_t ms) override { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }
  void sticks(std::function<void(Result<std::vector<ports::Stick>>)> answer) override;
  [[nodiscard]] std::optional<std::string> read_secret(const std::string& prompt) override;
  [[nodiscard]] bool is_watched() override;
  [[nodiscard]] Status look_at_display() override;
  [[nodiscard]] bool may_have_graphics_card() override;
  void harden_process() override;

 private:
  struct ForeignFolder {
    std::unique_ptr<ForeignWorker> worker;
    std::map<ports::Foreign, std::unique_ptr<PosixStore>> stores;
  };
  ForeignFolder& foreign_folder(const std::string& folder);

  const std::chrono::milliseconds foreign_limit_;
  PosixClock clock_;
  const PosixFiles files_;
  GetrandomRandom random_;
  std::shared_ptr<Mailbox> mailbox_;
  std::map<std::string, std::unique_ptr<PosixStore>> stores_;
  std::map<std::string, ForeignFolder> foreign_;
  std::unique_ptr<CurlHttp> http_;
  std::unique_ptr<Worker> network_;
  ForeignWorker voice_;
  ReceiptPrinter printer_;
  Worker worker_;  // after the stores: it ends first, and may still be busy for one
  JoseSealer sealer_;
  EspeakSynthesizer synthesizer_;
};

}  // namespace wv::linux_platform
