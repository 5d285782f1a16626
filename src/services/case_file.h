// One file of a member's device (DATA/inbox, answers, cases) as it was found, and what it held once opened:
// the record that the cache keeps. And how records and rows of the list are packed for it. A record is
// believed only while the file that it names lies there with the same size and time; whoever made it has
// checked seal, signature and envelope. What unpacks to anything but exactly that gives nothing.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/secret.h"
#include "base/stamp.h"
#include "casebook/row.h"
#include "services/packing.h"

namespace wv::services {

enum class CaseFolder : std::uint8_t { inbox, cases, answers };
inline constexpr std::array kCaseFolders = {CaseFolder::inbox, CaseFolder::cases, CaseFolder::answers};
[[nodiscard]] const char* name_of(CaseFolder folder);
[[nodiscard]] std::string path_of(CaseFolder folder, casebook::EnvelopeId id);  // "cases/ID.json"

enum class Held : std::uint8_t {
  submission,
  attachment,  // only that it is one: it is opened when somebody wants it
  event,
  keyring,      // this device's
  others_ring,  // another device's keyring
  answer,
  broken,  // `content` is the error's code
};

struct CaseFile {
  CaseFolder folder = CaseFolder::inbox;
  casebook::EnvelopeId id;
  std::uint64_t bytes = 0;       // of the file
  std::int64_t modified_ms = 0;  // likewise
  Held held = Held::broken;
  Stamp stamp;  // the envelope's
  casebook::Seal seal = casebook::Seal::team;
  casebook::KeyId key;       // that signed an event or an answer, or that a submission is sealed to
  casebook::CaseId case_id;  // that it belongs to; none for keyrings, attachments and broken ones
  Secret content;            // JSON of a submission, event or answer
};

[[nodiscard]] Bytes pack_files(const std::string& name, std::span<const CaseFile* const> files);
[[nodiscard]] std::size_t packed_bytes(const CaseFile& file);  // at most
[[nodiscard]] std::optional<std::vector<CaseFile>> unpack_files(const std::string& name, const Bytes& packed);

// The rows of a list, some at a time. Owner of what is packed so far: this; it is overwritten.
class RowPacker {
 public:
  RowPacker() = default;
  ~RowPacker();
  RowPacker(const RowPacker&) = delete;
  RowPacker& operator=(const RowPacker&) = delete;
  void add(std::span<const casebook::Summary* const> rows);
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] Bytes take(const std::string& name) const;  // all of them

 private:
  std::vector<Bytes> some_;
  std::size_t count_ = 0;
};
// And back, one by one, so that no turn of a screen waits for all of them. Owner of what is packed: this; it
// is overwritten.
class RowUnpacker {
 public:
  RowUnpacker(const std::string& name, Bytes packed);
  ~RowUnpacker() { wipe(bytes_); }
  RowUnpacker(const RowUnpacker&) = delete;
  RowUnpacker& operator=(const RowUnpacker&) = delete;
  [[nodiscard]] bool good() const { return good_; }  // what is packed is of that name and of this version
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] std::optional<casebook::Summary> next();  // none: that was the last, or it is no row
  [[nodiscard]] bool at_end() const { return good_ && left_ == 0 && packed_.at_end(); }

 private:
  Bytes bytes_;
  Unpacker packed_;
  std::size_t count_ = 0, left_ = 0;
  bool good_ = false;
};

}  // namespace wv::services
