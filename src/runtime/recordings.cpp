#include "runtime/recordings.h"

#include <algorithm>
#include <array>
#include <vector>

#include "media/recording.h"
#include "base/path.h"
#include "media/picture.h"
#include "ui/kit/aloud.h"

namespace wv::runtime {

namespace {

// The same words with and without a full stop at their end are the same words.
std::string bare(std::string_view text) {
  const std::size_t end = text.find_last_not_of(" .\n");
  return std::string(text.substr(0, end == std::string_view::npos ? 0 : end + 1));
}

struct Recorded {
  std::string file;
  std::string language, words, fault;  // words: as they are spoken; none where there is a fault
};

std::string fault_of(const content::Content& content, const std::string& language, const std::string& file) {
  constexpr std::array kEndings{".wav", ".opus", ".ogg"};
  const std::string key(stem_of(file)), ending(ending_of(file));
  if (std::find(kEndings.begin(), kEndings.end(), ending) == kEndings.end())
    return "no recording: it ends in something else than .wav, .opus or .ogg";
  const auto& texts = content.catalog.texts(language);
  const auto entry = texts.find(key);
  if (entry == texts.end()) return "there is no text \"" + key + "\" in this language";
  if (!entry->second.by.empty() || !content::placeholders(entry->second.text()).empty())
    return "its text holds a name or a number: no recording can say it";
  return {};
}

// In the order of their names, so that it is the same one each time where there are two of a text.
std::vector<Recorded> all_of(const content::Content& content) {
  std::vector<Recorded> all;
  for (const auto& language : content.config.languages) {
    const std::string folder = path_in(path_in(content.assets, "speech"), language);
    const auto names = content.files->list(folder);
    if (!names) continue;
    for (const std::string& name : names.value()) {
      const std::string file = path_in(folder, name), key(stem_of(name));
      Recorded one{file, language, {}, fault_of(content, language, file)};
      if (one.fault.empty())
        one.words =
            bare(ui::aloud(content.catalog, language, content.catalog.text(language, content::Key{key})));
      all.push_back(std::move(one));
    }
  }
  std::sort(all.begin(), all.end(), [](const Recorded& a, const Recorded& b) { return a.file < b.file; });
  return all;
}

Result<Pcm> sound_of(const Result<std::string>& file) {
  if (!file) return file.error();
  return media::parse_recording(media::bytes_of(file.value()));
}

}  // namespace

Recordings::Recordings(const content::Content& content) : on_(*content.files) {
  for (const auto& one : all_of(content))
    if (one.fault.empty()) files_.emplace(std::pair{one.language, one.words}, one.file);
}

bool Recordings::has(std::string_view language, std::string_view text) const {
  return !files_.empty() && files_.contains({std::string(language), bare(text)});
}

void Recordings::find(std::string_view language, std::string_view text,
                      std::function<void(std::optional<Pcm>)> answer) const {
  if (!has(language, text)) return answer(std::nullopt);
  on_.fetch(files_.at({std::string(language), bare(text)}), media::kMostRecordingBytes,
            [answer = std::move(answer)](const Result<std::string>& file) {
              auto sound = sound_of(file);
              answer(sound ? std::optional(std::move(sound).value()) : std::nullopt);
            });
}

void check_recordings(const content::Content& content, Findings& findings) {
  const auto warn = [&](const Recorded& one, std::string what, const char* remedy) {
    findings.push_back({Finding::Weight::fault, one.file, "", std::move(what), remedy});
  };
  const Recorded* before = nullptr;
  const auto all = all_of(content);
  for (const auto& one : all) {
    if (!one.fault.empty()) {
      warn(one, one.fault, "name it after a key of assets/i18n, or take it away");
    } else if (before != nullptr && before->language == one.language &&
               stem_of(before->file) == stem_of(one.file)) {
      warn(one, "there is another recording of this text", "keep one");
    } else if (const auto sound = sound_of(content.files->read(one.file, media::kMostRecordingBytes));
               !sound) {
      warn(one, sound.error().what, "record it again, as WAV (PCM) or Ogg Opus, at most a minute");
    }
    before = &one;
  }
}

}  // namespace wv::runtime
