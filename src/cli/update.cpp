// update check FILE: whether FILE is what FILE.jws says, and whether the authority that this device believes
// now signed that. Nothing of FILE is read but its bytes' hash. `wijkverbinder-kiosk update` asks this, and
// believes nothing else.
#include "base/bytes.h"
#include "base/path.h"
#include "cli/context.h"
#include "content/content.h"
#include "crypto/belief.h"
#include "crypto/update.h"
#include "runtime/setup.h"
#include "services/files.h"
#include "services/register_keeper.h"

namespace wv::cli {
namespace {

constexpr std::uint64_t kMostBeliefBytes = 8u << 20;
constexpr char kUnchanged[] = "Nothing was changed.";

Error refused(const std::string& path, const Error& why) {
  std::string what = path + ": ";
  if (why.code == "seal.not_signed") {
    what += "nobody whom this device believes signed this; ask whoever keeps the register to sign it anew";
  } else if (why.code == "signed.format") {
    what += "this is signed as something else than an update; look at which file it is";
  } else {
    what += why.what;
  }
  return {Fault::bad_input, why.code, what + ". " + kUnchanged};
}

// The settings' own authority, and what the registers made of it that this device has seen.
Result<crypto::Belief> believed(const Context& context, const content::Config& config) {
  Findings findings;
  const runtime::PublicKeys keys = runtime::load_keys(context.platform.files(), config, findings);
  if (has_fault(findings))
    return Error{Fault::bad_input, "setup.fault", to_line(findings.front()) + ". " + kUnchanged};
  if (keys.authority.empty())
    return Error{Fault::bad_input, "update.no_authority",
                 config.file +
                     ": these settings name no authority, so nobody can sign an update for this device; "
                     "install it by hand (platform/README.md). " +
                     kUnchanged};
  std::string lines = keys.first_register + "\n";
  const std::string folder = data_folder(context);
  if (!folder.empty()) {
    const std::string path = path_in(folder, services::kRegisterFile);
    if (context.platform.files().look(path)) {
      const auto kept = context.platform.files().read(path, kMostBeliefBytes);
      // Without it an authority that has ended would still count.
      if (!kept)
        return Error{kept.error().fault, kept.error().code, path + ": it can't be read. " + kUnchanged};
      lines += kept.value();
    }
  }
  return ask<crypto::Belief>(context.platform, [&](auto answer) {
    crypto::read_belief(context.platform.sealer(), keys.authority, lines, answer);
  });
}

Outcome check(const Context& context, const std::string& path) {
  Findings findings;
  const std::string named = context.arguments.value("--config");
  const std::string config_file = named.empty() ? runtime::default_config(context.platform) : named;
  const auto settings = content::load_settings(context.platform.files(), config_file, findings);
  for (const Finding& finding : findings)
    if (finding.weight == Finding::Weight::fault)
      return Error{Fault::bad_input, "setup.fault", to_line(finding) + ". " + kUnchanged};
  const auto belief = believed(context, settings.config);
  if (!belief) return belief.error();
  auto jws = services::read_named_file(context.platform.files(), path + ".jws", crypto::kMostSignedBytes);
  if (!jws) return jws.error();
  while (!jws.value().empty() && (jws.value().back() == '\n' || jws.value().back() == '\r'))
    jws.value().pop_back();
  const auto update = ask<crypto::Update>(context.platform, [&](auto answer) {
    crypto::read_update(context.platform.sealer(), jws.value(), belief.value().authority(), answer);
  });
  if (!update) return refused(path + ".jws", update.error());
  const auto file = context.platform.files().read(path, crypto::kMostUpdateBytes);
  if (!file) return refused(path, file.error());
  if (const Status same = crypto::fits(update.value(), file.value()); !same)
    return refused(path, same.error());
  if (!update.value().device.empty() && update.value().device != settings.config.device_name)
    return refused(path, {Fault::bad_input, "update.other_device",
                          "these are the settings of " + one_line(update.value().device) + ", and this is " +
                              one_line(settings.config.device_name)});
  context.out << crypto::kind_name(update.value().kind) << " " << update.value().version << "\n";
  return 0;
}

}  // namespace

Outcome update_command(const Context& context) {
  const auto& words = context.arguments.positions;
  if (words.size() != 2 || words[0] != "check")
    return wrong_usage("use: update check FILE; FILE.jws lies beside it");
  return check(context, words[1]);
}

}  // namespace wv::cli
