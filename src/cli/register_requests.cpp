// register requests: who asks to be let in, by what sync or a stick brought. A name here is a claim: only the
// four words show whose device it is.
#include <algorithm>

#include "base/path.h"
#include "cli/register_command.h"
#include "crypto/enrolment.h"
#include "outbox/names.h"
#include "outbox/outbox.h"

namespace wv::cli {
namespace {

struct Asked {
  Day on;
  std::string name, file;
};

// None: it is something else, or nothing to be let in by any more.
std::optional<Asked> request_in(const Context& context, const Office& office, outbox::Outbox& outbox,
                                const std::string& id) {
  const auto envelope = ask<crypto::SealedEnvelope>(context.platform, [&](auto answer) {
    outbox.load_kept(crypto::box_name(crypto::Box::published), id, answer);
  });
  if (!envelope || envelope.value().box() != crypto::Box::published) return std::nullopt;
  const auto request = ask<crypto::EnrolmentRequest>(context.platform, [&](auto answer) {
    crypto::read_request(context.platform.sealer(), envelope.value().sealed().get<std::string>(), answer);
  });
  if (!request || !crypto::refuse_seen(request.value(), office.seen)) return std::nullopt;
  return Asked{envelope.value().queued_on(), request.value().name,
               path_in(office.folder, outbox::envelope_name(outbox::Folder::published, id))};
}

}  // namespace

Outcome register_requests(const Context& context, const std::string& folder) {
  const auto office = open_office(context, folder);
  if (!office) return office.error();
  outbox::Outbox outbox(context.platform.store(folder));
  const auto ids = ask<std::vector<std::string>>(context.platform, [&](auto answer) {
    outbox.list_kept(crypto::box_name(crypto::Box::published), answer);
  });
  if (!ids) return ids.error();
  std::vector<Asked> asked;
  for (const std::string& id : ids.value())
    if (auto request = request_in(context, office.value(), outbox, id)) asked.push_back(std::move(*request));
  std::sort(asked.begin(), asked.end(),
            [](const Asked& a, const Asked& b) { return std::tie(a.on, a.file) < std::tie(b.on, b.file); });
  if (context.arguments.has("--json")) {
    OrderedJson list = OrderedJson::array();
    for (const Asked& one : asked)
      list.push_back({{"name", one.name}, {"asked_on", to_iso(one.on)}, {"file", one.file}});
    context.out << list.dump(1, ' ') << "\n";
    return 0;
  }
  for (const Asked& one : asked)
    context.out << one_line(one.name) << ", asked on " << to_iso(one.on) << ": " << one.file << "\n";
  context.out
      << (asked.empty()
              ? "nobody asks to be let in; `sync --once --data DIR` looks for more\n"
              : "let one in by: register add DIR FILE --id ID, with the four words that they read to you\n");
  return 0;
}

}  // namespace wv::cli
