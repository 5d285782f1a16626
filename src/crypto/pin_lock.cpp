#include "crypto/pin_lock.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "base/bytes.h"
#include "base/json.h"

namespace wv::crypto {

namespace {

constexpr char kFile[] = "device.json";
constexpr char kMember[] = "pin";
constexpr std::uint64_t kFreeGuesses = 5;
constexpr std::int64_t kFirstWaitMs = 60'000, kLongestWaitMs = 3'600'000;
constexpr std::uint32_t kHashBytes = 32, kSaltBytes = 16;
constexpr int kMostAttempts = 5;  // another process changed the file meanwhile

Error broken() {
  return {Fault::not_now, "pin.broken",
          std::string(kFile) + ": /pin: it is damaged; give a new PIN with `wijkverbinder pin set`"};
}
Error not_six() { return {Fault::bad_input, "pin.form", "a PIN has six digits; choose six"}; }

// Looks at all bytes, whatever it finds: how long it takes tells nothing.
bool same_bytes(const Bytes& a, const Bytes& b) {
  std::uint8_t difference = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
    difference = static_cast<std::uint8_t>(difference | (a[i] ^ b[i]));
  return difference == 0;
}

}  // namespace

struct PinLock::Record {
  Bytes salt, hash;
  Cost cost;
  std::uint64_t wrong = 0;
  std::string text;  // as it lies in the file

