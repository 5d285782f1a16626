#include "content/ready_sentences.h"

#include <algorithm>
#include <array>

#include "content/files.h"

namespace wv::content {
namespace {

constexpr std::size_t kMostReady = 500, kMostReadyBytes = 400;
constexpr std::array<std::string_view, 4> kThemes = {"participation", "neighbourhood", "youth", "health"};

bool is_language(std::string_view name) {
  return name.size() >= 2 && name.size() <= 12 && is_plain_id(name, "-") && name != "id" && name != "theme";
}

}  // namespace

ReadySentences read_ready(const Json& json, const std::string& file, Findings& findings) {
  ReadySentences ready;
  ObjectReader top(json, file, "", findings);
  if (!top.is_object()) return ready;
  expect_format(top, "wijkverbinder-ready/1");
  const Json* list = top.required_array("sentences");
  top.refuse_unknown();
  if (list == nullptr) return ready;
  for (std::size_t i = 0; i < list->size() && ready.size() < kMostReady; ++i) {
    const std::string place = "/sentences/" + std::to_string(i);
    const auto fault = [&](std::string what, std::string remedy) {
      findings.push_back({Finding::Weight::fault, file, place, std::move(what), std::move(remedy)});
    };
    ObjectReader reader((*list)[i], file, place, findings);
    if (!reader.is_object()) continue;
    ReadySentence sentence;
    sentence.id = reader.required_text("id");
    sentence.theme = reader.optional_text("theme").value_or("");
    for (const auto& item : (*list)[i].items()) {
      if (item.key() == "id" || item.key() == "theme") continue;
      if (!is_language(item.key())) continue;
      const std::string words = reader.required_text(item.key());
      if (words.empty()) continue;
      if (words.size() > kMostReadyBytes || plain_sentences(words).size() != 1)
        fault("\"" + item.key() + "\" isn't one sentence", "write one, with its full stop");
      else
        sentence.words.emplace(item.key(), words);
    }
    reader.refuse_unknown();
    if (!sentence.theme.empty() && std::find(kThemes.begin(), kThemes.end(), sentence.theme) == kThemes.end())
      fault("an unknown theme", "write participation, neighbourhood, youth or health, or leave it out");
    if (std::any_of(ready.begin(), ready.end(), [&](const auto& other) { return other.id == sentence.id; }))
      fault("an id that stands there before", "write another id");
    else if (!sentence.words.contains("nl"))
      fault("no Dutch", "write the sentence in Dutch under \"nl\"");
    else
      ready.push_back(std::move(sentence));
  }
  return ready;
}

ReadySentences load_ready(const ports::Files& files, const std::string& asset_dir, Findings& findings) {
  const std::string file = tidy_path(path_in(asset_dir, "desk/ready.json"));
  const auto json = load_json(files, file, kMostAssetBytes, findings);
  return json ? read_ready(*json, file, findings) : ReadySentences{};
}

Translation translate(std::string_view dutch, const ReadySentences& ready, std::string_view language) {
  Translation translation;
  std::size_t after = 0;
  for (const Sentence& sentence : plain_sentences(dutch)) {
    translation.text.append(dutch.substr(after, sentence.begin - after));  // spaces and lines as they stand
    after = sentence.end;
    const std::string_view words = dutch.substr(sentence.begin, sentence.end - sentence.begin);
    const auto known = std::find_if(ready.begin(), ready.end(),
                                    [&](const ReadySentence& one) { return one.words.at("nl") == words; });
    const auto said = known == ready.end() ? decltype(known->words.end()){} : known->words.find(language);
    if (known == ready.end() || said == known->words.end()) {
      translation.text.append(words);
      translation.missing.push_back(sentence);
    } else {
      translation.text.append(said->second);
    }
  }
  translation.text.append(dutch.substr(after));
  return translation;
}

}  // namespace wv::content
