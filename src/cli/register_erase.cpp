// register erase: confirms what a member asked to have erased (AVG art. 17), by a document of the authority
// that every device and every import obeys. REQUEST is the member's event `erase`: its envelope of the box
// cases, or the JWS in it.
#include <algorithm>
#include <utility>

#include "base/bytes.h"
#include "cli/register_command.h"
#include "crypto/codes.h"
#include "crypto/erased.h"
#include "services/files.h"

namespace wv::cli {
namespace {

// The JWS in an envelope, opened by one of the keys of this folder.
Result<std::string> unsealed(const Context& context, const OfficeKeys& keys, const std::string& text,
                             const std::string& file) {
  const auto envelope = crypto::parse(text, file);
  if (!envelope) return envelope.error();
  for (const std::string& kid : envelope.value().kids()) {
    const crypto::Half* half = find_key(keys, kid);
    if (half == nullptr) continue;
    return ask<std::string>(context.platform, [&](auto answer) {
      crypto::open(context.platform.sealer(), envelope.value(), std::string(half->jwk.view()), answer);
    });
  }
  return Error{Fault::bad_input, "seal.no_match",
               file + ": no key of this folder opens it; look at which file it is"};
}

}  // namespace

Outcome register_erase(const Context& context, const std::string& folder, const std::string& request_file) {
  const auto office = open_office(context, folder);
  if (!office) return office.error();
  const auto day = today(context);
  if (!day) return day.error();
  auto text = services::read_named_file(context.platform.files(), request_file, crypto::kMostEnvelopeBytes);
  if (!text) return text.error();
  while (!text.value().empty() && text.value().back() == '\n') text.value().pop_back();
  const auto keys = unlock_office(context, office.value());
  if (!keys) return keys.error();
  const bool sealed = !text.value().empty() && text.value().front() == '{';
  auto jws = sealed ? unsealed(context, keys.value().keys, text.value(), request_file)
                    : Result<std::string>(text.value());
  if (!jws) return jws.error();
  const crypto::Register& content = office.value().current.content;
  const auto request = ask<crypto::EraseRequest>(context.platform, [&](auto answer) {
    crypto::read_erase_request(context.platform.sealer(), jws.value(),
                               crypto::member_signers(content, day.value()), answer);
  });
  if (!request)
    return Error{Fault::bad_input, request.error().code, request_file + ": " + request.error().what};
  auto authority = authority_key(keys.value().keys, content);
  if (!authority) return authority.error();
  const auto erased = ask<std::string>(context.platform, [&](auto answer) {
    crypto::sign_erased(context.platform.sealer(), {request.value().envelopes, day.value()},
                        std::move(authority).value(), answer);
  });
  if (!erased) return erased.error();
  if (Status out = put_published(context, folder, erased.value(), day.value()); !out) return out.error();
  context.out << request.value().envelopes.size() << " envelope(s) of case " << request.value().of
              << " are to be erased; the confirmation waits to be sent. Afterwards run `sync --retire`.\n";
  return 0;
}

}  // namespace wv::cli
