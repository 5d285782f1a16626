// ports::Platform in a browser. Everything runs on the page's one thread, in turns: what the page's functions
// find out comes by the mailbox, some turns after it was asked, and nothing here ever waits. What a browser
// has not, it says: no printer, no sticks, no folders of others, no terminal.
#pragma once
#include <map>
#include <memory>
#include <string>

#include "browser_drawings.h"
#include "browser_own_key.h"
#include "browser_speech.h"
#include "fetch_http.h"
#include "indexed_db_store.h"
#include "mailbox.h"
#include "ports/platform.h"
#include "system.h"
#include "web_crypto_sealer.h"
#include "web_files.h"

namespace wv::web_platform {

class NoPrinter final : public ports::Printer {
 public:
  explicit NoPrinter(Mailbox& mailbox) : mailbox_(mailbox) {}
  void look(ports::PrinterAddress at, Answer answer) override;
  void print(ports::PrinterAddress at, Draw draw, Answer answer) override;

 private:
  Mailbox& mailbox_;
};

class WebPlatform final : public ports::Platform {
 public:
  WebPlatform();

  [[nodiscard]] ports::Folders folders() override;
  [[nodiscard]] const ports::Files& files() override { return files_; }
  [[nodiscard]] WebFiles& set_of_files() { return files_; }
  [[nodiscard]] ports::Clock& clock() override { return clock_; }
  [[nodiscard]] ports::Drawings* drawings() override { return &drawings_; }
  [[nodiscard]] ports::Random& random() override { return random_; }
  [[nodiscard]] ports::Sealer& sealer() override { return sealer_; }
  [[nodiscard]] ports::OwnKey* own_key() override { return &own_key_; }
  [[nodiscard]] std::unique_ptr<ports::Speech> make_speech(ports::AudioOut& out) override;
  [[nodiscard]] ports::Store& store(const std::string& data_folder) override;
  [[nodiscard]] Keeps keeps() override;
  [[nodiscard]] ports::Store& foreign_store(const std::string& folder, ports::Foreign which) override;
  void at_foreign(const std::string& folder, std::function<std::function<void()>()> job,
                  std::function<void()> given_up) override;
  [[nodiscard]] ports::Http& http() override { return http_; }
  [[nodiscard]] ports::Printer& printer() override { return printer_; }
  void on_ready(std::function<void()> wake) override { mailbox_.on_ready(std::move(wake)); }
  void pump() override { mailbox_.pump(); }
  void on_network(std::function<void()> came) override { came_ = std::move(came); }
  void network_came();  // the page's: it is online again, in sight again, or has the focus again
  [[nodiscard]] std::optional<bool> has_network() override;
  [[nodiscard]] bool busy() override { return mailbox_.busy(); }
  void wait() override {}  // a page never waits: whoever asks goes on by event
  void pause(std::int64_t) override {}
  void sticks(std::function<void(Result<std::vector<ports::Stick>>)> answer) override;
  [[nodiscard]] std::optional<std::string> read_secret(const std::string&) override { return std::nullopt; }
  [[nodiscard]] bool is_watched() override { return false; }
  [[nodiscard]] Status look_at_display() override { return Done{}; }
  [[nodiscard]] bool may_have_graphics_card() override { return false; }
  void harden_process() override {}  // what a browser dumps or shows is the browser's

 private:
  Mailbox mailbox_;
  BrowserClock clock_;
  BrowserRandom random_;
  WebFiles files_;
  BrowserDrawings drawings_;
  WebCryptoSealer sealer_;
  BrowserOwnKey own_key_;
  FetchHttp http_;
  NoPrinter printer_;
  std::map<std::string, std::unique_ptr<ports::Store>> stores_, foreign_;
  std::function<void()> came_;
};

}  // namespace wv::web_platform
