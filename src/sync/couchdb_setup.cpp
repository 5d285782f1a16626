// `sync --setup` on a CouchDB: the databases, who enters them, the rule, and what an administrator has to
// know besides. A second run renews what an older version made; what somebody else decided stays, and is told
// when it is dangerous.
#include <algorithm>
#include <utility>

#include "base/json.h"
#include "sync/couchdb.h"
#include "sync/couchdb_rule.h"

namespace wv::sync {

namespace {

constexpr char kRulePath[] = "/_design/wijkverbinder";
constexpr char kWarning[] = "warning: ";  // `sync --setup` ends with 1 when a line begins so

Error setup_error(const std::string& what, const ports::HttpReply& reply) {
  const bool denied = reply.status == 401 || reply.status == 403;
  return {Fault::not_now, denied ? "sync.denied" : "sync.unclear",
          what + ": the target answered " + std::to_string(reply.status) +
              (denied ? "; --setup needs an administrator's user and password_file"
                      : "; look at its log, then try again")};
}

bool well(const ports::HttpReply& reply) { return reply.status >= 200 && reply.status < 300; }

Json group(std::vector<std::string> roles) { return {{"names", Json::array()}, {"roles", std::move(roles)}}; }
Json security_of(crypto::Box box) {
  return {{"admins", group({"_admin"})}, {"members", group(roles_of(box))}};
}
// What stands there when nobody decided anything (CouchDB 3, [couchdb] default_security = admin_only): a
// cluster's administrator makes the databases by hand, to say how many copies there are.
Json undecided_security() {
  return {{"admins", {{"roles", {"_admin"}}}}, {"members", {{"roles", {"_admin"}}}}};
}
// What the version before the office's role put: it is ours to renew.
Json older_security() { return {{"admins", group({"_admin"})}, {"members", group({kDeviceRole})}}; }

std::vector<std::string> texts_of(const Json& security, const char* who, const char* what) {
  std::vector<std::string> found;
  if (!security.is_object() || !security.contains(who) || !security[who].is_object() ||
      !security[who].contains(what))
    return found;
  for (const Json& one : security[who][what])
    if (one.is_string()) found.push_back(one.get<std::string>());
  return found;
}

bool has(const std::vector<std::string>& all, std::string_view one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

std::string joined(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& one : all) text += (text.empty() ? "\"" : ", \"") + one + "\"";
  return text;
}

// CouchDB lets everybody in where no member is named (couch_db.erl, check_is_member).
std::vector<std::string> faults_of(const std::string& name, crypto::Box box, const Json& security) {
  std::vector<std::string> lines;
  const auto names = texts_of(security, "members", "names"), roles = texts_of(security, "members", "roles");
  const auto admins = texts_of(security, "admins", "roles");
  if (names.empty() && roles.empty())
    lines.push_back(kWarning + name +
                    " is open to everyone: no member is named in its _security; put the roles " +
                    joined(roles_of(box)) + " there");
  for (const char* role : {kDeviceRole, kTeamRole, kOfficeRole})
    if (has(admins, role))
      lines.push_back(
          kWarning + name + ": the role \"" + role +
          "\" is an admin in its _security, so whoever has it can take the rule away; make it a member only");
  const auto named = texts_of(security, "admins", "names");
  if (!named.empty())
    lines.push_back("database " + name + ": its _security names as admins " + joined(named) +
                    "; none of them may be a device's user");
  if (box == crypto::Box::cases && has(roles, kDeviceRole))
    lines.push_back(kWarning + name + ": devices can enter, and it is the team's; take the role \"" +
                    std::string(kDeviceRole) + "\" out of its _security");
  std::vector<std::string> missing;
  for (const std::string& role : roles_of(box))
    if (!has(roles, role)) missing.push_back(role);
  if (!missing.empty() && !(names.empty() && roles.empty()))
    lines.push_back(
        "database " + name +
        ": who may enter was left as it is; these enter when its _security has them among the members' roles: " +
        joined(missing));
  return lines;
}

std::vector<std::string> advice(const Settings& settings) {
  std::string url = settings.url;
  while (!url.empty() && url.back() == '/') url.pop_back();
  const std::string box = "/" + settings.prefix;
  const auto user = [&](const std::string& name, const char* role) {
    return "curl -u ADMINISTRATOR -X PUT " + url + "/_users/org.couchdb.user:" + name +
           R"( -H 'Content-Type: application/json' -d '{"type":"user","name":")" + name +
           R"(","password":"…","roles":[")" + role + R"("]}')";
  };
  return {
      "rights: give each device a user of its own with the role \"" + std::string(kDeviceRole) +
          "\" and no other; it may then read and create messages, and change or delete nothing: " +
          user("kiosk-007", kDeviceRole),
      "rights: whoever answers and publishes needs a user with the role \"" + std::string(kOfficeRole) +
          "\", the wijkverbinder's team one with \"" + kTeamRole +
          "\"; no kiosk has either, for these write what every kiosk shows: " + user("office", kOfficeRole),
      "an administrator's password stays off the devices: put the device's own user and password_file into its settings",
      "retention: run `wijkverbinder sync --retire` with an administrator's settings from a timer, once a day (cron or systemd); "
      "status 3 says that something could not be deleted",
      "log: at its usual level CouchDB's own log keeps address and second of every message; set [log] level = warning, and the same in a proxy before it",
      "proxy: any member may use _replicate and _local too; let a proxy pass only: GET /, GET and PUT " +
          box + "{inbox,answers,published,cases}/{uuid}, GET " + box +
          "{inbox,answers,published,cases}/_changes; --setup and --retire go past it, from inside",
  };
}

}  // namespace

