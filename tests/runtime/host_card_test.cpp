// The card beside a device: in each language whole on its pages, with whom to ring.
#include "player/application_fixture.h"

#include <cstdlib>
#include <sstream>

#include "base/utf8.h"
#include "content/phrases.h"
#include "runtime/host_card.h"

using namespace wv;
using namespace wv::test;

namespace {

struct Reach {
  float left = 1000, top = 1000, right = -1000, bottom = -1000;
};

// How far the shapes reach, in millimetres: whatever is moved, drawn or curved to.
Reach reach(const std::string& pdf) {
  Reach reached;
  std::istringstream lines(pdf);
  for (std::string line; std::getline(lines, line);) {
    if (!(line.ends_with(" m") || line.ends_with(" l") || line.ends_with(" c") || line.ends_with(" re S")))
      continue;
    std::istringstream numbers(line);
    float x = 0, y = 0, width = 0, height = 0;
    std::vector<float> all;
    for (float number = 0; numbers >> number;) all.push_back(number);
    if (line.ends_with("re S")) {
      x = all[0], y = all[1], width = all[2], height = all[3];
    } else {
      x = all[all.size() - 2], y = all.back();
    }
    reached.left = std::min(reached.left, x);
    reached.top = std::min(reached.top, y);
    reached.right = std::max(reached.right, x + width);
    reached.bottom = std::max(reached.bottom, y + height);
  }
  return reached;
}

bool is_on_paper(const std::string& pdf) {
  const Reach reached = reach(pdf);
  return reached.left >= 0 && reached.top >= 0 && reached.right <= 148 && reached.bottom <= 210;
}

std::size_t count(const std::string& pdf, std::string_view what) {
  std::size_t found = 0;
  for (std::size_t at = pdf.find(what); at != std::string::npos; at = pdf.find(what, at + 1)) ++found;
  return found;
}

// As the PDF holds it beneath its shapes.
std::string beneath(std::string_view utf8) {
  std::string out;
  char four[12];
  for (const char32_t c : decode_utf8(utf8)) {
    std::snprintf(four, sizeof four, "%04X", static_cast<unsigned>(c));
    out += four;
  }
  return out;
}

}  // namespace

TEST_CASE("a page for the host and one of slips for each language, nothing beside the paper") {
  const content::Content& content = example().content;
  for (const std::string& language : content.config.languages) {
    const std::string pdf = runtime::draw_host_card(*example().fonts, content, language);
    CAPTURE(language);
    CHECK(count(pdf, "/Type/Page/") == 1 + content.config.languages.size());
    CHECK(is_on_paper(pdf));
    for (const char* key : {"host_card.good", "host_card.look", "host_card.call", "host_card.ring.text"})
      CHECK(count(pdf, beneath(content.catalog.text(language, content::Key{key}))) == 1);
    // On the host's page, and on the slips of each language.
    CHECK(count(pdf, beneath(content::phone_words(content.municipality.phone))) ==
          1 + content.config.languages.size());
    CHECK(count(pdf, "/Stamp Do") == 8 * content.config.languages.size());
  }
}

TEST_CASE(
    "long names get smaller letters and stay on their slip; without a number to ring none is promised") {
  content::Content content = example().content;
  content.config.languages = {"nl"};
  content.municipality.name = "Samenwerkingsverband Zuidoost-Lindenveen en omliggende buurtschappen";
  CHECK(is_on_paper(runtime::draw_host_card(*example().fonts, content, "nl")));
  content.municipality.phone.clear();
  const std::string pdf = runtime::draw_host_card(*example().fonts, content, "nl");
  CHECK(count(pdf, beneath(content.catalog.text("nl", content::Key{"host_card.ring"}))) == 0);
  // The control: what fits no paper is seen to run over it.
  content.municipality.name = std::string(20000, 'W');
  CHECK_FALSE(is_on_paper(runtime::draw_host_card(*example().fonts, content, "nl")));
}
