// What the window, the player and the tests have in common, in the order in which it needs each other:
// pixels, pictures, effects, and the stage on top.
#pragma once
#include <string>

#include "runtime/effects.h"
#include "render/pictures.h"
#include "runtime/setup.h"
#include "ports/audio_out.h"
#include "runtime/stage.h"
#include "services/sync_session.h"
#include "render/textures.h"

namespace wv::runtime {

struct Application {
  struct Plan {
    std::string data_folder;
    std::string cache_folder;  // "": no cache
    ui::Device device;
    Side state;
    ui::Motion motion = ui::Motion::on;
    std::unique_ptr<ports::AudioOut> sound = nullptr;  // none: the voice is heard by nobody
    ports::OpenAudioIn microphone = ports::no_audio_in;
    services::KeptSettings kept = services::KeptSettings::use;
    void (*inspect)(float px_per_mm) = nullptr;
  };
  // `setup` must outlive it.
  Application(const Setup& setup, Plan plan, ports::Platform& platform)
      : pictures(platform.files(), textures, setup.pictures, std::move(plan.cache_folder)),
        effects(platform, plan.data_folder, setup.content, setup.keys.recipients, std::move(plan.sound),
                setup.keys.signers, std::move(plan.microphone), setup.keys.authority,
                setup.keys.first_register),
        syncing(platform, {plan.data_folder, setup.sync, setup.content.config.sync.password_file,
                           setup.content.municipality.retention_months}),
        stage({.content = setup.content,
               .fonts = *setup.fonts,
               .textures = textures,
               .pictures = pictures,
               .effects = effects,
               .syncing = &syncing,
               .device = plan.device,
               .state = std::move(plan.state),
               .motion = plan.motion,
               .inspect = plan.inspect}) {
    pictures.draw_with(platform.drawings());
    pictures.also_from([this](std::string_view name) { return effects.picture(name); });
    effects.refuse_with([this](const outbox::ErasedIds& ids) { syncing.refuse(ids); });
    effects.prepare(plan.kept);
  }
  Application(const Application&) = delete;
  Application& operator=(const Application&) = delete;

  render::Textures textures;
  render::Pictures pictures;
  EffectRunner effects;
  services::SyncSession syncing;
  Stage stage;
};

}  // namespace wv::runtime
