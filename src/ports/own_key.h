// A key of this device that no program can take out of it: what it seals opens here and nowhere else, and
// never again once the device forgot the key (a browser whose data was cleared). It is made when it is first
// needed. Error codes: own_key.gone (another key sealed it), own_key.failed.
#pragma once
#include <functional>

#include "base/bytes.h"
#include "base/result.h"

namespace wv::ports {

class OwnKey {
 public:
  using Answer = std::function<void(Result<Bytes>)>;  // on the pumping thread

  virtual ~OwnKey() = default;
  virtual void seal(Bytes plain, Answer answer) = 0;  // authenticated; `plain` is wiped when done
  virtual void open(Bytes sealed, Answer answer) = 0;
};

}  // namespace wv::ports
