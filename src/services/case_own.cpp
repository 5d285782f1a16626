// What a power cut left in one place only: of our own in DATA's folders and not in the queue (it is queued
// now), or in the queue and not in the folders (a message written on a doorstep, or by a resident in a
// hand-over: it is laid beside what came, as sealed as it is). And attachments, opened when somebody wants
// one.
#include <algorithm>

#include "domain/attachment.h"
#include "outbox/names.h"
#include "services/case_session.h"

namespace wv::services {
namespace {

constexpr std::size_t kNamesATurn = 4'000;

std::optional<CaseFolder> folder_of(crypto::Box box) {
  switch (box) {
    case crypto::Box::inbox: return CaseFolder::inbox;
    case crypto::Box::cases: return CaseFolder::cases;
    case crypto::Box::answers: return CaseFolder::answers;
    case crypto::Box::published: break;
  }
  return std::nullopt;
}

}  // namespace

struct CaseSession::LeftOvers {
  std::vector<outbox::Folder> folders{outbox::Folder::quarantine, outbox::Folder::sent,
                                      outbox::Folder::outbox};  // the last first: it moves on to sent
  std::unordered_map<casebook::EnvelopeId, CaseFolder> to_queue;
  std::vector<casebook::EnvelopeId> to_adopt;
  bool adopted = false;
  std::function<void()> next;
};

void CaseSession::look_for_left_overs(std::function<void()> next) {
  const auto work = std::make_shared<LeftOvers>();
  work->next = std::move(next);
  const auto all = std::make_shared<std::vector<Name>>();
  for (const auto& [id, folder] : own_) all->push_back({folder, id});
  work->to_queue.reserve(all->size());
  const auto look_at_one = [this, all, work](std::size_t i) {
    const auto [folder, id] = (*all)[i];
    if (present_[at(folder)].contains(id) && own_.contains(id)) work->to_queue.emplace(id, folder);
  };
  in_turns(all->size(), kNamesATurn, look_at_one, [this, work] { list_queue(work); });
}

void CaseSession::list_queue(const std::shared_ptr<LeftOvers>& work) {
  const bool whole = work->folders.size() == 3;
  if (work->folders.empty() || (!whole && work->to_queue.empty())) return mend_next(work);
  const outbox::Folder folder = work->folders.back();
  work->folders.pop_back();
  tools_.store.list(
      outbox::folder_name(folder),
      then<std::vector<ports::Entry>>([this, folder, work](Result<std::vector<ports::Entry>> found) {
        if (!found) work->to_queue.clear();  // not known: the next unlocking looks again
        const auto all = std::make_shared<std::vector<ports::Entry>>();
        if (found) *all = std::move(found).value();
        in_turns(
            all->size(), kNamesATurn,
            [this, all, folder, work](std::size_t i) { met_in_queue((*all)[i].name, folder, *work); },
            [this, work] { list_queue(work); });
      }));
}

void CaseSession::met_in_queue(const std::string& file, outbox::Folder folder, LeftOvers& work) {
  const auto id = casebook::parse_id<casebook::EnvelopeId>(std::string_view(file).substr(0, file.find('.')));
  if (!id) return;
  work.to_queue.erase(*id);
  if (folder != outbox::Folder::outbox || gone_.contains(*id)) return;
  const bool here = std::any_of(kCaseFolders.begin(), kCaseFolders.end(), [&](CaseFolder one) {
    return present_[at(one)].contains(*id) || known_[at(one)].contains(*id);
  });
  if (!here) work.to_adopt.push_back(*id);
}

void CaseSession::mend_next(const std::shared_ptr<LeftOvers>& work) {
  if (!work->to_queue.empty()) {
    const auto [id, folder] = *work->to_queue.begin();
    work->to_queue.erase(work->to_queue.begin());
    return queue_own({folder, id}, work);
  }
  if (!work->to_adopt.empty()) {
    const casebook::EnvelopeId id = work->to_adopt.back();
    work->to_adopt.pop_back();
    return adopt(id, work);
  }
  look_again_ = look_again_ || work->adopted;
  work->next();
}

void CaseSession::queue_own(const Name& name, const std::shared_ptr<LeftOvers>& work) {
  const std::string path = path_of(name.folder, name.id);
  tools_.store.read(path, crypto::kMostEnvelopeBytes, then<Bytes>([this, work, path](Result<Bytes> file) {
                      const auto envelope = file ? crypto::parse(to_string(file.value()), path)
                                                 : Result<crypto::SealedEnvelope>(file.error());
                      if (!envelope) return mend_next(work);
                      tools_.outbox.put(envelope.value(), then<Done>([this, work](Result<Done> put) {
                                          if (!put) tools_.log.note(put.error().code);
                                          mend_next(work);
                                        }));
                    }));
}

void CaseSession::adopt(casebook::EnvelopeId id, const std::shared_ptr<LeftOvers>& work) {
  tools_.outbox.load(to_text(id),
                     then<crypto::SealedEnvelope>([this, id, work](Result<crypto::SealedEnvelope> envelope) {
                       const auto folder = envelope ? folder_of(envelope.value().box()) : std::nullopt;
                       if (!folder) return mend_next(work);
                       tools_.store.put(path_of(*folder, id), to_bytes(envelope.value().text()),
                                        then<Done>([this, work](Result<Done> put) {
                                          if (!put) tools_.log.note(put.error().code);
                                          work->adopted = work->adopted || put.ok();
                                          mend_next(work);
                                        }));
                     }));
}

void CaseSession::take_own(std::vector<ReadCaseFile> files) {
  for (ReadCaseFile& own : files) {
    own.file.modified_ms = kOwnTime;
    waiting_[at(own.file.folder)].erase(own.file.id);
    // A look may have met it meanwhile.
    if (gone_.contains(own.file.id) || known_[at(own.file.folder)].contains(own.file.id)) continue;
    know(own.file);
    take(own.file, std::move(own.document));
    to_keep_[own.file.stamp.day].push_back(std::move(own.file));
    ++kept_files_;
  }
  tell(whole_);
}

std::optional<Stamp> CaseSession::stamp_of(casebook::CaseId id) const {
  const auto known = cases_.find(id);
  if (known == cases_.end()) return std::nullopt;
  return known->second.stamp;
}

void CaseSession::open_attachment(casebook::EnvelopeId id, CaseStore::Answer<Bytes> answer) {
  const std::string path = path_of(CaseFolder::inbox, id);
  tools_.store.read(
      path, crypto::kMostEnvelopeBytes, then<Bytes>([this, id, path, answer](Result<Bytes> content) {
        if (!content) return answer(content.error());
        const auto envelope = crypto::parse(to_string(content.value()), path);
        if (!envelope) return answer(envelope.error());
        const auto& kids = envelope.value().kids();
        const auto kid = std::find_if(kids.begin(), kids.end(),
                                      [&](const std::string& one) { return keys_.halves.contains(one); });
        if (kid == kids.end())
          return answer(Error{Fault::not_now, kNoKey, path + ": no key here opens it yet"});
        std::string jwk(keys_.halves.at(*kid).view());
        crypto::open(tools_.sealer, envelope.value(), jwk,
                     [weak = weak_from_this(), id, path, answer](Result<std::string> text) {
                       if (!text) return weak.expired() ? void() : answer(text.error());
                       auto document = domain::parse_attachment(text.value());
                       wipe(text.value());
                       if (weak.expired()) {
                         if (document) wipe(document.value().data);
                         return;
                       }
                       if (!document) return answer(document.error());
                       if (document.value().id == to_text(id))
                         return answer(std::move(document.value().data));
                       wipe(document.value().data);
                       answer(Error{Fault::bad_input, "cases.outside", path + ": inside stands another id"});
                     });
        wipe(jwk);
      }));
}

}  // namespace wv::services
