// EffectRunner's look at the data folder: what waits, whether a save would work, and whether the receipt
// numbers go on.
#include "base/json.h"
#include "runtime/effects.h"

namespace wv::runtime {

namespace {

constexpr char kDeviceFile[] = "device.json";
constexpr char kBegan[] = "began";  // {"why":"new"|"anew"|"told","number":7}: with which number of the device

Json beginning_of(const std::string& text) {
  const auto json = parse_json(text, kDeviceFile);
  return json && json.value().is_object() ? json.value() : Json::object();
}

}  // namespace

void EffectRunner::look_at_queue(bool rehearsed) {
  const auto go_on = [this](std::string trouble) {
    look_at_numbers([this, trouble = std::move(trouble)](bool anew) { count_queue(trouble, anew); });
  };
  rehearsed ? rehearse(go_on) : go_on(other_trouble_);
}

// What a resident's save needs, and then what sync needs besides.
void EffectRunner::rehearse(std::function<void(std::string trouble)> then) {
  store_.rehearse({"", outbox::folder_name(outbox::Folder::outbox)}, kDeviceFile,
                  [this, then = std::move(then)](Result<Done> kept) {
                    const std::string before = cannot_keep_ ? cannot_keep_->code : "",
                                      now = kept ? "" : kept.error().code;
                    cannot_keep_.reset();
                    if (!kept) cannot_keep_ = kept.error();
                    if (before != now) log_.note(kept ? "store.good" : now);
                    using outbox::Folder;
                    store_.rehearse(
                        {outbox::folder_name(Folder::sent), outbox::folder_name(Folder::quarantine),
                         outbox::folder_name(Folder::answers), outbox::folder_name(Folder::published)},
                        "", [this, then](Result<Done> others) {
                          other_trouble_ = others ? "" : others.error().code;
                          then(other_trouble_);
                        });
                  });
}

// Once a store that counted is gone, its numbers may come again, and other systems have them as keys. It is
// told until the settings give the device another number. (An older copy of the store, and one that is gone
// whole, the platform knows; here: device.json alone is gone, and what it counted lies there.)
void EffectRunner::look_at_numbers(std::function<void(bool anew)> then) {
  store_.member(kDeviceFile, kBegan, [this, then = std::move(then)](Result<std::string> text) {
    if (!text) return then(false);  // told as a store that can't keep anything
    if (text.value().empty()) {
      return store_.member(kDeviceFile, "counter", [this, then](Result<std::string> counter) {
        if (!counter || !counter.value().empty()) return then(false);
        outbox_.holds_own([this, then](bool holds) {
          note_beginning("", holds ? "anew" : "new");
          then(holds);
        });
      });
    }
    const Json began = beginning_of(text.value());
    const bool anew = began.value("why", Json()) == "anew", known = began.contains("number");
    const bool answered = known && began["number"] != content_.config.device_number;
    if (anew && (!known || answered)) note_beginning(text.value(), answered ? "told" : "anew");
    then(anew && !answered);
  });
}

void EffectRunner::note_beginning(const std::string& was, const char* why) {
  const Json began = {{"why", why}, {"number", content_.config.device_number}};
  if (std::string_view(why) == "anew") log_.note("numbers.anew");
  store_.set_member(kDeviceFile, kBegan, was, began.dump(), [](Result<Done>) {});
}

void EffectRunner::count_queue(std::string trouble, bool numbers_anew) {
  outbox_.summary([this, trouble = std::move(trouble), numbers_anew](Result<outbox::Summary> looked) {
    app::Waiting waiting;
    waiting.known = looked.ok();
    waiting.numbers_anew = numbers_anew;
    waiting.trouble = trouble;
    if (cannot_keep_) waiting.keeping = cannot_keep_->code;
    if (looked) {
      waiting.count = looked.value().waiting;
      waiting.oldest = looked.value().oldest;
      waiting.damaged = looked.value().quarantined;
    } else {
      waiting.trouble = looked.error().code;
    }
    store_.free_bytes([this, waiting](Result<std::uint64_t> free) mutable {
      if (free)
        waiting.free_bytes = free.value();
      else if (waiting.trouble.empty())
        waiting.trouble = free.error().code;
      if (submissions_.failure()) waiting.trouble = submissions_.failure()->code;
      looked_ = true;
      answer_(app::QueueLooked{waiting});
    });
  });
}

}  // namespace wv::runtime
