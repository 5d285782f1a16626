// Which envelopes of a data folder come back to somebody, by their box and tag, so that a look-up reads its
// own files and not all of them. Kept in memory only: what is in it stands in the clear on those envelopes,
// and nowhere else. Each file is read once, and again when its size or its time has changed; what can't be
// read now is tried the next time. Nothing is believed here: whoever uses a name reads the file and judges
// it.
#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/envelope.h"
#include "outbox/names.h"
#include "ports/store.h"

namespace wv::replies {

class AnswerIndex : public std::enable_shared_from_this<AnswerIndex> {
 public:
  struct Found {
    std::string name, id;  // "answers/ID.json"
  };

  AnswerIndex(ports::Store& store) : store_(store) {}

  // Those of this box that lie there now, wherever; with a tag only those that have it. Failure: the store's
  // codes, when a folder can't be listed.
  void find(crypto::Box box, std::string tag, std::function<void(Result<std::vector<Found>>)> answer);

 private:
  struct Known {
    std::uint64_t size = 0;
    std::int64_t modified_ms = 0;
    std::string id;
    crypto::Box box = crypto::Box::inbox;  // of what doesn't come back, and of what is no envelope
    std::string tag;
  };
  struct Look;
  void list(const std::shared_ptr<Look>& look);
  void take(const std::shared_ptr<Look>& look, outbox::Folder folder,
            const std::vector<ports::Entry>& entries);
  void read_next(const std::shared_ptr<Look>& look);
  void keep(const std::string& name, Known known, const std::string& text);
  void end(const std::shared_ptr<Look>& look) const;

  ports::Store& store_;
  std::map<std::string, Known, std::less<>> known_;  // by name
};

}  // namespace wv::replies
