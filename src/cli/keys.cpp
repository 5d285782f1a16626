// keys new: a private P-256 key in a new file that only its owner reads. keys public: its public half.
#include "base/bytes.h"
#include "base/path.h"
#include "cli/context.h"
#include "services/files.h"
#include "crypto/thumbprint.h"

namespace wv::cli {
namespace {

constexpr std::size_t kMostKeyBytes = 65536;

Outcome new_key(const Context& context) {
  const std::string path = context.arguments.value("--out");
  if (path.empty() || context.arguments.positions.size() != 1)
    return wrong_usage("use: keys new --out PRIVATE.jwk");
  const std::string beside = folder_of(path), folder = beside.empty() ? "." : beside;
  const std::string name(file_name_of(path));
  if (name.empty() || !context.platform.files().is_folder(folder)) {
    return Error{Fault::bad_input, "file.missing", path + ": there is no such folder; make it first"};
  }
  auto key =
      ask<std::string>(context.platform, [&](auto answer) { context.platform.sealer().make_key(answer); });
  if (!key) return key.error();
  const auto kid = crypto::thumbprint(key.value());
  if (!kid) return kid.error();
  const auto kept = ask<Done>(context.platform, [&](auto answer) {
    context.platform.store(folder).put(name, to_bytes(key.value() + "\n"), answer);
  });
  wipe(key.value());
  if (!kept && kept.error().code == "store.exists") {
    return Error{Fault::bad_input, "store.exists",
                 path + ": it is there already, and a key is never overwritten; take another name"};
  }
  if (!kept) return kept.error();
  context.out << path << ": private key " << kid.value() << "\n";
  return 0;
}

Outcome public_key(const Context& context) {
  if (context.arguments.positions.size() != 2 || !context.arguments.value("--out").empty()) {
    return wrong_usage("use: keys public PRIVATE.jwk");
  }
  const std::string& path = context.arguments.positions[1];
  auto text = services::read_named_file(context.platform.files(), path, kMostKeyBytes);
  if (!text) return text.error();
  const auto key = ask<std::string>(context.platform, [&](auto answer) {
    context.platform.sealer().public_of(std::move(text).value(), answer);
  });
  if (!key) return Error{Fault::bad_input, key.error().code, path + ": " + key.error().what};
  context.out << key.value() << "\n";
  return 0;
}

}  // namespace

Outcome keys_command(const Context& context) {
  const auto& positions = context.arguments.positions;
  if (!positions.empty() && positions[0] == "new") return new_key(context);
  if (!positions.empty() && positions[0] == "public") return public_key(context);
  return wrong_usage("use: keys new --out PRIVATE.jwk, or keys public PRIVATE.jwk");
}

}  // namespace wv::cli
