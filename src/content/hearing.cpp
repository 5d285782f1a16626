#include "content/hearing.h"

#include <utility>

#include "base/bytes.h"
#include "content/bytes.h"
#include "content/files.h"

namespace wv::content {
namespace {

std::string file_in(const std::string& assets) { return tidy_path(path_in(assets, "help/cries.bin")); }

// Asked for once. Where it is on its way, as in a browser, it is heard with from the moment it comes.
const domain::CryDetector* detector_of(const Content& content) {
  LateDetector& late = *content.late;
  if (!std::exchange(late.looked, true))
    content.files->fetch(file_in(content.assets), kMostAssetBytes,
                         [late = content.late](const Result<std::string>& bytes) {
                           if (!bytes) return;
                           auto read = domain::CryDetector::read(bytes.value());
                           if (read) late->detector = std::move(read).value();
                         });
  return late.detector ? &*late.detector : nullptr;
}

}  // namespace

Result<domain::CryDetector> read_detector(const ports::Files& files, const std::string& assets) {
  Findings findings;
  const std::string file = file_in(assets);
  const auto bytes = load_bytes(files, file, kMostAssetBytes, findings);
  if (!bytes)
    return Error{Fault::bad_input, "cries.missing", findings.empty() ? file : to_line(findings.front())};
  return domain::CryDetector::read(*bytes);
}

domain::Cry hear(const Content& content, const domain::CryDetector* detector, std::string_view text,
                 std::string_view language) {
  domain::Cry cry = detector != nullptr ? detector->hear(text, language) : domain::Cry{};
  std::vector<std::u32string> words = domain::folded_words(text);  // once for all lists
  for (const auto& [code, list] : content.words) {
    cry.danger = cry.danger || list.danger.matches(words);
    cry.letters = cry.letters || list.letters.matches(words);
  }
  for (std::u32string& word : words) wv::wipe(word.data(), word.size() * sizeof(char32_t));  // S3
  return cry;
}

domain::Cry hear(const Content& content, std::string_view text, std::string_view language) {
  if (text.empty()) return {};
  return hear(content, detector_of(content), text, language);
}

}  // namespace wv::content
