#include "desk_scenes.h"

#include <array>

namespace wv::desk_test {

namespace {

using casebook::Body;
using domain::Kind;

struct Told {
  const char* language;
  Kind kind;
  const char* message;
  const char* place;
};
constexpr std::array kTold = {
    Told{"nl", Kind::signal,
         "De lantaarn voor het buurthuis is al drie weken kapot. 's Avonds durf ik er niet langs.",
         "Buurthuis"},
    Told{"ar", Kind::question, "أين يمكنني أن أتعلّم اللغة الهولندية مساءً؟ أعمل في النهار.", "Bibliotheek"},
    Told{"nl", Kind::initiative,
         "Wij willen met de straat een moestuin beginnen op het lege veldje achter de flat.", "Veldje"},
    Told{"tr", Kind::conversation, "Komşumla ses yüzünden sorun yaşıyorum, biri arabuluculuk yapabilir mi?",
         "Flat Noord"},
    Told{"nl", Kind::question, "Ik kreeg een brief over mijn huurtoeslag en ik snap niet wat ik moet doen.",
         ""},
    Told{"pl", Kind::signal, "Na placu zabaw jest rozbite szkło.", "Speeltuin"},
    Told{"uk", Kind::question, "Де я можу знайти лікаря для моєї дитини?", ""},
    Told{"en", Kind::initiative, "Could we have a weekly lunch for older neighbours? I can cook.",
         "Buurthuis"},
    Told{"nl", Kind::signal,
         "Auto's rijden veel te hard langs de school. Gisteren ging het bijna mis met een kind op een fiets.",
         "School"},
    Told{"nl", Kind::conversation, "Ik wil graag een keer praten over mijn zoon. Liever niet via de mail.",
         ""}};

domain::Submission told(int number) {
  const Told& t = kTold[static_cast<std::size_t>(number) % kTold.size()];
  domain::Submission s = submission(number, t.message);
  s.language = t.language;
  s.kind = t.kind;
  s.role = domain::role_of(t.kind);
  s.device = "kiosk-007";
  s.answer = {"7f3a", "key"};
  if (*t.place != '\0') s.place = domain::Place{Secret(t.place), ""};
  s.contact.way = number % 4 == 0   ? domain::ContactWay::phone
                  : number % 4 == 1 ? domain::ContactWay::none
                                    : domain::ContactWay::here;
  if (number % 4 == 0) s.contact.phone = Secret("0612345678");
  s.created_at.at.ms = kTen - (number % 12) * std::int64_t{86'400'000} - number * 60'000;
  s.created_at.offset_min = 60;
  return s;
}

Body promise(int day, const char* words) { return casebook::Promise{{2026, 12, day}, Secret(words)}; }
Body note(const char* words, domain::Role role) { return casebook::Note{Secret(words), role, std::nullopt}; }

}  // namespace

void fill(Device& d) {
  for (int n = 1; n <= 40; ++n) d.submit(told(n));
  int id = 1000;
  const auto add = [&](int number, Body body, int who, std::vector<int> parents) {
    d.has(Made(id, number, std::move(body)).after(std::move(parents)).at(id - 1000).by(who));
    return id++;
  };
  for (int n = 1; n <= 40; n += 3) {
    const int opened = add(n, casebook::Opened{}, kSam, {});
    const int taken = add(n, casebook::Taken{}, n % 2 == 0 ? kNoor : kSam, {opened});
    if (n % 4 == 1) add(n, promise(n % 8 == 1 ? 1 : 3, "Ik bel de gemeente over de lamp."), kSam, {taken});
    if (n % 5 == 1)
      add(n, note("Gebeld met de afdeling Groen. Zij komen kijken.", domain::Role::fixer), kNoor, {taken});
    if (n % 9 == 4)
      add(n, casebook::Given{"phone", Secret("Gebeld: de lamp wordt vrijdag gemaakt.")}, kSam, {taken});
  }
  add(1, casebook::Promise{{2026, 11, 27}, Secret("Ik vraag het na bij de gemeente.")}, kSam, {1002});
  add(2, casebook::Taken{}, kSam, {});
  add(5, casebook::Taken{}, kIlse, {});
  add(6, casebook::Closed{}, kSam, {});
  d.arrived();
}

std::vector<DeskScreen> desk_screens() {
  using desk::Mode;
  using desk::Overlay;
  const auto in = [](casebook::List list) { return [list](Device& d) { d.then(desk::ListChosen{list}); }; };
  const auto open_case = [](Device& d, int n) {
    d.all(desk::ListChosen{List::all}, desk::RowOpened{a_case(n)});
  };
  std::vector<DeskScreen> all;
  const auto add = [&](const char* name, std::function<void(Device&)> reach, Mode mode = Mode::desk) {
    all.push_back({name, mode, std::move(reach)});
  };
  add("locked", {});
  add("late", in(List::late));
  add("all", in(List::all));
  add("fresh", in(List::fresh));
  add("done-empty-search", [](Device& d) {
    d.all(desk::ListChosen{List::done}, desk::TextPut{desk::Field::search, Secret("zonnebloem")});
  });
  add("case", [=](Device& d) { open_case(d, 1); });
  add("case-arabic", [=](Device& d) { open_case(d, 31); });
  add("case-taken-undone", [=](Device& d) {
    open_case(d, 8);
    d.then(desk::TakePressed{});
  });
  add("answering", [=](Device& d) {
    open_case(d, 31);
    d.all(desk::WritingOpened{desk::Writing::What::answer}, desk::ReadyChosen{"thanks"},
          desk::TextTyped{Secret(" Je kunt dit percentage van 30% in ogenschouw nemen.")});
  });
  add("note", [=](Device& d) {
    open_case(d, 1);
    d.all(desk::WritingOpened{desk::Writing::What::note},
          desk::TextTyped{Secret("Gesproken met mevrouw. Zij durft 's avonds weer naar buiten.")});
  });
  add("promise", [=](Device& d) {
    open_case(d, 1);
    d.all(desk::WritingOpened{desk::Writing::What::promise}, desk::DueInDays{2});
  });
  add("marked", [=](Device& d) {
    d.all(desk::ListChosen{List::all}, desk::RowMarked{d.open().list.rows[1]},
          desk::RowMarked{d.open().list.rows[3]});
  });
  add("hand", [=](Device& d) {
    open_case(d, 1);
    d.then(desk::HandOpened{});
  });
  add("sort", [=](Device& d) {
    open_case(d, 1);
    d.then(desk::SortOpened{});
  });
  add("look_alikes", [=](Device& d) {
    open_case(d, 1);
    d.then(desk::LookAlikesOpened{});
  });
  add("filter", [](Device& d) { d.all(desk::ListChosen{List::all}, desk::OverlayOpened{Overlay::filter}); });
  add("filtered", [](Device& d) {
    d.all(desk::ListChosen{List::all}, desk::FilterChosen{.role = domain::Role::fixer},
          desk::FilterChosen{.language = "ar"});
  });
  add("keys", [](Device& d) { d.then(desk::OverlayOpened{Overlay::keys}); });
  add("menu", [](Device& d) { d.then(desk::OverlayOpened{Overlay::menu}); });
  add("pin",
      [](Device& d) { d.all(desk::OverlayOpened{Overlay::pin}, desk::PinDigit{'3'}, desk::PinDigit{'1'}); });
  add("promises", [](Device& d) { d.then(desk::PageChosen{desk::Page::promises}); });
  add("insights", [](Device& d) { d.then(desk::PageChosen{desk::Page::insights}); });
  add("people", [](Device& d) {
    d.then(desk::PageChosen{desk::Page::people});
    using Follows = desk::People::Follows;
    desk::Event found = desk::PeopleFound{
        {{{"kiosk-007", {2026, 12, 1}, Follows::yes}, {"kiosk-012", {2026, 11, 20}, Follows::no}}, 1, 0}};
    if (const auto* ask = d.last<desk::LookAtPeople>()) found.request = ask->request;
    d.then(found);
  });
  const auto stick = [](Device& d) {
    d.then(desk::PageChosen{desk::Page::stick});
    d.then(desk::SticksFound{{{"/media/rood", "RODE STICK"}}});
  };
  add("stick", stick);
  add("stick-writing", [stick](Device& d) {
    stick(d);
    d.all(desk::ExchangePressed{{"/media/rood", "RODE STICK"}}, desk::ExchangeMoved{true, 30, 120});
  });
  add("stick-ended", [stick](Device& d) {
    stick(d);
    d.all(desk::ExchangePressed{{"/media/rood", "RODE STICK"}}, desk::ExchangeMoved{true, 30, 120},
          desk::ExchangeEnded{12, 44, 1, Trouble::store_full});
  });
  const auto enrol = [](Device& d, desk::Standing standing,
                        desk::RequestGoes goes = desk::RequestGoes::by_hand) {
    d.then(desk::LockPressed{});
    d.then(desk::DeviceKnown{standing, "boter ketel nagel vogel", std::string(64, 'a'),
                             "appel fiets wolk steen", goes});
  };
  const auto drawn = [](Device& d) {
    desk::Event words = desk::WordsDrawn{Secret("boter ketel nagel vogel zadel")};
    if (const auto* ask = d.last<desk::DrawWords>()) words.request = ask->request;
    d.then(words);
  };
  add("enrol-name", [=](Device& d) { enrol(d, desk::Standing::absent); });
  add("enrol-words", [=](Device& d) {
    enrol(d, desk::Standing::absent);
    drawn(d);
    d.all(desk::TextPut{desk::Field::own_name, Secret("Noor")}, desk::EnrolForward{});
  });
  add("enrol-again", [=](Device& d) {
    enrol(d, desk::Standing::absent);
    drawn(d);
    d.all(desk::TextPut{desk::Field::own_name, Secret("Noor")}, desk::EnrolForward{}, desk::EnrolForward{});
  });
  add("enrol-waiting", [=](Device& d) { enrol(d, desk::Standing::unregistered); });
  for (const auto goes : {desk::RequestGoes::waits, desk::RequestGoes::sent})
    add(goes == desk::RequestGoes::sent ? "enrol-sent" : "enrol-goes", [=](Device& d) {
      enrol(d, desk::Standing::unregistered, goes);
      desk::SyncTold told;
      told.connection.configured = true;
      d.then(desk::SyncChanged{told});
    });
  add("enrol-no-keyring", [=](Device& d) {
    enrol(d, desk::Standing::no_keyring);
    d.then(desk::SticksFound{{{"/media/rood", "RODE STICK"}}});
  });
  add("enrol-ended", [=](Device& d) { enrol(d, desk::Standing::ended); });
  add("asleep", {}, Mode::visit);
  add(
      "visit", [](Device&) {}, Mode::visit);
  add(
      "visit-note", [](Device& d) { d.then(desk::DoorNoteOpened{}); }, Mode::visit);
  add(
      "visit-case", [=](Device& d) { open_case(d, 1); }, Mode::visit);
  add(
      "street",
      [](Device& d) {
        d.all(desk::StreetsShown{}, desk::TextPut{desk::Field::street, Secret("Lindestraat")},
              desk::StreetAdded{}, desk::DoorMarked{desk::DoorMark::nobody},
              desk::DoorMarked{desk::DoorMark::spoken});
      },
      Mode::visit);
  add(
      "behalf", [](Device& d) { d.all(desk::BehalfOpened{}, desk::BehalfWay{domain::ContactWay::phone}); },
      Mode::visit);
  add(
      "behalf-kept",
      [](Device& d) {
        d.all(desk::BehalfOpened{}, desk::BehalfWay{domain::ContactWay::none},
              desk::TextPut{desk::Field::message, Secret("De lamp is stuk")}, desk::BehalfAgreed{},
              desk::BehalfSent{});
        desk::Event stored = desk::SubmissionStored{Secret("0410000017"), Secret("K7M49QXD")};
        if (const auto* ask = d.last<desk::StoreSubmission>()) stored.request = ask->request;
        d.then(stored);
      },
      Mode::visit);
  add(
      "turn", [](Device& d) { d.then(desk::TurnPressed{}); }, Mode::visit);
  return all;
}

}  // namespace wv::desk_test
