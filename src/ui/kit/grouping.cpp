#include "ui/kit/grouping.h"

#include <algorithm>

#include "content/phrases.h"

namespace wv::ui {

namespace {

constexpr std::string_view kSpace = "\xC2\xA0", kHyphen = "-\xE2\x81\xA0";  // neither breaks a line

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// How many bytes of a gap begin here.
std::size_t gap_at(std::string_view text) {
  for (const std::string_view gap : {kSpace, kHyphen})
    if (text.starts_with(gap)) return gap.size();
  return 0;
}

std::string every(std::string_view typed, std::size_t length, std::string_view gap) {
  std::string shown;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    if (i > 0 && i % length == 0) shown += gap;
    shown.push_back(typed[i]);
  }
  return shown;
}

std::string shown_as(std::string_view typed, Grouping how) {
  constexpr std::size_t kReceiptGroup = 3, kCodeGroup = 4;
  const auto all = [&](auto is) { return std::all_of(typed.begin(), typed.end(), is); };
  if (how == Grouping::phone && all([](char c) { return is_digit(c) || c == '+'; }))
    return content::phone_words(typed);
  if (how == Grouping::receipt && all(is_digit)) return every(typed, kReceiptGroup, kSpace);
  if (how == Grouping::code && all([](char c) { return is_digit(c) || is_letter(c); }))
    return every(typed, kCodeGroup, kHyphen);
  return std::string(typed);
}

std::string one_by_one(std::string_view shown) {
  std::string heard;
  for (std::size_t i = 0; i < shown.size();) {
    const std::size_t gap = gap_at(shown.substr(i));
    if (gap > 0 || shown[i] == ' ' || shown[i] == '-') {
      heard += ",";
      i += std::max<std::size_t>(gap, 1);
      continue;
    }
    if (!heard.empty()) heard += ' ';
    heard += shown[i++];
  }
  return heard;
}

}  // namespace

std::size_t Grouped::shown_at(std::size_t raw) const {
  std::size_t at = 0;
  for (; at < shown.size() && raw > 0;) {
    if (const std::size_t gap = gap_at(std::string_view(shown).substr(at)); gap > 0 && !heard.empty()) {
      at += gap;
      continue;
    }
    ++at;
    --raw;
  }
  return at;
}

std::size_t Grouped::raw_at(std::size_t place) const {
  std::size_t raw = 0;
  for (std::size_t at = 0; at < std::min(place, shown.size());) {
    const std::size_t gap = heard.empty() ? 0 : gap_at(std::string_view(shown).substr(at));
    raw += gap > 0 ? 0 : 1;
    at += gap > 0 ? gap : 1;
  }
  return raw;
}

Grouped grouped(std::string_view typed, Grouping how) {
  Grouped g{shown_as(typed, how), {}};
  if (how != Grouping::none && g.shown.size() >= typed.size()) {
    const bool plain = std::all_of(typed.begin(), typed.end(),
                                   [](char c) { return is_digit(c) || is_letter(c) || c == '+'; });
    if (plain) g.heard = one_by_one(g.shown);
  }
  return g;
}

}  // namespace wv::ui
