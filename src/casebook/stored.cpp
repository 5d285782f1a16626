#include "casebook/stored.h"

#include <algorithm>

namespace wv::casebook {
namespace {

void add_submission(Texts& texts, const domain::Submission& submission) {
  if (texts.message.empty()) texts.message = submission.message;
  texts.words.push_back(submission.message);
  if (submission.place) texts.words.push_back(submission.place->name);
  texts.words.push_back(submission.contact.name);
  texts.words.push_back(submission.contact.email);
  texts.words.push_back(submission.receipt);  // "007 000" finds what begins with these digits
  texts.numbers.push_back(submission.receipt);
  texts.numbers.push_back(submission.contact.phone);
}

struct Adder {
  Texts& texts;
  void operator()(const Note& body) const {
    texts.words.push_back(body.text);
    if (texts.message.empty()) texts.message = body.text;
  }
  void operator()(const Promise& body) const { texts.words.push_back(body.text); }
  void operator()(const Answer& body) const { texts.words.push_back(body.text); }
  void operator()(const Given& body) const { texts.words.push_back(body.text); }
  void operator()(const Sorted& body) const {
    if (body.theme) texts.words.push_back(*body.theme);
  }
  void operator()(const Forwarded& body) const {
    texts.words.push_back(body.system);
    texts.words.push_back(body.reference);
  }
  void operator()(const Found& body) const { texts.words.push_back(body.reference); }
  template <class Body>
  void operator()(const Body&) const {}
};

bool names(const Folded& folded, const Folded& other) {
  return std::any_of(folded.thread.begin(), folded.thread.end(), [&](const Entry& entry) {
    const auto* parted = std::get_if<Parted>(&entry.event->body);
    return parted != nullptr && entry.counts() &&
           std::any_of(other.parts.begin(), other.parts.end(),
                       [&](const Part& part) { return part.id == parted->other; });
  });
}

}  // namespace

Texts texts_of(const Folded& folded) {
  Texts texts;
  for (const Part& part : folded.parts) {
    if (part.submission != nullptr && !part.erased) add_submission(texts, *part.submission);
  }
  for (const Entry& entry : folded.thread) {
    if (!entry.hidden) std::visit(Adder{texts}, entry.event->body);
  }
  for (const ReceivedAnswer& answer : folded.answers) texts.words.push_back(answer.document->text);
  return texts;
}

bool passes(const Summary& s, const Filter& filter) {
  return (!filter.kind || s.kind == filter.kind) && (!filter.role || s.role == filter.role) &&
         (!filter.theme || s.theme == *filter.theme) &&
         (!filter.language || s.language == *filter.language) &&
         (!filter.place_id || s.place_id == *filter.place_id) &&
         (!filter.holder || s.holder == *filter.holder);
}

bool were_parted(const Folded& a, const Folded& b) { return names(a, b) || names(b, a); }

}  // namespace wv::casebook
