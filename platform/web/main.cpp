// The program in a browser: what the page calls, by name (page/start.js). `main` makes the page's one program
// from the words that the set names (--mode event, --lang nl …); it begins when the files of the start have
// come.
#include <emscripten.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "page.h"

namespace {

using wv::web_platform::Page;

std::unique_ptr<Page> page;  // a page has one, as long as it is there

wv::web_platform::PageOptions options_of(int argc, char** argv) {
  wv::web_platform::PageOptions options;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i], value = argv[i + 1];
    if (name == "--lang") options.shown.language = std::string(value);
    if (name == "--contrast")
      options.shown.contrast = wv::app::parse_contrast(value).value_or(wv::app::Contrast::normal);
    if (name == "--text" && value == "150") options.shown.text = wv::app::TextSize::large;
    if (name == "--text" && value == "200") options.shown.text = wv::app::TextSize::largest;
    if (name == "--motion" && value == "off") {
      options.shown.calm = true;
      options.motion = wv::ui::Motion::off;
    }
  }
  return options;
}

wv::ui::Device device(int width, int height, double dpi) {
  return wv::ui::device_of(width, height, static_cast<float>(dpi));
}

}  // namespace

int main(int argc, char** argv) {
  page = std::make_unique<Page>(options_of(argc, argv));
  return 0;
}

extern "C" {

EMSCRIPTEN_KEEPALIVE void wv_know(const char* path, double size) {
  page->files().know(path, static_cast<std::uint64_t>(size));
}
EMSCRIPTEN_KEEPALIVE void wv_bring(const char* path, const char* bytes, int size) {
  page->bring(path, std::string(bytes, static_cast<std::size_t>(size)));
}
EMSCRIPTEN_KEEPALIVE void wv_all_came() { page->files().all_came(); }
EMSCRIPTEN_KEEPALIVE void wv_begin(int width, int height, double dpi) {
  page->begin(device(width, height, dpi));
}
EMSCRIPTEN_KEEPALIVE double wv_turn() { return page->turn(); }
EMSCRIPTEN_KEEPALIVE void wv_resize(int width, int height, double dpi) {
  page->resize(device(width, height, dpi));
}
// what: 0 down, 1 move, 2 up, 3 cancel
EMSCRIPTEN_KEEPALIVE void wv_finger(int what, int finger, double x, double y, double time_ms, int mouse) {
  page->finger(static_cast<wv::ui::FingerEvent::What>(what), finger,
               {static_cast<float>(x), static_cast<float>(y)}, time_ms, mouse != 0);
}
EMSCRIPTEN_KEEPALIVE void wv_wheel(double x, double y, double notches) {
  page->wheel({static_cast<float>(x), static_cast<float>(y)}, static_cast<float>(notches));
}
// held: 1 shift, 2 control, 4 alt, 8 a key that repeats itself
EMSCRIPTEN_KEEPALIVE int wv_key(const char* key, const char* code, int held) {
  return page->key({key, code, (held & 1) != 0, (held & 2) != 0, (held & 4) != 0, (held & 8) != 0}) ? 1 : 0;
}
EMSCRIPTEN_KEEPALIVE int wv_type(const char* words) { return page->text(words) ? 1 : 0; }
EMSCRIPTEN_KEEPALIVE void wv_own_keys(int on) { page->own_keys(on != 0); }
EMSCRIPTEN_KEEPALIVE void wv_point_at(const char* node) { page->point_at(node); }
EMSCRIPTEN_KEEPALIVE void wv_use(const char* node) { page->use(node); }
EMSCRIPTEN_KEEPALIVE void wv_put(const char* node, const char* text, int caret) {
  page->put(node, text, static_cast<std::size_t>(caret));
}
EMSCRIPTEN_KEEPALIVE void wv_place_caret(const char* node, int caret) {
  page->place_caret(node, static_cast<std::size_t>(caret));
}
EMSCRIPTEN_KEEPALIVE void wv_network_came() { page->network_came(); }
EMSCRIPTEN_KEEPALIVE int wv_is_at_rest() { return page->is_at_rest() ? 1 : 0; }
EMSCRIPTEN_KEEPALIVE char* wv_tree() {  // to be freed
  const std::string tree = page->tree();
  return ::strdup(tree.c_str());
}
}
