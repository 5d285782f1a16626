#include "runtime/recordings.h"

#include <algorithm>
#include <array>
#include <system_error>
#include <vector>

#include "media/recording.h"
#include "services/files.h"
#include "ui/kit/aloud.h"

namespace wv::runtime {

namespace {

namespace fs = std::filesystem;

// The same words with and without a full stop at their end are the same words.
std::string bare(std::string_view text) {
  const std::size_t end = text.find_last_not_of(" .\n");
  return std::string(text.substr(0, end == std::string_view::npos ? 0 : end + 1));
}

struct Recorded {
  fs::path file;
  std::string language, words, fault;  // words: as they are spoken; none where there is a fault
};

std::string fault_of(const content::Content& content, const std::string& language, const fs::path& file) {
  constexpr std::array kEndings{".wav", ".opus", ".ogg"};
  const std::string key = file.stem().string(), ending = file.extension().string();
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
  std::error_code error;
  for (const auto& language : content.config.languages)
    for (const auto& entry : fs::directory_iterator(fs::path(content.assets) / "speech" / language, error)) {
      Recorded one{entry.path(), language, {}, fault_of(content, language, entry.path())};
      if (one.fault.empty())
        one.words =
            bare(ui::aloud(content.catalog, language,
                           content.catalog.text(language, content::Key{entry.path().stem().string()})));
      all.push_back(std::move(one));
    }
  std::sort(all.begin(), all.end(), [](const Recorded& a, const Recorded& b) { return a.file < b.file; });
  return all;
}

Result<Pcm> read(const fs::path& file) {
  const auto bytes = services::read_file(file.string(), media::kMostRecordingBytes);
  if (!bytes) return bytes.error();
  const std::string& all = bytes.value();
  return media::parse_recording({reinterpret_cast<const std::uint8_t*>(all.data()), all.size()});
}

}  // namespace

Recordings::Recordings(const content::Content& content) {
  for (const auto& one : all_of(content))
    if (one.fault.empty()) files_.emplace(std::pair{one.language, one.words}, one.file);
}

std::optional<Pcm> Recordings::find(std::string_view language, std::string_view text) const {
  if (files_.empty()) return std::nullopt;
  const auto it = files_.find({std::string(language), bare(text)});
  if (it == files_.end()) return std::nullopt;
  auto sound = read(it->second);
  if (!sound) return std::nullopt;
  return std::move(sound).value();
}

void check_recordings(const content::Content& content, Findings& findings) {
  const auto warn = [&](const Recorded& one, std::string what, const char* remedy) {
    findings.push_back({Finding::Weight::fault, one.file.string(), "", std::move(what), remedy});
  };
  const Recorded* before = nullptr;
  const auto all = all_of(content);
  for (const auto& one : all) {
    if (!one.fault.empty()) {
      warn(one, one.fault, "name it after a key of assets/i18n, or take it away");
    } else if (before != nullptr && before->language == one.language &&
               before->file.stem() == one.file.stem()) {
      warn(one, "there is another recording of this text", "keep one");
    } else if (const auto sound = read(one.file); !sound) {
      warn(one, sound.error().what, "record it again, as WAV (PCM) or Ogg Opus, at most a minute");
    }
    before = &one;
  }
}

}  // namespace wv::runtime
