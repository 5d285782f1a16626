#include "cli/case_desk.h"

#include <algorithm>
#include <utility>

#include "base/bytes.h"
#include "content/content.h"
#include "crypto/identity.h"
#include "crypto/reply.h"
#include "domain/receipt.h"
#include "outbox/names.h"
#include "runtime/setup.h"
#include "services/files.h"
#include "cli/register_folder.h"

namespace wv::cli {
namespace {

constexpr std::uint64_t kMostIdentity = 1u << 16;
constexpr std::size_t kMostPassphrase = 4096, kLeastOfId = 6, kIdLetters = 36;

Result<Secret> passphrase_of(const Context& context) {
  const std::string file = context.arguments.value("--passphrase-file");
  if (file.empty()) return ask_line(context, "Passphrase: ");
  auto text = services::read_named_file(context.platform.files(), file, kMostPassphrase);
  if (!text) return text.error();
  Secret line(std::string_view(text.value()).substr(0, text.value().find_first_of("\r\n")));
  wipe(text.value());
  return line;
}

std::string digits_of(const std::string& text) {
  std::string digits;
  for (const char c : text)
    if (c >= '0' && c <= '9') digits.push_back(c);
  return digits;
}

Error no_case(const std::string& name) {
  return {Fault::bad_input, "cases.no_case",
          name + ": no case here has this id or number; `case list` shows them"};
}

}  // namespace

CaseDesk::CaseDesk(const Context& context, ports::Store& store)
    : context_(context), store_(store), log_(store, context.platform.clock().now()), outbox_(store) {}

CaseDesk::~CaseDesk() {
  settle();
  if (cases_) cases_->lock();
}

void CaseDesk::settle() {
  while (context_.platform.busy()) {
    context_.platform.wait();
    context_.platform.pump();
  }
}

Result<std::unique_ptr<CaseDesk>> CaseDesk::open(const Context& context) {
  const auto store = data_store(context);
  if (!store) return store.error();
  std::unique_ptr<CaseDesk> desk(new CaseDesk(context, *store.value()));
  if (Status read = desk->read_settings(); !read) return read.error();
  if (Status unlocked = desk->unlock(); !unlocked) return unlocked.error();
  return desk;
}

// Whom this device believes: the settings' authority, and the newest register that came here.
Status CaseDesk::read_settings() {
  const std::string file = context_.arguments.value("--config");
  if (file.empty()) return wrong_usage("name the settings by --config: they say whose register is believed");
  Findings findings;
  const content::DeviceSettings settings = content::load_settings(context_.platform.files(), file, findings);
  runtime::PublicKeys keys;
  if (!has_fault(findings)) keys = runtime::load_keys(context_.platform.files(), settings.config, findings);
  for (const Finding& finding : findings)
    if (finding.weight == Finding::Weight::fault)
      return Error{Fault::bad_input, "setup.fault", to_line(finding)};
  reply_term_ = settings.municipality.reply_term_working_days;
  keeper_ = std::make_unique<services::RegisterKeeper>(
      store_, context_.platform.sealer(), log_, keys.authority, keys.first_register,
      [](const crypto::Register&) {}, [](const crypto::Register&, bool) {});
  keeper_->look();
  settle();
  if (keeper_->belief().held() == nullptr)
    return Error{Fault::bad_input, "cases.no_register",
                 file + ": these settings bring no register that their authority signed; name it there"};
  team_ = services::CaseTeam(keeper_->belief().held()->content);
  erasures_ = std::make_unique<services::ErasureKeeper>(
      store_, context_.platform.sealer(), log_, [this](const outbox::ErasedIds& ids) { gone_ = ids; });
  erasures_->look(keeper_->belief().authority());
  settle();
  return Done{};
}

Status CaseDesk::unlock() {
  const auto file = ask<Bytes>(
      context_.platform, [&](auto answer) { store_.read(crypto::kIdentityFile, kMostIdentity, answer); });
  if (!file && file.error().code == "store.missing")
    return Error{Fault::bad_input, "cases.no_identity",
                 data_folder(context_) + ": this is no member's data folder; name one by --data"};
  if (!file) return file.error();
  auto passphrase = passphrase_of(context_);
  if (!passphrase) return passphrase.error();
  auto identity = ask<crypto::Identity>(context_.platform, [&](auto answer) {
    crypto::unlock_identity(context_.platform.sealer(), to_string(file.value()),
                            std::move(passphrase).value(), answer);
  });
  if (!identity) return identity.error();
  const services::CaseTeam::SigningKey* key = team_.find(identity.value().face.sign.kid);
  if (key == nullptr)
    return Error{Fault::not_now, "cases.not_enrolled",
                 "this device doesn't stand in the register yet; bring its request to whoever keeps it"};
  if (!key->covers(stamp_now(context_).day))
    return Error{Fault::not_now, "cases.ended",
                 "the register says that this device's time in the team is over; what it holds stays closed"};
  me_ = key->member;
  sign_jwk_ = identity.value().sign_jwk.clone();
  return open_cases(std::move(identity).value());
}

Status CaseDesk::open_cases(crypto::Identity identity) {
  const auto kept = ask<std::string>(
      context_.platform, [&](auto answer) { store_.member(outbox::kDeviceFile, "calendar", answer); });
  const auto calendar = kept && !kept.value().empty() ? outbox::Calendar::parse(kept.value()) : std::nullopt;
  services::CaseStore::Unlocked unlocked{std::move(identity),
                                         keeper_->belief(),
                                         stamp_now(context_).day,
                                         calendar ? calendar->day_to_delete_by() : std::nullopt,
                                         {}};
  if (gone_)
    for (const std::string& id : *gone_)
      if (const auto parsed = casebook::parse_id<casebook::EnvelopeId>(id)) unlocked.gone.push_back(*parsed);
  cases_ = std::make_unique<services::CaseStore>(
      services::CaseStore::Tools{
          store_, context_.platform.sealer(), context_.platform.random(), outbox_, log_,
          [this](const std::vector<std::string>& ids, const Day& on) { erasures_->refuse(ids, on); }},
      [this](const services::CaseNews& news) {
        whole_ = news.whole;
        if (news.trouble) trouble_ = news.trouble;
      });
  cases_->unlock(std::move(unlocked));
  Meter meter(context_);
  while (!whole_ && !trouble_ && context_.platform.busy()) {
    context_.platform.wait();
    context_.platform.pump();
    meter.show(cases_->book()->size(), 0);
  }
  if (trouble_) return *trouble_;
  return Done{};
}

casebook::Viewer CaseDesk::viewer() const {
  return {me_, context_.platform.clock().now(), reply_term_, keeper_->belief().held()->content.closed_days};
}

casebook::Membership CaseDesk::membership() const { return team_.membership(stamp_now(context_).day); }

bool CaseDesk::is_member(const std::string& id) const {
  const auto& members = keeper_->belief().held()->content.members;
  const Day today = stamp_now(context_).day;
  return std::any_of(members.begin(), members.end(), [&](const crypto::Member& member) {
    return member.id == id && member.term.covers(today);
  });
}

Result<casebook::CaseId> CaseDesk::find(const std::string& name) const {
  if (name.size() == kIdLetters) {
    const auto id = casebook::parse_id<casebook::CaseId>(name);
    if (!id || book().find(*id) == nullptr) return no_case(name);
    return *id;
  }
  const std::string digits = digits_of(name);
  const bool number = domain::valid_receipt_number(digits);
  std::vector<casebook::CaseId> found;
  for (const casebook::Summary* summary : book().summaries())
    if ((number && summary->number == std::string_view(digits)) ||
        (name.size() >= kLeastOfId && to_text(summary->id).starts_with(name)))
      found.push_back(summary->id);
  if (found.empty()) return no_case(name);
  if (found.size() > 1)
    return Error{Fault::bad_input, "cases.several", name + ": more than one case begins so; give more of it"};
  return found.front();
}

Result<casebook::EnvelopeId> CaseDesk::add(casebook::CaseId id, casebook::Body body) {
  services::EventDraft draft;
  draft.case_id = id;
  draft.body = std::move(body);
  return ask<casebook::EnvelopeId>(context_.platform, [&](auto answer) {
    cases_->add(std::move(draft), context_.platform.clock().now().at, stamp_now(context_), answer);
  });
}

Result<casebook::EnvelopeId> CaseDesk::send_answer(const domain::Submission& submission,
                                                   domain::AnswerDocument document) {
  if (submission.answer.tag.empty() || submission.answer.key.empty())
    return Error{
        Fault::bad_input, "answer.no_keys",
        "this message has no keys for an answer; answer it by its contact, and tell so by `case given`"};
  // A case goes whole, on one day: the answer bears its submission's.
  const std::string path = "inbox/" + submission.id + ".json";
  const auto file = ask<Bytes>(context_.platform,
                               [&](auto answer) { store_.read(path, crypto::kMostEnvelopeBytes, answer); });
  const auto begun =
      file ? crypto::parse(to_string(file.value()), path) : Result<crypto::SealedEnvelope>(file.error());
  if (!begun) return begun.error();
  document.submission = submission.id;
  document.tag = submission.answer.tag;
  document.at = context_.platform.clock().now();
  const Stamp stamp = begun.value().stamp();
  std::string jwk(sign_jwk_.view());
  const auto envelope = ask<crypto::SealedEnvelope>(context_.platform, [&](auto answer) {
    crypto::seal_answer(context_.platform.sealer(), context_.platform.random(),
                        {"", stamp.day, submission.answer.tag, submission.answer.key,
                         domain::to_json(document), jwk, stamp.clock},
                        answer);
  });
  wipe(jwk);
  if (!envelope) return envelope.error();
  Status put = ask<Done>(context_.platform, [&](auto answer) {
    store_.put("answers/" + envelope.value().id() + ".json", to_bytes(envelope.value().text()), answer);
  });
  if (put) put = ask<Done>(context_.platform, [&](auto answer) { outbox_.put(envelope.value(), answer); });
  if (!put) return put.error();
  return *casebook::parse_id<casebook::EnvelopeId>(envelope.value().id());
}

}  // namespace wv::cli
