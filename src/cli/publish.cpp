// publish FILE --sign SIGNER.jwk: a document for everyone, signed, into the outbox. FILE is JSON as
// platform/README.md writes it; `format`, `id` and `seq` may be left out, and `picture` may name a JPEG or
// PNG beside it, which is then bounded, made smaller and written anew, so that nothing of the camera goes
// along (D7).
#include <algorithm>

#include "base/bytes.h"
#include "base/path.h"
#include "crypto/codes.h"
#include "crypto/reply.h"
#include "media/picture.h"
#include "replies/reply_store.h"
#include "cli/signer.h"
#include "services/files.h"

namespace wv::cli {
namespace {

constexpr std::size_t kMostDocumentBytes = 4u << 20;
constexpr int kMostPictureSide = 1280;
constexpr char kFormat[] = "wijkverbinder-published/1";

// The faults of a file, the first one on the line.
Error fault(const std::string& path, const std::string& what) {
  return {Fault::bad_input, "published.broken", path + ": " + what};
}

Status refuse_unknown(const Json& json, const std::string& path) {
  constexpr std::string_view kKnown[] = {"format", "id",   "seq",  "exp",     "kind",
                                         "title",  "text", "role", "picture", "alt"};
  for (const auto& [name, value] : json.items()) {
    if (std::find(std::begin(kKnown), std::end(kKnown), name) == std::end(kKnown)) {
      return fault(path, "/" + name + ": an unknown member; mend its name or take it out");
    }
  }
  return Done{};
}

// The picture that the document names, in its place.
Status put_in_picture(const ports::Files& files, Json& json, const std::string& path) {
  if (!json.contains("picture") || !json["picture"].is_string()) return Done{};
  const std::string file = path_in(folder_of(path), json["picture"].get<std::string>());
  const auto image = media::load_picture(files, file, media::kForPublishing);
  if (!image) return Error{Fault::bad_input, image.error().code, image.error().what};
  const int longest = std::max(image.value().width, image.value().height);
  const auto scaled = [&](int side) {
    return std::max(1, longest > kMostPictureSide ? side * kMostPictureSide / longest : side);
  };
  const Bytes jpeg = media::encode_jpeg(
      media::resample(image.value(), scaled(image.value().width), scaled(image.value().height)));
  if (jpeg.empty()) return fault(path, "/picture: it can't be written anew; take another one");
  json["picture"] = {
      {"media_type", "image/jpeg"}, {"data", to_base64url(jpeg)}, {"alt", json.value("alt", Json::object())}};
  json.erase("alt");
  return Done{};
}

// What may be left out, filled in.
Result<Json> read_document(const Context& context, const std::string& path) {
  const auto text = services::read_named_file(context.platform.files(), path, kMostDocumentBytes);
  if (!text) return text.error();
  auto parsed = parse_json(text.value(), path);
  if (!parsed) return Error{Fault::bad_input, "published.broken", parsed.error().what};
  Json json = std::move(parsed).value();
  if (!json.is_object()) return fault(path, "an object is expected; platform/README.md shows one");
  if (Status known = refuse_unknown(json, path); !known) return known.error();
  if (!json.contains("format")) json["format"] = kFormat;
  if (!json.contains("kind")) json["kind"] = "result";
  if (!json.contains("id")) json["id"] = crypto::uuid_v4(context.platform.random());
  if (Status placed = put_in_picture(context.platform.files(), json, path); !placed) return placed.error();
  return json;
}

}  // namespace

Outcome publish_command(const Context& context) {
  if (context.arguments.positions.size() != 1 || context.arguments.value("--sign").empty())
    return wrong_usage("use: publish FILE --sign SIGNER.jwk");
  const std::string& path = context.arguments.positions[0];
  auto signer = read_signer(context);
  if (!signer) return signer.error();
  std::string signer_jwk = std::move(signer.value().jwk);
  const auto finish = [&]() -> Outcome {
    auto json = read_document(context, path);
    if (!json) return json.error();
    const bool numbered = json.value().contains("seq");
    if (!numbered) json.value()["seq"] = 1;
    auto document = domain::parse_published(json.value().dump());
    if (!document) return fault(path, document.error().what);
    for (const auto* words : {&document.value().title, &document.value().text}) {
      for (const auto& [language, text] : *words) warn_of_boxes(context, path + ": " + language, text);
    }
    const auto store = data_store(context);
    if (!store) return store.error();
    if (!numbered) {
      replies::ReplyStore replies(*store.value(), context.platform.sealer(), signer.value().believed);
      const auto known = ask<std::uint32_t>(
          context.platform, [&](auto answer) { replies.published_seq(document.value().id, answer); });
      if (!known) return known.error();
      document.value().seq = std::min(known.value() + 1, domain::kMostSeq);
    }
    const auto envelope = ask<crypto::SealedEnvelope>(context.platform, [&](auto answer) {
      const Stamp stamp = stamp_now(context);
      crypto::PublishInput input{"", stamp.day, domain::to_json(document.value()), signer_jwk, stamp.clock};
      crypto::sign_published(context.platform.sealer(), context.platform.random(), std::move(input), answer);
    });
    if (!envelope)
      return Error{envelope.error().fault, envelope.error().code, path + ": " + envelope.error().what};
    return queue_reply(context, envelope.value(),
                       {{"document", document.value().id}, {"seq", document.value().seq}});
  };
  const Outcome outcome = finish();
  wipe(signer_jwk);
  return outcome;
}

}  // namespace wv::cli
