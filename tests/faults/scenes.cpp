#include "scenes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "crypto/pin_lock.h"
#include "ports/make_platform.h"
#include "cli/commands.h"
#include "tracer.h"

namespace wv::faults {
namespace {

using crypto::SealedEnvelope;
using outbox::Folder;

std::string document() {
  return std::string(R"({"format":"wijkverbinder-submission/1","message":")") + kCanary + R"( é 你"})";
}

// A platform and an outbox as a process has them.
struct Process {
  std::unique_ptr<ports::Platform> platform = ports::make_platform();
  ports::Store& store;
  outbox::Outbox outbox;

  explicit Process(const Place& place) : store(platform->store(place.data())), outbox(store) {}

  template <class T, class Start>
  Result<T> ask(Start start) {
    auto answer = fakes::answer_of<T>(*platform, start);
    if (!answer) return Error{Fault::failed, "test.silent", "no answer came"};
    return std::move(*answer);
  }
  Status put(const SealedEnvelope& envelope) {
    return ask<Done>([&](auto then) { outbox.put(envelope, then); });
  }
  Status mark_sent(const SealedEnvelope& envelope) {
    return ask<Done>([&](auto then) { outbox.mark_sent(envelope.id(), envelope.sha256(), then); });
  }
  Result<std::uint64_t> sweep() {
    return ask<std::uint64_t>([&](auto then) { outbox.sweep(then); });
  }
  Result<std::uint64_t> number() {
    return ask<std::uint64_t>([&](auto then) { store.count_up("device.json", then); });
  }
  Result<SealedEnvelope> load(const std::string& id) {
    return ask<SealedEnvelope>([&](auto then) { outbox.load(id, then); });
  }
  std::size_t waiting() {
    const auto items = ask<std::vector<outbox::Item>>([&](auto then) { outbox.list(then); });
    return items ? items.value().size() : 0;
  }
};

bool there(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string file(const Place& place, Folder folder, const SealedEnvelope& envelope) {
  return place.data() + "/" + envelope_name(folder, envelope.id());
}

bool opens(const Kit& kit, const SealedEnvelope& envelope) {
  const auto text = crypto_test::opened(*kit.platform, envelope, kit.key.secret);
  return text.ok() && text.value() == document();
}

// What must hold after everything: a fresh process sweeps, verifies, opens; the neighbour is untouched (I6).
std::string look(const Kit& kit, const Place& place, Process& process) {
  if (in_the_clear(place.root())) return "I5: the words lie in the clear";
  if (!process.sweep()) return "the sweep fails";
  const auto report = process.ask<outbox::Report>([&](auto then) { process.outbox.verify(then); });
  if (!report) return "verify fails";
  if (!report.value().bad.empty()) return "I3: torn: " + report.value().bad.front().error.what;
  const auto neighbour = process.load(kit.other.id());
  if (!neighbour || !opens(kit, neighbour.value())) return "I1: lost: the neighbour";
  return "";
}

std::string keep_first(std::string first, const std::function<std::string()>& second) {
  return first.empty() ? second() : first;
}

void lay(const Place& place, Folder folder, const SealedEnvelope& envelope) {
  const bool header = folder == Folder::sent;
  place.write("data/" + envelope_name(folder, envelope.id()),
              header ? envelope.header_text() : envelope.text());
}

// What comes of putting `kit.mine`.
std::string put_or_not(const Kit& kit, const Place& place, bool kept, std::uint64_t number) {
  Process process(place);
  return keep_first(look(kit, place, process), [&]() -> std::string {
    const auto found = process.load(kit.mine.id());
    if (kept && (!found || !opens(kit, found.value())))
      return "I1: lost: a receipt, and no envelope that opens";
    if (number != 0) {
      const auto next = process.number();
      if (!next || next.value() <= number) return "twice: a receipt number";
    }
    // I2: the same again brings exactly one.
    const auto& again = found ? found.value() : kit.mine;
    if (!process.put(again)) return "I2: lost: the retry fails";
    return process.waiting() == 2 ? "" : "I2: twice";
  });
}

Status keep(Process& process, const SealedEnvelope& envelope, std::uint64_t number = 0) {
  auto put = process.put(envelope);
  if (put) say_kept(number);
  return put;
}

Scene enqueue(const Kit& kit, const char* name, bool first_ever) {
  return {name,
          [&kit, first_ever](const Place& place) {
            // The neighbour lies there in both cases; a first start makes its folders itself.
            if (!first_ever) lay(place, Folder::outbox, kit.other);
          },
          [&kit](const Place& place) -> Status {
            Process process(place);
            const auto number = process.number();
            if (!number) return number.error();
            auto envelope = process.ask<SealedEnvelope>([&](auto then) {
              crypto::seal(process.platform->sealer(), process.platform->random(),
                           {crypto::Box::inbox, kit.mine.id(), Day{2026, 11, 23}, to_bytes(document()),
                            crypto::Padding::submission},
                           {kit.key.open}, then);
            });
            if (!envelope) return envelope.error();
            return keep(process, envelope.value(), number.value());
          },
          [&kit, first_ever](const Place& place, bool kept, std::uint64_t number) {
            if (first_ever) lay(place, Folder::outbox, kit.other);
            return put_or_not(kit, place, kept, number);
          }};
}

Scene put_again(const Kit& kit) {
  return {"enqueue again",
          [&kit](const Place& place) {
            lay(place, Folder::outbox, kit.other);
            lay(place, Folder::outbox, kit.mine);
          },
          [&kit](const Place& place) {
            Process process(place);
            return keep(process, kit.mine);
          },
          [&kit](const Place& place, bool, std::uint64_t) { return put_or_not(kit, place, true, 0); }};
}

// What must hold when `mine` waits or was sent, and never neither.
std::string waits_or_sent(const Kit& kit, const Place& place, bool sent_for_sure,
                          const SealedEnvelope& mine) {
  Process process(place);
  return keep_first(look(kit, place, process), [&]() -> std::string {
    const bool waits = there(file(place, Folder::outbox, mine)),
               sent = there(file(place, Folder::sent, mine));
    if (!waits && !sent) return "I4: lost: neither waiting nor sent";
    if (waits && sent) return "twice: sent, and it would be sent again";
    if (sent_for_sure && !sent) return "twice: it was said to be sent";
    if (waits && !process.load(mine.id())) return "I3: torn";
    return sent && text_of(file(place, Folder::sent, mine)) != mine.header_text() ? "I3: torn header" : "";
  });
}

Scene acknowledge(const Kit& kit) {
  return {"acknowledge",
          [&kit](const Place& place) {
            lay(place, Folder::outbox, kit.other);
            lay(place, Folder::outbox, kit.mine);
          },
          [&kit](const Place& place) -> Status {
            Process process(place);
            auto marked = process.mark_sent(kit.mine);
            if (marked) say_kept();
            return marked;
          },
          [&kit](const Place& place, bool kept, std::uint64_t) {
            return waits_or_sent(kit, place, kept, kit.mine);
          }};
}

// Two at once, as sync marks them: one that was acknowledged goes only when the mark of it is durable.
Scene acknowledge_together(const Kit& kit) {
  return {"acknowledge together",
          [&kit](const Place& place) {
            for (const auto* envelope : {&kit.other, &kit.mine, &kit.third})
              lay(place, Folder::outbox, *envelope);
          },
          [&kit](const Place& place) -> Status {
            Process process(place);
            const outbox::Outbox::Sent both = {std::make_shared<const SealedEnvelope>(kit.mine),
                                               std::make_shared<const SealedEnvelope>(kit.third)};
            const auto said =
                process.ask<std::vector<Status>>([&](auto then) { process.outbox.mark_sent(both, then); });
            if (!said) return said.error();
            for (const Status& one : said.value())
              if (!one) return one;
            say_kept();
            return Done{};
          },
          [&kit](const Place& place, bool kept, std::uint64_t) {
            return keep_first(waits_or_sent(kit, place, kept, kit.mine),
                              [&] { return waits_or_sent(kit, place, kept, kit.third); });
          }};
}

Scene mend(const Kit& kit) {
  return {
      "sweep",
      [&kit](const Place& place) {
        for (const auto* envelope : {&kit.other, &kit.mine}) lay(place, Folder::outbox, *envelope);
        lay(place, Folder::sent, kit.mine);
      },
      [](const Place& place) -> Status {
        Process process(place);
        const auto swept = process.sweep();
        if (!swept) return swept.error();
        return Done{};
      },
      [&kit](const Place& place, bool, std::uint64_t) { return waits_or_sent(kit, place, true, kit.mine); }};
}

Scene park(const Kit& kit) {
  return {"quarantine",
          [&kit](const Place& place) {
            lay(place, Folder::outbox, kit.other);
            lay(place, Folder::outbox, kit.mine);
          },
          [&kit](const Place& place) -> Status {
            Process process(place);
            const Error reason{Fault::failed, "sync.refused",
                               "the server refused it five times; look at its log"};
            auto parked =
                process.ask<Done>([&](auto then) { process.outbox.quarantine(kit.mine.id(), reason, then); });
            if (parked) say_kept();
            return parked;
          },
          [&kit](const Place& place, bool kept, std::uint64_t) {
            Process process(place);
            return keep_first(look(kit, place, process), [&]() -> std::string {
              const bool waits = there(file(place, Folder::outbox, kit.mine)),
                         parked = there(file(place, Folder::quarantine, kit.mine));
              if (!waits && !parked) return "lost: neither waiting nor parked";
              if (kept && !parked) return "lost: it was said to be parked";
              const auto folder = parked ? Folder::quarantine : Folder::outbox;
              if (text_of(file(place, folder, kit.mine)) != kit.mine.text()) return "I3: torn";
              const std::string reason = place.data() + "/" + outbox::reason_name(kit.mine.id());
              return parked && !parse_json(text_of(reason), "reason") ? "parked without a reason" : "";
            });
          }};
}

Scene rehearse(const Kit& kit, const char* name, std::function<Status(Process&, const Place&)> rehearsed) {
  return {name,
          [&kit](const Place& place) {
            lay(place, Folder::outbox, kit.other);
            Process process(place);
            REQUIRE(process.number().ok());
          },
          [rehearsed = std::move(rehearsed)](const Place& place) -> Status {
            Process process(place);
            auto done = rehearsed(process, place);
            if (done) say_kept();
            return done;
          },
          // Whatever became of the rehearsal, the true save after it is none the worse, and nothing of it is
          // left.
          [&kit](const Place& place, bool, std::uint64_t) {
            return keep_first(put_or_not(kit, place, false, 1), [&]() -> std::string {
              for (const auto& entry : std::filesystem::recursive_directory_iterator(place.data()))
                if (entry.path().string().find("rehearsal") != std::string::npos)
                  return "a rehearsal is left";
              return "";
            });
          }};
}

int command(ports::Platform& platform, std::vector<std::string> words) {
  std::ostringstream out, err;
  const int status = cli::run_command(platform, words, out, err);
  if (status >= 2 && err.str().find('\n') == std::string::npos) return 99;  // no sentence
  return status;
}

Status as_status(int status) {
  if (status == 0) return Done{};
  if (status == 99) return Error{Fault::failed, "", ""};
  return Error{status == 3   ? Fault::not_now
               : status == 2 ? Fault::bad_input
                             : Fault::failed,
               "command.failed", "said on stderr"};
}

Scene bring_in(const Kit& kit) {
  return {"import",
          [&kit](const Place& place) {
            lay(place, Folder::outbox, kit.other);
            for (const auto* envelope : {&kit.mine, &kit.other})
              place.write("stick/" + envelope->id() + ".json", envelope->text());
          },
          [](const Place& place) -> Status {
            Process process(place);
            auto done = as_status(
                command(*process.platform, {"queue", "import", place.stick(), "--data", place.data()}));
            if (done) say_kept();
            return done;
          },
          [&kit](const Place& place, bool kept, std::uint64_t) { return put_or_not(kit, place, kept, 0); }};
}

Scene bring_out(const Kit& kit) {
  return {
      "export",
      [&kit](const Place& place) {
        lay(place, Folder::outbox, kit.other);
        lay(place, Folder::outbox, kit.mine);
      },
      [](const Place& place) -> Status {
        Process process(place);
        auto done =
            as_status(command(*process.platform, {"queue", "export", place.stick(), "--data", place.data()}));
        if (done) say_kept();
        return done;
      },
      [&kit](const Place& place, bool kept, std::uint64_t) -> std::string {
        Process process(place);
        std::string broken = put_or_not(kit, place, true, 0);  // the queue is as it was
        if (!broken.empty()) return broken;
        std::size_t whole = 0;
        for (const auto* envelope : {&kit.mine, &kit.other}) {
          const std::string path = place.stick() + "/" + envelope->id() + ".json";
          if (there(path) && text_of(path) != envelope->text()) return "I3: torn: on the stick";
          whole += there(path) ? 1 : 0;
        }
        if (kept && (whole != 2 || !there(place.stick() + "/manifest.json"))) return "lost: not on the stick";
        const std::string second = place.root() + "/second";
        if (command(*process.platform, {"queue", "export", place.stick(), "--data", place.data()}) != 0)
          return "the second export fails";
        if (command(*process.platform, {"queue", "import", place.stick(), "--data", second}) != 0)
          return "I3: torn: the stick isn't whole";
        return there(second + "/" + envelope_name(Folder::outbox, kit.mine.id())) ? "" : "lost: not imported";
      }};
}

// P1: the count is durable before the answer is seen, so a kill or a cut gives no free guess.
constexpr crypto::PinLock::Cost kQuickPin{64, 1};

std::string wrong_guesses(Process& process, std::uint64_t& count) {
  const auto member =
      process.ask<std::string>([&](auto then) { process.store.member("device.json", "pin", then); });
  const auto parsed = member ? parse_json(member.value(), "pin") : Result<Json>(member.error());
  if (!parsed || !parsed.value().contains("wrong")) return "lost: the PIN itself";
  count = parsed.value()["wrong"].get<std::uint64_t>();
  return "";
}

Scene guess_pin(const Kit& kit) {
  return {"PIN guess",
          [&kit](const Place& place) {
            lay(place, Folder::outbox, kit.other);
            Process process(place);
            crypto::PinLock lock(process.store, process.platform->sealer(), process.platform->random(),
                                 kQuickPin);
            REQUIRE(process.ask<Done>([&](auto then) { lock.set("314159", then); }).ok());
          },
          [](const Place& place) -> Status {
            Process process(place);
            crypto::PinLock lock(process.store, process.platform->sealer(), process.platform->random(),
                                 kQuickPin);
            const auto looked = process.ask<crypto::PinAnswer>([&](auto then) { lock.look(0, then); });
            if (!looked) return looked.error();
            const auto said =
                process.ask<crypto::PinAnswer>([&](auto then) { lock.guess("271828", 3'600'000, then); });
            if (!said) return said.error();
            say_kept();
            return Done{};
          },
          [&kit](const Place& place, bool kept, std::uint64_t) {
            Process process(place);
            return keep_first(look(kit, place, process), [&]() -> std::string {
              std::uint64_t wrong = 0;
              const std::string broken = wrong_guesses(process, wrong);
              if (!broken.empty()) return broken;
              return kept && wrong != 1 ? "lost: a wrong guess that was answered and isn't counted" : "";
            });
          }};
}

std::string cut(const std::string& text) { return text.substr(0, text.size() / 2); }

}  // namespace

bool in_the_clear(const std::string& folder) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && text_of(entry.path().string()).find(kCanary) != std::string::npos)
      return true;
  }
  return false;
}