  [[nodiscard]] std::string to_text() const {
    return Json{{"salt", to_base64url(salt)},
                {"hash", to_base64url(hash)},
                {"memory_kib", cost.memory_kib},
                {"passes", cost.passes},
                {"wrong", wrong}}
        .dump();
  }
  static std::optional<Record> parse(const std::string& text) {
    const auto json = parse_json(text, kFile);
    if (!json || !json.value().is_object()) return std::nullopt;
    const Json& j = json.value();
    for (const char* name : {"salt", "hash"})
      if (!j.contains(name) || !j[name].is_string()) return std::nullopt;
    for (const char* name : {"memory_kib", "passes", "wrong"})
      if (!j.contains(name) || !j[name].is_number_unsigned()) return std::nullopt;
    const auto salt = from_base64url(j["salt"].get<std::string>()),
               hash = from_base64url(j["hash"].get<std::string>());
    if (!salt || !hash || salt.value().size() != kSaltBytes || hash.value().size() != kHashBytes)
      return std::nullopt;
    return Record{salt.value(),
                  hash.value(),
                  {j["memory_kib"].get<std::uint32_t>(), j["passes"].get<std::uint32_t>()},
                  j["wrong"].get<std::uint64_t>(),
                  text};
  }
  [[nodiscard]] ports::StretchRequest stretch(const Secret& pin) const {
    return {pin.clone(), to_string(salt), cost.memory_kib, cost.passes, 1, kHashBytes};
  }
};

bool is_pin(std::string_view text) {
  return text.size() == kPinDigits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::int64_t pin_wait_ms(std::uint64_t wrong) {
  if (wrong < kFreeGuesses) return 0;
  std::int64_t wait = kFirstWaitMs;
  for (std::uint64_t i = kFreeGuesses; i < wrong && wait < kLongestWaitMs; ++i) wait *= 2;
  return std::min(wait, kLongestWaitMs);
}

std::int64_t PinLock::left_ms(std::int64_t steady_ms) const {
  return std::max<std::int64_t>(0, pin_wait_ms(seen_wrong_) - (steady_ms - seen_ms_));
}

void PinLock::read(std::int64_t steady_ms, Answer<std::optional<Record>> answer) {
  store_.member(kFile, kMember, [this, steady_ms, answer = std::move(answer)](Result<std::string> text) {
    if (!text) return answer(text.error());
    if (text.value().empty()) return answer(std::optional<Record>());
    auto record = Record::parse(text.value());
    if (!record) return answer(broken());
    if (record->wrong != seen_wrong_) {
      seen_wrong_ = record->wrong;
      seen_ms_ = steady_ms;
    }
    answer(std::move(record));
  });
}

void PinLock::look(std::int64_t steady_ms, Answer<PinAnswer> answer) {
  read(steady_ms, [this, steady_ms, answer = std::move(answer)](Result<std::optional<Record>> record) {
    if (!record) return answer(record.error());
    if (!record.value()) return answer(PinAnswer{});
    const std::int64_t wait = left_ms(steady_ms);
    answer(PinAnswer{wait > 0 ? PinAnswer::What::waiting : PinAnswer::What::ready, wait});
  });
}

void PinLock::guess(Secret pin, std::int64_t steady_ms, Answer<PinAnswer> answer) {
  try_guess(std::make_shared<Secret>(std::move(pin)), steady_ms, 1, std::move(answer));
}

void PinLock::try_guess(const SharedPin& pin, std::int64_t steady_ms, int attempt, Answer<PinAnswer> answer) {
  read(steady_ms,
       [this, pin, steady_ms, attempt, answer = std::move(answer)](Result<std::optional<Record>> record) {
         if (!record) return answer(record.error());
         if (!record.value()) return answer(PinAnswer{});
         if (const std::int64_t wait = left_ms(steady_ms); wait > 0)
           return answer(PinAnswer{PinAnswer::What::waiting, wait});
         Record counted = *record.value();
         ++counted.wrong;
         const std::string was = std::exchange(counted.text, counted.to_text());
         store_.set_member(kFile, kMember, was, counted.text,
                           [this, pin, counted, steady_ms, attempt, answer](Result<Done> kept) {
                             if (!kept && kept.error().code == "store.changed" && attempt < kMostAttempts)
                               return try_guess(pin, steady_ms, attempt + 1, answer);
                             if (!kept) return answer(kept.error());
                             seen_wrong_ = counted.wrong;
                             seen_ms_ = steady_ms;
                             check(pin, counted, steady_ms, answer);
                           });
       });
}

void PinLock::check(const SharedPin& pin, const Record& counted, std::int64_t steady_ms,
                    Answer<PinAnswer> answer) {
  sealer_.stretch(counted.stretch(*pin),
                  [this, counted, steady_ms, answer = std::move(answer)](Result<Bytes> stretched) {
                    if (!stretched) return answer(stretched.error());
                    const bool right = same_bytes(stretched.value(), counted.hash);
                    wipe(stretched.value());
                    if (!right) return answer(PinAnswer{PinAnswer::What::wrong, left_ms(steady_ms)});
                    Record fresh = counted;
                    fresh.wrong = 0;
                    store_.set_member(kFile, kMember, counted.text, fresh.to_text(),
                                      [this, steady_ms, answer](Result<Done> kept) {
                                        if (kept) {
                                          seen_wrong_ = 0;
                                          seen_ms_ = steady_ms;
                                        }
                                        // A count that can't be set back is a nuisance for whoever knows the
                                        // PIN, and no danger.
                                        answer(PinAnswer{PinAnswer::What::right, 0});
                                      });
                  });
}

void PinLock::set(Secret pin, Answer<Done> answer) {
  if (!is_pin(pin)) return answer(not_six());
  auto record = std::make_shared<Record>();
  record->salt.resize(kSaltBytes);
  random_.fill(record->salt);
  record->cost = cost_;
  sealer_.stretch(record->stretch(pin), [this, record, answer = std::move(answer)](Result<Bytes> stretched) {
    if (!stretched) return answer(stretched.error());
    record->hash = std::move(stretched).value();
    write(record->to_text(), 1, answer);
  });
}

void PinLock::clear(Answer<Done> answer) { write("", 1, std::move(answer)); }

void PinLock::write(std::string text, int attempt, Answer<Done> answer) {
  store_.member(kFile, kMember,
                [this, text = std::move(text), attempt, answer = std::move(answer)](Result<std::string> was) {
                  if (!was) return answer(was.error());
                  if (was.value().empty() && text.empty()) return answer(Done{});
                  store_.set_member(
                      kFile, kMember, was.value(), text, [this, text, attempt, answer](Result<Done> kept) {
                        if (!kept && kept.error().code == "store.changed" && attempt < kMostAttempts)
                          return write(text, attempt + 1, answer);
                        answer(std::move(kept));
                      });
                });
}

}  // namespace wv::crypto
