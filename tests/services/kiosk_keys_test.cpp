// Which kiosk hasn't followed a rotation, by what it sent.
#include "services/kiosk_keys.h"

#include "crypto/register_support.h"

using namespace wv;
using services::Follows;
using services::SealedTo;

namespace {

crypto::Register rotated_on(const Day& day) {
  crypto::Register content;
  const auto key = [](const char* kid) { return crypto::Signer{kid, "", ""}; };
  content.team = {{key("new"), key("r2"), day}, {key("old"), key("r1"), {2026, 1, 1}}};
  return content;
}

Follows of(const std::vector<SealedTo>& messages, const Day& today) {
  const auto keys = services::kiosk_keys(messages, rotated_on({2026, 12, 1}), today);
  REQUIRE(keys.size() == 1);
  return keys.front().follows;
}

}  // namespace

TEST_CASE("a kiosk that goes on sealing to the old key is an alarm seven days after the rotation") {
  const std::vector<SealedTo> old_one = {{"kiosk-007", {2026, 12, 2}, "old"}};
  CHECK(of(old_one, {2026, 12, 7}) == Follows::not_yet);
  CHECK(of(old_one, {2026, 12, 8}) == Follows::no);
  CHECK(of({{"kiosk-007", {2026, 12, 20}, "old"}}, {2026, 12, 20}) == Follows::no);
  CHECK(of({old_one[0], {"kiosk-007", {2026, 12, 3}, "new"}}, {2026, 12, 20}) == Follows::yes);
  CHECK(of({{"kiosk-007", {2026, 12, 3}, "new"}, old_one[0]}, {2026, 12, 20}) == Follows::yes);
}

TEST_CASE("one that sent nothing since says nothing; of two messages of one day the older key tells") {
  CHECK(of({{"kiosk-007", {2026, 11, 20}, "old"}}, {2026, 12, 20}) == Follows::unknown);
  CHECK(of({{"kiosk-007", {2026, 12, 1}, "old"}}, {2026, 12, 20}) == Follows::unknown);
  CHECK(of({{"kiosk-007", {2026, 12, 9}, "new"}, {"kiosk-007", {2026, 12, 9}, "old"}}, {2026, 12, 20}) ==
        Follows::no);
  CHECK(services::kiosk_keys(std::vector<SealedTo>{{"kiosk-007", {2026, 12, 9}, "confidential"}},
                             rotated_on({2026, 12, 1}), {2026, 12, 20})
            .empty());
}

TEST_CASE("each kiosk by itself, with the day and the key of its last message") {
  const std::vector<SealedTo> messages = {{"kiosk-008", {2026, 12, 9}, "new"},
                                          {"kiosk-007", {2026, 12, 4}, "old"},
                                          {"kiosk-008", {2026, 11, 9}, "old"}};
  const auto keys = services::kiosk_keys(messages, rotated_on({2026, 12, 1}), {2026, 12, 20});
  REQUIRE(keys.size() == 2);
  CHECK(keys[0].device == "kiosk-007");
  CHECK(keys[0].kid == "old");
  CHECK(keys[1].last == Day{2026, 12, 9});
  CHECK(keys[1].kid == "new");
}
