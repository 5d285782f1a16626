// Made-up cases for the tests: ids by number, three colleagues' devices, events in one line, and a case as
// text that tells all there is to tell, so that two folds can be compared.
#pragma once
#include <string>
#include <vector>

#include "casebook/event.h"
#include "casebook/fold.h"

namespace wv::casebook::test {

[[nodiscard]] EnvelopeId envelope(int number);
[[nodiscard]] CaseId a_case(int number);  // its submission is envelope(number)
[[nodiscard]] KeyId key(int number);

inline constexpr int kSam = 1, kNoor = 2, kIlse = 3, kGone = 9;  // Gone's key has ended
[[nodiscard]] Membership team();
[[nodiscard]] Membership team_without_gone_ever();

// An event in the making: Made(7, 1, Taken{}).after({5, 6}).at(30).by(kNoor); minutes after 09:00 UTC.
class Made {
 public:
  Made(int number, int case_number, Body body);
  Made& after(std::vector<int> parents);
  Made& at(int minutes);
  Made& by(int who);
  Made& to(Seal seal);
  operator Event() const { return event_; }

 private:
  Event event_;
};

[[nodiscard]] domain::Submission submission(int number, std::string_view message = "De lamp is kapot");
[[nodiscard]] domain::AnswerDocument answer(int case_number, std::uint32_t seq, domain::AnswerStatus status,
                                            int minutes);

// One case's events, folded as they lie there.
struct Folds {
  std::vector<Event> events;
  std::vector<domain::Submission> submissions;
  std::vector<Folded> all;
  [[nodiscard]] const Folded& one() const;
};
[[nodiscard]] Folds folded(std::vector<Event> events, std::vector<int> submissions = {},
                           const Membership& keys = team());

[[nodiscard]] std::string describe(const Folded& folded);
[[nodiscard]] std::string describe(const std::vector<Folded>& all);

}  // namespace wv::casebook::test
