// DATA/answers and DATA/published, and what of both still waits in this outbox. An answer is found by its
// tag, opened by its key, believed when a signer signed it, and the highest seq counts; so with a published
// document, by its id. What is damaged, unsigned, for somebody else or of another person's submission is
// passed by: never shown, never deleted, and it hides nothing. A look reads the folder's
// names and the files of that tag (answer_index.h). Answers come by callback; the ReplyStore and what it was
// given must live until then. Failure: the store's codes.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "crypto/codes.h"
#include "crypto/envelope.h"
#include "domain/reply.h"
#include "ports/store.h"
#include "replies/answer_index.h"

namespace wv::replies {

inline constexpr std::size_t kMostShown =
    60;  // published documents, the newest; a visitor leafs through them

class ReplyStore {
 public:
  template <class T>
  using Answer = std::function<void(Result<T>)>;

  // `index`: of this store, for whoever looks more than once.
  ReplyStore(ports::Store& store, ports::Sealer& sealer, crypto::Signers signers,
             std::shared_ptr<AnswerIndex> index = nullptr)
      : store_(store),
        sealer_(sealer),
        signers_(std::move(signers)),
        index_(index ? std::move(index) : std::make_shared<AnswerIndex>(store)) {}

  // `submission`: only answers to this one, where the asker knows it. The caller wipes the document.
  void look_up(crypto::AnswerKeys keys, std::string submission,
               Answer<std::optional<domain::AnswerDocument>> answer);
  // What may be shown on `today`, the newest first.
  void published(const Day& today, Answer<std::vector<domain::PublishedDocument>> answer);
  // The highest seq that is known of a published document, shown or not; 0 when none is.
  void published_seq(std::string id, Answer<std::uint32_t> answer);

 private:
  ports::Store& store_;
  ports::Sealer& sealer_;
  crypto::Signers signers_;
  std::shared_ptr<AnswerIndex> index_;
};

}  // namespace wv::replies
