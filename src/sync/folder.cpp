#include "sync/folder.h"

#include <algorithm>
#include <deque>
#include <utility>

#include "base/bytes.h"
#include "base/json.h"
#include "outbox/manifest.h"
#include "outbox/names.h"
#include "sync/classify.h"

namespace wv::sync {

namespace {

constexpr std::uint64_t kFilesOfAPage = 250;

std::string name_of(crypto::Box box, const std::string& id) {
  return std::string(crypto::box_name(box)) + "/" + id + ".json";
}

Outcome of_store(const Error& error) {
  Outcome outcome;
  if (error.code == "store.missing") {  // the folder itself is gone: the stick isn't in
    outcome.verdict = Verdict::no_box;
    outcome.trouble = "sync.no_box";
  } else {
    outcome.trouble = error.code == "store.full"                                        ? "sync.full"
                      : error.code == "store.silent"                                    ? "sync.timeout"
                      : error.code == "store.denied" || error.code == "store.read_only" ? "sync.denied"
                                                                                        : "sync.server";
  }
  return outcome;
}

Outcome ended() {
  Outcome outcome;
  outcome.verdict = Verdict::on;
  return outcome;
}

}  // namespace

void Folder::deliver(const crypto::SealedEnvelope& envelope, Delivered done) {
  store_.put(name_of(envelope.box(), envelope.id()), to_bytes(envelope.text()),
             [this, envelope, done = std::move(done)](Result<Done> put) {
               if (!put && put.error().code != "store.exists") return done(of_store(put.error()));
               read_back(envelope, put.ok(), done);
             });
}

void Folder::read_back(const crypto::SealedEnvelope& envelope, bool just_written, Delivered done) {
  store_.read(
      name_of(envelope.box(), envelope.id()), crypto::kMostEnvelopeBytes,
      [this, envelope, just_written, done = std::move(done)](Result<Bytes> content) {
        if (!content) return done(of_store(content.error()));
        const std::string text = to_string(content.value());
        const Outcome outcome = compare_text(text, envelope);
        // A piece that a stick pulled out too early left under our name: the whole one takes its place.
        if (!just_written && outcome.trouble == "sync.unclear" && !parse_json(text, "the target's copy")) {
          return store_.replace(name_of(envelope.box(), envelope.id()), to_bytes(envelope.text()),
                                [this, envelope, done](Result<Done> replaced) {
                                  if (!replaced) return done(of_store(replaced.error()));
                                  read_back(envelope, true, done);
                                });
        }
        if (outcome.verdict == Verdict::acknowledged) manifest_due_ = true;
        done(outcome);
      });
}

// --- walking through a box -------------------------------------------------------------------------------

struct Folder::Walk {
  crypto::Box box;
  Pull pull;
  Expired expired;
  bool retires = false;
  std::deque<std::string> ids;
  std::uint64_t removed = 0, taken = 0;

