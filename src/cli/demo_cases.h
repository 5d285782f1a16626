// Seals what the story tells: messages by the kiosks, events and answers by the members, each as the program
// itself would have made it on that day.
#pragma once
#include <string>
#include <vector>

#include "cli/demo_story.h"
#include "cli/demo_town.h"

namespace wv::cli {

struct ToldEnvelope {
  crypto::SealedEnvelope envelope;
  std::size_t kiosk = 0;  // that sent it, where `member` is empty
  std::string member;     // or whose device did
  bool waiting = false;   // in that one's queue still
};

struct PickUp {  // what a resident was given, for whoever wants to look at the kiosk for it
  std::string number, code;
  std::size_t kiosk = 0;
};

struct ToldCases {
  std::vector<ToldEnvelope> envelopes;  // without those that were erased
  std::vector<std::string> erased;      // ids
  std::vector<PickUp> shown;
  std::size_t cases = 0, events = 0, answers = 0;
};

[[nodiscard]] Result<ToldCases> tell_cases(const Context& context, const Story& story, const Town& town,
                                           Bytes voice);

}  // namespace wv::cli