Kit::Kit()
    : mine(crypto_test::sealed(*platform, {key.open}, "", document())),
      other(crypto_test::sealed(*platform, {key.open}, "", document())),
      third(crypto_test::sealed(*platform, {key.open}, "", document())) {}

std::vector<Scene> scenes(const Kit& kit) {
  return {enqueue(kit, "enqueue, first start", true),
          enqueue(kit, "enqueue", false),
          put_again(kit),
          acknowledge(kit),
          acknowledge_together(kit),
          mend(kit),
          park(kit),
          bring_in(kit),
          bring_out(kit),
          guess_pin(kit)};
}

Scene rehearsal(const Kit& kit) {
  return rehearse(kit, "rehearsal", [](Process& process, const Place&) -> Status {
    return process.ask<Done>([&](auto then) {
      process.store.rehearse({"", outbox::folder_name(Folder::outbox)}, "device.json", then);
    });
  });
}

Scene looks_away(const Kit& kit) {
  return rehearse(kit, "looks away", [](Process&, const Place& place) -> Status {
    const std::string path = place.data() + "/rehearsal.txt";
    std::ofstream(path) << "never looked at";
    ::unlink(path.c_str());
    return Done{};
  });
}

Scene writes_badly(const Kit& kit) {
  Scene scene = enqueue(kit, "control: under the final name", false);
  scene.work = [&kit](const Place& place) -> Status {
    const std::string text = kit.mine.text(), half = cut(text);
    const int number = ::open(file(place, Folder::outbox, kit.mine).c_str(), O_WRONLY | O_CREAT, 0600);
    bool good = ::write(number, half.data(), half.size()) >= 0;
    good = ::write(number, text.data() + half.size(), text.size() - half.size()) >= 0 && good;
    ::close(number);
    if (good) say_kept();
    return Done{};
  };
  return scene;
}

