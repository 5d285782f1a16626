// The ports of platform/web by themselves, for tests/web/ports.test.mjs: one command in JSON in, one answer
// in JSON out. Bytes travel as base64url.
#include <emscripten.h>

#include <map>
#include <memory>
#include <string>

#include "base/json.h"
#include "web_platform.h"

extern "C" {
void wvt_told(int number, const char* answer);  // ports_trial.js
void wvt_wake();
}

namespace {

using namespace wv;

std::unique_ptr<web_platform::WebPlatform> platform;
std::map<int, ports::Hold> holds;

Json told(const Done&) { return true; }
Json told(const Bytes& bytes) { return to_base64url(bytes); }
Json told(const std::string& text) { return text; }
Json told(std::uint64_t number) { return number; }
Json told(const std::vector<ports::Entry>& entries) {
  Json list = Json::array();
  for (const ports::Entry& e : entries) list.push_back({e.name, e.size});
  return list;
}
Json told(const std::vector<Status>& all) {
  Json list = Json::array();
  for (const Status& one : all) list.push_back(one ? "" : one.error().code);
  return list;
}

template <class T>
std::function<void(Result<T>)> to(int number) {
  return [number](const Result<T>& result) {
    Json answer;
    if (result)
      answer["value"] = told(result.value());
    else
      answer = {{"code", result.error().code}, {"what", result.error().what}};
    wvt_told(number, answer.dump().c_str());
  };
}

std::string text(const Json& command, const char* name) { return command.value(name, std::string()); }
Bytes bytes(const Json& command, const char* name = "bytes") {
  auto decoded = from_base64url(text(command, name));
  return decoded ? decoded.value() : Bytes{};
}
std::vector<std::string> texts(const Json& command, const char* name) {
  return command.value(name, std::vector<std::string>());
}

void run_store(int number, const std::string& what, const Json& c) {
  ports::Store& store = platform->store(c.value("base", std::string("trial")));
  const std::string name = text(c, "name");
  if (what == "put") return store.put(name, bytes(c), to<Done>(number));
  if (what == "replace") return store.replace(name, bytes(c), to<Done>(number));
  if (what == "move") return store.move(name, text(c, "to"), to<Done>(number));
  if (what == "remove") return store.remove(name, to<Done>(number));
  if (what == "read") return store.read(name, c.value("most", std::uint64_t{1} << 20), to<Bytes>(number));
  if (what == "list") return store.list(name, to<std::vector<ports::Entry>>(number));
  if (what == "free_bytes") return store.free_bytes(to<std::uint64_t>(number));
  if (what == "rehearse") return store.rehearse(texts(c, "folders"), name, to<Done>(number));
  if (what == "count_up") return store.count_up(name, to<std::uint64_t>(number));
  if (what == "member") return store.member(name, text(c, "key"), to<std::string>(number));
  if (what == "set_member")
    return store.set_member(name, text(c, "key"), text(c, "was"), text(c, "now"), to<Done>(number));
  if (what == "note")
    return store.note(name, text(c, "line"), c.value("most", std::uint64_t{100}), to<Done>(number));
  if (what == "remove_all") return store.remove_all(name, texts(c, "names"), to<std::vector<Status>>(number));
  if (what == "release") {
    holds.erase(c.value("hold", 0));
    return to<Done>(number)(Done{});
  }
  if (what == "hold")
    return store.hold(name, [number](const Result<ports::Hold>& held) {
      if (!held) return to<Done>(number)(held.error());
      holds[number] = held.value();
      to<std::uint64_t>(number)(static_cast<std::uint64_t>(number));
    });
  if (what == "write_all") {
    std::vector<ports::Named> files;
    for (const Json& file : c.at("files")) files.push_back({text(file, "name"), bytes(file)});
    const auto over = c.value("over", false) ? ports::Store::Over::replace : ports::Store::Over::refuse;
    return store.write_all(name, std::move(files), over, to<std::vector<Status>>(number));
  }
  wvt_told(number, R"({"code":"trial.unknown"})");
}

void run_sealer(int number, const std::string& what, const Json& c) {
  ports::Sealer& sealer = platform->sealer();
  if (what == "seal")
    return sealer.seal({bytes(c), text(c, "header"), texts(c, "recipients")}, to<std::string>(number));
  if (what == "open") return sealer.open(text(c, "jwe"), text(c, "key"), to<Bytes>(number));
  if (what == "sign") return sealer.sign({bytes(c), text(c, "key")}, to<std::string>(number));
  if (what == "verify") return sealer.verify(text(c, "jws"), texts(c, "keys"), to<Bytes>(number));
  if (what == "make_key") return sealer.make_key(to<std::string>(number));
  if (what == "public_of") return sealer.public_of(text(c, "key"), to<std::string>(number));
  if (what == "stretch")
    return sealer.stretch({Secret(text(c, "password")), to_string(bytes(c, "salt"))}, to<Bytes>(number));
  run_store(number, what, c);
}

}  // namespace

int main() {
  platform = std::make_unique<web_platform::WebPlatform>();
  platform->on_ready([] { wvt_wake(); });
  return 0;
}

extern "C" {

EMSCRIPTEN_KEEPALIVE void wvt_do(int number, const char* command) {
  const auto parsed = parse_json(command, "the command");
  if (!parsed) return wvt_told(number, R"({"code":"trial.no_json"})");
  run_sealer(number, text(parsed.value(), "do"), parsed.value());
}
EMSCRIPTEN_KEEPALIVE void wvt_pump() { platform->pump(); }
}
