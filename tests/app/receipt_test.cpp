// A receipt says where its message is, and nothing that isn't known: acknowledged by the envelope's own id,
// a day only where a clock was confirmed, number and code for a while, a calendar's entry that tells nobody
// what it was about.
#include "app/receipt.h"

#include "app/opening.h"

using namespace wv;
using namespace wv::app;

namespace {

constexpr const char* kEnvelope = "7d0c3a52-6c3e-4a0e-9b1f-000000000001";

struct Sender : app_test::Opening {
  explicit Sender(domain::Kind kind = domain::Kind::question, const std::string& way = "phone",
                  const std::string& language = "nl")
      : Opening(language) {
    state.trial = false;
    all(StartPressed{}, KindChosen{kind});
    if (kind == domain::Kind::conversation) all(ChoiceToggled{"with", "neighbours"}, NextPressed{});
    all(TextPut{domain::Field::message, "Kanarie 4711"}, NextPressed{});
    if (kind == domain::Kind::initiative || kind == domain::Kind::signal) then(SkipPressed{});
    all(ChoiceToggled{"contact", way}, NextPressed{});
    if (way == "phone") all(TextPut{domain::Field::phone, "0612345678"}, NextPressed{});
    REQUIRE(on<Review>());
    then(SendPressed{});
    SubmissionStored done{"0070001232", "K7M4-9QXD", kEnvelope, "5f0e7c11-9a0b-4c4d"};
    done_request(done);
    REQUIRE(on<Receipt>());
  }
  void done_request(const SubmissionStored& done) { then(done); }
  // Sync said something: it goes well, and the clock is believed or not.
  void connected(bool confirmed = true) {
    Connection c;
    c.configured = true;
    c.clock_confirmed = confirmed;
    c.last_sync_ms = state.now.at.ms;
    then(ConnectionChanged{c});
  }
  [[nodiscard]] const Receipt& receipt() const { return *on<Receipt>(); }
  [[nodiscard]] Sent where() const { return sent(state, receipt()); }
  [[nodiscard]] std::string calendar() const { return calendar_words(state, example_content(), receipt()); }
  [[nodiscard]] static const content::Content& example_content() { return app_test::example(); }
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a receipt looks for its own envelope, when it comes and each time that sync has news") {
  Sender v;
  REQUIRE(v.last<LookIfSent>() != nullptr);
  CHECK(v.last<LookIfSent>()->envelope == kEnvelope);
  CHECK(v.asked<LookIfSent>() == 1);
  v.connected();
  CHECK(v.asked<LookIfSent>() == 2);
  CHECK(v.where() == Sent::sending);  // something was sent, but nobody said that it was this one
  Connection more = v.state.connection;
  more.sent_total = 7;
  more.last_sent_ms = v.state.now.at.ms;
  v.then(ConnectionChanged{more});
  CHECK(v.where() == Sent::sending);
  v.then(SubmissionAcknowledged{});
  CHECK(v.where() == Sent::acknowledged);
  v.connected();
  CHECK(v.asked<LookIfSent>() == 3);  // and then it asks no more
}

TEST_CASE("an acknowledgement that comes after the receipt closed is nobody's") {
  Sender v;
  const RequestId old = v.last<LookIfSent>()->request;
  v.then(ReceiptClosed{});
  REQUIRE(v.on<Attract>());
  Sender next;
  Event late{SubmissionAcknowledged{}};
  late.request = old;
  // In one state: the visitor before asked, the next one stands at the receipt.
  v.all(StartPressed{}, KindChosen{domain::Kind::question}, TextPut{domain::Field::message, "Vink"},
        NextPressed{}, ChoiceToggled{"contact", "none"}, NextPressed{}, SendPressed{},
        SubmissionStored{"0070001240", "AAAA-BBBB", "7d0c3a52-6c3e-4a0e-9b1f-000000000002", {}});
  REQUIRE(v.on<Receipt>());
  v.then(late);
  CHECK_FALSE(v.on<Receipt>()->acknowledged);
  Event now{SubmissionAcknowledged{}};
  now.request = v.last<LookIfSent>()->request;
  v.then(now);
  CHECK(v.on<Receipt>()->acknowledged);  // the control
}

TEST_CASE("three states: acknowledged, sending, waiting; and a trial is none of them") {
  Sender v;
  CHECK(v.where() == Sent::waits);  // no target is configured
  v.connected();
  CHECK(v.where() == Sent::sending);
  Connection c = v.state.connection;
  c.trouble = Trouble::sync_offline;
  c.network = false;
  v.then(ConnectionChanged{c});
  CHECK(v.where() == Sent::waits);
  v.then(SubmissionAcknowledged{});
  CHECK(v.where() == Sent::acknowledged);  // it arrived, whatever the line does now
  v.state.trial = true;
  CHECK(v.where() == Sent::trial);
}

TEST_CASE("a day is promised of a message on its way and by a confirmed clock, else none") {
  Sender v;  // Monday 1 June 2026; five working days, and before the day after
  CHECK_FALSE(promised_day(v.state, v.example_content(), v.receipt()));
  v.connected(false);
  CHECK_FALSE(promised_day(v.state, v.example_content(), v.receipt()));
  v.connected(true);
  REQUIRE(promised_day(v.state, v.example_content(), v.receipt()));
  CHECK(*promised_day(v.state, v.example_content(), v.receipt()) == Day{2026, 6, 9});
  v.state.connection.trouble = Trouble::sync_offline;  // it waits: nobody knows how long
  CHECK_FALSE(promised_day(v.state, v.example_content(), v.receipt()));
  v.then(SubmissionAcknowledged{});
  CHECK(promised_day(v.state, v.example_content(), v.receipt()));  // the control
}

TEST_CASE("a receipt names who reads it: the wijkverbinder, and their deputy while they are away") {
  Sender v;
  const auto& m = v.example_content().municipality;
  const std::string name = m.wijkverbinders.front().name;
  const auto told = [&](Absences absences) {
    v.then(HostEvent{RegisterLooked{std::nullopt, false, std::move(absences)}});
    return who_reads(v.state, v.example_content());
  };
  const std::string usual = told({});
  CHECK(has(usual, name));
  CHECK(told({{name, "Noor", {2026, 5, 25}, Day{2026, 6, 1}}}) == usual);  // back today
  CHECK(told({{name, "Noor", {2026, 6, 2}, std::nullopt}}) == usual);      // from tomorrow on
  CHECK(told({{"Ilse", "Noor", {2026, 5, 25}, std::nullopt}}) == usual);   // somebody else
  const std::string deputy = told({{name, "Noor", {2026, 5, 25}, Day{2026, 6, 2}}});
  CHECK(has(deputy, "Noor"));
  CHECK(deputy != usual);
}

TEST_CASE("number and code are covered after 45 seconds, and a touch shows them for as long again") {
  Sender v;
  CHECK(receipt_left_ms(v.state, v.receipt()) == 45'000);
  CHECK(next_wake_ms(v.state, v.example_content()) == v.state.now_ms + 45'000);
  v.at_ms(44'999);
  CHECK(receipt_left_ms(v.state, v.receipt()) == 1);
  v.at_ms(45'000);
  CHECK(receipt_left_ms(v.state, v.receipt()) == 0);
  CHECK(next_wake_ms(v.state, v.example_content()) == 180'000);  // the page's own end, and no more
  v.then(Touched{});
  CHECK(receipt_left_ms(v.state, v.receipt()) == 0);  // any touch isn't enough: it may be another's
  v.then(ReceiptUncovered{});
  CHECK(receipt_left_ms(v.state, v.receipt()) == 45'000);
  v.at_ms(90'000);
  CHECK(receipt_left_ms(v.state, v.receipt()) == 0);
  v.state.shown.text = TextSize::largest;  // twice the time (S1)
  v.then(ReceiptUncovered{});
  CHECK(receipt_left_ms(v.state, v.receipt()) == 90'000);
}

TEST_CASE("the calendar gets the day one hears from us, and of the message nothing") {
  Sender v;
  CHECK(v.calendar().empty());  // no clock is confirmed
  v.connected();
  const std::string entry = v.calendar();
  CHECK(has(entry, "DTSTART;VALUE=DATE:20260609\r\n"));
  CHECK(has(entry, "SUMMARY:Herinnering\r\n"));
  CHECK(has(entry, "LOCATION:Buurthuis De Linde\r\n"));
  CHECK(has(entry, "DESCRIPTION:Nummer 007 000 123 2\r\n"));
  CHECK(has(entry, "DTSTAMP:20260601T000000Z\r\n"));  // of the day: the hour of a visit is nobody's business
  for (const char* never :
       {"K7M4", "9QXD", "Fixer", "fixer", "question", "vraag", "Kanarie", "0612345678", kEnvelope})
    CHECK_MESSAGE(!has(entry, never), never);
}

TEST_CASE("who comes along gets the next surgery that is open, with its hours") {
  Sender v(domain::Kind::question, "here");
  CHECK(v.calendar().empty());
  v.connected();
  CHECK(has(v.calendar(), "DTSTART:20260602T100000\r\nDTEND:20260602T120000\r\n"));
  CHECK(has(v.calendar(), "SUMMARY:Afspraak\r\n"));
  content::Content closed = v.example_content();
  closed.municipality.closed_days = {{2026, 6, 2}};
  CHECK(has(calendar_words(v.state, closed, v.receipt()), "DTSTART:20260609T100000"));
  // On the day itself: while it lasts, and a week later after it.
  Receipt tuesday = v.receipt();
  tuesday.at = {Instant{1780300800000 + 24 * 3'600'000}, 120};  // 10:00
  CHECK(has(calendar_words(v.state, v.example_content(), tuesday), "DTSTART:20260602T"));
  tuesday.at.at.ms += 2 * 3'600'000;
  CHECK(has(calendar_words(v.state, v.example_content(), tuesday), "DTSTART:20260609T"));
}

TEST_CASE("no calendar's entry of a conversation, in a trial, or after Stop") {
  Sender talk(domain::Kind::conversation, "here");
  talk.connected();
  CHECK(talk.calendar().empty());
  Sender v;
  v.connected();
  CHECK_FALSE(v.calendar().empty());  // the control
  v.state.trial = true;
  CHECK(v.calendar().empty());
  v.state.trial = false;
  Receipt stopped = v.receipt();
  stopped.despite_stop = true;
  CHECK(calendar_words(v.state, v.example_content(), stopped).empty());
  Receipt worry = v.receipt();
  worry.between_us = true;
  CHECK(calendar_words(v.state, v.example_content(), worry).empty());
}
