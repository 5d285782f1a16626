// What this side asks of the outside, and which ask an answer belongs to (base/request.h).
#pragma once
#include "base/request.h"

namespace wv::app {

using wv::RequestId;

// What can be asked; of each the last one counts.
enum class Ask {
  submission,
  withdrawal,
  sent,
  printer,
  slip,
  voice,
  answer,
  keep,
  kept,
  kept_answers,
  published,
  queue,
  queue_list,
  requeue,
  day,
  pin,
  sticks,
  transfer,
  count
};

using Requests = wv::Requests<Ask>;

}  // namespace wv::app
