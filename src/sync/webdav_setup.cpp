// An administrator's set-up of a WebDAV target: makes the boxes, then tries a whole round in each, with a
// file of its own, as a device will do it: put, move without overwriting, read back, delete. It says what it
// found, and how to mend it.
#include <cctype>
#include <utility>

#include "base/bytes.h"
#include "base/json.h"
#include "base/sha256.h"
#include "sync/classify.h"
#include "sync/webdav.h"

namespace wv::sync {

namespace {

constexpr std::string_view kNoBoxCode = "sync.no_box";

std::string said(const ports::HttpReply& reply) {
  return "the target answered " + std::to_string(reply.status);
}

bool is_success(const ports::HttpReply& reply) {
  return reply.status >= 200 && reply.status < 300 && reply.status != 207;
}

// An id as messages have them, so that every rule about names meets it too.
std::string id_from(const std::string& hex) {
  std::string id = hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-4" + hex.substr(13, 3) + "-8" +
                   hex.substr(17, 3) + "-" + hex.substr(20, 12);
  for (char& c : id) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return id;
}

std::string proxy_rule(const std::string& path) {
  return "a MOVE to " + path +
         " is understood in no form, though uploads arrive: a proxy in front ends TLS or changes the path and leaves the header "
         "Destination as it was. Let it rewrite that header as it rewrites the request; with Apache in front: RequestHeader edit Destination ^https: http: early "
         "(and ProxyPreserveHost On); with nginx: set $dest $http_destination; if ($dest ~ ^https://(.+)$) { set $dest http://$1; } proxy_set_header Destination "
         "$dest; proxy_set_header Host $http_host; then run this again";
}

}  // namespace

struct WebDav::Setup {
  SetUpDone done;
  std::size_t step = 0;  // 0: the folder that the url names, then the boxes
  std::vector<std::string> lines;
  // of the round in a box
  std::string id, body, spare;  // spare: another temporary name
  std::vector<Form> forms;
  std::size_t form_at = 0;
  std::vector<std::string> to_delete, kept;  // names in the box
  std::uint64_t leftovers = 0;
  bool overwrites = false;
  std::optional<Error> failure;

