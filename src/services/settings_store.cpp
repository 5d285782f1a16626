#include "services/settings_store.h"

#include "base/json.h"
#include "outbox/names.h"

namespace wv::services {

namespace {

constexpr char kSettings[] = "settings";

std::string to_text(const app::Settings& settings) {
  Json json{{"language", settings.language},
            {"text", static_cast<int>(settings.text)},
            {"contrast", std::string(app::name_of(settings.contrast).name)}};
  for (const app::Toggle& t : app::kToggles) json[std::string(t.name)] = settings.*t.value;
  return json.dump();
}

std::optional<app::Settings> settings_of(const std::string& text) {
  const auto json = parse_json(text, outbox::kDeviceFile);
  if (!json || !json.value().is_object()) return std::nullopt;
  app::Settings settings;
  settings.language = json.value().value("language", Json("")).is_string()
                          ? json.value().value("language", Json("")).get<std::string>()
                          : "";
  const Json size = json.value().value("text", Json(100));
  for (const auto t : {app::TextSize::large, app::TextSize::largest})
    if (size == static_cast<int>(t)) settings.text = t;
  for (const auto& c : app::kContrasts)
    if (json.value().value("contrast", Json()) == std::string(c.name)) settings.contrast = c.which;
  for (const app::Toggle& t : app::kToggles)
    settings.*t.value = json.value().value(std::string(t.name), Json()) == Json(true);
  return settings;
}

}  // namespace

void SettingsStore::find(Report report) {
  store_.member(outbox::kDeviceFile, kSettings, [report = std::move(report)](Result<std::string> text) {
    if (!text || text.value().empty()) return;
    if (const auto settings = settings_of(text.value()))
      report(app::HostEvent{app::DeviceSettingsFound{*settings}});
  });
}

void SettingsStore::keep(const app::Settings& settings) {
  store_.member(outbox::kDeviceFile, kSettings, [this, settings](Result<std::string> was) {
    if (!was) return log_.note(was.error().code);
    store_.set_member(outbox::kDeviceFile, kSettings, was.value(), to_text(settings),
                      [this](Result<Done> kept) {
                        if (!kept) log_.note(kept.error().code);
                      });
  });
}

}  // namespace wv::services
