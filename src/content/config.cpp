#include "content/config.h"

#include <algorithm>

#include "content/address.h"
#include "content/files.h"

namespace wv::content {
namespace {

// The path of a file that the settings name, joined and seen to be there.
std::string named_file(ObjectReader& reader, const std::string& member, const Folder& folder) {
  const auto path = reader.optional_text(member);
  if (!path) return {};
  std::string whole = folder.at(*path);
  if (path->empty() || !folder.files.is_file(whole)) {
    reader.fault(member, "there is no such file: " + whole,
                 "put it there, mend the name, or leave the member out");
  }
  return whole;
}

constexpr std::size_t kLongestKeyName = 60;

// In words for the ear: "de ronde toets", or a text for each of the device's languages.
KeyName read_key(ObjectReader& reader, const Json& keys, const std::string& member, const Config& config) {
  KeyName name;
  const auto add = [&](const std::string& language, const Json& words) {
    const bool usable = words.is_string() && !words.get<std::string>().empty() &&
                        words.get<std::string>().size() <= kLongestKeyName;
    if (usable)
      name[language] = words.get<std::string>();
    else
      reader.fault(member, "no name to say aloud", "write what people feel, such as \"de ronde toets\"");
  };
  const auto found = keys.find(member);
  if (found == keys.end() || !found->is_object()) {
    if (found == keys.end())
      reader.fault(member, "it is missing", "name next, previous, choose and back, or leave keys out");
    else
      add("", *found);
    return name;
  }
  for (const auto& item : found->items()) {
    const auto& known = config.languages;
    if (std::find(known.begin(), known.end(), item.key()) == known.end())
      reader.fault(member, "\"" + item.key() + "\" is none of the device's languages", "take it out");
    add(item.key(), item.value());
  }
  for (const auto& language : config.languages)
    if (name.find(language) == name.end())
      reader.fault(member, "no name in \"" + language + "\"", "add it, or write one text for all languages");
  return name;
}

void read_keys(ObjectReader& device, Config& config, const std::string& file, Findings& findings) {
  const Json* json = device.optional_object("keys");
  if (json == nullptr) return;
  ObjectReader reader(*json, file, device.place_of("keys"), findings);
  config.keys.next = read_key(reader, *json, "next", config);
  config.keys.previous = read_key(reader, *json, "previous", config);
  config.keys.choose = read_key(reader, *json, "choose", config);
  config.keys.back = read_key(reader, *json, "back", config);
  for (const auto& item : json->items())
    if (const auto& k = item.key(); k != "next" && k != "previous" && k != "choose" && k != "back")
      reader.fault(k, "unknown member", "take it out, or mend its spelling");
}

void read_device(ObjectReader& top, Config& config, const std::string& file, Findings& findings) {
  const Json* json = top.required_object("device");
  if (json == nullptr) return;
  ObjectReader reader(*json, file, top.place_of("device"), findings);
  config.device_name = reader.required_text("name");
  if (!config.device_name.empty() && !is_plain_id(config.device_name, "._-")) {
    reader.fault("name", "not a name for a device",
                 "use letters, digits, point, hyphen and underscore, at most 64");
  }
  config.device_mode = reader.optional_text("mode").value_or("");
  if (const std::string& mode = config.device_mode;
      !mode.empty() && mode != "kiosk" && mode != "event" && mode != "own")
    reader.fault("mode", "not a way to use it", "write kiosk, event or own");
  // A resident's own device draws its receipt numbers.
  config.device_number = config.device_mode == "own"
                             ? static_cast<int>(reader.optional_int("number", 0, 999).value_or(0))
                             : static_cast<int>(reader.required_int("number", 0, 999));
  config.device_place = reader.required_text("place");
  config.device_bottom_mm =
      static_cast<int>(reader.optional_int("bottom_mm", 200, 1500).value_or(config.device_bottom_mm));
  config.device_diagonal_inch = reader.optional_number("diagonal_inch", 5, 120).value_or(0);
  read_keys(reader, config, file, findings);
  reader.refuse_unknown();
}

void read_languages(ObjectReader& top, Config& config) {
  if (top.required_array("languages") == nullptr) return;
  for (const std::string& code : top.optional_texts("languages")) {
    const auto& known = config.languages;
    if (!is_plain_id(code, "-")) {
      top.fault("languages", "not a language code", "write codes such as \"nl\"");
    } else if (std::find(known.begin(), known.end(), code) != known.end()) {
      top.fault("languages", "\"" + code + "\" stands there twice", "take one out");
    } else {
      config.languages.push_back(code);
    }
  }
  if (config.languages.empty())
    top.fault("languages", "no language", "name at least one, the device's own first");
}

void read_idle(ObjectReader& top, Config& config, const std::string& file, Findings& findings) {
  const Json* json = top.optional_object("idle");
  if (json == nullptr) return;
  ObjectReader reader(*json, file, top.place_of("idle"), findings);
  config.idle_ask_after_s = static_cast<int>(reader.optional_int("ask_after_s", 1, 3600).value_or(90));
  config.idle_reset_after_s = static_cast<int>(reader.optional_int("reset_after_s", 1, 3600).value_or(30));
  reader.refuse_unknown();
}

void read_url(ObjectReader& reader, SyncSettings& sync, const Folder& folder) {
  sync.url = reader.required_text("url");
  if (sync.url.empty()) return;
  if (sync.type == "folder") {
    constexpr std::string_view kScheme = "file://";
    const bool address = sync.url.rfind(kScheme, 0) == 0;
    sync.url = folder.at(address ? sync.url.substr(kScheme.size()) : sync.url);
  } else {
    const Address address = read_address(sync.url);
    if (address.url.empty())
      reader.fault("url", address.what, address.remedy);
    else
      sync.url = address.url;
  }
}

void read_sync(ObjectReader& top, Config& config, const Folder& folder, Findings& findings) {
  const Json* json = top.optional_object("sync");
  if (json == nullptr) return;
  ObjectReader reader(*json, config.file, top.place_of("sync"), findings);
  SyncSettings& sync = config.sync;
  sync.type = reader.required_text("type");
  const bool known =
      sync.type == "couchdb" || sync.type == "webdav" || sync.type == "folder" || sync.type == "door";
  if (!known && !sync.type.empty())
    reader.fault("type", "an unknown kind of target", "write couchdb, webdav, folder or door");
  read_url(reader, sync, folder);
  sync.prefix = reader.optional_text("prefix").value_or("");
  if (!sync.prefix.empty() && !is_plain_id(sync.prefix, "_-")) {
    reader.fault("prefix", "not the beginning of a name", "use letters, digits, hyphen and underscore");
  } else if (sync.type == "couchdb" && !sync.prefix.empty() &&
             (sync.prefix.front() < 'a' || sync.prefix.front() > 'z' ||
              std::any_of(sync.prefix.begin(), sync.prefix.end(),
                          [](char c) { return c >= 'A' && c <= 'Z'; }))) {
    reader.fault("prefix", "CouchDB refuses such a name", "begin with a letter, no capitals");
  }
  sync.user = reader.optional_text("user").value_or("");
  sync.password_file = named_file(reader, "password_file", folder);
  sync.ca_file = named_file(reader, "ca_file", folder);
  // RFC 7617 §2: what is before the first colon is the user, and neither has control characters.
  const auto odd = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (sync.user.find(':') != std::string::npos)
    reader.fault("user", "a user's name can't have a colon, since the password begins behind it",
                 "ask for a user without one");
  else if (std::any_of(sync.user.begin(), sync.user.end(), odd))
    reader.fault("user", "there is a control character in this name", "type it anew");
  if (sync.user.empty() && !sync.password_file.empty()) {
    reader.fault("user", "a password without a user", "name the user, or leave password_file out");
  }
  reader.refuse_unknown();
}

// A printer may be unplugged: that it is there is nothing that the settings can promise.
void read_printer_way(ObjectReader& reader, PrinterSettings& printer) {
  if (printer.type == "usb") {
    printer.device = reader.required_text("device");
    if (!printer.device.empty() && printer.device.front() != '/')
      reader.fault("device", "not a device", "name the printer's device file, beginning with /");
  } else {
    printer.host = reader.required_text("host");
    const bool plain = std::all_of(printer.host.begin(), printer.host.end(), [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
             c == '-' || c == ':' || c == '_';
    });
    if (!printer.host.empty() && !plain)
      reader.fault("host", "not a name or an address", "write it as \"192.0.2.7\", without http://");
    printer.port = static_cast<int>(reader.optional_int("port", 1, 65535).value_or(printer.port));
  }
}

void read_printer(ObjectReader& top, Config& config, Findings& findings) {
  const Json* json = top.optional_object("printer");
  if (json == nullptr) return;
  ObjectReader reader(*json, config.file, top.place_of("printer"), findings);
  PrinterSettings& printer = config.printer;
  printer.type = reader.required_text("type");
  if (printer.type == "usb" || printer.type == "network") {
    read_printer_way(reader, printer);
    printer.dots = static_cast<int>(reader.optional_int("dots", 256, 832).value_or(printer.dots));
    if (printer.dots % 8 != 0)
      reader.fault("dots", "not a multiple of 8", "write 576 for paper of 80 mm, 384 for 58 mm");
    reader.refuse_unknown();
  } else if (!printer.type.empty()) {
    reader.fault("type", "an unknown kind of printer", "write usb or network");
  }
  const auto& host = printer.host;
  const bool away = !host.empty() && host != "localhost" && host != "::1" && host.rfind("127.", 0) != 0;
  if (away)
    findings.push_back({Finding::Weight::warning, config.file, "/printer/host",
                        "number and code go there unsealed",
                        "keep the printer on a cable or network that only this device uses"});
}

// Who reads and who is believed: two sets of keys, or the register, by which it may change.
void read_readers(ObjectReader& reader, Config& config, const Json& json, const Folder& folder) {
  config.recipients = named_file(reader, "recipients", folder);
  config.signers = named_file(reader, "signers", folder);
  config.authority = named_file(reader, "authority", folder);
  config.first_register = named_file(reader, "register", folder);
  const bool by_register = json.contains("register") || json.contains("authority");
  config.trial = !json.contains("recipients") && !by_register;
  if (!by_register) return;
  for (const char* member : {"register", "authority"})
    if (!json.contains(member))
      reader.fault(member, "it is missing", "name both files that `wijkverbinder register export` made");
  for (const char* member : {"recipients", "signers"})
    if (json.contains(member))
      reader.fault(member, "the register says it already", "take this one out, or register and authority");
}

}  // namespace

std::string_view word_in(const KeyName& name, const std::string& language) {
  const auto found = name.find(language);
  if (found != name.end()) return found->second;
  const auto any = name.find("");
  return any != name.end() ? std::string_view(any->second) : std::string_view();
}

Config read_config(const ports::Files& files, const Json& json, const std::string& file, Findings& findings) {
  Config config;
  config.file = file;
  const Folder folder{files, folder_of(file)};
  ObjectReader reader(json, file, "", findings);
  if (!reader.is_object()) return config;
  expect_format(reader, "wijkverbinder-config/1");
  const std::string municipality = reader.required_text("municipality");
  if (!municipality.empty()) config.municipality = folder.at(municipality);
  read_languages(reader, config);
  read_device(reader, config, file, findings);  // which names its keys in those languages
  read_readers(reader, config, json, folder);
  read_idle(reader, config, file, findings);
  read_sync(reader, config, folder, findings);
  read_printer(reader, config, findings);
  reader.refuse_unknown();
  if (config.trial) {
    findings.push_back({Finding::Weight::warning, file, "/recipients",
                        "it is missing, so this is a trial: nobody reads what is sent",
                        "name the file with the public keys of those who read"});
  }
  return config;
}

}  // namespace wv::content
