// From passphrase or digits to the casebook: the keys (Argon2id once, however many team keys there are), who
// I am by the register, what the desk sealed, and then the cases; their first news is the answer.
#include <algorithm>
#include <utility>

#include "services/device_key.h"
#include "services/member_inside.h"

namespace wv::services {
namespace {

constexpr char kPinFormat[] = "wijkverbinder-pin/1";  // never on a disk
constexpr std::size_t kHalfBytes = 16;
constexpr std::size_t kMostIdentityBytes = 65536;

bool is_wrong(const Error& error) { return error.code == "locked.wrong_passphrase"; }

Secret passphrase_of(const Secret& half, const Secret& digits) {
  Secret whole = half.clone();
  whole.push_back(' ');
  whole.append(digits);
  return whole;
}

}  // namespace

void MemberDevice::Inside::unlock(desk::Unlock effect) {
  ++epoch;
  const RequestId request = effect.request;
  const auto words = std::make_shared<Secret>(std::move(effect.passphrase));
  tools.store.read(
      crypto::kIdentityFile, kMostIdentityBytes, then<Bytes>([this, request, words](Result<Bytes> file) {
        if (!file) return not_opened(request, file.error());
        crypto::unlock_identity(tools.platform.sealer(), to_string(file.value()), std::move(*words),
                                then<crypto::Identity>([this, request](Result<crypto::Identity> identity) {
                                  if (!identity) return not_opened(request, identity.error());
                                  if (pin) {
                                    pin->tries = desk::kPinTries;
                                    pin->until_ms = now.boot_ms + desk::kPinHoldsMs;
                                  }
                                  opened(std::move(identity).value(), request);
                                }));
      }));
}

void MemberDevice::Inside::unlock_by_pin(desk::UnlockByPin effect) {
  ++epoch;
  const RequestId request = effect.request;
  if (pin && now.boot_ms >= pin->until_ms) drop_pin();
  if (!pin) return tell(desk::UnlockRefused{}, request);
  --pin->tries;  // spent before it is looked at
  const std::uint64_t turn = pin_turn;
  tools.store.read(
      crypto::kIdentityFile, kMostIdentityBytes,
      then<Bytes>([this, request, turn,
                   digits = std::make_shared<Secret>(std::move(effect.digits))](Result<Bytes> file) {
        const auto face =
            file ? crypto::read_face(to_string(file.value())) : Result<crypto::IdentityFace>(file.error());
        if (!face || !pin || turn != pin_turn) return not_opened(request, face ? Error{} : face.error());
        crypto::unlock_keys(
            tools.platform.sealer(), pin->locked, kPinFormat, passphrase_of(pin->half, *digits),
            then<crypto::UnlockedKeys>(
                [this, request, turn, face = face.value()](Result<crypto::UnlockedKeys> keys) {
                  const bool same = pin && turn == pin_turn;
                  if (!keys) {
                    if (same && pin->tries <= 0) drop_pin();
                    return not_opened(request, keys.error());
                  }
                  if (same) pin->tries = desk::kPinTries;
                  auto& jwks = keys.value().jwks;
                  opened({face, std::move(jwks[0]), std::move(jwks[1])}, request);
                }));
      }));
}

// The digits alone are shorter than any passphrase may be; what stands before them is chance, and lies in
// this process' memory only, as what they open does.
void MemberDevice::Inside::keep_pin(const Secret& digits) {
  if (!open) return;
  const std::uint64_t turn = ++pin_turn;
  pin.reset();
  Bytes chance(kHalfBytes);
  tools.platform.random().fill(chance);
  const auto kept = std::make_shared<KeptByPin>();
  kept->half = Secret(to_hex(chance));
  kept->tries = desk::kPinTries;
  kept->until_ms = now.boot_ms + desk::kPinHoldsMs;
  crypto::LockInput input{kPinFormat, OrderedJson::object(), {}, passphrase_of(kept->half, digits)};
  input.jwks.push_back(open->identity.seal_jwk.clone());
  input.jwks.push_back(open->identity.sign_jwk.clone());
  crypto::lock_keys(tools.platform.sealer(), tools.platform.random(), std::move(input),
                    [weak = weak_from_this(), turn, kept](Result<std::string> locked) {
                      const auto self = weak.lock();
                      if (!self || self->pin_turn != turn) return;
                      if (!locked) return self->tools.log.note(locked.error().code);
                      kept->locked = std::move(locked).value();
                      self->pin = std::move(*kept);
                    });
}

void MemberDevice::Inside::drop_pin() {
  ++pin_turn;
  if (pin) wipe(pin->locked);
  pin.reset();
}

void MemberDevice::Inside::not_opened(RequestId request, const Error& error) {
  if (is_wrong(error)) return tell(desk::UnlockRefused{}, request);
  tools.log.note(error.code);
  const Trouble why = parse_trouble(error.code);
  tell(desk::UnlockFailed{why == Trouble::none ? Trouble::other : why}, request);
}

void MemberDevice::Inside::opened(crypto::Identity identity, RequestId request) {
  const auto me = member_of(identity.face);
  if (!me) {
    not_opened(request, {Fault::not_now, "identity.unknown", "the register doesn't name this device"});
    return look_at_device();
  }
  const auto found = std::make_shared<crypto::Identity>(std::move(identity));
  derive_device_key(tools.platform.sealer(), found->seal_jwk, "wv/desk/1",
                    then<Secret>([this, found, me = *me, request](Result<Secret> key) {
                      if (!key) return not_opened(request, key.error());
                      cases.lock();
                      open.emplace(Unlocked{std::move(*found), std::move(key).value(), me, {}});
                      read_desk(request);
                    }));
}

void MemberDevice::Inside::read_desk(RequestId request) {
  const auto now_opening = std::make_shared<Opening>();
  now_opening->request = request;
  const auto left = std::make_shared<int>(3);
  const auto one_read = [weak = weak_from_this(), was = epoch, now_opening, left](auto take) {
    return [weak, was, now_opening, left, take](DeskVault::Parts parts) {
      const auto self = weak.lock();
      if (!self || self->epoch != was) return;
      take(*self, now_opening->told, parts);
      if (--*left == 0) self->open_cases(now_opening);
    };
  };
  wipe(voice);
  vault.read(kDraft, open->desk_key, one_read([](Inside& self, desk::Unlocked& told, auto& parts) {
               if (parts.size() != 2) return;
               told.saved = std::move(parts[0]);
               told.voice = !parts[1].empty();
               self.voice = to_bytes(parts[1]);
             }));
  vault.read(kStreets, open->desk_key, one_read([](Inside&, desk::Unlocked& told, auto& parts) {
               if (parts.size() == 1) told.streets = std::move(parts[0]);
             }));
  const auto take_behalf = one_read([](Inside&, desk::Unlocked& told, auto& parts) {
    if (parts.size() != 2) return;
    told.number = std::move(parts[0]);
    told.code = std::move(parts[1]);
  });
  // What was being stored at the lock is waited for, or it would be written twice.
  after_job([weak = weak_from_this(), was = epoch, take_behalf] {
    const auto self = weak.lock();
    if (self && self->epoch == was) self->vault.read(kBehalf, self->open->identity.seal_jwk, take_behalf);
  });
}

void MemberDevice::Inside::open_cases(const std::shared_ptr<Opening>& now_opening) {
  vault.retry();
  writer->retry([weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->cases.look();
  });
  opening = now_opening;
  if (content() != nullptr) open->team = CaseTeam(*content());
  cases.unlock({{open->identity.face, open->identity.seal_jwk.clone(), open->identity.sign_jwk.clone()},
                belief,
                today,
                tools.days.day_to_delete_by(),
                gone()});
}

// What was handed out before goes on by itself: it has all that it needs.
void MemberDevice::Inside::lock() {
  ++epoch;
  writer->keep_all();
  opening.reset();
  open.reset();
  mine.clear();
  wipe(voice);
  cases.lock();
}

}  // namespace wv::services
