// What the window, the player and the tests have in common, in the order in which it needs each other:
// pixels, pictures, effects, and the stage on top.
#pragma once
#include <string>

#include "shell/effects.h"
#include "shell/pictures.h"
#include "shell/setup.h"
#include "shell/sound.h"
#include "shell/stage.h"
#include "shell/syncing.h"
#include "shell/textures.h"

namespace wv::shell {

struct House {
  struct Plan {
    std::string data_folder;
    std::filesystem::path cache_folder;  // empty: no cache
    ui::Device device;
    app::State state;
    ui::Motion motion = ui::Motion::on;
    std::unique_ptr<Sound> sound = nullptr;  // none: the voice is heard by nobody
    KeptSettings kept = KeptSettings::use;
  };
  // `setup` must outlive it.
  House(const Setup& setup, Plan plan, ports::Platform& platform)
      : pictures(textures, picture_folders(setup.content), std::move(plan.cache_folder)),
        effects(platform, plan.data_folder, setup.content, setup.recipients, std::move(plan.sound), setup.signers),
        syncing(platform, {plan.data_folder, setup.sync, setup.content.config.sync.password_file, setup.content.municipality.retention_months}),
        stage({.content = setup.content,
               .fonts = *setup.fonts,
               .textures = textures,
               .pictures = pictures,
               .effects = effects,
               .syncing = &syncing,
               .device = plan.device,
               .state = std::move(plan.state),
               .motion = plan.motion}) {
    pictures.also_from([this](std::string_view name) { return effects.picture(name); });
    effects.prepare(plan.kept);
  }
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  Textures textures;
  Pictures pictures;
  EffectRunner effects;
  Syncing syncing;
  Stage stage;
};

}  // namespace wv::shell
