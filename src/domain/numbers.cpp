#include "domain/numbers.h"

#include <algorithm>
#include <vector>

#include "base/bytes.h"
#include "base/utf8.h"
#include "domain/letters.h"
#include "domain/receipt.h"

namespace wv::domain {
namespace {

struct Group {  // digits that stand together
  Range range;
  std::string digits;
  bool plus = false;       // a + right before it
  bool narrow = false;     // joined to the group before by one space, point or hyphen
  bool ruled_out = false;  // part of a telephone number, a date, …
};
using Run = std::vector<Group>;  // groups with nothing but separators between them

bool is_separator(char32_t c) {
  return is_space(c) || is_hyphen(c) || c == U'.' || c == U'/' || c == U'(' || c == U')';
}

// Cuts the text into runs. A run ends at a letter, another sign, or three separators in a row.
class RunFinder {
 public:
  explicit RunFinder(std::string_view text) : text_(text) {}

  std::vector<Run> all() {
    std::size_t at = 0;
    for (Letters letters(text_); const char32_t c : letters) {
      std::string bytes;
      append_utf8(bytes, c);
      take(c, at, at + bytes.size());
      at += bytes.size();
    }
    end_run();
    return std::move(runs_);
  }

 private:
  void take(char32_t c, std::size_t begin, std::size_t end) {
    if (const auto digit = digit_of(c)) return take_digit(*digit, begin, end);
    in_group_ = false;
    if (is_direction_mark(c)) return;
    if (c == U'+') {
      end_run();
      plus_ = true;
      return;
    }
    plus_ = false;
    separators_.push_back(c);
    if (!is_separator(c) || separators_.size() > 3) end_run();
  }
  void take_digit(int digit, std::size_t begin, std::size_t end) {
    if (!in_group_) {
      Group group;
      group.range.begin = begin;
      group.plus = plus_;
      group.narrow = separators_.size() == 1 && separators_.front() != U'/' && separators_.front() != U'\n' &&
                     separators_.front() != U'(' && separators_.front() != U')';
      run_.push_back(std::move(group));
    }
    run_.back().digits.push_back(static_cast<char>('0' + digit));
    run_.back().range.end = end;
    in_group_ = true;
    plus_ = false;
    separators_.clear();
  }
  void end_run() {
    if (!run_.empty()) runs_.push_back(std::move(run_));
    run_.clear();
    separators_.clear();
    in_group_ = false;
  }

