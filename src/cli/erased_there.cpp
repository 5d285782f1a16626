#include "cli/erased_there.h"

#include <algorithm>
#include <vector>

#include "crypto/belief.h"
#include "crypto/erased.h"
#include "outbox/erasure.h"
#include "runtime/setup.h"

namespace wv::cli {
namespace {

Result<std::vector<std::string>> published_there(const Context& context, sync::Target& target) {
  std::vector<std::string> documents;
  const auto ended = ask<sync::Outcome>(context.platform, [&](auto answer) {
    sync::Target::Pull pull;
    pull.box = crypto::Box::published;
    pull.known = [](const std::string&) { return false; };
    pull.found = [&](const sync::Target::Found& file) {
      const auto envelope = sync::envelope_of(file);
      if (envelope && envelope.value().box() == crypto::Box::published)
        documents.push_back(envelope.value().sealed().get<std::string>());
    };
    pull.ended = [answer](const sync::Outcome& outcome, const std::string&) { answer(outcome); };
    target.pull(std::move(pull));
  });
  if (!ended) return ended.error();
  const sync::Verdict verdict = ended.value().verdict;
  if (verdict != sync::Verdict::on && verdict != sync::Verdict::no_box)
    return Error{Fault::not_now, ended.value().trouble,
                 "published: " + sync::sentence_of(ended.value().trouble)};
  return documents;
}

// The settings' register and every later one that lies there, in their order.
crypto::Belief believed(const Context& context, const runtime::PublicKeys& keys,
                        const std::vector<std::string>& documents) {
  std::vector<std::pair<std::uint64_t, std::string>> registers;
  const auto take = [&](std::string jws) {
    while (!jws.empty() && jws.back() == '\n') jws.pop_back();
    const auto json = crypto::claimed(jws, crypto::kRegisterFormat);
    if (!json) return;
    const auto seq = json.value().find("seq");
    if (seq != json.value().end() && seq->is_number_unsigned())
      registers.emplace_back(seq->get<std::uint64_t>(), std::move(jws));
  };
  take(keys.first_register);
  for (const std::string& document : documents) take(document);
  std::sort(registers.begin(), registers.end());
  crypto::Belief belief;
  belief.settings = keys.authority;
  for (const auto& one : registers) {
    auto considered = ask<crypto::Considered>(context.platform, [&](auto answer) {
      crypto::consider(context.platform.sealer(), belief, one.second, answer);
    });
    if (considered) belief = std::move(considered.value().belief);
  }
  return belief;
}

}  // namespace

Result<std::set<std::string>> erased_there(const Context& context, sync::Target& target,
                                           const content::Config& config) {
  std::set<std::string> ids;
  if (const auto store = data_store(context)) {
    const auto here = ask<outbox::ErasedList>(
        context.platform, [&](auto answer) { outbox::read_erased_list(*store.value(), answer); });
    if (here)
      for (const auto& [id, on] : here.value().ids) ids.insert(id);
  }
  if (config.authority.empty()) return ids;
  Findings findings;
  const runtime::PublicKeys keys = runtime::load_keys(context.platform.files(), config, findings);
  const auto documents = published_there(context, target);
  if (!documents) return documents.error();
  const crypto::Belief belief = believed(context, keys, documents.value());
  for (const std::string& jws : documents.value()) {
    if (!crypto::claimed(jws, crypto::kErasedFormat)) continue;
    const auto erased = ask<crypto::Erased>(context.platform, [&](auto answer) {
      crypto::read_erased(context.platform.sealer(), jws, belief.authority(), answer);
    });
    if (erased) ids.insert(erased.value().ids.begin(), erased.value().ids.end());
  }
  return ids;
}

}  // namespace wv::cli
