#include "services/case_file.h"

#include <utility>

#include "services/packing.h"

namespace wv::services {
namespace {

using casebook::Summary;

// Raised whenever what is packed would be read otherwise: what an earlier version kept is made anew.
constexpr std::uint64_t kPackedVersion = 1;
constexpr std::size_t kMostOfNumber = 10;
// Ids, key, stamp, sizes of one record, with room.
constexpr std::size_t kMostOfRecord = 128, kMostOfRow = 192;

void put_day(Packer& packer, const Day& day) { packer.whole(days_between(Day{}, day)); }
Day day_in(Unpacker& packed) {
  constexpr std::int64_t kMostDays = 4'000'000;  // the year 12921; no calendar is asked further
  const std::int64_t days = packed.whole();
  return days < 0 || days > kMostDays ? Day{} : add_days(Day{}, static_cast<int>(days));
}

template <class Id>
void put_id(Packer& packer, const Id& id) {
  const std::array halves = {id.high, id.low};
  packer.raw(std::as_bytes(std::span(halves)));
}
template <class Id>
Id id_in(Unpacker& packed) {
  std::array<std::uint64_t, 2> halves{};
  packed.raw(std::as_writable_bytes(std::span(halves)));
  return {halves[0], halves[1]};
}

// One of the first `count` values of an enumeration.
template <class T>
std::optional<T> one_of(Unpacker& packed, std::uint64_t count) {
  const std::uint64_t value = packed.number();
  if (value >= count) return std::nullopt;
  return static_cast<T>(value);
}

// Its own name comes first, under the seal: a record in another's place is noticed.
void put_head(Packer& packer, const std::string& name, std::size_t count) {
  packer.text(name);
  packer.number(kPackedVersion);
  packer.number(casebook::kFoldVersion);
  packer.number(count);
}
std::optional<std::uint64_t> head_in(Unpacker& packed, const std::string& name) {
  if (packed.text() != name || packed.number() != kPackedVersion ||
      packed.number() != static_cast<std::uint64_t>(casebook::kFoldVersion))
    return std::nullopt;
  const std::uint64_t count = packed.number();
  if (!packed.good()) return std::nullopt;
  return count;
}

bool take_file(Unpacker& packed, CaseFile& file) {
  const auto folder = one_of<CaseFolder>(packed, kCaseFolders.size());
  file.id = id_in<casebook::EnvelopeId>(packed);
  file.bytes = packed.number();
  file.modified_ms = packed.whole();
  const auto held = one_of<Held>(packed, static_cast<std::uint64_t>(Held::broken) + 1);
  file.stamp.day = day_in(packed);
  const auto clock = one_of<ClockWas>(packed, 3);
  const auto seal = one_of<casebook::Seal>(packed, 2);
  packed.raw(std::as_writable_bytes(std::span(file.key.bytes)));
  file.case_id = id_in<casebook::CaseId>(packed);
  file.content = Secret(packed.text());
  if (!packed.good() || !folder || !held || !clock || !seal) return false;
  file.folder = *folder;
  file.held = *held;
  file.stamp.clock = *clock;
  file.seal = *seal;
  return true;
}

template <class Value, class Put>
void put_optional(Packer& packer, const std::optional<Value>& value, Put put) {
  packer.number(value ? 1 : 0);
  if (value) put(*value);
}

constexpr unsigned kFlags = 9;
std::uint64_t flags_of(const Summary& s) {
  std::uint64_t flags = 0;
  for (const bool flag : {s.holder_left, s.disputed, s.opened, s.closed, s.erased, s.confidential, s.voice,
                          s.with_others, s.number_repeated})
    flags = flags << 1 | (flag ? 1U : 0U);
  return flags << 1 | (s.apart ? 1U : 0U);
}
void take_flags(Summary& s, std::uint64_t flags) {
  s.apart = (flags & 1) != 0;
  unsigned at = kFlags;
  for (bool* flag : {&s.holder_left, &s.disputed, &s.opened, &s.closed, &s.erased, &s.confidential, &s.voice,
                     &s.with_others, &s.number_repeated})
    *flag = (flags >> at-- & 1) != 0;
}

void put_row(Packer& packer, const Summary& s) {
  const auto put_instant = [&](const Instant& at) { packer.whole(at.ms); };
  const auto put_a_day = [&](const Day& day) { put_day(packer, day); };
  put_id(packer, s.id);
  packer.number(s.kind ? static_cast<std::uint64_t>(*s.kind) + 1 : 0);
  packer.number(s.role ? static_cast<std::uint64_t>(*s.role) + 1 : 0);
  for (const std::string* text : {&s.theme, &s.language, &s.place_id, &s.holder.text}) packer.text(*text);
  for (const Secret* text : {&s.number, &s.words, &s.place}) packer.text(*text);
  packer.number(flags_of(s));
  packer.number(s.cases);
  packer.number(s.on_the_way);
  put_day(packer, s.begun_on);
  put_instant(s.begun);
  put_instant(s.last);
  put_optional(packer, s.waits_since, put_instant);
  put_optional(packer, s.unanswered_of, put_a_day);
  put_optional(packer, s.promised, put_a_day);
}

bool take_row(Unpacker& packed, Summary& s) {
  s.id = id_in<casebook::CaseId>(packed);
  const auto kind = one_of<int>(packed, domain::kKinds.size() + 1),
             role = one_of<int>(packed, domain::kRoles.size() + 1);
  if (!kind || !role) return false;
  if (*kind > 0) s.kind = static_cast<domain::Kind>(*kind - 1);
  if (*role > 0) s.role = static_cast<domain::Role>(*role - 1);
  for (std::string* text : {&s.theme, &s.language, &s.place_id, &s.holder.text}) *text = packed.text();
  for (Secret* text : {&s.number, &s.words, &s.place}) *text = Secret(packed.text());
  take_flags(s, packed.number());
  s.cases = packed.number();
  s.on_the_way = packed.number();
  s.begun_on = day_in(packed);
  s.begun = {packed.whole()};
  s.last = {packed.whole()};
  if (packed.number() != 0) s.waits_since = Instant{packed.whole()};
  if (packed.number() != 0) s.unanswered_of = day_in(packed);
  if (packed.number() != 0) s.promised = day_in(packed);
  return packed.good();
}

std::size_t row_bytes(const Summary& s) {
  return kMostOfRow + s.theme.size() + s.language.size() + s.place_id.size() + s.holder.text.size() +
         s.number.size() + s.words.size() + s.place.size();
}

}  // namespace

const char* name_of(CaseFolder folder) {
  switch (folder) {
    case CaseFolder::inbox: return "inbox";
    case CaseFolder::cases: return "cases";
    case CaseFolder::answers: return "answers";
  }
  return "";
}

std::string path_of(CaseFolder folder, casebook::EnvelopeId id) {
  return std::string(name_of(folder)) + "/" + to_text(id) + ".json";
}

std::size_t packed_bytes(const CaseFile& file) { return kMostOfRecord + file.content.size(); }

Bytes pack_files(const std::string& name, std::span<const CaseFile* const> files) {
  std::size_t most = name.size() + 5 * kMostOfNumber;
  for (const CaseFile* file : files) most += packed_bytes(*file);
  Packer packer(most);
  put_head(packer, name, files.size());
  for (const CaseFile* file : files) {
    packer.number(static_cast<std::uint64_t>(file->folder));
    put_id(packer, file->id);
    packer.number(file->bytes);
    packer.whole(file->modified_ms);
    packer.number(static_cast<std::uint64_t>(file->held));
    put_day(packer, file->stamp.day);
    packer.number(static_cast<std::uint64_t>(file->stamp.clock));
    packer.number(static_cast<std::uint64_t>(file->seal));
    packer.raw(std::as_bytes(std::span(file->key.bytes)));
    put_id(packer, file->case_id);
    packer.text(file->content);
  }
  return packer.take();
}

std::optional<std::vector<CaseFile>> unpack_files(const std::string& name, const Bytes& bytes) {
  Unpacker packed(bytes);
  const auto count = head_in(packed, name);
  if (!count || *count > bytes.size()) return std::nullopt;
  std::vector<CaseFile> files(*count);
  for (CaseFile& file : files)
    if (!take_file(packed, file)) return std::nullopt;
  if (!packed.at_end()) return std::nullopt;
  return files;
}

RowPacker::~RowPacker() {
  for (Bytes& some : some_) wipe(some);
}

void RowPacker::add(std::span<const Summary* const> rows) {
  std::size_t most = 0;
  for (const Summary* row : rows) most += row_bytes(*row);
  Packer packer(most);
  for (const Summary* row : rows) put_row(packer, *row);
  some_.push_back(packer.take());
  count_ += rows.size();
}

Bytes RowPacker::take(const std::string& name) const {
  std::size_t most = name.size() + 5 * kMostOfNumber;
  for (const Bytes& some : some_) most += some.size();
  Packer packer(most);
  put_head(packer, name, count_);
  for (const Bytes& some : some_) packer.raw(std::as_bytes(std::span(some)));
  return packer.take();
}

RowUnpacker::RowUnpacker(const std::string& name, Bytes packed) : bytes_(std::move(packed)), packed_(bytes_) {
  const auto count = head_in(packed_, name);
  good_ = count && *count <= bytes_.size();
  if (good_) count_ = left_ = static_cast<std::size_t>(*count);
}

std::optional<Summary> RowUnpacker::next() {
  if (!good_ || left_ == 0) return std::nullopt;
  --left_;
  Summary row;
  good_ = take_row(packed_, row);
  if (!good_) return std::nullopt;
  return row;
}

}  // namespace wv::services
