#include "app/state.h"

namespace wv::app {

const char* screen_name(const Screen& screen) {
  struct Name {
    const char* operator()(const Attract&) const { return "attract"; }
    const char* operator()(const Home&) const { return "home"; }
    const char* operator()(const Roles&) const { return "roles"; }
    const char* operator()(const RolePage&) const { return "role"; }
    const char* operator()(const Form&) const { return "form"; }
    const char* operator()(const Review&) const { return "review"; }
    const char* operator()(const Saving&) const { return "saving"; }
    const char* operator()(const Receipt&) const { return "receipt"; }
    const char* operator()(const Track&) const { return "track"; }
    const char* operator()(const Checklist&) const { return "checklist"; }
    const char* operator()(const Privacy&) const { return "privacy"; }
    const char* operator()(const Busy&) const { return "busy"; }
    const char* operator()(const Health&) const { return "health"; }
  };
  return std::visit(Name{}, screen);
}

const char* overlay_name(Overlay overlay) {
  switch (overlay) {
    case Overlay::none: return "";
    case Overlay::language: return "language";
    case Overlay::idle: return "idle";
    case Overlay::stop: return "stop";
    case Overlay::help: return "help";
    case Overlay::danger:
    case Overlay::letters: return "danger";
    case Overlay::bsn:
    case Overlay::iban: return "bsn";
    case Overlay::voice_missing: return "listening";
  }
  return "";
}

}  // namespace wv::app
