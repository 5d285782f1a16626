#include "desk/event.h"

#include <tuple>

namespace wv::desk {

Event::Event(const Event&) = default;
Event::Event(Event&&) noexcept = default;
Event& Event::operator=(const Event&) = default;
Event& Event::operator=(Event&&) noexcept = default;
Event::~Event() = default;

template <class E>
Event::Event(std::in_place_type_t<E> as, E&& event) : AnyEvent(as, std::forward<E>(event)) {}

template <class E>
Event Event::make(E event) {
  return {std::in_place_type<E>, std::move(event)};
}

// Naming every maker's address is what compiles them here.
template <class... E>
struct MakersOf<std::variant<E...>> {
  static constexpr std::tuple<Event (*)(E)...> all{&Event::make<E>...};
};
template struct MakersOf<AnyEvent>;

}  // namespace wv::desk
