// One running program on a page: takes the page's touches and keys, and draws what changed into its canvas.
// Called in turns by the page (page/start.js); a turn never waits, and says when it wants to be called again.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "keys.h"
#include "render/incremental.h"
#include "runtime/application.h"
#include "runtime/main_loop.h"
#include "web_platform.h"

namespace wv::web_platform {

struct PageOptions {
  app::Settings shown;
  ui::Motion motion = ui::Motion::on;
  std::string config = "/municipality/config.json";
};

class Page {
 public:
  explicit Page(PageOptions options);

  [[nodiscard]] WebFiles& files() { return platform_.set_of_files(); }
  // A file's bytes. More words of a language, or more letters, than it began with count from the next turn
  // on.
  void bring(const std::string& path, std::string bytes);
  // Once the files of the start are at hand.
  void begin(const ui::Device& device);
  // How long until it wants the next turn, in ms; negative: until something comes.
  [[nodiscard]] double turn();
  void finger(ui::FingerEvent::What what, std::int64_t finger, ui::Point at, double time_ms, bool mouse);
  void wheel(ui::Point at, float notches);
  bool key(const Pressed& pressed);
  bool text(std::string_view words);
  // What the page's elements do by the names of their nodes: the focus is there now; it was pressed; its text
  // is this now, with the caret before this byte; the caret alone.
  void point_at(std::string_view node);
  void use(std::string_view node);
  void put(std::string_view node, std::string_view text, std::size_t caret);
  void place_caret(std::string_view node, std::size_t caret);
  void own_keys(bool on);  // the device's own keyboard in the place of ours
  void resize(const ui::Device& device);
  // Nobody is here whose words would go when the page is loaded anew.
  [[nodiscard]] bool is_at_rest() const;
  void network_came() { platform_.network_came(); }
  // As JSON (tests/journeys/README.md), and what elements need besides; "" before the first frame.
  [[nodiscard]] std::string tree() const;

 private:
  [[nodiscard]] services::Moment now();
  void open(Result<runtime::Setup> setup);
  void show(const render::Shapes& shapes, render::Textures& textures);
  void show_part(const render::Shapes& shapes, const render::Textures& textures, const render::Box& box);

  PageOptions options_;
  WebPlatform platform_;
  ui::Device device_;
  std::optional<runtime::Setup> setup_;
  std::unique_ptr<runtime::Application> application_;
  std::unique_ptr<runtime::MainLoop> main_loop_;
  std::optional<runtime::ResidentKeys> keys_;
  bool letters_came_ = false;
  render::Incremental incremental_;
  std::vector<std::uint32_t> strip_;  // some rows of it
  int width_ = 0, height_ = 0;
  bool own_keys_ = false;
};

}  // namespace wv::web_platform
