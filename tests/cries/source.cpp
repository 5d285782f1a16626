#include "cries/source.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include "base/json.h"
#include "base/utf8.h"

namespace cries {
namespace {

using namespace wv::domain;

[[noreturn]] void give_up(const std::string& what) {
  std::fprintf(stderr, "cries: %s\n", what.c_str());
  std::exit(2);
}

struct Line {
  std::vector<std::string> concepts;
  std::vector<std::string> entries;
};

std::vector<std::string> split(const std::string& text, char by) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, by);)
    if (!part.empty()) parts.push_back(part);
  return parts;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::istringstream in(text);
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

// "letter ó u", "sound rz z", "hit+me: sla* slaa*"; a line that begins with blanks goes on.
std::vector<Line> lines_of(const std::string& text, const std::string& name, SoundRules& rules) {
  std::vector<Line> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const auto words = words_of(line);
    if (words.empty()) continue;
    if (words[0] == "letter" || words[0] == "sound") {
      SoundRule rule{wv::decode_utf8(words.at(1)), words.size() > 2 ? wv::decode_utf8(words[2]) : U""};
      (words[0] == "letter" ? rules.letters : rules.sounds).push_back(std::move(rule));
      continue;
    }
    std::size_t first = 0;
    if (line[0] != ' ') {
      if (words[0].back() != ':') give_up(name + ": a line without its concept: " + line);
      lines.push_back({split(words[0].substr(0, words[0].size() - 1), '+'), {}});
      first = 1;
    }
    if (lines.empty()) give_up(name + ": words before the first concept");
    lines.back().entries.insert(lines.back().entries.end(),
                                words.begin() + static_cast<std::ptrdiff_t>(first), words.end());
  }
  return lines;
}

class Builder {
 public:
  Builder(LexiconSource& out, const std::vector<std::string>& concepts)
      : out_(out), concepts_(concepts), beginning_rules_(out.rules) {
    std::erase_if(beginning_rules_.sounds, [](const SoundRule& rule) { return rule.from.ends_with(U'$'); });
  }

  void add(const Line& line) {
    std::vector<Concept> ids;
    for (const std::string& name : line.concepts)
      ids.push_back(
          static_cast<Concept>(std::find(concepts_.begin(), concepts_.end(), name) - concepts_.begin()));
    for (const std::string& text : line.entries) add_entry(text, ids);
  }

 private:
  // Of "bloed*" the sound rules for a word's end hold when it is the whole word: then it is a second entry.
  void add_entry(const std::string& text, const std::vector<Concept>& ids) {
    std::vector<std::uint16_t> tokens;
    std::uint16_t last_whole = 0;
    bool two = false;
    for (std::string part : split(text, '_')) {
      const bool prefix = part.back() == '*';
      const bool inside = part.front() == '*';
      if (prefix) part.pop_back();
      if (inside) part.erase(0, 1);
      const CryWords whole = cry_words(part, &out_.rules), beginning = cry_words(part, &beginning_rules_);
      if (whole.size() != 1 || beginning.size() != 1) give_up("not a word: " + text);
      last_whole = token({whole.all()[0]}, !prefix || whole.all()[0] != beginning.all()[0]);
      two = prefix && whole.all()[0] != beginning.all()[0];
      tokens.push_back(prefix ? token({beginning.all()[0], true, inside}, true) : last_whole);
    }
    add_tokens(tokens, ids);
    if (!two) return;
    tokens.back() = last_whole;
    add_tokens(tokens, ids);
  }

  void add_tokens(const std::vector<std::uint16_t>& tokens, const std::vector<Concept>& ids) {
    auto& number = by_tokens_[tokens];
    if (number == 0) {
      LexiconEntry fresh;
      if (tokens.size() > kMostTokens)
        give_up("a phrase of more than " + std::to_string(kMostTokens) + " words");
      std::copy(tokens.begin(), tokens.end(), fresh.token_ids.begin());
      fresh.token_count = static_cast<std::uint8_t>(tokens.size());
      out_.entries.push_back(fresh);
      number = out_.entries.size();
    }
    LexiconEntry& entry = out_.entries[number - 1];
    for (const Concept id : ids) {
      const auto has = entry.concepts();
      if (std::find(has.begin(), has.end(), id) != has.end()) continue;
      if (entry.concept_count == kMostConcepts)
        give_up("a word of more than " + std::to_string(kMostConcepts) + " concepts");
      entry.concept_ids[entry.concept_count++] = id;
    }
  }

