// fill DATA PUBLIC.jwk COUNT      puts COUNT sealed messages of made-up people into the queue, as the app
// does fill DATA PUBLIC.jwk COUNT fast the same shape and hashes, but one seal for all and no fsync: for
// size, not truth
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/bytes.h"
#include "crypto/codes.h"
#include "crypto/thumbprint.h"
#include "fakes/fake_platform.h"
#include "outbox/outbox.h"
#include "ports/make_platform.h"

using namespace wv;

namespace {

crypto::SealInput message(int number) {
  const std::string text =
      R"({"format":"wijkverbinder-submission/1","kind":"question","language":"nl","message":"kanarie-4711 vraag )" +
      std::to_string(number) + R"(: mag de bank terug in het plantsoen?"})";
  return {crypto::Box::inbox, "", Day{2026, 11, 23}, to_bytes(text), crypto::Padding::submission};
}

template <class T, class Start>
T must(ports::Platform& platform, Start start) {
  auto answer = fakes::answer_of<T>(platform, start);
  if (!answer || !*answer) {
    std::fprintf(stderr, "fill: %s\n", answer ? answer->error().what.c_str() : "no answer");
    std::exit(3);
  }
  return std::move(*answer).value();
}

crypto::SealedEnvelope seal(ports::Platform& platform, const crypto::Recipients& recipients, int number) {
  return must<crypto::SealedEnvelope>(platform, [&](auto then) {
    crypto::seal(platform.sealer(), platform.random(), message(number), recipients, then);
  });
}

// Another id outside and under the seal: in order for whoever has no key.
std::string with_id(const crypto::SealedEnvelope& envelope, const std::string& id) {
  const auto swap_id = [&](std::string text) {
    for (std::size_t at = text.find(envelope.id()); at != std::string::npos; at = text.find(envelope.id()))
      text.replace(at, id.size(), id);
    return text;
  };
  const std::string protected_text = envelope.sealed().at("protected").get<std::string>();
  const auto bytes = from_base64url(protected_text);
  std::string text = swap_id(envelope.text());
  text.replace(text.find(protected_text), protected_text.size(),
               to_base64url(to_bytes(swap_id(to_string(bytes.value())))));
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: fill DATA PUBLIC.jwk COUNT [fast]\n");
    return 2;
  }
  const std::string data = argv[1];
  std::ifstream file(argv[2]);
  const std::string jwk(std::istreambuf_iterator<char>(file), {});
  const int count = std::atoi(argv[3]);
  const auto platform = ports::make_platform();
  const auto kid = crypto::thumbprint(jwk);
  if (!kid) {
    std::fprintf(stderr, "fill: %s: %s\n", argv[2], kid.error().what.c_str());
    return 2;
  }
  const crypto::Recipients recipients{{kid.value(), jwk}};
  outbox::Outbox outbox(platform->store(data));
  if (argc == 4) {
    for (int i = 0; i < count; ++i) {
      const auto envelope = seal(*platform, recipients, i);
      must<Done>(*platform, [&](auto then) { outbox.put(envelope, then); });
    }
    return 0;
  }
  const auto envelope = seal(*platform, recipients, 0);
  std::filesystem::create_directories(data + "/outbox");
  for (int i = 0; i < count; ++i) {
    const std::string id = crypto::uuid_v4(platform->random());
    std::ofstream(data + "/outbox/" + id + ".json") << with_id(envelope, id);
  }
  return 0;
}
