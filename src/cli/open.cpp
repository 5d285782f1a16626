// open FILE --key PRIVATE.jwk: the document in an envelope, on standard output and nowhere else.
#include "base/bytes.h"
#include "crypto/envelope.h"
#include "cli/context.h"
#include "services/files.h"

namespace wv::cli {
namespace {
constexpr std::size_t kMostKeyBytes = 65536;
}

Outcome open_command(const Context& context) {
  const std::string key_path = context.arguments.value("--key");
  if (context.arguments.positions.size() != 1 || key_path.empty())
    return wrong_usage("use: open FILE --key PRIVATE.jwk");
  const std::string& path = context.arguments.positions[0];
  const auto text = services::read_named_file(context.platform.files(), path, crypto::kMostEnvelopeBytes);
  if (!text) return text.error();
  auto key = services::read_named_file(context.platform.files(), key_path, kMostKeyBytes);
  if (!key) return key.error();
  const auto envelope = crypto::parse(text.value(), path);
  if (!envelope) return envelope.error();
  auto document = ask<std::string>(context.platform, [&](auto answer) {
    crypto::open(context.platform.sealer(), envelope.value(), key.value(), answer);
  });
  wipe(key.value());
  if (!document) {
    const std::string& about = document.error().code == "seal.bad_key" ? key_path : path;
    return Error{Fault::bad_input, document.error().code, about + ": " + document.error().what};
  }
  context.out << document.value() << "\n";
  wipe(document.value());
  return 0;
}

}  // namespace wv::cli
