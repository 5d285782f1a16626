#include "web_platform.h"

#include <utility>

#include "no_store.h"

extern "C" {
int wv_is_online();  // js/page.js
int wv_keeps();      // js/page.js: 0 for good, 1 while there is room, 2 for seven days
}

namespace wv::web_platform {
namespace {

Error no_printer() {
  return {Fault::not_now, "printer.away",
          "A browser reaches no receipt printer; the number stays on the screen."};
}

}  // namespace

void NoPrinter::look(ports::PrinterAddress, Answer answer) {
  mailbox_.post([answer = std::move(answer)] { answer(no_printer()); });
}
void NoPrinter::print(ports::PrinterAddress, Draw, Answer answer) {
  mailbox_.post([answer = std::move(answer)] { answer(no_printer()); });
}

WebPlatform::WebPlatform()
    : files_(mailbox_),
      drawings_(mailbox_),
      sealer_(mailbox_),
      own_key_(mailbox_),
      http_(mailbox_),
      printer_(mailbox_) {}

// Where things lie in the set that the page brought (site.mjs).
ports::Folders WebPlatform::folders() { return {"/", "wijkverbinder", "", "the browser's own", {"/fonts"}}; }

std::unique_ptr<ports::Speech> WebPlatform::make_speech(ports::AudioOut&) {
  return std::make_unique<BrowserSpeech>(mailbox_);
}

ports::Store& WebPlatform::store(const std::string& data_folder) {
  auto& store = stores_[data_folder];
  if (!store) store = std::make_unique<IndexedDbStore>(data_folder, random_, mailbox_);
  return *store;
}

Keeps WebPlatform::keeps() { return static_cast<Keeps>(wv_keeps()); }

ports::Store& WebPlatform::foreign_store(const std::string& folder, ports::Foreign) {
  auto& store = foreign_[folder];
  if (!store) store = std::make_unique<NoStore>(folder, mailbox_);
  return *store;
}

void WebPlatform::at_foreign(const std::string&, std::function<std::function<void()>()>,
                             std::function<void()> given_up) {
  mailbox_.post(std::move(given_up));
}

void WebPlatform::network_came() {
  if (came_) mailbox_.post(came_);
}

std::optional<bool> WebPlatform::has_network() { return wv_is_online() != 0; }

void WebPlatform::sticks(std::function<void(Result<std::vector<ports::Stick>>)> answer) {
  mailbox_.post([answer = std::move(answer)] { answer(std::vector<ports::Stick>{}); });
}

}  // namespace wv::web_platform
