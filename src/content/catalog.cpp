#include "content/catalog.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include "base/signs.h"

namespace wv::content {
namespace {

constexpr std::string_view kMaster = "nl";

// A count as the program writes it: digits, and few of them.
std::optional<std::int64_t> count_of(std::string_view words) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), count);
  if (error != std::errc() || end != words.data() + words.size()) return std::nullopt;
  return count;
}

// The translator set the place apart: U+2066 or U+2068 stands before it.
bool isolated_already(std::string_view before) {
  return before.ends_with("\u2066") || before.ends_with("\u2068");
}

const Arg* arg_named(Args args, std::string_view name) {
  const auto all = args.all();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Arg& arg) { return arg.first == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

const std::string& Entry::text() const {
  static const std::string kNone;
  for (const std::string_view name : {"other", "many"})
    if (const auto found = forms.find(name); found != forms.end()) return found->second;
  return forms.empty() ? kNone : forms.begin()->second;
}

const std::string& Entry::form(std::string_view name) const {
  const auto found = forms.find(name);
  return found == forms.end() ? text() : found->second;
}

const Entry* Catalog::LanguageTexts::find(std::string_view key) const {
  for (const Texts* from : {&own, &std::as_const(read().texts)}) {
    const auto found = from->find(key);
    if (found != from->end() && !found->second.text().empty()) return &found->second;
  }
  return nullptr;
}

const Catalog::Shipped& Catalog::LanguageTexts::read() const {
  if (shipped->late && !std::exchange(shipped->was_read, true)) {
    shipped->texts = shipped->late();
    shipped->plural = PluralRule(language.code);
  }
  return *shipped;
}

void Catalog::add_late(Language language, std::function<Texts()> read) {
  LanguageTexts& language_texts = by_language_[language.code];
  language_texts.language = std::move(language);
  language_texts.shipped = std::make_shared<Shipped>();
  language_texts.shipped->late = std::move(read);
}

void Catalog::add(Language language, Texts texts) {
  const std::string code = language.code;
  add_late(std::move(language), {});
  by_language_[code].shipped->texts = std::move(texts);
  by_language_[code].shipped->plural = PluralRule(code);
}

void Catalog::read_again(std::string_view language) {
  const auto found = by_language_.find(language);
  if (found != by_language_.end()) found->second.shipped->was_read = false;
}

void Catalog::override_texts(std::string_view language, Texts texts) {
  const auto found = by_language_.find(language);
  if (found != by_language_.end()) found->second.own = std::move(texts);
}

void Catalog::add_texts(std::string_view language, Texts texts) {
  const auto found = by_language_.find(language);
  if (found != by_language_.end()) found->second.own.merge(std::move(texts));
}

const Catalog::LanguageTexts* Catalog::language_texts(std::string_view language) const {
  const auto found = by_language_.find(language);
  return found == by_language_.end() ? nullptr : &found->second;
}

Catalog::Found Catalog::find(std::string_view language, Key key) const {
  for (const std::string_view code : {language, kMaster}) {
    const LanguageTexts* from = language_texts(code);
    if (from == nullptr) continue;
    if (const Entry* found = from->find(key.id)) return {found, &from->read().plural};
  }
  return {};
}

std::string_view Catalog::pattern(std::string_view language, Key key, std::string_view form) const {
  const Found found = find(language, key);
  return found.entry == nullptr ? key.id : std::string_view(found.entry->form(form));
}

std::string Catalog::text(std::string_view language, Key key) const {
  return std::string(pattern(language, key));
}

std::string Catalog::text(std::string_view language, Key key, Args args, std::string_view form) const {
  const Found entry = find(language, key);
  std::string category;
  if (entry.entry != nullptr && !entry.entry->by.empty())
    if (const Arg* counted = arg_named(args, entry.entry->by))
      if (const auto count = count_of(counted->second)) form = category = entry.plural->category(*count);
  const std::string_view pattern_text =
      entry.entry == nullptr ? key.id : std::string_view(entry.entry->form(form));
  std::string out;
  for (std::size_t at = 0; at < pattern_text.size();) {
    const std::size_t open = pattern_text.find('{', at);
    const std::size_t close = open == std::string_view::npos ? open : pattern_text.find('}', open);
    if (close == std::string_view::npos) {
      out += pattern_text.substr(at);
      break;
    }
    out += pattern_text.substr(at, open - at);
    const Arg* arg = arg_named(args, pattern_text.substr(open + 1, close - open - 1));
    if (arg != nullptr && entry.entry != nullptr && arg->first == entry.entry->by &&
        could_be_rung(arg->second))
      out += kCountMark;
    if (arg == nullptr)
      out += pattern_text.substr(open, close + 1 - open);
    else
      out += isolated_already(out) ? arg->second : isolated(arg->second, right_to_left(language));
    at = close + 1;
  }
  return out;
}

bool Catalog::has(std::string_view language, Key key) const {
  const LanguageTexts* from = language_texts(language);
  return from != nullptr && from->find(key.id) != nullptr;
}

bool Catalog::right_to_left(std::string_view code) const {
  const Language* known = language(code);
  return known != nullptr && known->direction == Direction::right_to_left;
}

std::string Catalog::name_of(std::string_view code) const {
  const Language* known = language(code);
  return known != nullptr ? known->name : std::string(code);
}

const Language* Catalog::language(std::string_view code) const {
  const LanguageTexts* from = language_texts(code);
  return from == nullptr ? nullptr : &from->language;
}

const Catalog::Texts& Catalog::texts(std::string_view language) const {
  static const Texts kNone;
  const LanguageTexts* from = language_texts(language);
  return from == nullptr ? kNone : from->read().texts;
}

std::vector<std::string> placeholders(std::string_view pattern) {
  std::vector<std::string> names;
  for (std::size_t open = pattern.find('{'); open != std::string_view::npos;
       open = pattern.find('{', open + 1)) {
    const std::size_t close = pattern.find('}', open);
    if (close == std::string_view::npos) break;
    names.emplace_back(pattern.substr(open + 1, close - open - 1));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace wv::content
