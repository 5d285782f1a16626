#include "linux_platform.h"

#include "network_watch.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>

#include "base/bytes.h"
#include "base/sha256.h"
#include "ports/make_platform.h"
#include "shared/debian_fonts.h"
#include "shared/sampled_speech.h"
#include "wayland_look.h"

namespace wv::linux_platform {

namespace {

constexpr auto kVoiceLimit = std::chrono::seconds(15);      // the voice's own is ten
constexpr auto kNetworkPatience = std::chrono::seconds(2);  // a name server may be asked in vain

DurableFolder::Root root_of(ports::Foreign which) {
  switch (which) {
    case ports::Foreign::may_be_made: return DurableFolder::Root::made_where_no_stick_belongs;
    case ports::Foreign::must_be_there: return DurableFolder::Root::must_be_there;
    case ports::Foreign::this_one: return DurableFolder::Root::this_one;
  }
  return DurableFolder::Root::must_be_there;
}

// XDG base directories: $`variable`/wijkverbinder, else $HOME/`below_home`/wijkverbinder; an empty or
// relative path counts as none. "": there is none.
std::string xdg_folder(const char* variable, const char* below_home) {
  const char* named = std::getenv(variable);
  if (named != nullptr && *named == '/') return std::string(named) + "/wijkverbinder";
  const char* home = std::getenv("HOME");
  return home != nullptr && *home == '/' ? std::string(home) + below_home + "/wijkverbinder" : "";
}

// What a program must remember and a user never moves about.
std::string state_folder() { return xdg_folder("XDG_STATE_HOME", "/.local/state"); }

std::string program_folder() {
  std::error_code error;
  return std::filesystem::read_symlink("/proc/self/exe", error).parent_path().string();
}

// Never destroyed: a thread that is left behind may still ask it.
ports::Random& lasting_random() {
  static auto* const random = new GetrandomRandom;
  return *random;
}

}  // namespace

LinuxPlatform::LinuxPlatform(std::chrono::milliseconds foreign_limit)
    : foreign_limit_(foreign_limit),
      files_([this](const std::string& folder) -> JobQueue& { return *foreign_folder(folder).worker; }),
      mailbox_(std::make_shared<Mailbox>()),
      http_(std::make_unique<CurlHttp>()),
      network_(std::make_unique<Worker>(mailbox_)),
      voice_(mailbox_, kVoiceLimit),
      printer_(mailbox_),
      worker_(mailbox_),
      sealer_(worker_),
      synthesizer_(voice_) {
  http_->work_on(*network_);
}

LinuxPlatform::~LinuxPlatform() {
  mailbox_->on_ready(nullptr);
  synthesizer_.cancel();
  if (network_->end_within(kNetworkPatience)) return;
  static_cast<void>(network_.release());  // it hangs, and uses both as long as the process lives
  static_cast<void>(http_.release());
}

ports::Store& LinuxPlatform::store(const std::string& data_folder) {
  auto& store = stores_[data_folder];
  if (store) return *store;
  store = std::make_unique<PosixStore>(data_folder, random_, worker_);
  // The same place for the same folder, however it is named.
  std::error_code error;
  const std::string whole = std::filesystem::weakly_canonical(data_folder, error).string();
  const std::string beside = state_folder();
  if (!error && !beside.empty())
    store->remember_numbers_at(beside, "numbers-" + sha256_hex(to_bytes(whole)).substr(0, 16) + ".json");
  return *store;
}

std::unique_ptr<ports::Speech> LinuxPlatform::make_speech(ports::AudioOut& out) {
  return std::make_unique<shared_platform::SampledSpeech>(synthesizer_, out);
}

LinuxPlatform::ForeignFolder& LinuxPlatform::foreign_folder(const std::string& folder) {
  ForeignFolder& foreign = foreign_[folder];
  if (!foreign.worker) foreign.worker = std::make_unique<ForeignWorker>(mailbox_, foreign_limit_);
  return foreign;
}

void LinuxPlatform::at_foreign(const std::string& folder, std::function<std::function<void()>()> job,
                               std::function<void()> given_up) {
  foreign_folder(folder).worker->post(std::move(job), std::move(given_up));
}

ports::Store& LinuxPlatform::foreign_store(const std::string& folder, ports::Foreign which) {
  ForeignFolder& foreign = foreign_folder(folder);
  auto& store = foreign.stores[which];
  // A stick is met anew each time: the same name may be another one now.
  if (!store || which == ports::Foreign::this_one)
    store = std::make_unique<PosixStore>(folder, lasting_random(), *foreign.worker, root_of(which));
  return *store;
}

std::optional<bool> LinuxPlatform::has_network() { return linux_platform::has_network(); }

void LinuxPlatform::on_network(std::function<void()> came) {
  if (!came) return network_->watch_network(nullptr);
  network_->watch_network([this, came = std::move(came)] {
    http_->forget_connections();
    came();
  });
}

ports::Folders LinuxPlatform::folders() {
  return {program_folder(), xdg_folder("XDG_DATA_HOME", "/.local/share"),
          xdg_folder("XDG_CACHE_HOME", "/.cache"), "$XDG_DATA_HOME/wijkverbinder",
          shared_platform::debian_font_folders()};
}

Status LinuxPlatform::look_at_display() {
  const Status looked = linux_platform::look_at_display();
  std::error_code error;
  const std::string none = program_folder() + "/no-egl.so";
  if (looked && will_be_on_wayland() && !may_have_graphics_card() && std::filesystem::exists(none, error)) {
    ::setenv("SDL_VIDEO_EGL_DRIVER", none.c_str(), 0);
    ::setenv("SDL_VIDEO_GL_DRIVER", none.c_str(), 0);
  }
  return looked;
}

// Making a context to look for one loads a software imitation of tens of megabytes where there is none
// (F1, F2). A machine that has device files but none for graphics has no card, and a compositor that draws
// without one takes no pictures from one.
bool LinuxPlatform::may_have_graphics_card() {
  constexpr auto kLimit = std::chrono::seconds(2);
  if (will_be_on_wayland() && !takes_pictures_of_a_card(wayland_socket(), kLimit)) return false;
  std::error_code error;
  return std::filesystem::exists("/dev/dri", error) || !std::filesystem::exists("/dev/null", error);
}

void LinuxPlatform::harden_process() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_DUMPABLE, 0);  // nobody of the same user attaches, and /proc/PID/mem is root's
  ::umask(077);
}

}  // namespace wv::linux_platform

namespace wv::ports {

std::unique_ptr<Platform> make_platform() { return std::make_unique<linux_platform::LinuxPlatform>(); }

}  // namespace wv::ports
