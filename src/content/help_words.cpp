#include "content/help_words.h"

#include "content/files.h"

namespace wv::content {
namespace {

std::vector<domain::WordEntry> read_entries(ObjectReader& top, const std::string& member,
                                            const std::string& file, Findings& findings) {
  std::vector<domain::WordEntry> entries;
  const Json* list = top.required_array(member);
  if (list == nullptr) return entries;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string place = top.place_of(member) + "/" + std::to_string(i);
    domain::WordEntry entry;
    if ((*list)[i].is_string()) {
      entry.text = (*list)[i].get<std::string>();
    } else {
      ObjectReader reader((*list)[i], file, place, findings);
      entry.text = reader.required_text("text");
      entry.except = reader.optional_texts("except");
      reader.refuse_unknown();
    }
    if (domain::folded_words(entry.text).empty()) {
      findings.push_back(
          {Finding::Weight::fault, file, place, "an entry without a word", "write a word, or take it out"});
    }
    entries.push_back(std::move(entry));
  }
  if (entries.empty()) top.fault(member, "an empty list", "write the words after which help is offered");
  return entries;
}

}  // namespace

HelpWords read_help_words(const Json& json, const std::string& file, Findings& findings) {
  ObjectReader reader(json, file, "", findings);
  if (!reader.is_object()) return {};
  expect_format(reader, "wijkverbinder-help-words/1");
  HelpWords words{domain::WordList(read_entries(reader, "danger", file, findings)),
                  domain::WordList(read_entries(reader, "letters", file, findings))};
  reader.refuse_unknown();
  return words;
}

}  // namespace wv::content
