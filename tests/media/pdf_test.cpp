// A PDF that a reader can follow: each object where the table says, and the words that the shapes stand for.
#include <doctest/doctest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "media/pdf.h"

using namespace wv;

namespace {

media::Pdf two_pages() {
  media::Pdf pdf;
  pdf.page(148, 210);
  pdf.begin_words("Bel \u2066112\u2069 🙂");
  pdf.disc(20, 20, 3, 1);
  pdf.end_words();
  pdf.page(210, 148);
  pdf.begin_stamp();
  pdf.disc(5, 5, 2);
  pdf.end_stamp();
  pdf.begin_words("Blad");
  pdf.stamp(10, 10);
  pdf.end_words();
  pdf.frame(1, 2, 3, 4, 0.2F);
  return pdf;
}

// The places of the table at the end of the file, free entry left out.
std::vector<std::size_t> places(const std::string& pdf) {
  const std::size_t table = std::strtoul(pdf.c_str() + pdf.rfind("startxref") + 10, nullptr, 10);
  std::vector<std::size_t> found;
  if (pdf.compare(table, 5, "xref\n") != 0) return found;
  std::size_t line = pdf.find("65535 f \n", table) + 9;
  for (; pdf.compare(line, 7, "trailer") != 0; line += 20)
    found.push_back(std::strtoul(pdf.c_str() + line, nullptr, 10));
  return found;
}

bool all_stand_there(const std::string& pdf) {
  const auto found = places(pdf);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::string begin = std::to_string(i + 1) + " 0 obj\n";
    if (pdf.compare(found[i], begin.size(), begin) != 0) return false;
  }
  return !found.empty();
}

}  // namespace

TEST_CASE("the table leads to each object, and each stream is as long as it says") {
  const std::string pdf = two_pages().bytes("Kaart", "nl");
  CHECK(places(pdf).size() == 13);  // six that know the others, page and content twice, a stamp, two words
  CHECK(all_stand_there(pdf));
  const std::size_t middle = pdf.find("2 0 obj");
  CHECK_FALSE(all_stand_there(pdf.substr(0, middle) + " " +
                              pdf.substr(middle)));  // the control: one sign too many, and it leads astray
  for (std::size_t at = pdf.find("/Length "); at != std::string::npos; at = pdf.find("/Length ", at + 1)) {
    const std::size_t length = std::strtoul(pdf.c_str() + at + 8, nullptr, 10);
    const std::size_t begin = pdf.find("stream\n", at) + 7;
    CHECK(pdf.compare(begin + length, 9, "endstream") == 0);
  }
}

TEST_CASE("what the shapes say is there as UTF-16, beyond the first plane too") {
  const std::string pdf = two_pages().bytes("Kaart", "nl");
  CHECK(pdf.find("/ActualText<FEFF00420065006C0020206600310031003220690020D83DDE42>") != std::string::npos);
  CHECK(pdf.find("/Lang<FEFF006E006C>") != std::string::npos);
  CHECK(pdf.find("/P <</MCID 0>> BDC\n") != std::string::npos);
  CHECK(pdf == two_pages().bytes("Kaart", "nl"));  // no time is in it
  CHECK(pdf != two_pages().bytes("Blad", "nl"));
}