Scene speaks_early(const Kit& kit) {
  Scene scene = enqueue(kit, "control: a receipt too early", false);
  scene.work = [&kit](const Place& place) {
    Process process(place);
    say_kept();
    return process.put(kit.mine);
  };
  return scene;
}

Scene keeps_plain(const Kit& kit) {
  Scene scene = enqueue(kit, "control: plain for a moment", false);
  scene.work = [&kit](const Place& place) {
    Process process(place);
    const std::string path = place.data() + "/.tmp-plain", words = document();
    const int number = ::open(path.c_str(), O_WRONLY | O_CREAT, 0600);
    const bool written = ::write(number, words.data(), words.size()) >= 0;
    ::close(number);
    ::unlink(path.c_str());
    return written ? keep(process, kit.mine) : Status(Done{});
  };
  return scene;
}

Scene syncs_again(const Kit& kit) {
  Scene scene = enqueue(kit, "control: fsync tried again", false);
  scene.work = [&kit](const Place& place) -> Status {
    const std::string text = kit.mine.text(), temporary = place.data() + "/outbox/.tmp-again";
    const int number = ::open(temporary.c_str(), O_WRONLY | O_CREAT, 0600);
    if (::write(number, text.data(), text.size()) != static_cast<ssize_t>(text.size())) return Done{};
    for (int tries = 0; tries < 3 && ::fsync(number) != 0; ++tries) {
    }
    ::close(number);
    if (::rename(temporary.c_str(), file(place, Folder::outbox, kit.mine).c_str()) == 0) say_kept();
    return Done{};
  };
  return scene;
}

Place::Place() {
  std::string name = (there("/dev/shm") ? "/dev/shm" : std::filesystem::temp_directory_path().string()) +
                     "/wv-faults-XXXXXX";
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  root_ = name;
}

Place::~Place() {
  std::error_code ignored;
  std::filesystem::remove_all(root_, ignored);
}

void Place::clear() const {
  for (const auto& entry : std::filesystem::directory_iterator(root_))
    std::filesystem::remove_all(entry.path());
}

void Place::write(const std::string& name, const std::string& text) const {
  const std::filesystem::path path = std::filesystem::path(root_) / name;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

void Figures::add(const std::string& broken) {
  ++runs;
  if (broken.empty()) return;
  if (first.empty()) first = broken;
  const auto says = [&](const char* word) { return broken.find(word) != std::string::npos; };
  ++(says("lost") ? lost : says("twice") ? twice : says("torn") ? torn : says("clear") ? plain : other);
}

std::string Figures::text() const {
  return "lost " + std::to_string(lost) + ", twice " + std::to_string(twice) + ", torn " +
         std::to_string(torn) + ", in the clear " + std::to_string(plain) +
         (other == 0 ? "" : ", other faults " + std::to_string(other));
}

}  // namespace wv::faults
