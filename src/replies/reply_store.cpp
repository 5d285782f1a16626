#include "replies/reply_store.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "base/bytes.h"
#include "crypto/reply.h"

namespace wv::replies {
namespace {

using crypto::Box;
using crypto::SealedEnvelope;

// Goes through those envelopes, one file after the other; each fails for itself.
class Walk : public std::enable_shared_from_this<Walk> {
 public:
  // For each envelope that can be read; it calls `next` when it is done with it.
  using Visit = std::function<void(const SealedEnvelope&, std::function<void()> next)>;

  Walk(ports::Store& store, Box box, std::vector<AnswerIndex::Found> files, Visit visit,
       std::function<void()> end)
      : store_(store), box_(box), files_(std::move(files)), visit_(std::move(visit)), end_(std::move(end)) {}

  void next() {
    if (done_ == files_.size()) return end_();
    const AnswerIndex::Found& file = files_[done_++];
    store_.read(file.name, crypto::kMostEnvelopeBytes,
                [self = shared_from_this(), file](Result<Bytes> content) {
                  // Gone meanwhile, or it can't be read: the others may be.
                  if (!content) return self->next();
                  self->look(to_string(content.value()), file);
                });
  }

 private:
  void look(const std::string& text, const AnswerIndex::Found& file) {
    const auto envelope = crypto::parse(text, file.name);
    if (!envelope || envelope.value().id() != file.id || envelope.value().box() != box_) return next();
    visit_(envelope.value(), [self = shared_from_this()] { self->next(); });
  }

  ports::Store& store_;
  Box box_;
  std::vector<AnswerIndex::Found> files_;
  Visit visit_;
  std::function<void()> end_;
  std::size_t done_ = 0;
};

struct Asked {  // of a look-up; what isn't handed out is overwritten
  crypto::AnswerKeys keys;
  std::string submission;
  std::optional<domain::AnswerDocument> best;

  Asked() = default;
  Asked(const Asked&) = delete;
  Asked& operator=(const Asked&) = delete;
  ~Asked() {
    wipe(keys.tag);
    wipe(keys.key);
    if (best) domain::wipe(*best);
  }
};

void consider(Asked& asked, std::string& json) {
  auto document = domain::parse_answer(json);
  wipe(json);
  if (!document) return;
  domain::AnswerDocument& found = document.value();
  const bool ours = (found.tag.empty() || found.tag == asked.keys.tag) &&
                    (asked.submission.empty() || found.submission == asked.submission);
  // The same seq twice, by two who answer: the later one.
  const bool better = !asked.best || found.seq > asked.best->seq ||
                      (found.seq == asked.best->seq && found.at.at > asked.best->at.at);
  if (!ours || !better) return domain::wipe(found);
  if (asked.best) domain::wipe(*asked.best);
  asked.best = std::move(found);
}

// Of each published document the one with the highest seq, and on which day it came.
struct Newest {
  domain::PublishedDocument document;
  Day on;
};
using All = std::map<std::string, Newest>;

void read_all(ports::Store& store, ports::Sealer& sealer, AnswerIndex& index, const crypto::Signers& signers,
              ReplyStore::Answer<std::shared_ptr<All>> answer) {
  const auto all = std::make_shared<All>();
  const auto visit = [all, &sealer, signers](const SealedEnvelope& envelope, std::function<void()> next) {
    crypto::read_published(
        sealer, envelope, signers,
        [all, on = envelope.queued_on(), next = std::move(next)](Result<std::string> json) {
          if (!json) return next();
          auto document = domain::parse_published(json.value());
          if (!document) return next();
          const auto known = all->find(document.value().id);
          if (known == all->end() || known->second.document.seq < document.value().seq) {
            const std::string id = document.value().id;
            (*all)[id] = {std::move(document).value(), on};
          }
          next();
        });
  };
  index.find(Box::published, "",
             [&store, all, visit, answer = std::move(answer)](Result<std::vector<AnswerIndex::Found>> found) {
               if (!found) return answer(found.error());
               std::make_shared<Walk>(store, Box::published, std::move(found).value(), visit, [all, answer] {
                 answer(all);
               })->next();
             });
}

}  // namespace

void ReplyStore::look_up(crypto::AnswerKeys keys, std::string submission,
                         Answer<std::optional<domain::AnswerDocument>> answer) {
  const auto asked = std::make_shared<Asked>();
  asked->keys = std::move(keys);
  asked->submission = std::move(submission);
  const auto visit = [this, asked](const SealedEnvelope& envelope, std::function<void()> next) {
    if (envelope.tag() != asked->keys.tag) return next();
    crypto::open_answer(sealer_, envelope, asked->keys.key, signers_,
                        [asked, next = std::move(next)](Result<std::string> json) {
                          if (json) consider(*asked, json.value());
                          next();
                        });
  };
  index_->find(
      Box::answers, asked->keys.tag,
      [this, asked, visit, answer = std::move(answer)](Result<std::vector<AnswerIndex::Found>> found) {
        if (!found) return answer(found.error());
        std::make_shared<Walk>(store_, Box::answers, std::move(found).value(), visit, [asked, answer] {
          answer(std::exchange(asked->best, std::nullopt));
        })->next();
      });
}

void ReplyStore::published(const Day& today, Answer<std::vector<domain::PublishedDocument>> answer) {
  read_all(store_, sealer_, *index_, signers_,
           [today, answer = std::move(answer)](Result<std::shared_ptr<All>> read) {
             if (!read) return answer(read.error());
             std::vector<Newest> shown;
             // The highest seq decides also when its day has passed: that is how something is taken back.
             for (auto& [id, newest] : *read.value()) {
               if (newest.document.exp >= today) shown.push_back(std::move(newest));
             }
             std::sort(shown.begin(), shown.end(), [](const Newest& a, const Newest& b) {
               return a.on != b.on ? a.on > b.on : a.document.id < b.document.id;
             });
             std::vector<domain::PublishedDocument> documents;
             for (Newest& newest : shown) {
               if (documents.size() < kMostShown) documents.push_back(std::move(newest.document));
             }
             answer(std::move(documents));
           });
}

void ReplyStore::published_seq(std::string id, Answer<std::uint32_t> answer) {
  read_all(store_, sealer_, *index_, signers_,
           [id = std::move(id), answer = std::move(answer)](Result<std::shared_ptr<All>> read) {
             if (!read) return answer(read.error());
             const auto known = read.value()->find(id);
             answer(known == read.value()->end() ? 0U : known->second.document.seq);
           });
}

}  // namespace wv::replies
