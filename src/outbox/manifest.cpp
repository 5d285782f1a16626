#include "outbox/manifest.h"

#include "base/sha256.h"
#include "outbox/names.h"

namespace wv::outbox {

namespace {

constexpr char kFormat[] = "wijkverbinder-manifest/1";

Error broken(const char* how) { return {Fault::failed, "manifest.broken", how}; }

}  // namespace

OrderedJson manifest_entry(const crypto::SealedEnvelope& envelope, const std::string& file) {
  return {{"id", envelope.id()},
          {"file", file},
          {"box", crypto::box_name(envelope.box())},
          {"sha256", envelope.sha256()},
          {"file_sha256", sha256_hex(to_bytes(envelope.text()))}};
}

Bytes manifest_of(const OrderedJson& entries) {
  const OrderedJson manifest = {{"format", kFormat}, {"count", entries.size()}, {"envelopes", entries}};
  return to_bytes(manifest.dump(1) + "\n");
}

Result<std::vector<Json>> parse_manifest(const Bytes& content) {
  const auto parsed = parse_json(to_string(content), kManifest);
  if (!parsed || !parsed.value().is_object() || parsed.value().value("format", Json()) != kFormat)
    return broken("it is damaged");
  const Json& manifest = parsed.value();
  const auto listed = manifest.find("envelopes");
  if (listed == manifest.end() || !listed->is_array() || manifest.value("count", Json()) != listed->size())
    return broken("its count isn't that of its list");
  std::vector<Json> entries;
  for (const Json& entry : *listed) {
    if (!entry.is_object() || !entry.value("id", Json()).is_string() ||
        !id_of(entry["id"].get<std::string>() + ".json"))
      return broken("it is damaged");
    entries.push_back(entry);
  }
  return entries;
}

}  // namespace wv::outbox
