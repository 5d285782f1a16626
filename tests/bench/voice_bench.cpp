// What reading aloud costs, in real time: from a touch to the first sound of a page that was never read
// before, and from a touch to silence (A2: at most 200 ms). Through the real synthesizer and SDL's audio;
// SDL_AUDIODRIVER=dummy makes it silent, as slow as a device would be.
#include <SDL.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "app/update.h"
#include "ports/make_platform.h"
#include "runtime/application.h"
#include "shell/sdl_audio_out.h"
#include "shell/options.h"
#include "ports/ask.h"

using namespace wv;
using namespace wv::shell;

namespace {

constexpr double kBufferMs =
    512 * 1000.0 / 22050;  // what the device takes at once, and may have taken already

class VoiceBench {
 public:
  VoiceBench(const runtime::Setup& setup, const std::string& data, ports::Platform& platform)
      : platform_(platform),
        application_(setup,
                     {data, platform.folders().cache, *ui::profile("kiosk-21"),
                      app::first_state(setup.content, app::Mode::kiosk, {"nl", app::TextSize::normal}),
                      ui::Motion::off, std::make_unique<SdlAudioOut>()},
                     platform) {}

  void dispatch(app::Event event) {
    application_.stage.post(std::move(event));
    step();
  }
  // The time until something is heard after `event`; then a finger, and the time until nothing is.
  void measure(app::Event event) {
    const auto begin = SDL_GetPerformanceCounter();
    dispatch(std::move(event));
    while (!sounding() && ms_since(begin) < 5000) {
      platform_.wait();
      step();
    }
    if (!sounding()) {
      const auto why = application_.stage.state().reading.trouble;
      std::fprintf(stderr,
                   "voice_bench: nothing is heard (app::Trouble %d); SDL_AUDIODRIVER=dummy needs no "
                   "loudspeaker\n",
                   static_cast<int>(why));
      std::exit(3);
    }
    first_.push_back(ms_since(begin) + kBufferMs);
    SDL_Delay(30);
    const auto touched = SDL_GetPerformanceCounter();
    application_.stage.finger({ui::FingerEvent::What::down, 1, {2, 2}, platform_.clock().steady_ms()});
    step();
    stop_.push_back(ms_since(touched) + kBufferMs);
    application_.stage.finger({ui::FingerEvent::What::cancel, 1, {2, 2}, platform_.clock().steady_ms()});
    while (sounding()) step();  // what the device still holds
  }
  void report() {
    print("A2 touch to first sound", first_, 500);
    print("A2 touch to silence", stop_, 200);
  }

 private:
  bool sounding() { return application_.effects.speaking().sound().playing(platform_.clock().steady_ms()); }
  void step() { application_.stage.step({platform_.clock().now(), platform_.clock().steady_ms()}); }
  static double ms_since(Uint64 begin) {
    return static_cast<double>(SDL_GetPerformanceCounter() - begin) * 1000.0 /
           static_cast<double>(SDL_GetPerformanceFrequency());
  }
  static void print(const char* what, std::vector<double>& times, double limit) {
    std::sort(times.begin(), times.end());
    const double middle = times[times.size() / 2], most = times.back();
    std::printf("%-34s p50 %6.2f ms  max %6.2f ms  limit %5.1f ms  ratio %.2f  (%zu pages)\n", what, middle,
                most, limit, most / limit, times.size());
  }

  ports::Platform& platform_;
  runtime::Application application_;
  std::vector<double> first_, stop_;
};

}  // namespace

int main(int argc, char** argv) {
  const auto platform = ports::make_platform();
  auto setup = ports::ask<runtime::Setup>(*platform, [&](auto answer) {
    runtime::set_up(runtime::default_config(*platform), *platform, answer);
  });
  if (!setup) {
    std::fprintf(stderr, "voice_bench: %s\n", setup.error().what.c_str());
    return 2;
  }
  VoiceBench bench(setup.value(),
                   argc > 1 ? argv[1] : (std::filesystem::temp_directory_path() / "wv-voice-bench").string(),
                   *platform);
  bench.measure(app::ListenPressed{});
  for (const auto& language : setup.value().content.config.languages) {
    bench.dispatch(app::LanguageChosen{language});
    bench.measure(app::RolesOpened{});
    bench.measure(app::ChecklistOpened{});
    bench.measure(app::PrivacyOpened{});
    bench.measure(app::HelpOpened{});
    bench.dispatch(app::OverlayClosed{});
  }
  bench.report();
  return 0;
}