struct CouchDb::Setup {
  SetUpDone done;
  std::size_t box = 0;
  std::vector<std::string> lines;
};

void CouchDb::set_up(SetUpDone done) {
  auto work = std::make_shared<Setup>();
  work->done = std::move(done);
  make_box(work);
}

void CouchDb::for_setup(const std::shared_ptr<Setup>& work, ports::HttpRequest request,
                        std::function<void(const ports::HttpReply&)> then) {
  if (!request.body.empty()) request.headers.emplace_back("Content-Type", "application/json");
  http_.send(std::move(request), [work, then = std::move(then)](Result<ports::HttpReply> reply) {
    if (!reply)
      return work->done(Error{Fault::not_now, outcome_of(reply.error()).trouble, reply.error().what});
    then(reply.value());
  });
}

void CouchDb::make_box(const std::shared_ptr<Setup>& work) {
  if (work->box == std::size(kBoxes)) {
    for (std::string& line : advice(settings_)) work->lines.push_back(std::move(line));
    return work->done(work->lines);
  }
  const std::string name = box_path(settings_, kBoxes[work->box]);
  for_setup(work, request_to(settings_, "PUT", name), [this, work, name](const ports::HttpReply& reply) {
    if (reply.status != 201 && reply.status != 202 && reply.status != 412)
      return work->done(setup_error("database " + name, reply));
    const bool made = reply.status != 412;
    work->lines.push_back("database " + name + (made ? ": made" : ": is there"));
    if (made) return let_in(work);
    look_who_enters(work);
  });
}

// Who may enter an older database is somebody's decision, unless it was an older version's or nobody's.
void CouchDb::look_who_enters(const std::shared_ptr<Setup>& work) {
  const std::string name = box_path(settings_, kBoxes[work->box]);
  for_setup(
      work, request_to(settings_, "GET", name + "/_security"),
      [this, work, name](const ports::HttpReply& reply) {
        const crypto::Box box = kBoxes[work->box];
        const auto parsed = parse_json(reply.body, "who may enter");
        if (!well(reply) || !parsed || !parsed.value().is_object())
          return work->done(setup_error("who may enter " + name, reply));
        if (parsed.value() == older_security()) {
          work->lines.push_back(
              "database " + name +
              ": who may enter was an older version's, and is renewed: " + joined(roles_of(box)));
          return let_in(work);
        }
        if (parsed.value() == undecided_security()) {
          work->lines.push_back("database " + name +
                                ": it let administrators in only, as a new one does; these enter now: " +
                                joined(roles_of(box)));
          return let_in(work);
        }
        for (std::string& line : faults_of(name, box, parsed.value())) work->lines.push_back(std::move(line));
        make_rule(work);
      });
}

void CouchDb::let_in(const std::shared_ptr<Setup>& work) {
  const std::string name = box_path(settings_, kBoxes[work->box]);
  auto request = request_to(settings_, "PUT", name + "/_security");
  request.body = security_of(kBoxes[work->box]).dump();
  for_setup(work, std::move(request), [this, work, name](const ports::HttpReply& reply) {
    if (!well(reply))
      work->lines.push_back(kWarning + name + ": who may enter could not be set; put the members' roles " +
                            joined(roles_of(kBoxes[work->box])) + " into its _security");
    make_rule(work);
  });
}

void CouchDb::make_rule(const std::shared_ptr<Setup>& work) {
  const std::string name = box_path(settings_, kBoxes[work->box]);
  for_setup(work, request_to(settings_, "GET", name + kRulePath),
            [this, work, name](const ports::HttpReply& reply) {
              if (reply.status == 404) return put_rule(work, "");
              const auto parsed = parse_json(reply.body, "the rule");
              if (reply.status != 200 || !parsed || !parsed.value().is_object())
                return work->done(setup_error("the rule of " + name, reply));
              const crypto::Box box = kBoxes[work->box];
              if (parsed.value().value("validate_doc_update", Json()) == Json(rule_of(box)) &&
                  parsed.value().value("views", Json::object()) == views_of(box)) {
                ++work->box;
                return make_box(work);
              }
              const Json rev = parsed.value().value("_rev", Json());
              put_rule(work, rev.is_string() ? rev.get<std::string>() : "");
            });
}

void CouchDb::put_rule(const std::shared_ptr<Setup>& work, const std::string& rev) {
  const std::string name = box_path(settings_, kBoxes[work->box]);
  auto request = request_to(settings_, "PUT", name + kRulePath);
  OrderedJson rule = {{"_id", "_design/wijkverbinder"},
                      {"language", "javascript"},
                      {"validate_doc_update", rule_of(kBoxes[work->box])}};
  if (const Json views = views_of(kBoxes[work->box]); !views.empty()) rule["views"] = views;
  if (!rev.empty()) rule["_rev"] = rev;
  request.body = rule.dump();
  for_setup(work, std::move(request),
            [this, work, name, renewed = !rev.empty()](const ports::HttpReply& reply) {
              if (reply.status != 201 && reply.status != 202)
                return work->done(setup_error("the rule of " + name, reply));
              work->lines.push_back("database " + name + ": create only, and whole envelopes only" +
                                    (renewed ? "; the rule was another version's, and is renewed" : ""));
              ++work->box;
              make_box(work);
            });
}

}  // namespace wv::sync
