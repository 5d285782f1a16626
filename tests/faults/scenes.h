// What the queue is asked to do, each with what must hold afterwards whatever happened meanwhile:
// tests/REQUIREMENTS.md, I1 to I5. A scene doesn't know how it is disturbed: killed, refused by the disk, or
// cut from the power.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "crypto/support.h"
#include "outbox/outbox.h"

namespace wv::faults {

// The words that must not be found anywhere.
inline constexpr char kCanary[] = "kanarie-4711";

// Keys and sealed envelopes, made once.
struct Kit {
  std::unique_ptr<ports::Platform> platform = ports::make_platform();
  crypto_test::Key key = crypto_test::new_key(*platform);
  crypto::SealedEnvelope mine, other, third;

  Kit();
};

// A folder for one run, in memory where the machine has such a disk. Empty at first, gone afterwards.
class Place {
 public:
  Place();
  ~Place();
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  [[nodiscard]] const std::string& root() const { return root_; }
  [[nodiscard]] std::string data() const { return root_ + "/data"; }
  [[nodiscard]] std::string stick() const { return root_ + "/stick"; }
  void clear() const;
  void write(const std::string& name, const std::string& text) const;  // plainly; makes the folders

 private:
  std::string root_;
};

struct Scene {
  const char* name;
  std::function<void(const Place&)> before;  // what lies there already
  std::function<Status(const Place&)> work;  // in the child; calls say_kept
  std::function<std::string(const Place&, bool kept, std::uint64_t number)>
      after;                                     // "" or what doesn't hold, "I1: …"
  std::function<void(const Place&)> ready = {};  // in the child, before it may be disturbed
};

// I5: the canary in any file under it, temporary ones too.
[[nodiscard]] bool in_the_clear(const std::string& folder);

[[nodiscard]] std::vector<Scene> scenes(const Kit& kit);
// A save rehearsed, as at each start. It keeps nothing, so it isn't one of the scenes above.
[[nodiscard]] Scene rehearsal(const Kit& kit);
// Faults made on purpose: the same checks must find them.
[[nodiscard]] Scene writes_badly(const Kit& kit);  // under its final name, without a thought
[[nodiscard]] Scene speaks_early(const Kit& kit);  // "kept" before it is
[[nodiscard]] Scene keeps_plain(const Kit& kit);   // the words lie in a file for a moment
[[nodiscard]] Scene looks_away(const Kit& kit);    // a "rehearsal" that doesn't look what came of its writing
[[nodiscard]] Scene syncs_again(const Kit& kit);   // a failed fsync is tried once more, and believed

struct Figures {
  std::uint64_t runs = 0, lost = 0, twice = 0, torn = 0, plain = 0, other = 0;
  std::string first;  // what was found first

  void add(const std::string& broken);
  [[nodiscard]] std::uint64_t broken() const { return lost + twice + torn + plain + other; }
  [[nodiscard]] std::string text() const;  // "lost 0, twice 0, torn 0, in the clear 0"
};

}  // namespace wv::faults
