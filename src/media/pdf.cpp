#include "media/pdf.h"

#include <charconv>
#include <cstdio>
#include <utility>

#include "base/utf8.h"

namespace wv::media {
namespace {

constexpr float kPointsPerMm = 72 / 25.4F;
constexpr float kRound = 0.5523F;  // a quarter of a circle as one curve: its handles, in radii

// A text string in UTF-16 with its mark, in hexadecimal: no sign of it can end the string.
std::string text_string(std::string_view utf8) {
  std::string out = "<FEFF";
  const auto put = [&](unsigned unit) {
    for (int shift = 12; shift >= 0; shift -= 4) out.push_back("0123456789ABCDEF"[unit >> shift & 0xF]);
  };
  for (const char32_t c : decode_utf8(utf8)) {
    const auto point = static_cast<unsigned>(c);
    if (point < 0x10000) {
      put(point);
    } else {
      put(0xD800 + ((point - 0x10000) >> 10));
      put(0xDC00 + ((point - 0x10000) & 0x3FF));
    }
  }
  return out + ">";
}

// With a point in every locale.
std::string number(float value, int behind_the_point = 2) {
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, behind_the_point);
  return {text, end.ptr};
}

std::string stream(const std::string& facts, const std::string& content) {
  return "<<" + facts + "/Length " + std::to_string(content.size()) + ">>\nstream\n" + content + "endstream";
}

std::string named(std::size_t object) { return std::to_string(object) + " 0 R "; }

std::string file_of(const std::vector<std::string>& objects) {
  std::string out = "%PDF-1.7\n", table = "0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    char line[24];
    std::snprintf(line, sizeof line, "%010zu 00000 n \n", out.size());
    table += line;
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string size = std::to_string(objects.size() + 1), place = std::to_string(out.size());
  return out + "xref\n0 " + size + "\n" + table + "trailer\n<</Size " + size +
         "/Root 1 0 R/Info 3 0 R>>\nstartxref\n" + place + "\n%%EOF\n";
}

}  // namespace

void Pdf::page(float width_mm, float height_mm) {
  pages_.push_back({width_mm, height_mm, {}, {}, {}});
  // From here on millimetres, y down.
  const std::string scale = number(kPointsPerMm, 5);
  pages_.back().content = scale + " 0 0 -" + scale + " 0 " + number(height_mm * kPointsPerMm, 5) + " cm\n";
}

void Pdf::say(std::initializer_list<float> numbers, std::string_view operation) {
  std::string& content = pages_.back().content;
  for (const float value : numbers) content.append(number(value)).push_back(' ');
  content.append(operation).push_back('\n');
}

void Pdf::move(float x, float y) { say({x, y}, "m"); }
void Pdf::line(float x, float y) { say({x, y}, "l"); }
void Pdf::curve(float x1, float y1, float x2, float y2, float x, float y) {
  say({x1, y1, x2, y2, x, y}, "c");
}
void Pdf::fill() { say({}, "f"); }

void Pdf::frame(float x, float y, float width, float height, float thickness) {
  say({thickness}, "w");
  say({x, y, width, height}, "re S");
}

void Pdf::dashes(float x1, float y1, float x2, float y2) {
  say({0.2F}, "w [1.5 1.5] 0 d");
  say({x1, y1}, "m");
  say({x2, y2}, "l S [] 0 d");
}

void Pdf::circle(float x, float y, float radius, bool backwards) {
  const float k = radius * kRound, up = backwards ? -1.0F : 1.0F;
  move(x + radius, y);
  curve(x + radius, y + up * k, x + k, y + up * radius, x, y + up * radius);
  curve(x - k, y + up * radius, x - radius, y + up * k, x - radius, y);
  curve(x - radius, y - up * k, x - k, y - up * radius, x, y - up * radius);
  curve(x + k, y - up * radius, x + radius, y - up * k, x + radius, y);
}

void Pdf::disc(float x, float y, float radius, float hole) {
  circle(x, y, radius, false);
  if (hole > 0) circle(x, y, hole, true);
  fill();
}

void Pdf::begin_words(std::string_view utf8) {
  Page& page = pages_.back();
  if (utf8.empty()) {
    page.content += "/Artifact BMC\n";
    return;
  }
  page.content += "/P <</MCID " + std::to_string(page.words.size()) + ">> BDC\n";
  page.words.emplace_back(utf8);
}
void Pdf::end_words() { say({}, "EMC"); }

// What is drawn goes to `content`; while a stamp is made the page's own waits in `stamp`.
void Pdf::begin_stamp() { std::swap(pages_.back().content, pages_.back().stamp); }
void Pdf::end_stamp() { std::swap(pages_.back().content, pages_.back().stamp); }
void Pdf::stamp(float x, float y) {
  say({}, "q");
  say({1, 0, 0, 1, x, y}, "cm /Stamp Do Q");
}

std::string Pdf::bytes(std::string_view title, std::string_view language) const {
  std::vector<std::string> objects(6);  // those that know the others
  enum : std::size_t { kCatalogue, kPages, kTitle, kStructure, kDocument, kParents };
  const auto add = [&](std::string body) {
    objects.push_back(std::move(body));
    return objects.size();
  };
  std::string pages, paragraphs, parents;
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    const Page& page = pages_[i];
    const std::string box = "[0 0 " + number(page.width) + " " + number(page.height) + "]";
    std::string resources;
    if (!page.stamp.empty())
      resources = "/XObject<</Stamp " +
                  named(add(stream("/Type/XObject/Subtype/Form/BBox" + box, page.stamp))) + ">>";
    const std::size_t content = add(stream("", page.content)), own = content + 1;
    pages += named(add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 " + number(page.width * kPointsPerMm) + " " +
                       number(page.height * kPointsPerMm) + "]/Resources<<" + resources + ">>/Contents " +
                       named(content) + "/StructParents " + std::to_string(i) + "/Tabs/S>>"));
    std::string here;
    for (std::size_t j = 0; j < page.words.size(); ++j)
      here += named(add("<</Type/StructElem/S/P/P 5 0 R/Pg " + named(own) + "/K " + std::to_string(j) +
                        "/ActualText" + text_string(page.words[j]) + ">>"));
    paragraphs += here;
    parents += std::to_string(i) + "[" + here + "]";
  }
  objects[kCatalogue] = "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R/MarkInfo<</Marked true>>/Lang" +
                        text_string(language) +
                        "/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None>>>>";
  objects[kPages] = "<</Type/Pages/Kids[" + pages + "]/Count " + std::to_string(pages_.size()) + ">>";
  objects[kTitle] = "<</Title" + text_string(title) + ">>";
  objects[kStructure] = "<</Type/StructTreeRoot/K 5 0 R/ParentTree 6 0 R>>";
  objects[kDocument] = "<</Type/StructElem/S/Document/P 4 0 R/K[" + paragraphs + "]>>";
  objects[kParents] = "<</Nums[" + parents + "]>>";
  return file_of(objects);
}

}  // namespace wv::media
