#include "replies/answer_index.h"

#include <utility>

#include "base/bytes.h"

namespace wv::replies {

using crypto::Box;
using outbox::Folder;

struct AnswerIndex::Look {
  Box box;
  std::string tag;
  std::function<void(Result<std::vector<Found>>)> answer;
  std::vector<Folder> folders;  // that are still to be listed, the last one first
  std::vector<std::pair<std::string, Known>> unread;
  std::vector<std::string> there;  // names
};

void AnswerIndex::find(Box box, std::string tag, std::function<void(Result<std::vector<Found>>)> answer) {
  const auto look = std::make_shared<Look>();
  look->box = box;
  look->tag = std::move(tag);
  look->answer = std::move(answer);
  look->folders = {Folder::outbox, box == Box::answers ? Folder::answers : Folder::published};
  list(look);
}

void AnswerIndex::list(const std::shared_ptr<Look>& look) {
  if (look->folders.empty()) return read_next(look);
  const Folder folder = look->folders.back();
  look->folders.pop_back();
  store_.list(outbox::folder_name(folder),
              [this, self = shared_from_this(), look, folder](Result<std::vector<ports::Entry>> entries) {
                if (!entries) return look->answer(entries.error());
                take(look, folder, entries.value());
                list(look);
              });
}

void AnswerIndex::take(const std::shared_ptr<Look>& look, Folder folder,
                       const std::vector<ports::Entry>& entries) {
  std::map<std::string, Known, std::less<>> here;  // what is gone from the folder is forgotten
  for (const ports::Entry& entry : entries) {
    const auto id = outbox::id_of(entry.name);
    if (!id) continue;
    const std::string name = outbox::envelope_name(folder, *id);
    look->there.push_back(name);
    const auto known = known_.find(name);
    if (known != known_.end() && known->second.size == entry.size &&
        known->second.modified_ms == entry.modified_ms)
      here.insert(known_.extract(known));
    else
      look->unread.push_back({name, {entry.size, entry.modified_ms, *id, Box::inbox, ""}});
  }
  const std::string prefix = std::string(outbox::folder_name(folder)) + "/";
  std::erase_if(known_, [&](const auto& known) { return known.first.starts_with(prefix); });
  known_.merge(here);
}

void AnswerIndex::read_next(const std::shared_ptr<Look>& look) {
  if (look->unread.empty()) return end(look);
  auto [name, known] = std::move(look->unread.back());
  look->unread.pop_back();
  store_.read(name, crypto::kMostEnvelopeBytes,
              [this, self = shared_from_this(), look, name, known](Result<Bytes> content) {
                if (content) keep(name, known, to_string(content.value()));
                read_next(look);
              });
}

// Most of an outbox goes the other way, and some of it is large: only what names such a box is taken apart.
void AnswerIndex::keep(const std::string& name, Known known, const std::string& text) {
  if (text.find("\"answers\"") != std::string::npos || text.find("\"published\"") != std::string::npos) {
    const auto envelope = crypto::parse(text, name);
    if (envelope && envelope.value().id() == known.id) {
      known.box = envelope.value().box();
      known.tag = envelope.value().tag();
    }
  }
  known_[name] = std::move(known);
}

void AnswerIndex::end(const std::shared_ptr<Look>& look) const {
  std::vector<Found> found;
  for (const std::string& name : look->there) {
    const auto known = known_.find(name);
    if (known == known_.end() || known->second.box != look->box) continue;
    if (look->tag.empty() || known->second.tag == look->tag) found.push_back({name, known->second.id});
  }
  look->answer(std::move(found));
}

}  // namespace wv::replies
