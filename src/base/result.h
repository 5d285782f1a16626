// Result<T>: a value, or an Error with a sentence for people. No exceptions cross a room's wall.
// `fault` decides the exit status: failed 1, bad_input 2, not_now 3.
// `code` is stable and safe to log ("store.full"); `what` never holds personal data.
#pragma once
#include <string>
#include <utility>
#include <variant>

namespace wv {

enum class Fault { failed, bad_input, not_now };

struct Error {
  Fault fault = Fault::failed;
  std::string code;  // "room.reason", lower case; the app finds its sentence by it
  std::string what;  // which file and place, what is wrong, what to do: one English sentence
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : box_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : box_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool ok() const { return box_.index() == 0; }
  explicit operator bool() const { return ok(); }
  [[nodiscard]] T& value() & { return std::get<0>(box_); }
  [[nodiscard]] const T& value() const& { return std::get<0>(box_); }
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(box_)); }
  [[nodiscard]] const Error& error() const { return std::get<1>(box_); }

 private:
  std::variant<T, Error> box_;
};

struct Done {};  // the value of a Result that has nothing to say but "it is done"
using Status = Result<Done>;

[[nodiscard]] inline int exit_status(const Error& error) {
  switch (error.fault) {
    case Fault::failed: return 1;
    case Fault::bad_input: return 2;
    case Fault::not_now: return 3;
  }
  return 1;
}

}  // namespace wv
