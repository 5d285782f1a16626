// A made-up municipality with thousands of cases on one member's device, sealed and signed for real in a
// folder on a disk: for the benchmarks that unlock it. What an earlier run filled is used again. Its first
// keyring, message and events are read by the program itself: FOLDER is a data folder, and
// FOLDER/settings/config.json its settings. FOLDER/newcomer is the data folder of a colleague's device that
// has its keyring, and nothing else yet.
#pragma once
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "crypto/belief.h"
#include "crypto/envelope.h"
#include "crypto/identity.h"
#include "ports/platform.h"
#include "ports/store.h"

namespace wv::bench {

inline constexpr std::int64_t kNow = 1'796'115'600'000;  // 2026-12-01T09:00:00Z: all of it lies before
inline constexpr Day kToday{2026, 12, 1};
inline constexpr int kEvents = 4;  // of each case
inline constexpr char kPassphrase[] = "appel fiets wolk steen lamp";

[[nodiscard]] double most_memory_mb();  // resident, of this process, at the most so far

class Town {
 public:
  Town(ports::Platform& platform, std::string folder);

  // False: it could neither be taken nor made. `municipality`: the file that the settings name.
  [[nodiscard]] bool fill(int cases, const std::string& municipality);
  [[nodiscard]] bool take_again();

  [[nodiscard]] const crypto::Identity& identity() const { return identity_; }
  [[nodiscard]] crypto::Belief belief() const;
  [[nodiscard]] ports::Store& store() { return store_; }
  [[nodiscard]] std::string settings() const;  // path

 private:
  [[nodiscard]] crypto::Signer signer(const std::string& key) const;
  [[nodiscard]] crypto::Register content() const;
  [[nodiscard]] bool make_keys();
  [[nodiscard]] bool make_member(crypto::Identity& member, ports::Store& store);
  [[nodiscard]] std::optional<crypto::SealedEnvelope> ring_of(const crypto::Identity& member);
  [[nodiscard]] bool keep_papers(const std::string& municipality);
  [[nodiscard]] bool one_case(int number);
  [[nodiscard]] bool events_of(const std::string& id, const Day& day, int age);
  [[nodiscard]] bool seal(crypto::Box box, const std::string& id, const Day& day, Bytes plain);
  [[nodiscard]] bool flush();
  [[nodiscard]] bool keep(const std::string& name, const std::string& text, bool in_settings = false);
  int below(int most) { return static_cast<int>(random_() % static_cast<unsigned>(most)); }
  std::string words(int count);

  ports::Platform& platform_;
  std::string folder_;
  ports::Store &store_, &newcomers_;
  crypto::Identity identity_, newcomer_;
  std::string team_, recovery_, authority_;  // private keys
  crypto::Recipients recipients_;
  std::vector<ports::Named> inbox_, cases_;
  std::mt19937_64 random_{20261129};
};

}  // namespace wv::bench