  [[nodiscard]] crypto::Box box() const { return kBoxes[step - 1]; }
  [[nodiscard]] std::string temporary() const { return id + ".00000000.upload"; }
  [[nodiscard]] std::string name() const { return id + ".json"; }
};

void WebDav::set_up(SetUpDone done) {
  auto work = std::make_shared<Setup>();
  work->done = std::move(done);
  make_folder(work);
}

void WebDav::make_folder(const std::shared_ptr<Setup>& work) {
  if (work->step > std::size(kBoxes)) return finish(work);
  const std::string name = work->step == 0 ? "" : place(work->box(), "");
  http_.send(request_to(settings_, "MKCOL", name), [this, work, name](Result<ports::HttpReply> reply) {
    if (!reply)
      return work->done(Error{Fault::not_now, outcome_of(reply.error()).trouble, reply.error().what});
    const int status = reply.value().status;
    const std::string shown = name.empty() ? "the folder of the url" : "folder " + name;
    const bool made = status == 201, there = status == 405 || status == 301;
    if (made || there) work->lines.push_back(shown + (made ? ": made" : ": is there"));
    if (work->step ==
        0) {  // many servers don't let anybody make their root: whether it is there, the boxes will tell
      ++work->step;
      return make_folder(work);
    }
    if (made || there) return try_box(work);
    look_for_folder(work, reply.value());
  });
}

// Who may not make folders is told so (403, 401, …) of one that is there too.
void WebDav::look_for_folder(const std::shared_ptr<Setup>& work, const ports::HttpReply& refusal) {
  auto request = request_to(settings_, "PROPFIND", place(work->box(), ""));
  request.headers = {{"Depth", "0"}};
  http_.send(std::move(request), [this, work, refusal](const Result<ports::HttpReply>& reply) {
    const std::string shown = "folder " + place(work->box(), "");
    if (reply && reply.value().status == 207) {
      work->lines.push_back(shown + ": is there");
      return try_box(work);
    }
    const std::string trouble = classify(Kind::webdav, Step::put, refusal, "").trouble;
    const bool denied = trouble == "sync.denied";
    work->done(Error{Fault::not_now, denied ? trouble : std::string(kNoBoxCode),
                     shown + ": " + said(refusal) + " to MKCOL; check the url" +
                         (denied ? ", the user and the password" : "") +
                         ", and that this user may make folders"});
  });
}

void WebDav::try_box(const std::shared_ptr<Setup>& work) {
  work->id = id_from(sha256_hex(to_bytes(device_tag_ + box_path(settings_, work->box()))));
  work->body = OrderedJson{{"format", "wijkverbinder-trial/1"},
                           {"id", work->id},
                           {"what", "sync --setup tried this box; may be deleted"}}
                   .dump();
  work->spare = work->id + ".00000001.upload";
  work->forms = forms_for(settings_.url);
  work->form_at = 0;
  work->to_delete = {work->temporary()};
  work->kept.clear();
  auto request = request_to(settings_, "PUT", place(work->box(), work->temporary()));
  request.headers = {{"Content-Type", "application/json"}};
  request.body = work->body;
  http_.send(std::move(request), [this, work](Result<ports::HttpReply> reply) {
    if (!reply)
      return work->done(Error{Fault::not_now, outcome_of(reply.error()).trouble, reply.error().what});
    const Outcome outcome = classify(Kind::webdav, Step::put, reply.value(), work->id);
    if (outcome.verdict == Verdict::on) return try_move(work);
    work->to_delete.clear();
    fail(work, outcome.trouble,
         "a file can't be put there: " + said(reply.value()) + " to a PUT; " + sentence_of(outcome.trouble));
  });
}

void WebDav::try_move(const std::shared_ptr<Setup>& work) {
  if (work->form_at == work->forms.size())
    return fail(work, "sync.destination", proxy_rule(place(work->box(), work->name())));
  const Form form = work->forms[work->form_at];
  auto request = request_to(settings_, "MOVE", place(work->box(), work->temporary()));
  request.headers = {
      {"Destination", destination(form, request_to(settings_, "", place(work->box(), work->name())).url)},
      {"Overwrite", "F"}};
  http_.send(std::move(request), [this, work](Result<ports::HttpReply> reply) {
    if (!reply) return fail(work, outcome_of(reply.error()).trouble, reply.error().what);
    const bool last = work->form_at + 1 == work->forms.size();
    if (blames_destination(reply.value().status) && !(last && reply.value().status == 403)) {
      ++work->form_at;
      return try_move(work);
    }
    const Outcome outcome = classify(Kind::webdav, Step::move, reply.value(), work->id);
    if (outcome.verdict == Verdict::ask) return try_read(work);
    fail(work, outcome.trouble,
         "an upload can't be moved to its name: " + said(reply.value()) +
             " to a MOVE; a device needs that right here, or: " + sentence_of(outcome.trouble));
  });
}

void WebDav::try_read(const std::shared_ptr<Setup>& work) {
  auto request = request_to(settings_, "GET", place(work->box(), work->name()));
  request.headers = {{"Cache-Control", "no-cache"}};
  http_.send(std::move(request), [this, work](Result<ports::HttpReply> reply) {
    if (!reply) return fail(work, outcome_of(reply.error()).trouble, reply.error().what);
    work->to_delete.push_back(work->name());
    if (reply.value().status == 200 && reply.value().body == work->body) {
      form_ = work->forms[work->form_at];
      known_ = true;
      return try_over(work);
    }
    if (reply.value().status == 404 && work->form_at + 1 < work->forms.size())
      return fail(
          work, "sync.destination",
          "the target said that it moved a file to " + place(work->box(), work->name()) +
              ", and it isn't there: look whether it went elsewhere, and let the proxy in front rewrite the header Destination as it rewrites the request");
    fail(work, "sync.unclear",
         "what was put there doesn't read back the same: " + said(reply.value()) +
             " to a GET; something on the way changes files, or this user may not read");
  });
}

// A server that writes over what is there would let one message take another one's place.
void WebDav::try_over(const std::shared_ptr<Setup>& work) {
  work->to_delete.push_back(work->spare);
  auto request = request_to(settings_, "PUT", place(work->box(), work->spare));
  request.headers = {{"Content-Type", "application/json"}};
  request.body = "{}";
  http_.send(std::move(request), [this, work](const Result<ports::HttpReply>& put) {
    if (!put || !is_success(put.value())) return try_delete(work);
    auto move = request_to(settings_, "MOVE", place(work->box(), work->spare));
    move.headers = {
        {"Destination", destination(form_, request_to(settings_, "", place(work->box(), work->name())).url)},
        {"Overwrite", "F"}};
    http_.send(std::move(move), [this, work](const Result<ports::HttpReply>& moved) {
      if (moved && is_success(moved.value())) work->overwrites = true;
      try_delete(work);
    });
  });
}

void WebDav::try_delete(const std::shared_ptr<Setup>& work) {
  if (work->to_delete.empty()) {
    if (work->failure) return work->done(*work->failure);
    return clear_leftovers(work);
  }
  const std::string name = work->to_delete.back();
  work->to_delete.pop_back();
  http_.send(request_to(settings_, "DELETE", place(work->box(), name)),
             [this, work, name](const Result<ports::HttpReply>& reply) {
               const bool gone = reply && (is_success(reply.value()) || reply.value().status == 404 ||
                                           reply.value().status == 410);
               if (!gone) work->kept.push_back(name);
               try_delete(work);
             });
}

// Pieces of uploads that broke off and that nobody will finish, of older builds too.
void WebDav::clear_leftovers(const std::shared_ptr<Setup>& work) {
  const auto after = [this, work] {
    const std::string shown = "box " + box_path(settings_, work->box());
    if (work->kept.empty())
      work->lines.push_back(shown + ": tried, a file was put, moved, read back and deleted");
    else
      work->lines.push_back(
          shown + ": tried, a file was put, moved and read back, but this user may not delete: " +
          work->kept.back() + " lies there still; whoever runs sync --retire needs that right");
    ++work->step;
    make_folder(work);
  };
  http_.send(listing_request(settings_, place(work->box(), "")),
             [this, work, after](const Result<ports::HttpReply>& reply) {
               if (!reply || reply.value().status != 207) {
                 if (reply)
                   work->lines.push_back("box " + box_path(settings_, work->box()) +
                                         " can't be listed: " + said(reply.value()) +
                                         " to a PROPFIND; devices need that in answers and published");
                 return after();
               }
               auto names = std::make_shared<std::vector<std::string>>(leftovers_in(reply.value()));
               auto next = std::make_shared<std::function<void()>>();
               *next = [this, work, after, names, weak = std::weak_ptr(next)] {
                 const auto self = weak.lock();
                 if (names->empty()) return after();
                 const std::string name = std::move(names->back());
                 names->pop_back();
                 http_.send(request_to(settings_, "DELETE", place(work->box(), percent_encoded(name))),
                            [work, self](const Result<ports::HttpReply>& gone) {
                              if (gone && is_success(gone.value())) ++work->leftovers;
                              (*self)();
                            });
               };
               (*next)();
             });
}

void WebDav::fail(const std::shared_ptr<Setup>& work, const std::string& trouble, const std::string& what) {
  work->failure = Error{Fault::not_now, trouble, "box " + box_path(settings_, work->box()) + ": " + what};
  try_delete(work);
}

void WebDav::finish(const std::shared_ptr<Setup>& work) {
  std::vector<std::string>& lines = work->lines;
  if (known_)
    lines.push_back(std::string("moves: this server understands ") + words_for(form_) +
                    " as their Destination; devices find that out by themselves");
  if (work->leftovers > 0)
    lines.push_back(std::to_string(work->leftovers) + " leftover pieces of broken uploads were deleted");
  if (work->overwrites)
    lines.push_back(
        "beware: this server writes over a file that is there though it is asked not to (Overwrite: F); give devices no right to change *.json, or take another server");
  lines.push_back(
      "rights: a device needs PROPFIND, GET, PUT and MOVE in these folders, and DELETE for its own temporary files (*.upload)");
  lines.push_back(
      "where the server can, forbid devices to overwrite or delete *.json; the administrator's password stays off the devices");
  work->done(lines);
}

}  // namespace wv::sync