  void end(const Outcome& outcome) const {
    if (retires)
      expired.ended(outcome, removed);
    else
      pull.ended(outcome, "");
  }
};

void Folder::pull(Pull pull) {
  auto work = std::make_shared<Walk>();
  work->box = pull.box;
  work->pull = std::move(pull);
  store_.list(crypto::box_name(work->box), [this, work](Result<std::vector<ports::Entry>> entries) {
    if (!entries) return work->end(of_store(entries.error()));
    if (work->pull.newest_first)
      std::stable_sort(
          entries.value().begin(), entries.value().end(),
          [](const ports::Entry& a, const ports::Entry& b) { return a.modified_ms > b.modified_ms; });
    for (const ports::Entry& entry : entries.value())
      if (auto id = outbox::id_of(entry.name); id && !work->pull.known(*id))
        work->ids.push_back(std::move(*id));
    next(work);
  });
}

void Folder::retire(crypto::Box box, Expired expired) {
  auto work = std::make_shared<Walk>();
  work->box = box;
  work->expired = std::move(expired);
  work->retires = true;
  store_.list(crypto::box_name(box), [this, work](Result<std::vector<ports::Entry>> entries) {
    if (!entries) return work->end(of_store(entries.error()));
    for (const ports::Entry& entry : entries.value())
      if (auto id = outbox::id_of(entry.name)) work->ids.push_back(std::move(*id));
    next(work);
  });
}

void Folder::next(const std::shared_ptr<Walk>& work) {
  if (work->ids.empty()) return work->end(ended());
  const std::string name = name_of(work->box, work->ids.front());
  work->ids.pop_front();
  store_.read(name, crypto::kMostEnvelopeBytes, [this, work, name](Result<Bytes> content) {
    if (content) return take(work, name, content.value());
    next(work);  // one that can't be read stops no other
  });
}

void Folder::take(const std::shared_ptr<Walk>& work, const std::string& name, const Bytes& content) {
  const std::string text = to_string(content);
  if (!work->retires) {
    work->pull.found(text);
    const bool page = ++work->taken % kFilesOfAPage == 0 && work->pull.page_end;
    return page ? work->pull.page_end([this, work] { next(work); }) : next(work);
  }
  const auto envelope = crypto::parse(text, name);
  if (!envelope || !work->expired.is_past(envelope.value().id(), envelope.value().stamp())) return next(work);
  store_.remove(name, [this, work](Result<Done> removed) {
    if (!removed && removed.error().code != "store.missing") return work->end(of_store(removed.error()));
    ++work->removed;
    manifest_due_ = true;
    next(work);
  });
}

// --- the manifest ----------------------------------------------------------------------------------------

struct Folder::Manifest {
  Delivered done;
  std::size_t box = 0;
  std::map<std::string, OrderedJson> known;               // by file, from the manifest that lies there
  std::deque<std::pair<std::string, std::string>> files;  // id and file
  OrderedJson envelopes = OrderedJson::array();
};

void Folder::settle(Delivered done) {
  if (!manifest_due_) return done(ended());
  auto work = std::make_shared<Manifest>();
  work->done = std::move(done);
  store_.read(outbox::kManifest, outbox::kMostManifestBytes, [this, work](Result<Bytes> content) {
    const auto entries =
        content ? outbox::parse_manifest(content.value()) : Result<std::vector<Json>>(content.error());
    if (entries)  // a damaged one is written anew, from what lies there
      for (const Json& entry : entries.value())
        if (entry.value("file", Json()).is_string()) {
          OrderedJson kept;
          for (const char* member : {"id", "file", "box", "sha256", "file_sha256"})
            if (entry.contains(member)) kept[member] = OrderedJson(entry[member]);
          work->known[entry["file"].get<std::string>()] = std::move(kept);
        }
    list_box(work);
  });
}

void Folder::list_box(const std::shared_ptr<Manifest>& work) {
  if (work->box == std::size(kBoxes)) return describe_next(work);
  const std::string box = crypto::box_name(kBoxes[work->box]);
  store_.list(box, [this, work, box](Result<std::vector<ports::Entry>> entries) {
    if (!entries) return work->done(of_store(entries.error()));
    for (const ports::Entry& entry : entries.value())
      if (const auto id = outbox::id_of(entry.name)) work->files.emplace_back(*id, box + "/" + entry.name);
    ++work->box;
    list_box(work);
  });
}

void Folder::describe_next(const std::shared_ptr<Manifest>& work) {
  while (!work->files.empty()) {
    const auto [id, file] = work->files.front();
    work->files.pop_front();
    if (const auto found = work->known.find(file); found != work->known.end()) {
      work->envelopes.push_back(found->second);
      continue;
    }
    return store_.read(file, crypto::kMostEnvelopeBytes,
                       [this, work, id = id, file = file](Result<Bytes> content) {
                         const auto envelope = content ? crypto::parse(to_string(content.value()), file)
                                                       : Result<crypto::SealedEnvelope>(content.error());
                         if (envelope && envelope.value().id() == id)
                           work->envelopes.push_back(outbox::manifest_entry(envelope.value(), file));
                         describe_next(work);
                       });
  }
  write_manifest(work);
}

void Folder::write_manifest(const std::shared_ptr<Manifest>& work) {
  store_.replace(outbox::kManifest, outbox::manifest_of(work->envelopes), [this, work](Result<Done> kept) {
    if (kept) manifest_due_ = false;
    work->done(kept ? ended() : of_store(kept.error()));
  });
}

// --- setting up ------------------------------------------------------------------------------------------

// The caller opened the folder as one that may be made; a first manifest makes it, and says that it is ours.
void Folder::set_up(SetUpDone done) {
  store_.put(
      outbox::kManifest, outbox::manifest_of(OrderedJson::array()),
      [done = std::move(done)](Result<Done> put) {
        if (!put && put.error().code != "store.exists") return done(put.error());
        done(std::vector<std::string>{
            put ? "folder: made ready" : "folder: is ready",
            "rights: a device must be able to read this folder and to make files and folders in it",
            "name a folder on the stick rather than the place where the stick appears: then a missing stick is noticed"});
      });
}

// A folder has no clock; the time that its newest file bears is as near as one comes.
void Folder::ask_time(Delivered done) { newest(0, {}, std::move(done)); }

void Folder::newest(std::size_t box, std::optional<std::int64_t> found, Delivered done) {
  if (box == std::size(kBoxes)) {
    Outcome outcome = ended();
    outcome.server_ms = found;
    return done(outcome);
  }
  store_.list(crypto::box_name(kBoxes[box]),
              [this, box, found, done = std::move(done)](Result<std::vector<ports::Entry>> entries) mutable {
                if (!entries) return done(of_store(entries.error()));
                for (const ports::Entry& entry : entries.value())
                  if (outbox::id_of(entry.name))
                    found = std::max(found.value_or(entry.modified_ms), entry.modified_ms);
                newest(box + 1, found, done);
              });
}

}  // namespace wv::sync
