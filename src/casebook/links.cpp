#include "casebook/links.h"

#include <algorithm>

namespace wv::casebook {
namespace {

struct Pair {
  std::size_t a = 0, b = 0;
  bool operator==(const Pair&) const = default;
};

std::optional<Pair> pair_of(std::span<const CaseFile> files, std::size_t own, CaseId other) {
  const auto found = std::lower_bound(files.begin(), files.end(), other,
                                      [](const CaseFile& file, CaseId id) { return file.id < id; });
  if (found == files.end() || found->id != other) return std::nullopt;
  const auto second = static_cast<std::size_t>(found - files.begin());
  if (second == own) return std::nullopt;
  return Pair{std::min(own, second), std::max(own, second)};
}

}  // namespace

std::vector<StandingLink> standing_links(const History& history, std::span<const CaseFile> files,
                                         std::span<const std::size_t> file, const std::vector<bool>& usable,
                                         std::span<const Seal> seals) {
  std::vector<Position> joins, parts;
  std::vector<Pair> joined, parted;
  for (Position p = 0; p < history.size(); ++p) {
    if (!usable[p]) continue;
    if (const auto* join = std::get_if<Joined>(&history.at(p).body)) {
      const auto pair = pair_of(files, file[p], join->other);
      if (!pair || seals[pair->a] != seals[pair->b]) continue;
      joins.push_back(p);
      joined.push_back(*pair);
    } else if (const auto* part = std::get_if<Parted>(&history.at(p).body)) {
      const auto pair = pair_of(files, file[p], part->other);
      if (!pair) continue;
      parts.push_back(p);
      parted.push_back(*pair);
    }
  }
  std::vector<bool> cut(joins.size(), false);
  history.each_known(joins, parts, [&](std::size_t join, std::size_t part) {
    if (joined[join] == parted[part]) cut[join] = true;
  });
  std::vector<StandingLink> standing;
  for (std::size_t i = 0; i < joins.size(); ++i) {
    if (!cut[i]) standing.push_back({joins[i], joined[i].a, joined[i].b});
  }
  return standing;
}

}  // namespace wv::casebook
