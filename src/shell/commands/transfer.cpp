// queue export DIR and queue import DIR: sealed envelopes on a stick, with a manifest.json that tells how
// many and which. Export leaves the queue as it is, since a stick acknowledges nothing. Each file arrives
// whole or not at all, importing twice is importing once, and one bad file never stops the others.
#include <algorithm>
#include <filesystem>
#include <map>

#include "base/bytes.h"
#include "outbox/outbox.h"
#include "shell/commands/context.h"

namespace wv::shell {
namespace {

using crypto::SealedEnvelope;
using outbox::Outbox;

constexpr char kManifest[] = "manifest.json";
constexpr char kManifestFormat[] = "wijkverbinder-manifest/1";
constexpr std::size_t kMostManifestBytes = 64u << 20;  // 100,000 entries are 25 MB

struct Bad {
  std::string file;
  Error error;
};

struct Tally {
  std::vector<std::pair<std::string, std::uint64_t>> counts;
  std::vector<Bad> bad;
};

int tell(const Context& context, const Tally& tally) {
  if (context.arguments.has("--json")) {
    OrderedJson told = OrderedJson::object();
    for (const auto& [name, count] : tally.counts) told[name] = count;
    told["bad"] = OrderedJson::array();
    for (const Bad& bad : tally.bad) {
      told["bad"].push_back({{"file", bad.file}, {"code", bad.error.code}, {"what", bad.error.what}});
    }
    context.out << told.dump(2, ' ', false, OrderedJson::error_handler_t::replace) << "\n";
  } else {
    for (const Bad& bad : tally.bad) context.out << "bad: " << one_line(bad.error.what) << "\n";
    for (const auto& [name, count] : tally.counts) {
      std::string words = name;
      std::replace(words.begin(), words.end(), '_', ' ');
      context.out << count << " " << words << ", ";
    }
    context.out << tally.bad.size() << " bad\n";
  }
  return tally.bad.empty() ? 0 : 1;
}

// Stops everything: what can't be done now will fail for the next file too.
bool is_hopeless(const Error& error) { return error.fault == Fault::not_now; }

Result<SealedEnvelope> read_envelope(const Context& context, ports::Store& stick, const std::string& name, const std::string& id) {
  const auto content = ask<Bytes>(context.platform, [&](auto answer) { stick.read(name, crypto::kMostEnvelopeBytes, answer); });
  if (!content) return content.error();
  auto envelope = crypto::parse(to_string(content.value()), name, context.platform.sealer());
  if (envelope && envelope.value().id() != id) {
    return Error{Fault::bad_input, "envelope.mismatch", name + ": /id: it is not the name of the file; give it back its own name"};
  }
  return envelope;
}

// Where the envelopes on a stick lie: at the top, or in the folders of a sync target.
Result<std::map<std::string, std::string>> find_envelopes(const Context& context, ports::Store& stick) {
  std::map<std::string, std::string> found;  // id to name
  for (const std::string folder : {"", "inbox", "answers", "published", "cases"}) {
    const auto entries = ask<std::vector<ports::Entry>>(context.platform, [&](auto answer) { stick.list(folder, answer); });
    if (!entries) return entries.error();
    for (const ports::Entry& entry : entries.value()) {
      if (const auto id = outbox::id_of(entry.name)) found.emplace(*id, folder.empty() ? entry.name : folder + "/" + entry.name);
    }
  }
  return found;
}

// Copies one; the same file there already is fine.
Status copy_out(const Context& context, ports::Store& stick, const SealedEnvelope& envelope) {
  const std::string name = envelope.id() + ".json";
  const auto put = ask<Done>(context.platform, [&](auto answer) { stick.put(name, to_bytes(envelope.text()), answer); });
  if (put || put.error().code != "store.exists") return put;
  const auto there = read_envelope(context, stick, name, envelope.id());
  if (there && crypto::same(there.value(), envelope)) return Done{};
  return Error{Fault::failed, "outbox.conflict", name + ": another file of this name lies there; take an empty folder"};
}

// Describes every whole envelope at the top of the stick, also those of an earlier export.
Result<std::uint64_t> write_manifest(const Context& context, ports::Store& stick) {
  const auto found = find_envelopes(context, stick);
  if (!found) return found.error();
  OrderedJson envelopes = OrderedJson::array();
  for (const auto& [id, name] : found.value()) {
    const auto envelope = read_envelope(context, stick, name, id);
    if (!envelope) continue;
    envelopes.push_back({{"id", id}, {"file", name}, {"box", crypto::box_name(envelope.value().box())},
                         {"sha256", envelope.value().sha256()},
                         {"file_sha256", context.platform.sealer().sha256_hex(to_bytes(envelope.value().text()))}});
  }
  const std::uint64_t count = envelopes.size();
  const OrderedJson manifest = {{"format", kManifestFormat}, {"count", count}, {"envelopes", envelopes}};
  const auto kept = ask<Done>(context.platform, [&](auto answer) { stick.replace(kManifest, to_bytes(manifest.dump(1) + "\n"), answer); });
  if (!kept) return kept.error();
  return count;
}

// What the manifest promises and the stick doesn't hold.
void check_manifest(const Context& context, ports::Store& stick, const std::map<std::string, std::string>& found, Tally& tally) {
  const auto content = ask<Bytes>(context.platform, [&](auto answer) { stick.read(kManifest, kMostManifestBytes, answer); });
  if (!content && content.error().code == "store.missing") return;  // an export that was pulled out early
  const auto broken = [&](const std::string& what) {
    tally.bad.push_back({kManifest, {Fault::failed, "manifest.broken", std::string(kManifest) + ": " + what + "; export again, what was whole is imported"}});
  };
  if (!content) return broken("it can't be read");
  const auto parsed = parse_json(to_string(content.value()), kManifest);
  if (!parsed || !parsed.value().is_object() || parsed.value().value("format", Json()) != kManifestFormat) return broken("it is damaged");
  const Json& manifest = parsed.value();
  const auto envelopes = manifest.find("envelopes");
  if (envelopes == manifest.end() || !envelopes->is_array() || manifest.value("count", Json()) != envelopes->size()) {
    return broken("its count isn't that of its list");
  }
  for (const Json& entry : *envelopes) {
    const bool whole = entry.is_object() && entry.contains("id") && entry["id"].is_string();
    if (!whole) return broken("it is damaged");
    const auto id = entry["id"].get<std::string>();
    if (!outbox::id_of(id + ".json")) return broken("it is damaged");
    if (!found.contains(id)) {
      tally.bad.push_back({id + ".json", {Fault::failed, "manifest.missing", id + ".json: named in manifest.json and not there; export again"}});
    }
  }
}

}  // namespace

Outcome export_queue(const Context& context, const std::string& folder) {
  const auto store = data_store(context);
  if (!store) return store.error();
  ports::Store& stick = context.platform.store(folder);
  Outbox queue(*store.value(), context.platform.sealer());
  const auto items = ask<std::vector<outbox::Item>>(context.platform, [&](auto answer) { queue.list(answer); });
  if (!items) return items.error();
  std::uint64_t exported = 0;
  Tally tally;
  for (const outbox::Item& item : items.value()) {
    const auto envelope = ask<SealedEnvelope>(context.platform, [&](auto answer) { queue.load(item.id, answer); });
    if (!envelope && envelope.error().code == "store.missing") continue;  // sent meanwhile
    const Status copied = envelope ? copy_out(context, stick, envelope.value()) : Status(envelope.error());
    if (copied) {
      ++exported;
    } else if (envelope && is_hopeless(copied.error())) {
      return copied.error();
    } else {
      tally.bad.push_back({item.id + ".json", copied.error()});
    }
  }
  const auto count = write_manifest(context, stick);
  if (!count) return count.error();
  tally.counts = {{"exported", exported}, {"in_the_manifest", count.value()}};
  return tell(context, tally);
}

Outcome import_queue(const Context& context, const std::string& folder) {
  std::error_code ignored;
  if (!std::filesystem::is_directory(folder, ignored)) {
    return Error{Fault::bad_input, "file.missing", folder + ": no such folder; look at the name, or put the stick in"};
  }
  const auto store = data_store(context);
  if (!store) return store.error();
  ports::Store& stick = context.platform.store(folder);
  Outbox queue(*store.value(), context.platform.sealer());
  const auto found = find_envelopes(context, stick);
  if (!found) return found.error();
  Tally tally;
  check_manifest(context, stick, found.value(), tally);
  std::map<outbox::Taken, std::uint64_t> counted;
  for (const auto& [id, name] : found.value()) {
    const auto envelope = read_envelope(context, stick, name, id);
    if (!envelope) {
      tally.bad.push_back({name, envelope.error()});
      continue;
    }
    const auto taken = ask<outbox::Taken>(context.platform, [&](auto answer) { queue.take_in(envelope.value(), answer); });
    if (taken) {
      ++counted[taken.value()];
    } else if (is_hopeless(taken.error())) {
      return taken.error();
    } else {
      tally.bad.push_back({name, taken.error()});
    }
  }
  tally.counts = {{"imported", counted[outbox::Taken::stored]},
                  {"already_waiting", counted[outbox::Taken::already_waiting]},
                  {"already_sent", counted[outbox::Taken::already_sent]},
                  {"in_quarantine", counted[outbox::Taken::in_quarantine]}};
  return tell(context, tally);
}

}  // namespace wv::shell
