// The synthesizer as a child process: sound for every language that ships, by standard input only, killed at
// once, and a sentence when it is not there.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "espeak_synthesizer.h"
#include "worker.h"
#include "fakes/fake_platform.h"
#include "platform/temporary_folder.h"
#include "ports/make_platform.h"

using namespace wv;
using linux_platform::EspeakSynthesizer;
using linux_platform::Worker;

namespace {

Result<Bytes> said(Worker& worker, EspeakSynthesizer& speech, const std::string& language,
                   const std::string& text) {
  Result<Bytes> answer = Error{Fault::failed, "no answer", ""};
  speech.synthesize({text, language}, [&](Result<Bytes> sound) { answer = std::move(sound); });
  while (worker.busy()) {
    worker.wait();
    worker.pump();
  }
  return answer;
}

// A program in place of the synthesizer.
std::string script(const platform_test::TemporaryFolder& folder, const std::string& lines) {
  const std::string file = folder / "voice";
  std::ofstream(file) << "#!/bin/sh\n" << lines << "\n";
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  return file;
}

}  // namespace

TEST_CASE("each language that ships has a voice, and one that doesn't exist says so") {
  Worker worker;
  EspeakSynthesizer speech(worker);
  for (const char* language : {"nl", "en", "ar", "tr", "pl", "uk"}) {
    const auto sound = said(worker, speech, language, "112, 113.");
    REQUIRE_MESSAGE(sound, language << ": " << sound.error().what);
    CHECK(to_string(sound.value()).starts_with("RIFF"));
    CHECK(sound.value().size() > 20'000);
  }
  CHECK(said(worker, speech, "xx", "Dag").error().code == "speech.no_voice");
  CHECK(said(worker, speech, "-w/tmp/x", "Dag").error().code == "speech.no_voice");
  CHECK(said(worker, speech, "", "Dag").error().code == "speech.no_voice");
}

TEST_CASE("more words take more time; a long text comes whole") {
  Worker worker;
  EspeakSynthesizer speech(worker);
  std::string text;
  for (int i = 0; i < 200; ++i) text += "Dit is een zin. ";
  const auto one = said(worker, speech, "nl", "Dit is een zin."), many = said(worker, speech, "nl", text);
  REQUIRE(one);
  REQUIRE(many);
  CHECK(many.value().size() > 100 * (one.value().size() / 2));
}

TEST_CASE("the words go by standard input; no argument, no environment shows them") {
  const platform_test::TemporaryFolder folder;
  Worker worker;
  EspeakSynthesizer speech(worker,
                           script(folder, "cat /proc/$$/cmdline /proc/$$/environ; printf ' | '; cat"));
  const auto heard = said(worker, speech, "nl", "Kanarie 4711");
  REQUIRE(heard);
  const std::string all = to_string(heard.value());
  CHECK(all.find("Kanarie 4711") == all.find(" | ") + 3);
}

TEST_CASE("no program, no voice, a program that breaks: each has its code") {
  const platform_test::TemporaryFolder folder;
  Worker worker;
  EspeakSynthesizer missing(worker, folder / "nothing"), failing(worker, script(folder, "exit 1"));
  CHECK(said(worker, missing, "nl", "Dag").error().code == "speech.no_program");
  CHECK(said(worker, failing, "nl", "Dag").error().code == "speech.no_voice");
}

TEST_CASE("what is cancelled ends at once, and what waited behind it is never begun") {
  const platform_test::TemporaryFolder folder;
  Worker worker;
  EspeakSynthesizer speech(worker, script(folder, "echo x >> " + (folder / "begun") + "; exec sleep 60"));
  std::vector<std::string> codes;
  for (int i = 0; i < 3; ++i)
    speech.synthesize({"Dag", "nl"},
                      [&](Result<Bytes> sound) { codes.push_back(sound ? "sound" : sound.error().code); });
  // The file is there before its line is: only the whole line says that the program runs.
  std::error_code none;
  while (std::filesystem::file_size(folder / "begun", none) != 2) {
  }
  const auto from = std::chrono::steady_clock::now();
  speech.cancel();
  while (worker.busy()) {
    worker.wait();
    worker.pump();
  }
  const auto ms =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - from).count();
  MESSAGE("cancelled after " << ms << " ms");
  CHECK(ms < 5000);  // sixty seconds were asked for
  CHECK(codes == std::vector<std::string>(3, "speech.cancelled"));
  std::ifstream begun(folder / "begun");
  CHECK(std::string((std::istreambuf_iterator<char>(begun)), {}) == "x\n");
}

TEST_CASE(
    "a voice that dies before its worker ends what it says and leaves nothing behind that the worker still needs") {
  const platform_test::TemporaryFolder folder;
  Worker worker;
  int answers = 0;
  const auto begin = std::chrono::steady_clock::now();
  {
    EspeakSynthesizer speech(worker, script(folder, "exec sleep 8"));
    for (int i = 0; i < 3; ++i)
      speech.synthesize({"Dag", "nl"}, [&](Result<Bytes> sound) {
        CHECK_FALSE(sound);
        ++answers;
      });
    std::this_thread::sleep_for(std::chrono::milliseconds(200));  // the first is being said
  }
  while (worker.busy()) {
    worker.wait();
    worker.pump();
  }
  CHECK(answers == 3);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(4));
}

namespace {

struct NoLoudspeaker final : ports::AudioOut {
  Status play(Pcm, float, std::function<void()>) override { return Done{}; }
  void stop() override {}
  bool playing(std::int64_t) const override { return false; }
  void tick(std::int64_t) override {}
  std::int64_t next_wake_ms(std::int64_t) const override { return INT64_MAX; }
};

}  // namespace

TEST_CASE("the platform ends while it speaks, and soon") {
  const auto begin = std::chrono::steady_clock::now();
  {
    const auto platform = ports::make_platform();
    std::string text;
    for (int i = 0; i < 2000; ++i) text += "Dit is een zin. ";
    NoLoudspeaker out;
    std::vector<std::unique_ptr<ports::Speech>> voices;
    for (int i = 0; i < 3; ++i) {
      voices.push_back(platform->make_speech(out));
      voices.back()->speak({text, "nl"}, 1, [](const Status&) {});
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(4));
}