  std::string_view text_;
  std::vector<Run> runs_;
  Run run_;
  std::u32string separators_;
  bool in_group_ = false;
  bool plus_ = false;
};

void rule_out(Run& run, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) run[i].ruled_out = true;
}

// 06…, 0xx…: ten digits from a group that begins with 0; + and 00: up to 15 digits of what follows.
void rule_out_phones(Run& run) {
  for (std::size_t i = 0; i < run.size(); ++i) {
    const bool international = run[i].plus || run[i].digits.rfind("00", 0) == 0;
    const bool trunk = run[i].digits.front() == '0';
    if (!international && !trunk) continue;
    std::size_t digits = 0;
    std::size_t last = 0;  // one past the last group of the longest number that fits
    for (std::size_t k = i; k < run.size(); ++k) {
      digits += run[k].digits.size();
      if (trunk && digits == 10) last = k + 1;
      if (international && digits >= 10 && digits <= 17) last = k + 1;
    }
    rule_out(run, i, last);
  }
}

int number_of(const Group& group) { return std::stoi(group.digits.substr(0, 4)); }

// 12-03-2026, 2026-03-12, 12 3 1980: a BSN is never written in such groups.
void rule_out_dates(Run& run) {
  for (std::size_t i = 0; i + 2 < run.size(); ++i) {
    const auto is_part = [&](std::size_t k, int most) {
      return run[k].digits.size() <= 2 && number_of(run[k]) >= 1 && number_of(run[k]) <= most;
    };
    const auto is_year = [&](std::size_t k) {
      return run[k].digits.size() == 4 && number_of(run[k]) >= 1900 && number_of(run[k]) < 2100;
    };
    const bool dutch = is_part(i, 31) && is_part(i + 1, 12) && is_year(i + 2);
    const bool iso = is_year(i) && is_part(i + 1, 12) && is_part(i + 2, 31);
    if (dutch || iso) rule_out(run, i, i + 3);
  }
}

void rule_out_receipts(Run& run) {
  for (std::size_t i = 0; i < run.size(); ++i) {
    std::string digits;
    for (std::size_t k = i; k < run.size() && digits.size() < 10; ++k) {
      digits += run[k].digits;
      if (digits.size() == 10 && valid_receipt_number(digits)) rule_out(run, i, k + 1);
    }
  }
}

bool passes_eleven_test(std::string_view digits) {
  if (std::all_of(digits.begin(), digits.end(), [&](char c) { return c == digits.front(); })) return false;
  int sum = 0;
  for (int i = 0; i < 8; ++i) sum += (9 - i) * (digits[static_cast<std::size_t>(i)] - '0');
  sum -= digits[8] - '0';
  return sum % 11 == 0;
}

// Postcode 1234 AB: its four digits, a space and two letters.
void rule_out_postcode(Run& run, std::string_view text) {
  Group& last = run.back();
  if (last.digits.size() != 4 || last.digits.front() == '0') return;
  std::string_view rest = text.substr(last.range.end);
  if (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  const auto letter = [&](std::size_t i) {
    return i < rest.size() && ((rest[i] | 0x20) >= 'a') && ((rest[i] | 0x20) <= 'z');
  };
  if (letter(0) && letter(1) && !letter(2)) last.ruled_out = true;
}

std::optional<Range> bsn_in(const Run& run) {
  for (std::size_t i = 0; i < run.size(); ++i) {
    std::string digits;
    for (std::size_t k = i; k < run.size() && digits.size() < 9; ++k) {
      if (run[k].ruled_out || (k > i && !run[k].narrow)) break;
      digits += run[k].digits;
      if (digits.size() == 9 && passes_eleven_test(digits)) return Range{run[i].range.begin, run[k].range.end};
    }
  }
  return std::nullopt;
}

std::vector<Range> ibans_of(std::string_view text) {
  std::vector<Range> ranges;
  for (std::size_t from = 0; from < text.size();) {
    const auto found = find_iban(text.substr(from));
    if (!found) break;
    ranges.push_back({from + found->begin, from + found->end});
    from += found->end;
  }
  return ranges;
}

}  // namespace

std::optional<Range> find_bsn(std::string_view text) {
  if (!is_utf8(text)) return std::nullopt;  // offsets would not be the text's own
  const std::vector<Range> ibans = ibans_of(text);
  for (Run& run : RunFinder(text).all()) {
    rule_out_phones(run);
    rule_out_dates(run);
    rule_out_receipts(run);
    rule_out_postcode(run, text);
    for (Group& group : run) {
      for (const Range& iban : ibans) {
        if (group.range.begin < iban.end && iban.begin < group.range.end) group.ruled_out = true;
      }
    }
    if (const auto found = bsn_in(run)) return found;
  }
  return std::nullopt;
}

void remove(std::string& text, Range range) {
  if (range.begin > range.end || range.end > text.size()) return;
  const bool space_before = range.begin == 0 || text[range.begin - 1] == ' ' || text[range.begin - 1] == '\n';
  if (space_before && range.end < text.size() && text[range.end] == ' ') ++range.end;
  const std::size_t removed = range.end - range.begin;
  std::copy(text.begin() + static_cast<std::ptrdiff_t>(range.end), text.end(),
            text.begin() + static_cast<std::ptrdiff_t>(range.begin));
  wv::wipe(text.data() + (text.size() - removed), removed);
  text.resize(text.size() - removed);
}

}  // namespace wv::domain
