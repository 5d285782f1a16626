#include "cli/signer.h"
#include "services/files.h"

#include <algorithm>
#include <charconv>

#include "base/bytes.h"
#include "content/config.h"
#include "crypto/register.h"
#include "domain/reply.h"
#include "outbox/outbox.h"
#include "crypto/thumbprint.h"

namespace wv::cli {
namespace {

constexpr std::size_t kMostKeyBytes = 65536;
constexpr std::size_t kMostSettingsBytes = 1u << 20;

Error first_fault(const Findings& findings) {
  const auto fault = std::find_if(findings.begin(), findings.end(),
                                  [](const Finding& f) { return f.weight == Finding::Weight::fault; });
  return {Fault::bad_input, "setup.fault", to_line(*fault)};
}

// Those of the register that the settings bring.
Result<crypto::Signers> members_of(const Context& context, const content::Config& config) {
  Findings findings;
  const auto keys = services::read_named_file(context.platform.files(), config.authority, kMostSettingsBytes);
  auto text = services::read_named_file(context.platform.files(), config.first_register, kMostSettingsBytes);
  if (!keys) return keys.error();
  if (!text) return text.error();
  while (!text.value().empty() && text.value().back() == '\n') text.value().pop_back();
  const crypto::Signers authority = crypto::parse_signers(keys.value(), config.authority, findings);
  if (has_fault(findings)) return first_fault(findings);
  const auto read = ask<crypto::SignedRegister>(context.platform, [&](auto answer) {
    crypto::read_register(context.platform.sealer(), text.value(), authority, answer);
  });
  if (!read)
    return Error{Fault::bad_input, read.error().code, config.first_register + ": " + read.error().what};
  return crypto::member_signers(read.value().content, stamp_now(context).day);
}

// The signers whom the devices with these settings believe.
Result<crypto::Signers> configured_signers(const Context& context, const std::string& config_file) {
  const auto text = services::read_named_file(context.platform.files(), config_file, kMostSettingsBytes);
  if (!text) return text.error();
  const auto json = parse_json(text.value(), config_file);
  if (!json) return Error{Fault::bad_input, "setup.fault", json.error().what};
  Findings findings;
  const content::Config config =
      content::read_config(context.platform.files(), json.value(), config_file, findings);
  if (has_fault(findings)) return first_fault(findings);
  if (!config.first_register.empty()) return members_of(context, config);
  if (config.signers.empty()) {
    // A trial believes its own key, which isn't named anywhere.
    if (config.trial) return crypto::Signers{};
    return Error{
        Fault::bad_input, "signers.none",
        config_file +
            ": /signers: it is missing, so no device would believe this; name the file with the signers' public keys"};
  }
  const auto keys = services::read_named_file(context.platform.files(), config.signers, kMostSettingsBytes);
  if (!keys) return keys.error();
  crypto::Signers signers = crypto::parse_signers(keys.value(), config.signers, findings);
  if (has_fault(findings)) return first_fault(findings);
  const auto refused = ask<Findings>(context.platform, [&](auto answer) {
    crypto::check_keys(context.platform.sealer(), config.signers, signers, answer);
  });
  if (!refused) return refused.error();
  if (has_fault(refused.value())) return first_fault(refused.value());
  return signers;
}

}  // namespace

Result<Signer> read_signer(const Context& context) {
  const std::string path = context.arguments.value("--sign");
  auto text = services::read_named_file(context.platform.files(), path, kMostKeyBytes);
  if (!text) return text.error();
  const auto public_key = ask<std::string>(
      context.platform, [&](auto answer) { context.platform.sealer().public_of(text.value(), answer); });
  const auto kid = crypto::thumbprint(text.value());
  if (!public_key || !kid) {
    wipe(text.value());
    const Error& error = public_key ? kid.error() : public_key.error();
    return Error{Fault::bad_input, error.code, path + ": " + error.what};
  }
  Signer signer{std::move(text).value(), {}};
  if (const std::string config = context.arguments.value("--config"); !config.empty()) {
    auto signers = configured_signers(context, config);
    const bool known =
        signers && (signers.value().empty() ||
                    std::any_of(signers.value().begin(), signers.value().end(),
                                [&](const crypto::Signer& s) { return s.kid == kid.value(); }));
    if (!known) {
      wipe(signer.jwk);
      if (!signers) return signers.error();
      return Error{Fault::bad_input, "signers.unknown",
                   path + ": this key isn't among the signers of " + config +
                       ", so no device would believe it; add its public half there, or take another key"};
    }
    signer.believed = std::move(signers).value();
  }
  signer.believed.push_back({kid.value(), public_key.value()});
  return signer;
}

Outcome queue_reply(const Context& context, const crypto::SealedEnvelope& envelope,
                    const OrderedJson& fields) {
  const auto store = data_store(context);
  if (!store) return store.error();
  outbox::Outbox queue(*store.value());
  const auto put = ask<Done>(context.platform, [&](auto answer) { queue.put(envelope, answer); });
  if (!put) return put.error();
  if (!context.arguments.has("--json")) {
    context.out << envelope.id() << "\n";
    return 0;
  }
  OrderedJson json = {{"id", envelope.id()},
                      {"box", crypto::box_name(envelope.box())},
                      {"queued_on", to_iso(envelope.queued_on())}};
  for (const auto& [name, value] : fields.items()) json[name] = value;
  context.out << json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) << "\n";
  return 0;
}

Result<std::uint32_t> read_seq(const std::string& text) {
  std::uint32_t seq = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seq);
  if (error != std::errc() || end != text.data() + text.size() || seq < 1 || seq > domain::kMostSeq) {
    return wrong_usage("--seq: a whole number from 1 to " + std::to_string(domain::kMostSeq) +
                       " is expected");
  }
  return seq;
}

}  // namespace wv::cli
