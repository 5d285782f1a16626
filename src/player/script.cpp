#include "player/script.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

#include "base/utf8.h"
#include "ui/kit/device.h"

namespace wv::player {

namespace {

struct Word {
  std::string text;
  bool quoted = false;
};

// What may follow a verb, one letter a word: i id, q quoted text, d duration, D one that may be left out, w
// direction, m millimetres, s size, p profile, l language, t text size, c contrast, k key, P name.png, J
// name.json.
struct Form {
  std::string_view name;
  Verb verb;
  std::string_view words;
  std::string_view example;
};

// `tap ID 600ms` leaves the motion it began in the middle; it is for pictures, and not told to who mistypes.
constexpr std::array<Form, 21> kForms{
    {{"tap", Verb::tap, "iD", "tap ID"},
     {"hold", Verb::hold, "id", "hold ID 2s"},
     {"swipe", Verb::swipe, "iwm", "swipe ID up 40"},
     {"type", Verb::type, "q", "type \"text\""},
     {"put", Verb::put, "iq", "put ID \"text\""},
     {"scroll", Verb::scroll, "i", "scroll ID"},
     {"key", Verb::key, "k", "key next|previous|activate|back"},
     {"wait", Verb::wait, "d", "wait 90s"},
     {"size", Verb::size, "s", "size 800x1280"},
     {"profile", Verb::profile, "p", "profile tablet-10"},
     {"lang", Verb::lang, "l", "lang ar"},
     {"text", Verb::text, "t", "text 100|150|200"},
     {"contrast", Verb::contrast, "c", "contrast normal|high|inverse"},
     {"offline", Verb::offline, "", "offline"},
     {"online", Verb::online, "", "online"},
     {"expect", Verb::expect, "i", "expect ID"},
     {"expect-not", Verb::expect_not, "i", "expect-not ID"},
     {"expect-text", Verb::expect_text, "iq", "expect-text ID \"part of its text\""},
     {"expect-screen", Verb::expect_screen, "i", "expect-screen NAME"},
     {"shot", Verb::shot, "P", "shot NAME.png"},
     {"tree", Verb::tree, "J", "tree NAME.json"}}};

// The words of one line; the sentence of what is wrong when it can't be read.
Result<std::vector<Word>> words_of(std::string_view line) {
  const auto wrong = [](const char* what) { return Error{Fault::bad_input, "script.bad_line", what}; };
  std::vector<Word> words;
  std::size_t i = 0;
  while (i < line.size()) {
    const char c = line[i];
    if (c == ' ' || c == '\t') {
      ++i;
    } else if (c == '#') {
      break;
    } else if (c == '"') {
      Word word{"", true};
      for (++i; i < line.size() && line[i] != '"'; ++i) {
        if (line[i] == '\\') {
          ++i;
          if (i >= line.size() || (line[i] != '"' && line[i] != '\\'))
            return wrong("after \\ comes \" or \\");
        }
        word.text += line[i];
      }
      if (i >= line.size()) return wrong("the closing \" is missing");
      ++i;
      words.push_back(std::move(word));
    } else {
      const std::size_t end = std::min(line.find_first_of(" \t#\"", i), line.size());
      words.push_back({std::string(line.substr(i, end - i)), false});
      i = end;
    }
  }
  return words;
}

template <class N>
std::optional<N> number_of(std::string_view text) {
  N value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> duration_of(std::string_view text) {
  double unit = 1000;
  if (text.ends_with("ms")) {
    unit = 1;
    text.remove_suffix(2);
  } else if (text.ends_with("s")) {
    text.remove_suffix(1);
  } else {
    return std::nullopt;
  }
  const auto value = number_of<double>(text);
  if (!value || !(*value >= 0) || *value * unit > 366.0 * 86400e3) return std::nullopt;
  return static_cast<std::int64_t>(*value * unit);
}

bool is_plain_name(std::string_view text, std::string_view ending) {
  return text.size() > ending.size() && text.ends_with(ending) && text.front() != '.' &&
         text.find_first_of("/\\") == std::string_view::npos;
}

bool one_of(std::string_view text, std::initializer_list<std::string_view> allowed) {
  return std::find(allowed.begin(), allowed.end(), text) != allowed.end();
}

bool read_direction(std::string_view text, Command& c) {
  if (!one_of(text, {"up", "down", "left", "right"})) return false;
  c.dx = text == "left" ? -1.0f : text == "right" ? 1.0f : 0.0f;
  c.dy = text == "up" ? -1.0f : text == "down" ? 1.0f : 0.0f;
  return true;
}

bool read_distance(std::string_view text, Command& c) {
  const auto mm = number_of<double>(text);
  if (!mm || !(*mm > 0) || *mm > 10000) return false;
  c.dx *= static_cast<float>(*mm);
  c.dy *= static_cast<float>(*mm);
  return true;
}

bool read_duration(std::string_view text, Command& c) {
  const auto ms = duration_of(text);
  if (ms) c.ms = *ms;
  return ms.has_value();
}

bool read_percent(std::string_view text, Command& c) {
  if (!one_of(text, {"100", "150", "200"})) return false;
  c.percent = *number_of<int>(text);
  return true;
}

bool read_word(char kind, const Word& word, Command& c) {
  const std::string& t = word.text;
  if (kind == 'q') {
    c.text = t;
    return word.quoted;
  }
  if (t.empty()) return false;
  switch (kind) {
    case 'd':
    case 'D': return read_duration(t, c);
    case 'w': return read_direction(t, c);
    case 'm': return read_distance(t, c);
    case 's': {
      const auto size = parse_size(t);
      if (size) std::tie(c.width, c.height) = *size;
      return size.has_value();
    }
    case 't': return read_percent(t, c);
    default: break;
  }
  c.id = t;
  switch (kind) {
    case 'p': return ui::profile(t).has_value();
    case 'c': return one_of(t, {"normal", "high", "inverse"});
    case 'k': return one_of(t, {"next", "previous", "activate", "back"});
    case 'P': return is_plain_name(t, ".png");
    case 'J': return is_plain_name(t, ".json");
    default: return true;
  }
}

Result<Command> command_of(const std::vector<Word>& words, int line) {
  const auto form =
      std::find_if(kForms.begin(), kForms.end(), [&](const Form& f) { return f.name == words.front().text; });
  if (form == kForms.end() || words.front().quoted)
    return Error{Fault::bad_input, "script.bad_line", "there is no command '" + words.front().text + "'"};
  Command command;
  command.line = line;
  command.verb = form->verb;
  const std::size_t given = words.size() - 1, most = form->words.size();
  bool good = given == most || (given + 1 == most && form->words.ends_with('D'));
  for (std::size_t i = 0; good && i < given; ++i) good = read_word(form->words[i], words[i + 1], command);
  if (!good) return Error{Fault::bad_input, "script.bad_line", "write it as: " + std::string(form->example)};
  return command;
}

}  // namespace

std::optional<std::pair<int, int>> parse_size(std::string_view text) {
  const auto cross = text.find('x');
  if (cross == std::string_view::npos) return std::nullopt;
  const auto width = number_of<int>(text.substr(0, cross)), height = number_of<int>(text.substr(cross + 1));
  if (!width || !height || *width < 200 || *height < 200 || *width > 8192 || *height > 8192)
    return std::nullopt;
  return std::pair{*width, *height};
}

Result<std::vector<Command>> parse_script(std::string_view script, std::string_view file_name) {
  std::vector<Command> commands;
  const auto bad = [&](int line, const std::string& what) {
    return Error{Fault::bad_input, "script.bad_line",
                 std::string(file_name) + ":" + std::to_string(line) + ": " + what};
  };
  if (script.starts_with("\xEF\xBB\xBF")) script.remove_prefix(3);
  for (int line = 1; !script.empty(); ++line) {
    const std::size_t end = std::min(script.find('\n'), script.size());
    std::string_view text = script.substr(0, end);
    script.remove_prefix(std::min(end + 1, script.size()));
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (!is_utf8(text)) return bad(line, "this is not UTF-8");
    auto words = words_of(text);
    if (!words) return bad(line, words.error().what);
    if (words.value().empty()) continue;
    auto command = command_of(words.value(), line);
    if (!command) return bad(line, command.error().what);
    commands.push_back(std::move(command).value());
  }
  return commands;
}

}  // namespace wv::player