  std::uint16_t token(Token token, bool wanted) {
    if (!wanted) return 0;
    const auto [found, fresh] = ids_.try_emplace({token.text, token.prefix ? token.inside ? 2 : 1 : 0},
                                                 static_cast<std::uint16_t>(out_.tokens.size()));
    if (fresh) out_.tokens.push_back(std::move(token));
    return found->second;
  }

  LexiconSource& out_;
  const std::vector<std::string>& concepts_;
  SoundRules beginning_rules_;
  std::map<std::pair<std::u32string, int>, std::uint16_t> ids_;
  std::map<std::vector<std::uint16_t>, std::size_t> by_tokens_;
};

// In the order in which the detector looks for them, so that it needn't sort while somebody waits.
void put_in_order(LexiconSource& lexicon) {
  std::vector<std::uint16_t> order(lexicon.tokens.size()), place(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<std::uint16_t>(i);
  std::stable_sort(order.begin(), order.end(), [&](std::uint16_t a, std::uint16_t b) {
    return token_hash(lexicon.tokens[a].text) < token_hash(lexicon.tokens[b].text);
  });
  std::vector<Token> tokens;
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[order[i]] = static_cast<std::uint16_t>(i);
    tokens.push_back(std::move(lexicon.tokens[order[i]]));
  }
  lexicon.tokens = std::move(tokens);
  for (LexiconEntry& entry : lexicon.entries)
    for (std::size_t k = 0; k < entry.token_count; ++k) entry.token_ids[k] = place[entry.token_ids[k]];
  std::stable_sort(
      lexicon.entries.begin(), lexicon.entries.end(),
      [](const LexiconEntry& a, const LexiconEntry& b) { return a.token_ids[0] < b.token_ids[0]; });
}

}  // namespace

std::string Source::file(const std::string& name) {
  std::ifstream in(folder_ + "/" + name, std::ios::binary);
  if (!in) give_up("no file " + folder_ + "/" + name);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  hash_ = cry_hash(text, hash_);
  return text;
}

std::map<std::string, LexiconSource> Source::lexicons() {
  std::map<std::string, LexiconSource> all;
  std::map<std::string, std::vector<Line>> lines;
  std::set<std::string> names;
  for (const std::string& code : kLanguages) {
    const std::string name = "lexicon/" + code + ".txt";
    lines[code] = lines_of(file(name), name, all[code].rules);
    for (const Line& line : lines[code]) names.insert(line.concepts.begin(), line.concepts.end());
  }
  names.erase("idiom");
  concepts_ = {"idiom"};
  concepts_.insert(concepts_.end(), names.begin(), names.end());
  if (concepts_.size() > 255) give_up("too many concepts");
  for (const std::string& code : kLanguages) {
    Builder builder(all[code], concepts_);
    for (const Line& line : lines[code]) {
      builder.add(line);
      if (line.concepts[0] == "idiom") continue;
      auto& words = all[code].lines.emplace_back();
      for (std::string word : line.entries) {
        if (word.find('_') != std::string::npos || word.front() == '*') continue;
        if (word.back() == '*') word.pop_back();
        words.push_back(word);
      }
    }
    put_in_order(all[code]);
  }
  return all;
}

void Source::read_examples(const std::string& part, std::size_t language, bool folds,
                           std::vector<Example>& out) {
  const std::string name = part + "/" + kLanguages[language] + ".json";
  const auto json = wv::parse_json(file(name), name);
  if (!json.ok()) give_up(json.error().what);
  for (int kind = 0; kind < kKinds; ++kind) {
    const auto list = json.value().find(kKindNames[kind]);
    if (list == json.value().end()) continue;
    for (const auto& item : *list) {
      const auto text = item.get<std::string>();
      const int fold = folds ? static_cast<int>((cry_hash(text) >> 20) % 5)
                             : 1 + static_cast<int>((cry_hash(text) >> 20) % 4);
      out.push_back({text, language, static_cast<Kind>(kind), fold});
    }
  }
}

std::vector<Example> Source::examples() {
  std::vector<Example> out;
  for (std::size_t i = 0; i < kLanguages.size(); ++i) {
    read_examples("own", i, true, out);
    read_examples("ordinary", i, true, out);
    read_examples("voices", i, true, out);
    read_examples("more", i, false, out);
  }
  return out;
}

std::vector<Example> Source::kept_back() {
  std::vector<Example> out;
  for (std::size_t i = 0; i < kLanguages.size(); ++i) read_examples("kept_back", i, false, out);
  return out;
}

}  // namespace cries
