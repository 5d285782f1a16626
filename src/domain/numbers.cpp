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
  bool money = false;      // a currency's sign right before it
  bool narrow = false;     // joined to the group before by a single sign that stands within a number
  bool joined = false;     // by up to three: people space oddly
  bool ruled_out = false;  // part of a telephone number, a date, …
};
using Run = std::vector<Group>;  // groups with nothing but separators between them

bool is_separator(char32_t c) {
  return c == U' ' || c == U'\n' || c == U'-' || c == U'.' || c == U'/' || c == U'(' || c == U')' ||
         c == U',' || c == U'_';
}

// Cuts the text into runs. A run ends at a letter, another sign, or four separators in a row.
class RunFinder {
 public:
  explicit RunFinder(std::string_view text) : text_(text) {}

  std::vector<Run> all() {
    std::size_t at = 0;
    for (Letters letters(text_); const char32_t c : letters) {
      std::string bytes;
      append_utf8(bytes, c);
      take(plain_sign(c), at, at + bytes.size());
      at += bytes.size();
    }
    end_run();
    return std::move(runs_);
  }

 private:
  void take(char32_t c, std::size_t begin, std::size_t end) {
    if (c == kUnseen) return;
    if (const auto digit = digit_of(c)) return take_digit(*digit, begin, end);
    in_group_ = false;
    if (c == U'+') {
      end_run();
      plus_ = true;
      return;
    }
    plus_ = false;
    money_ = c == U'€' || c == U'$' || c == U'£' || (money_ && c == U' ');
    separators_.push_back(c);
    if (!is_separator(c) || separators_.size() > 3) end_run();
  }
  void take_digit(int digit, std::size_t begin, std::size_t end) {
    if (!in_group_) {
      // A comma parts two numbers, unless digits stand on both sides of it at once.
      if (separators_.size() > 1 && separators_.find(U',') != std::u32string::npos) end_run();
      Group group;
      group.range.begin = begin;
      group.plus = plus_;
      group.money = money_;
      const auto has = [&](std::u32string_view any) {
        return separators_.find_first_of(any) != std::u32string::npos;
      };
      group.joined = !run_.empty() && !separators_.empty() && !has(U"\n()");
      group.narrow = group.joined && separators_.size() == 1 && !has(U"/");
      run_.push_back(std::move(group));
    }
    run_.back().digits.push_back(static_cast<char>('0' + digit));
    run_.back().range.end = end;
    in_group_ = true;
    plus_ = money_ = false;
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
  bool money_ = false;
};

void rule_out(Run& run, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) run[i].ruled_out = true;
}

// 06…, 0xx…: ten digits from a group that begins with 0; 31 6…: eleven; + and 00: up to 15 digits of what
// follows.
void rule_out_phones(Run& run) {
  for (std::size_t i = 0; i < run.size(); ++i) {
    const bool zeros = run[i].digits.rfind("00", 0) == 0;
    const bool international = run[i].plus || zeros;
    const bool trunk = run[i].digits.front() == '0';
    const bool dutch = run[i].digits.rfind("31", 0) == 0;  // the + forgotten
    std::size_t digits = 0;
    std::size_t last = 0;  // one past the last group of the longest number that fits
    for (std::size_t k = i; k < run.size(); ++k) {
      digits += run[k].digits.size();
      if (trunk && digits == 10) last = k + 1;
      if (dutch && digits == 11) last = k + 1;
      if (international && digits >= (zeros ? 10U : 8U) && digits <= 17) last = k + 1;
    }
    rule_out(run, i, last);
  }
}

int number_of(const Group& group) { return std::stoi(group.digits.substr(0, 4)); }

// 12031980 or 19800312, in one block.
bool is_compact_date(const std::string& digits) {
  if (digits.size() != 8) return false;
  const auto part = [&](std::size_t at, std::size_t count) { return std::stoi(digits.substr(at, count)); };
  const auto right = [](int day, int month, int year) {
    return day >= 1 && day <= 31 && month >= 1 && month <= 12 && year >= 1900 && year < 2100;
  };
  return right(part(0, 2), part(2, 2), part(4, 4)) || right(part(6, 2), part(4, 2), part(0, 4));
}

// 12-03-2026, 2026-03-12, 12 3 1980: a BSN is never written in such groups.
void rule_out_dates(Run& run) {
  for (Group& group : run) group.ruled_out = group.ruled_out || is_compact_date(group.digits);
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
  for (const std::string_view space : {" ", "\u00A0", "\u202F", "-"}) {
    if (rest.substr(0, space.size()) != space) continue;
    rest.remove_prefix(space.size());
    break;
  }
  const auto letter = [&](std::size_t i) {
    return i < rest.size() && ((rest[i] | 0x20) >= 'a') && ((rest[i] | 0x20) <= 'z');
  };
  if (letter(0) && letter(1) && !letter(2)) last.ruled_out = true;
}

// Eight digits are a BSN whose first 0 fell off, but also much else: only where they stand by themselves, in
// one block or as 12.345.678 and its like, and not as an amount.
std::optional<Range> short_bsn_at(const Run& run, std::size_t i) {
  if (run[i].money || (i > 0 && run[i].joined)) return std::nullopt;
  std::string digits = "0";
  std::size_t k = i;
  for (; k < run.size() && (k == i || run[k].joined); ++k) {
    if (run[k].ruled_out || (k > i && !run[k].narrow)) return std::nullopt;
    digits += run[k].digits;
  }
  const bool grouped = k == i + 1 || (k == i + 3 && run[i].digits.size() >= 2);
  if (digits.size() != 9 || !grouped || !passes_eleven_test(digits)) return std::nullopt;
  return Range{run[i].range.begin, run[k - 1].range.end};
}

std::optional<Range> bsn_in(const Run& run) {
  for (std::size_t i = 0; i < run.size(); ++i) {
    std::string digits;
    for (std::size_t k = i; k < run.size() && digits.size() < 9; ++k) {
      if (run[k].ruled_out || (k > i && !run[k].joined)) break;
      digits += run[k].digits;
      if (digits.size() == 9 && passes_eleven_test(digits))
        return Range{run[i].range.begin, run[k].range.end};
    }
  }
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (const auto found = short_bsn_at(run, i)) return found;
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

void remove(Secret& text, Range range) {
  if (range.begin > range.end || range.end > text.size()) return;
  const std::string_view all = text;
  const bool space_before = range.begin == 0 || all[range.begin - 1] == ' ' || all[range.begin - 1] == '\n';
  if (space_before && range.end < all.size() && all[range.end] == ' ') ++range.end;
  text.erase(range.begin, range.end - range.begin);
}

}  // namespace wv::domain
