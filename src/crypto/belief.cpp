#include "crypto/belief.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

namespace wv::crypto {
namespace {

std::set<std::string> kids_of(const Signers& keys) {
  std::set<std::string> kids;
  for (const Signer& key : keys) kids.insert(key.kid);
  return kids;
}

// The one before stays only where it is what makes the next one believed.
void take(Belief& belief, SignedRegister came) {
  if (!belief.links.empty()) {
    const Signers& before =
        belief.links.size() == 1 ? belief.settings : belief.links[belief.links.size() - 2].content.authority;
    if (kids_of(before) == kids_of(belief.links.back().content.authority)) belief.links.pop_back();
  }
  belief.links.push_back(std::move(came));
}

struct Reading {  // of a file, line after line
  Belief belief;
  std::vector<std::string> lines;
  Answer<Belief> answer;
};

void read_line(ports::Sealer& sealer, const std::shared_ptr<Reading>& reading, std::size_t at) {
  if (at == reading->lines.size()) {
    if (!reading->belief.links.empty()) return reading->answer(std::move(reading->belief));
    return reading->answer(
        Error{Fault::bad_input, "belief.broken",
              "no register in this file is signed by the setting `authority`; get a new one "
              "from whoever keeps the register"});
  }
  consider(sealer, reading->belief, reading->lines[at],
           [&sealer, reading, at](Result<Considered> considered) {
             if (considered) reading->belief = std::move(considered.value().belief);
             read_line(sealer, reading, at + 1);
           });
}

}  // namespace

Verdict weigh(const SignedRegister* held, const SignedRegister& came) {
  if (held == nullptr || came.content.seq > held->content.seq) return Verdict::newer;
  if (came.content.seq < held->content.seq) return Verdict::older;
  return came.sha256 == held->sha256 ? Verdict::same : Verdict::forked;
}

bool breaks_chain(const SignedRegister& held, const SignedRegister& came) {
  return came.content.seq == held.content.seq + 1 && came.content.prev != held.sha256;
}

bool is_overdue(const Register& held, const Day& today) { return held.next < today; }

void read_belief(ports::Sealer& sealer, Signers settings, std::string_view file, Answer<Belief> answer) {
  const auto reading = std::make_shared<Reading>();
  reading->belief.settings = std::move(settings);
  reading->answer = std::move(answer);
  while (!file.empty()) {
    const std::size_t end = std::min(file.find('\n'), file.size());
    std::string line(file.substr(0, end));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    if (!line.empty()) reading->lines.push_back(std::move(line));
    file.remove_prefix(std::min(end + 1, file.size()));
  }
  read_line(sealer, reading, 0);
}

Signers ever_believed(const Belief& belief) {
  Signers all = belief.settings;
  std::set<std::string> known = kids_of(all);
  for (const SignedRegister& link : belief.links)
    for (const Signer& key : link.content.authority)
      if (known.insert(key.kid).second) all.push_back(key);
  return all;
}

std::string to_text(const Belief& belief) {
  std::string text;
  for (const SignedRegister& link : belief.links) text += link.jws + "\n";
  return text;
}

void consider(ports::Sealer& sealer, Belief belief, std::string jws, Answer<Considered> answer) {
  const Signers authority = belief.authority();
  read_register(sealer, std::move(jws), authority,
                [belief = std::move(belief), answer = std::move(answer)](Result<SignedRegister> came) {
                  if (!came) return answer(came.error());
                  Considered considered{belief, weigh(belief.held(), came.value()), false};
                  if (considered.verdict == Verdict::newer) {
                    considered.broken_chain = belief.held() && breaks_chain(*belief.held(), came.value());
                    take(considered.belief, std::move(came).value());
                  }
                  answer(std::move(considered));
                });
}

}  // namespace wv::crypto
