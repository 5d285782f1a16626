// A slip from a receipt printer: offered only where one answers and while number and code are in sight; what
// it says is what the receipt says, and of the message nothing.
#include "app/slip.h"

#include "app/opening.h"
#include "app/receipt.h"
#include "content/phrases.h"

using namespace wv;
using namespace wv::app;

namespace {

const content::Content& with_printer() {
  static const content::Content kContent = [] {
    content::Content content = app_test::example();
    content.config.printer.type = "usb";
    content.config.printer.device = "/dev/usb/lp0";
    return content;
  }();
  return kContent;
}

struct Visitor : app_test::Opening {
  const content::Content& content;
  explicit Visitor(const content::Content& with = with_printer(), const std::string& language = "nl")
      : Opening(language), content(with) {
    state.trial = false;
    for (const Event& event : Events{
             StartPressed{}, KindChosen{domain::Kind::question},
             TextPut{domain::Field::message, "Kanarie 4711"}, NextPressed{},
             ChoiceToggled{"contact", "phone"}, NextPressed{}, TextPut{domain::Field::phone, "0612345678"},
             NextPressed{}, SendPressed{}, SubmissionStored{"0070001232", "K7M4-9QXD", "an-envelope", "uid"}})
      does(event);
    REQUIRE(on<Receipt>());
  }
  void does(const Event& event) {
    for (auto& e : update(state, event, content)) effects.push_back(std::move(e));
  }
  [[nodiscard]] Receipt::Slip slip() const { return on<Receipt>()->slip; }
  [[nodiscard]] std::string words() const {
    std::string all;
    for (const SlipLine& line : slip_of(state, content, *on<Receipt>()).lines)
      all += std::string(line.text) + "\n";
    return all;
  }
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a slip is offered where a printer answers, and nobody hears of one elsewhere") {
  Visitor v;
  CHECK(v.slip() == Receipt::Slip::none);
  REQUIRE(v.asked<LookAtPrinter>() == 1);
  v.does(PrinterLooked{false});
  CHECK(v.slip() == Receipt::Slip::none);
  v.does(PrintPressed{});
  CHECK(v.asked<PrintSlip>() == 0);
  v.does(PrinterLooked{true});
  CHECK(v.slip() == Receipt::Slip::offered);
  CHECK(Visitor(app_test::example()).asked<LookAtPrinter>() == 0);  // none in the settings
}

TEST_CASE("a touch prints once; a failure is told and can be tried again") {
  Visitor v;
  v.does(PrinterLooked{true});
  v.does(PrintPressed{});
  v.does(PrintPressed{});
  CHECK(v.asked<PrintSlip>() == 1);
  CHECK(v.slip() == Receipt::Slip::printing);
  v.does(SlipPrinted{false});
  CHECK(v.slip() == Receipt::Slip::failed);
  v.does(PrintPressed{});
  CHECK(v.asked<PrintSlip>() == 2);
  v.does(SlipPrinted{true});
  CHECK(v.slip() == Receipt::Slip::printed);
}

TEST_CASE("once number and code are covered nothing is printed: it may be another's touch") {
  Visitor v;
  v.does(PrinterLooked{true});
  v.does(TimePassed{LocalTime{Instant{1780300800000 + 45'000}, 120}, 45'000});
  REQUIRE(receipt_left_ms(v.state, *v.on<Receipt>()) == 0);
  v.does(PrintPressed{});
  CHECK(v.asked<PrintSlip>() == 0);
  v.does(ReceiptUncovered{});
  v.does(PrintPressed{});
  CHECK(v.asked<PrintSlip>() == 1);  // the control
}

TEST_CASE("what a printer answers after the receipt closed is nobody's") {
  Visitor v;
  const RequestId old = v.last<LookAtPrinter>()->request;
  v.does(ReceiptClosed{});
  Visitor next;
  v.state.screen = Receipt{};
  Event late{PrinterLooked{true}};
  late.request = old;
  v.does(late);
  CHECK(v.slip() == Receipt::Slip::none);
}

TEST_CASE("the paper says number, code, when and whom to ring, and nothing of the message") {
  Visitor v;
  const std::string words = v.words();
  const std::string phone = content::phone_words(v.content.municipality.phone);
  for (const std::string& said :
       {std::string("Gemeente Lindenveen"), std::string("007 000 123 2"), std::string("K7M4-9QXD"),
        std::string("Sam"), std::string("werkdagen"), phone})
    CHECK_MESSAGE(has(words, said), said);
  for (const char* never : {"Kanarie", "4711", "0612345678", "06 12", "an-envelope", "Fixer", "vraag"})
    CHECK_MESSAGE(!has(words, never), std::string(never));
  // Where the message is now is true now only.
  for (const NextLine& line : what_happens_next(v.state, v.content, *v.on<Receipt>()))
    CHECK(has(words, line.text) == !line.is_status);
}

TEST_CASE("the paper of a trial promises nothing") {
  Visitor v;
  const std::string kept = "Bewaar dit briefje goed";
  CHECK(has(v.words(), kept));
  v.state.trial = true;
  const std::string words = v.words();
  CHECK(has(words, "Dit was een proef."));
  CHECK(has(words, "007 000 123 2"));
  for (const char* never : {kept.c_str(), "werkdagen", "leest het", "antwoord"})
    CHECK_MESSAGE(!has(words, never), std::string(never));
}
