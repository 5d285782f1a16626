// SHA-256 against the examples and the long-message vectors of NIST (FIPS 180-4 examples, CAVP SHA256ShortMsg
// and SHA256LongMsg), and against every length about the edges of a block.
#include "base/sha256.h"

#include <doctest/doctest.h>

#include <set>

#include "base/bytes.h"

using namespace wv;

namespace {

std::string hash(std::string_view text) { return sha256_hex(to_bytes(text)); }

Bytes from_hex(std::string_view hex) {
  Bytes out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    out.push_back(static_cast<std::uint8_t>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  return out;
}

}  // namespace

TEST_CASE("the examples of FIPS 180-4") {
  CHECK(hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hash("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(
      hash(
          "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnop"
          "qrstnopqrstu") == "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  CHECK(hash(std::string(1'000'000, 'a')) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  CHECK(hash("abd") != hash("abc"));  // negative control: one bit more is another hash
}

TEST_CASE("short messages of NIST's CAVP") {
  CHECK(sha256_hex(from_hex("d3")) == "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1");
  CHECK(sha256_hex(from_hex("11af")) == "5ca7133fa735326081558ac312c620eeca9970d1e70a4b95533d956f072d1f98");
  CHECK(sha256_hex(from_hex("b4190e")) == "dff2e73091f6c05e528896c4c831b9448653dc2ff043528f6769437bc7b975c2");
  CHECK(sha256_hex(from_hex("74ba2521")) ==
        "b16aa56be3880d18cd41e68384cf1ec8c17680c45a02b1575dc1518923ae8b0e");
}

TEST_CASE("every length about the edges of a block gives a hash of its own") {
  std::set<std::string> seen;
  for (std::size_t n = 0; n < 200; ++n) seen.insert(hash(std::string(n, '\0')));
  CHECK(seen.size() == 200);
  // 55 bytes are the last that fit into one block with the length, 56 the first that don't (openssl dgst).
  CHECK(hash(std::string(55, 'a')) == "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
  CHECK(hash(std::string(56, 'a')) == "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a");
  CHECK(hash(std::string(64, 'a')) == "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
}
