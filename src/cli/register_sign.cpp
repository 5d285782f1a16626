// register sign: a newer package (.deb) or a kiosk's settings (.tar), signed by the authority for `update
// check`.
#include "base/bytes.h"
#include "base/path.h"
#include "cli/register_command.h"
#include "crypto/update.h"
#include "services/files.h"

namespace wv::cli {
namespace {

using Kind = crypto::Update::Kind;

// wijkverbinder_VERSION_ARCH.deb, as `platform/linux/package` names it.
std::string version_in(std::string_view name) {
  const std::size_t first = name.find('_'), second = name.find('_', first + 1);
  return first == std::string_view::npos || second == std::string_view::npos
             ? std::string()
             : std::string(name.substr(first + 1, second - first - 1));
}

// Of settings: the moment, so that later ones are higher.
std::string version_of_moment(const Context& context) {
  std::string text;
  for (const char c : to_rfc3339(context.platform.clock().now()).substr(0, 19)) {
    if (c >= '0' && c <= '9') text.push_back(c);
    if (c == 'T') text.push_back('.');
  }
  return text;
}

struct Named {
  Kind kind = Kind::package;
  std::string version, device;
};

Result<Named> named(const Context& context, const std::string& path) {
  Named named;
  const std::string name(file_name_of(path));
  named.version = context.arguments.value("--as");
  named.device = context.arguments.value("--device");
  if (name.ends_with(".tar")) {
    named.kind = Kind::settings;
    if (named.device.empty())
      return wrong_usage("whose settings are these? Say --device NAME, as its config.json names it");
    if (named.version.empty()) named.version = version_of_moment(context);
  } else if (name.ends_with(".deb")) {
    if (!named.device.empty()) return wrong_usage("--device is for settings; a package is for every kiosk");
    if (named.version.empty()) named.version = version_in(name);
  } else {
    return wrong_usage(path + ": a package (.deb) or settings (.tar) are signed here");
  }
  if (!crypto::is_update_version(named.version))
    return wrong_usage(path + ": its name tells no version; say --as VERSION, the package's own");
  return named;
}

}  // namespace

Outcome register_sign(const Context& context, const std::string& folder, const std::string& path) {
  const auto what = named(context, path);
  if (!what) return what.error();
  const auto office = open_office(context, folder);
  if (!office) return office.error();
  const auto file = context.platform.files().read(path, crypto::kMostUpdateBytes);
  if (!file) return Error{Fault::bad_input, file.error().code, path + ": " + file.error().what};
  const auto keys = unlock_office(context, office.value());
  if (!keys) return keys.error();
  auto authority = authority_key(keys.value().keys, office.value().current.content);
  if (!authority) return authority.error();
  const crypto::Update update =
      crypto::describe(what.value().kind, what.value().version, what.value().device, file.value());
  const auto jws = ask<std::string>(context.platform, [&](auto answer) {
    crypto::sign_update(context.platform.sealer(), update, std::move(authority).value(), answer);
  });
  if (!jws) return jws.error();
  const std::string beside = folder_of(path), name = std::string(file_name_of(path)) + ".jws";
  const auto kept = ask<Done>(context.platform, [&](auto answer) {
    context.platform.store(beside.empty() ? "." : beside).replace(name, to_bytes(jws.value() + "\n"), answer);
  });
  if (!kept) return kept.error();
  context.out << path << ".jws: " << crypto::kind_name(update.kind) << " " << update.version
              << (update.device.empty() ? "" : " of " + update.device)
              << "; bring both files to a kiosk, on a stick in the folder wijkverbinder-update\n";
  return 0;
}

}  // namespace wv::cli
