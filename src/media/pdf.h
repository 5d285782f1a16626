// Pages of paper, for a printer: filled shapes and lines, in millimetres from the top left. Letters come as
// shapes, so that no face has to lie at the printer; `begin_words` says beside them what they say, for a
// screen reader (a tagged PDF). The same calls give the same bytes: no time, no name of a program is in them.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace wv::media {

class Pdf {
 public:
  void page(float width_mm, float height_mm);  // everything after it stands there

  // A shape: begun by `move`, each contour closed by the next or by `fill`.
  void move(float x, float y);
  void line(float x, float y);
  void curve(float x1, float y1, float x2, float y2, float x, float y);
  void fill();  // black, by the non-zero rule

  void frame(float x, float y, float width, float height, float thickness);
  void dashes(float x1, float y1, float x2, float y2);
  void disc(float x, float y, float radius, float hole = 0);

  // Between them: what the shapes say, UTF-8; nothing is an ornament, which no reader tells.
  void begin_words(std::string_view utf8);
  void end_words();

  // Shapes to be put on this page several times, one such set a page: between `begin_stamp` and `end_stamp`
  // they stand nowhere yet, and have no words of their own.
  void begin_stamp();
  void end_stamp();
  void stamp(float x, float y);  // its place 0, 0 comes there

  [[nodiscard]] std::string bytes(std::string_view title, std::string_view language) const;

 private:
  struct Page {
    float width = 0, height = 0;
    std::string content, stamp;
    std::vector<std::string> words;  // each a paragraph
  };
  void say(std::initializer_list<float> numbers, std::string_view operation);
  void circle(float x, float y, float radius, bool backwards);
  std::vector<Page> pages_;
};

}  // namespace wv::media
