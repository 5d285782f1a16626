// Where envelopes go and come from: one of four kinds (TARGETS.md). A target knows how one
// delivery and one bringing-down goes; when, how often and how many at once is the engine's (engine.h).
// Answers come when the platform is pumped; a target lives until then.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/json.h"
#include "crypto/envelope.h"
#include "ports/http.h"
#include "ports/store.h"
#include "sync/outcome.h"

namespace wv::sync {

struct Settings {
  std::string type;  // couchdb webdav folder door
  std::string url, prefix;
  std::string user, password;
  std::string ca_file;
};

inline constexpr crypto::Box kBoxes[] = {crypto::Box::inbox, crypto::Box::answers, crypto::Box::published,
                                         crypto::Box::cases};

class Target {
 public:
  using Delivered = std::function<void(Outcome)>;
  // A file of that box, whatever it may be: as it lies there, or what parse_json made of it.
  using Found = std::variant<std::string, Json>;
  struct Pull {
    crypto::Box box = crypto::Box::answers;
    std::string cursor;  // what the last pull of this box ended with; opaque
    // The newest come first, page by page, and nothing that is `known` is asked for: for a device that
    // keeps all of a box. Else they come in the order in which the target got them.
    bool newest_first = false;
    // After a page: the next one is asked for when `go_on` is called. Null: at once.
    std::function<void(std::function<void()> go_on)> page_end;
    // Set: no documents are asked for, it hears of each id that is or was there; `known` and `found` aren't
    // used.
    std::function<void(const std::string& id)> seen;
    // The cursor is none of the target's (any more), or beyond its end: it went back, and is read from the
    // beginning.
    std::function<void()> went_back;
    std::function<bool(const std::string& id)> known;  // lies here already
    std::function<void(Found file)> found;
    std::function<void(Outcome, std::string cursor)> ended;  // Verdict::on: all of it was seen
  };
  struct Left {  // what `retire` didn't delete, for a person
    std::string id;
    enum class Why { in_doubt, not_deleted } why = Why::in_doubt;
    std::string what;
  };
  struct Sent {
    crypto::Box box;
    std::string id;
  };
  struct Seen {
    std::string uuid;         // the server's own; "": it doesn't say
    std::size_t missing = 0;  // of those asked for: it has no trace of them
  };
  struct Look {
    std::vector<Sent> sent;  // it acknowledged them
    std::function<void(Outcome, Seen)> ended;
  };
  struct Expired {  // for `retire`
    // Asked once for each envelope that lies there. Whatever it says no to stays, whoever else may want it
    // gone.
    std::function<bool(const std::string& id, const Stamp& stamp)> is_past;
    std::function<void(Outcome, std::uint64_t removed)> ended;
    std::function<void(const Left&)> left = nullptr;
  };
  using AnswersFound = std::function<void(Outcome, std::vector<Found>)>;
  using SetUpDone = std::function<void(Result<std::vector<std::string>>)>;  // lines for people

  virtual ~Target() = default;
  virtual void deliver(const crypto::SealedEnvelope& envelope, Delivered done) = 0;
  virtual void pull(Pull pull) = 0;
  // Where answers don't come down by themselves: all that have this tag (32 hex digits). Elsewhere none.
  virtual void find_answers(const std::string& tag, AnswersFound found);
  // Is it the same server, with all that it acknowledged? Where a target can't tell, it has seen nothing.
  virtual void look(Look look);
  // Everything that was delivered lies there now; a folder writes its manifest. Done at once elsewhere.
  virtual void settle(Delivered done);
  // A secret of this device's data folder, the same after every start: what has to carry a name for a while
  // at the target gets it from here. Told before the first delivery.
  virtual void set_device_tag(const std::string& device_tag);
  // What it found out about the target, kept over a restart in DATA/sync.json; "": nothing.
  [[nodiscard]] virtual std::string findings() const;
  virtual void restore_findings(const std::string& findings);
  virtual void use_password(const std::string& password);  // from the next request on
  // An administrator's: makes the boxes, and says what rights a device needs.
  virtual void set_up(SetUpDone done) = 0;
  // An administrator's: deletes from one box what passed its retention day.
  virtual void retire(crypto::Box box, Expired expired) = 0;
  // After retiring: what was deleted leaves the target's disk too. `look` waits with sync.compacting while
  // the target is at it (ask again in 0.3 s), `begin` asks for it, `prove` looks that nothing of it can be
  // read any more.
  enum class Tidy { look, begin, prove };
  virtual void tidy(crypto::Box box, Tidy step, Delivered done);
  // For setting up and retiring: the target's own clock, so that a wrong one here deletes nothing.
  virtual void ask_time(Delivered done) = 0;
};

[[nodiscard]] Result<crypto::SealedEnvelope> envelope_of(const Target::Found& file);

struct Ports {
  ports::Http& http;
  ports::Store* folder = nullptr;  // of a folder target
};
[[nodiscard]] std::unique_ptr<Target> make_target(const Settings& settings, const Ports& ports);

// --- shared by the kinds that speak HTTP ---------------------------------------------------------------
[[nodiscard]] ports::HttpRequest request_to(const Settings& settings, std::string method,
                                            const std::string& path);
[[nodiscard]] std::string box_path(const Settings& settings, crypto::Box box);  // "{prefix}{box}"
[[nodiscard]] std::string percent_encoded(std::string_view text);  // all but RFC 3986's unreserved
[[nodiscard]] std::string percent_decoded(std::string_view text);

}  // namespace wv::sync
