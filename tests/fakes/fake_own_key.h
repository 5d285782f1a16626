// ports::OwnKey of a test: what it "seals" is turned round and marked, so that nothing lies there as it was.
#pragma once
#include <algorithm>

#include "fakes/answers.h"
#include "ports/own_key.h"

namespace wv::fakes {

class FakeOwnKey final : public ports::OwnKey {
 public:
  explicit FakeOwnKey(Answers& answers) : answers_(answers) {}
  void seal(Bytes plain, Answer answer) override {
    Bytes sealed(plain.rbegin(), plain.rend());
    for (auto& byte : sealed) byte ^= 0x5A;
    sealed.push_back(which);
    wipe(plain);
    if (fails)
      return answers_.later<Bytes>(std::move(answer), Error{Fault::failed, "own_key.failed", "a test's"});
    answers_.later<Bytes>(std::move(answer), std::move(sealed));
  }
  void open(Bytes sealed, Answer answer) override {
    if (fails)
      return answers_.later<Bytes>(std::move(answer), Error{Fault::failed, "own_key.failed", "a test's"});
    if (sealed.empty() || sealed.back() != which)
      return answers_.later<Bytes>(std::move(answer), Error{Fault::not_now, "own_key.gone", "a test's"});
    sealed.pop_back();
    for (auto& byte : sealed) byte ^= 0x5A;
    std::reverse(sealed.begin(), sealed.end());
    answers_.later<Bytes>(std::move(answer), std::move(sealed));
  }

  std::uint8_t which = 1;  // another one: the device forgot the key, and has made a new one
  bool fails = false;

 private:
  Answers& answers_;
};

}  // namespace wv::fakes
