// Every word that people read, by language and key. A key that a language lacks falls back to Dutch and
// then to the key itself; `check` tells it, the app goes on. A municipality's own texts go over ours.
// What stands under a key is a text, or its forms: those that numbers take, or the cases of a day
// (assets/i18n/README.md).
#pragma once
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "content/plural.h"

namespace wv::content {

struct Key {
  std::string_view id;  // must outlive the call it is passed to
};

inline namespace literals {
constexpr Key operator""_k(const char* id, std::size_t size) { return Key{std::string_view(id, size)}; }
}  // namespace literals

// Stands before the digits of a count that could be taken for a number to ring (112 messages): drawn as
// nothing, and whoever reads aloud says a number rather than digits. U+2063, invisible separator.
inline constexpr std::string_view kCountMark = "\u2063";
[[nodiscard]] constexpr bool could_be_rung(std::string_view digits) {
  return digits.size() == 3 && digits.starts_with("11");
}

using Arg = std::pair<std::string_view, std::string>;  // placeholder's name → what stands there
class Args {                                           // a view: made in the call, gone after it
 public:
  Args(std::initializer_list<Arg> args) : args_(args.begin(), args.size()) {}
  Args(std::span<const Arg> args) : args_(args) {}
  [[nodiscard]] std::span<const Arg> all() const { return args_; }

 private:
  std::span<const Arg> args_;
};

enum class Direction { left_to_right, right_to_left };

struct Language {
  std::string code;     // BCP 47: "nl"
  std::string name;     // its own: "Nederlands"
  std::string english;  // "Dutch"
  Direction direction = Direction::left_to_right;
};

struct Entry {
  Entry() = default;
  Entry(std::string text) : forms{{"other", std::move(text)}} {}  // one form: a text
  Entry(const char* text) : Entry(std::string(text)) {}

  std::map<std::string, std::string, std::less<>> forms;
  std::string by;  // the placeholder whose number chooses the form; none: whoever asks names one

  [[nodiscard]] const std::string& text() const;  // the form for when no other is asked for
  [[nodiscard]] const std::string& form(
      std::string_view name) const;  // text(), when there is none of that name
};

class Catalog {
 public:
  using Texts = std::map<std::string, Entry, std::less<>>;

  void add(Language language, Texts texts);
  // Its texts are read when the first of them is asked for: at a start most languages are never shown.
  void add_late(Language language, std::function<Texts()> read);
  // They are otherwise by now (a browser starts with a few of them): read anew when next asked for.
  void read_again(std::string_view language);
  void override_texts(std::string_view language, Texts texts);
  void add_texts(std::string_view language, Texts texts);  // beside the others; none is replaced

  [[nodiscard]] std::string_view pattern(std::string_view language, Key key,
                                         std::string_view form = {}) const;
  [[nodiscard]] std::string text(std::string_view language, Key key) const;
  // Placeholders that have no argument stay as they stand, so that a test sees them. A value that would turn
  // round, or turn what stands beside it, is isolated here and nowhere else (base/signs.h).
  [[nodiscard]] std::string text(std::string_view language, Key key, Args args,
                                 std::string_view form = {}) const;
  [[nodiscard]] bool has(std::string_view language, Key key) const;

  [[nodiscard]] bool right_to_left(std::string_view language) const;
  [[nodiscard]] std::string name_of(std::string_view language) const;  // the code, if unknown
  [[nodiscard]] const Language* language(std::string_view code) const;
  [[nodiscard]] const Texts& texts(
      std::string_view language) const;  // as shipped, without the municipality's

 private:
  struct Shipped {
    std::function<Texts()> late;  // none: they are as they were given
    bool was_read = false;
    Texts texts;
    PluralRule plural;
  };
  struct LanguageTexts {
    Language language;
    std::shared_ptr<Shipped> shipped;  // copies of the catalogue share it
    Texts own;                         // the municipality's
    [[nodiscard]] const Shipped& read() const;
    [[nodiscard]] const Entry* find(std::string_view key) const;  // an empty text is none
  };
  struct Found {
    const Entry* entry = nullptr;
    const PluralRule* plural = nullptr;  // of the language that it is in
  };
  [[nodiscard]] Found find(std::string_view language, Key key) const;
  [[nodiscard]] const LanguageTexts* language_texts(std::string_view language) const;
  std::map<std::string, LanguageTexts, std::less<>> by_language_;
};

// The names between { and }, sorted, each once.
[[nodiscard]] std::vector<std::string> placeholders(std::string_view pattern);

}  // namespace wv::content
