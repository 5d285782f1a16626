#include "services/erasure_keeper.h"

#include <utility>

#include "base/bytes.h"
#include "crypto/erased.h"
#include "outbox/names.h"

namespace wv::services {

struct ErasureKeeper::Look {
  std::vector<std::string> names;  // in published/, still to be read
  bool more = false;               // ids came
};

void ErasureKeeper::look(const crypto::Signers& authority) {
  authority_ = authority;
  again_ = looking_;
  if (looking_) return;
  looking_ = true;
  const auto look = std::make_shared<Look>();
  read_ ? list_published(look) : read_list(look);
}

void ErasureKeeper::read_list(const std::shared_ptr<Look>& look) {
  outbox::read_erased_list(store_, [this, look](Result<outbox::ErasedList> list) {
    if (list) {
      look->more = !list_.ids.empty();  // taken while the disk couldn't be read
      list_.ids.merge(list.value().ids);
      read_ = true;
    } else {
      log_.note(list.error().code);
      read_ = list.error().code == "erasure.broken";  // else the disk: it is read the next time
      unkept_ = read_;
    }
    list_published(look);
  });
}

void ErasureKeeper::list_published(const std::shared_ptr<Look>& look) {
  store_.list(outbox::folder_name(outbox::Folder::published),
              [this, look](Result<std::vector<ports::Entry>> found) {
                if (found)
                  for (const ports::Entry& entry : found.value())
                    if (outbox::is_envelope(entry.name) && !passed_.contains(entry.name))
                      look->names.push_back(entry.name);
                read_next(look);
              });
}

void ErasureKeeper::read_next(const std::shared_ptr<Look>& look) {
  if (look->names.empty()) return keep_list(look);
  const std::string name = std::move(look->names.back());
  look->names.pop_back();
  const std::string path = std::string(outbox::folder_name(outbox::Folder::published)) + "/" + name;
  store_.read(path, crypto::kMostEnvelopeBytes, [this, look, name, path](Result<Bytes> file) {
    if (!file) return read_next(look);
    const auto envelope = crypto::parse(to_string(file.value()), path);
    const bool published = envelope && envelope.value().box() == crypto::Box::published;
    const std::string jws = published ? envelope.value().sealed().get<std::string>() : "";
    if (!published || !crypto::claimed(jws, crypto::kErasedFormat)) {
      passed_.insert(name);
      return read_next(look);
    }
    crypto::read_erased(sealer_, jws, authority_, [this, look, name](Result<crypto::Erased> erased) {
      if (erased) {
        passed_.insert(name);
        take(erased.value().ids, erased.value().on, look);
      } else if (erased.error().code != "seal.not_signed") {  // else another authority may come to count
        passed_.insert(name);
        log_.note(erased.error().code);
      }
      read_next(look);
    });
  });
}

void ErasureKeeper::take(const std::vector<std::string>& ids, const Day& on,
                         const std::shared_ptr<Look>& look) {
  for (const std::string& id : ids) look->more = list_.ids.emplace(id, on).second || look->more;
}

// First the list, then the files: a power cut between leaves something to be deleted, and never forgets it.
// A disk that can't keep the list is no reason to keep the files.
void ErasureKeeper::keep_list(const std::shared_ptr<Look>& look) {
  const outbox::ErasedList refused = std::exchange(refused_, {});
  for (const auto& [id, on] : refused.ids) take({id}, on, look);
  if (!read_ || (!look->more && !unkept_)) return obey(look);
  store_.replace(outbox::kErasedFile, to_bytes(list_.to_text()), [this, look](Result<Done> kept) {
    unkept_ = !kept;
    if (!kept) log_.note(kept.error().code);
    obey(look);
  });
}

void ErasureKeeper::obey(const std::shared_ptr<Look>& look) {
  const outbox::ErasedIds ids = list_.shared();
  if (look->more || (!told_once_ && !ids->empty())) {
    told_once_ = true;
    told_(ids);
  }
  outbox::erase_files(store_, ids, [this](Result<outbox::Obeyed> obeyed) {
    if (!obeyed) log_.note(obeyed.error().code);
    if (obeyed) {
      for (const std::string& file : obeyed.value().files)
        log_.note("erasure.gone", outbox::id_of(file.substr(file.find('/') + 1)).value_or(""));
      if (obeyed.value().kept > 0) log_.note("erasure.kept");
    }
    end();
  });
}

void ErasureKeeper::refuse(const std::vector<std::string>& ids, const Day& on) {
  for (const std::string& id : ids) refused_.ids.emplace(id, on);
  look(crypto::Signers(authority_));
}

void ErasureKeeper::end() {
  looking_ = false;
  if (std::exchange(again_, false)) look(crypto::Signers(authority_));
}

}  // namespace wv::services
