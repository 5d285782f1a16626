#include "shell/recordings.h"

#include <system_error>

#include "shell/setup.h"

namespace wv::shell {

namespace {

// The same words with and without a full stop at their end are the same words.
std::string bare(std::string_view text) {
  const std::size_t end = text.find_last_not_of(" .\n");
  return std::string(text.substr(0, end == std::string_view::npos ? 0 : end + 1));
}

}  // namespace

Recordings::Recordings(const content::Content& content) {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::path(content.assets) / "speech";
  for (const auto& language : content.config.languages)
    for (const auto& file : std::filesystem::directory_iterator(folder / language, error)) {
      const std::string key = file.path().stem().string();
      if (file.path().extension() != ".wav" || !content.catalog.has(language, content::Key{key})) continue;
      const std::string words = content.catalog.text(language, content::Key{key});
      if (content::placeholders(words).empty()) files_[{language, bare(words)}] = file.path();
    }
}

std::optional<media::Pcm> Recordings::find(std::string_view language, std::string_view text) const {
  if (files_.empty()) return std::nullopt;
  const auto it = files_.find({std::string(language), bare(text)});
  if (it == files_.end()) return std::nullopt;
  const auto file = read_file(it->second.string(), media::kMostSoundBytes);
  if (!file) return std::nullopt;
  const std::string& bytes = file.value();
  auto sound = media::parse_wav({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
  if (!sound) return std::nullopt;
  return std::move(sound).value();
}

}  // namespace wv::shell
