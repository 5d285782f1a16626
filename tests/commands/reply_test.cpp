// answer and publish, as somebody at a terminal meets them, and what they leave for a device to find.
#include <algorithm>
#include <sstream>

#include "base/bytes.h"
#include "crypto/reply.h"
#include "crypto/support.h"
#include "domain/submission.h"
#include "media/picture.h"
#include "outbox/outbox.h"
#include "platform/temporary_folder.h"
#include "replies/reply_store.h"
#include "cli/commands.h"
#include "fakes/disk_files.h"

using namespace wv;
using platform_test::read_text;
using platform_test::TemporaryFolder;
using platform_test::write_text;

namespace {

constexpr char kWords[] = "canary-91c7 De lamp wordt dinsdag gemaakt.\nTot dan!";

constexpr char kBoxes[] = "residents will see a box in place of";

// As Notepad saves "Unicode": UTF-16, little end first, with its mark and the ends of lines of Windows. ASCII
// only.
std::string utf16(const std::string& ascii) {
  std::string out = "\xFF\xFE";
  for (const char c : ascii) {
    if (c == '\n') out.append("\r\0", 2);
    out.append({c, '\0'});
  }
  return out;
}

struct Said {
  int status = -1;
  std::string out, err;
};

struct Office {
  std::unique_ptr<ports::Platform> platform = ports::make_platform();
  TemporaryFolder folder;
  std::string data = folder / "data";
  crypto_test::Key reader = crypto_test::new_key(*platform), signer = crypto_test::new_key(*platform);
  crypto::AnswerKeys keys;
  std::string id, file;

  Office() {
    write_text(folder / "reader.jwk", reader.secret);
    write_text(folder / "signer.jwk", signer.secret);
    write_text(folder / "answer.txt", std::string("\xEF\xBB\xBF") + kWords + "\n\n");
    keys = fakes::answer_of<crypto::AnswerKeys>(*platform, [&](auto then) {
             crypto::derive_answer_keys(platform->sealer(), "0070001232", "K7M49QXD", then);
           })->value();
    domain::Submission submission;
    submission.id = id = crypto::uuid_v4(platform->random());
    submission.receipt = "0070001232";
    submission.kind = domain::Kind::signal;
    submission.role = domain::Role::bridge_builder;
    submission.created_at = platform->clock().now();
    submission.language = "ar";
    submission.channel = "kiosk";
    submission.device = "kiosk-007";
    submission.message = "Kanarie 4711";
    submission.contact.way = domain::ContactWay::none;
    submission.answer = {keys.tag, keys.key};
    file = save(submission);
  }
  std::string save(const domain::Submission& submission) {
    const auto envelope =
        crypto_test::sealed(*platform, {reader.open}, submission.id, to_string(domain::to_json(submission)));
    const std::string path = folder / (submission.id + ".json");
    write_text(path, envelope.text());
    return path;
  }
  Said run(std::vector<std::string> words) {
    std::ostringstream out, err;
    Said said;
    said.status = cli::run_command(*platform, words, out, err);
    said.out = out.str();
    said.err = err.str();
    std::istringstream lines(said.err);
    std::size_t faults = 0;
    for (std::string line; std::getline(lines, line);)
      faults += line.find(kBoxes) == std::string::npos ? 1 : 0;
    CHECK(faults == (said.status >= 2 ? 1U : 0U));
    CHECK((said.out + said.err).find("canary") == std::string::npos);
    return said;
  }
  Said answer(std::vector<std::string> more = {}) {
    std::vector<std::string> words = {"answer",      file,
                                      "--key",       folder / "reader.jwk",
                                      "--sign",      folder / "signer.jwk",
                                      "--text-file", folder / "answer.txt",
                                      "--data",      data};
    words.insert(words.end(), more.begin(), more.end());
    return run(std::move(words));
  }
  Said publish(const std::string& document, std::vector<std::string> more = {}) {
    write_text(folder / "news.json", document);
    std::vector<std::string> words = {
        "publish", folder / "news.json", "--sign", folder / "signer.jwk", "--data", data};
    words.insert(words.end(), more.begin(), more.end());
    return run(std::move(words));
  }
  replies::ReplyStore shelf(const std::string& where) {
    return {platform->store(where), platform->sealer(), {{signer.open.kid, signer.open.jwk}}};
  }
  std::optional<domain::AnswerDocument> found(const std::string& where) {
    auto s = shelf(where);
    return fakes::answer_of<std::optional<domain::AnswerDocument>>(
               *platform, [&](auto then) { s.look_up(keys, id, then); })
        ->value();
  }
  std::vector<domain::PublishedDocument> shown(const std::string& where) {
    auto s = shelf(where);
    return fakes::answer_of<std::vector<domain::PublishedDocument>>(*platform,
                                                                    [&](auto then) {
                                                                      s.published(Day{2026, 6, 1}, then);
                                                                    })
        ->value();
  }
};

constexpr char kNews[] =
    R"({"exp":"2099-12-31","title":{"nl":"De lampen branden"},"text":{"nl":"U zei: het is donker."},"role":"bridge_builder"})";

}  // namespace

TEST_CASE("an answer goes into the outbox, sealed, and number and code find it") {
  Office o;
  const Said said = o.answer();
  REQUIRE_MESSAGE(said.status == 0, said.err);
  const std::string id = said.out.substr(0, said.out.find('\n'));
  const std::string text = read_text(o.data + "/outbox/" + id + ".json");
  CHECK(text.find("canary") == std::string::npos);
  CHECK(text.find(o.id) == std::string::npos);  // nor which submission
  CHECK(parse_json(text, "envelope").value()["tag"] == o.keys.tag);
  const auto found = o.found(o.data);
  REQUIRE(found.has_value());
  CHECK(found->text == kWords);
  CHECK(found->submission == o.id);
  CHECK(found->seq == 1);
  CHECK(found->status == domain::AnswerStatus::answered);
  CHECK(found->role == domain::Role::bridge_builder);
  CHECK(found->language == "ar");
}

TEST_CASE("without --seq the next one; the rest as it is asked for; --json for scripts") {
  Office o;
  REQUIRE(o.answer({"--status", "picked_up"}).status == 0);
  const Said said = o.answer({"--json", "--lang", "nl", "--role", "fixer", "--status", "closed"});
  const Json told = parse_json(said.out, "stdout").value();
  CHECK(told["box"] == "answers");
  CHECK(told["seq"] == 2);
  CHECK(told["status"] == "closed");
  const auto found = o.found(o.data);
  CHECK(found->seq == 2);
  CHECK(found->language == "nl");
  CHECK(found->role == domain::Role::fixer);
  // A lower one, whenever it is made, doesn't count.
  REQUIRE(o.answer({"--seq", "1"}).status == 0);
  CHECK(o.found(o.data)->seq == 2);
  REQUIRE(o.answer({"--seq", "40"}).status == 0);
  CHECK(parse_json(o.answer({"--json"}).out, "stdout").value()["seq"] == 41);
}

TEST_CASE("what can't be answered says why, and nothing is queued") {
  Office o;
  const auto with = [&](const std::string& name, const std::string& value) {
    std::vector<std::string> words = {"answer",      o.file,
                                      "--key",       o.folder / "reader.jwk",
                                      "--sign",      o.folder / "signer.jwk",
                                      "--text-file", o.folder / "answer.txt",
                                      "--data",      o.data};
    if (name == "FILE") words[1] = value;
    const auto at = std::find(words.begin(), words.end(), name);
    if (at != words.end())
      *(at + 1) = value;
    else if (name != "FILE")
      words.insert(words.end(), {name, value});
    return o.run(words);
  };
  write_text(o.folder / "empty.txt", "\n");
  write_text(o.folder / "latin1.txt", "caf\xE9");
  write_text(o.folder / "long.txt", std::string(20000, 'x'));
  write_text(o.folder / "public.jwk", o.signer.open.jwk);
  domain::Submission keyless =
      domain::parse_submission(
          fakes::answer_of<std::string>(*o.platform,
                                        [&](auto then) {
                                          crypto::open(o.platform->sealer(),
                                                       crypto::parse(read_text(o.file), "file").value(),
                                                       o.reader.secret, then);
                                        })
              ->value())
          .value();
  keyless.answer = {};
  keyless.id = crypto::uuid_v4(o.platform->random());
  CHECK(with("--status", "done").status == 2);
  CHECK(with("--seq", "0").status == 2);
  CHECK(with("--seq", "2x").status == 2);
  CHECK(with("--role", "boss").status == 2);
  CHECK(with("--text-file", o.folder / "empty.txt").err.find("needs words") != std::string::npos);
  CHECK(with("--text-file", o.folder / "latin1.txt").err.find("UTF-8") != std::string::npos);
  CHECK(with("--text-file", o.folder / "long.txt").status == 2);
  CHECK(with("--text-file", o.folder / "missing.txt").status == 2);
  CHECK(with("--key", o.folder / "signer.jwk").err.find("wasn't sealed to this key") != std::string::npos);
  CHECK(with("--sign", o.folder / "public.jwk").err.find("public key") != std::string::npos);
  CHECK(with("--sign", o.folder / "answer.txt").status == 2);
  CHECK(with("FILE", o.save(keyless)).err.find("no keys for an answer") != std::string::npos);
  CHECK(with("FILE", o.folder / "answer.txt").status == 2);
  CHECK(o.run({"answer"}).status == 2);
  CHECK(o.run({"answer", o.file}).status == 2);
  CHECK_FALSE(std::filesystem::exists(o.data + "/outbox"));
  // A status that needs no words takes none.
  CHECK(o.run({"answer", o.file, "--key", o.folder / "reader.jwk", "--sign", o.folder / "signer.jwk",
               "--status", "received", "--data", o.data})
            .status == 0);
  CHECK(o.found(o.data)->text.empty());
}

TEST_CASE("with --config a key that no device believes isn't used") {
  Office o;
  const auto config = [&](const char* name, const std::string& signers) {
    write_text(
        o.folder / name,
        R"({"format":"wijkverbinder-config/1","municipality":"m.json","device":{"name":"k","number":7,"place":"P"},"languages":["nl"],"recipients":"r.json")" +
            (signers.empty() ? "" : R"(,"signers":")" + signers + "\"") + "}");
    return std::vector<std::string>{"--config", o.folder / name};
  };
  write_text(o.folder / "r.json", o.reader.open.jwk);
  write_text(o.folder / "s.json", R"({"keys":[)" + o.signer.open.jwk + "]}");
  write_text(o.folder / "t.json", R"({"keys":[)" + o.reader.open.jwk + "]}");
  CHECK(o.answer(config("good.json", "s.json")).status == 0);
  CHECK(o.answer(config("other.json", "t.json")).err.find("isn't among the signers") != std::string::npos);
  CHECK(o.answer(config("none.json", "")).err.find("/signers") != std::string::npos);
  CHECK(o.answer(config("gone.json", "gone.jwks.json")).status == 2);
  CHECK(o.publish(kNews, config("other.json", "t.json")).status == 2);
}

TEST_CASE("a document is published under its id, seq by seq, and its picture is written anew") {
  Office o;
  const Json first = parse_json(o.publish(kNews, {"--json"}).out, "stdout").value();
  CHECK(first["box"] == "published");
  CHECK(first["seq"] == 1);
  REQUIRE(o.shown(o.data).size() == 1);
  CHECK(o.shown(o.data)[0].title.at("nl") == "De lampen branden");
  CHECK(o.shown(o.data)[0].role == domain::Role::bridge_builder);

  Json again = parse_json(kNews, "news").value();
  again["id"] = first["document"];
  again["title"]["nl"] = "De lampen branden weer";
  media::Image picture{2000, 500, std::vector<std::uint32_t>(1'000'000, 0xFF3366AA)};
  REQUIRE(media::save_png(fakes::disk(), picture, o.folder / "photo.png"));
  again["picture"] = "photo.png";
  again["alt"] = {{"nl", "Een lantaarn"}};
  CHECK(parse_json(o.publish(again.dump(), {"--json"}).out, "stdout").value()["seq"] == 2);
  const auto shown = o.shown(o.data);
  REQUIRE(shown.size() == 1);
  CHECK(shown[0].title.at("nl") == "De lampen branden weer");
  CHECK(shown[0].alt.at("nl") == "Een lantaarn");
  const auto decoded = media::decode_picture(shown[0].picture, "picture");
  REQUIRE(decoded.ok());
  CHECK(decoded.value().width == 1280);
  CHECK(decoded.value().height == 320);
}

TEST_CASE("a document with a fault is not published, and the fault is named") {
  Office o;
  const auto with = [&](const char* member, const Json& value) {
    Json json = parse_json(kNews, "news").value();
    json[member] = value;
    const Said said = o.publish(json.dump());
    CHECK(said.status == 2);
    return said.err;
  };
  CHECK(with("exp", "soon").find("/exp") != std::string::npos);
  CHECK(with("title", "Titel").find("/title") != std::string::npos);
  CHECK(with("role", "boss").find("/role") != std::string::npos);
  CHECK(with("kind", "rumour").find("/kind") != std::string::npos);
  CHECK(with("titel", Json::object()).find("/titel") != std::string::npos);
  CHECK(with("picture", "missing.png").find("missing.png") != std::string::npos);
  write_text(o.folder / "fake.png", "no picture");
  CHECK(with("picture", "fake.png").find("fake.png") != std::string::npos);
  CHECK(o.publish("{").status == 2);
  CHECK(o.publish("[]").status == 2);
  CHECK_FALSE(std::filesystem::exists(o.data + "/outbox"));
}

TEST_CASE("import keeps what comes back; from a target's folder it isn't sent again") {
  Office o;
  REQUIRE(o.answer().status == 0);
  REQUIRE(o.publish(kNews).status == 0);
  const std::string stick = o.folder / "stick", kiosk = o.folder / "kiosk", other = o.folder / "other";
  REQUIRE(o.run({"queue", "export", stick, "--data", o.data}).status == 0);
  for (int time = 1; time <= 2; ++time) {
    const Json told =
        parse_json(o.run({"queue", "import", stick, "--data", kiosk, "--json"}).out, "stdout").value();
    CHECK(told["answers_and_news"] == (time == 1 ? 2 : 0));
    CHECK(told["bad"].empty());
    REQUIRE(o.found(kiosk).has_value());
    CHECK(o.found(kiosk)->text == kWords);
    CHECK(o.shown(kiosk).size() == 1);
    CHECK(parse_json(o.run({"queue", "list", "--data", kiosk, "--json"}).out, "stdout")
              .value()["waiting"]
              .size() == 2);
  }
  std::filesystem::create_directories(o.folder / "target/answers");
  for (const auto& entry : std::filesystem::directory_iterator(kiosk + "/answers")) {
    std::filesystem::copy(entry.path(),
                          std::filesystem::path(o.folder / "target/answers") / entry.path().filename());
  }
  REQUIRE(o.run({"queue", "import", o.folder / "target", "--data", other}).status == 0);
  CHECK(o.found(other).has_value());
  CHECK(parse_json(o.run({"queue", "list", "--data", other, "--json"}).out, "stdout")
            .value()["waiting"]
            .empty());
}

TEST_CASE("keys, words and documents are read as Notepad or PowerShell saved them") {
  for (const bool wide : {false, true}) {
    CAPTURE(wide);
    Office o;
    const auto saved = [&](const std::string& text) {
      return wide ? utf16(text) : "\xEF\xBB\xBF" + text + "\r\n";
    };
    write_text(o.folder / "reader.jwk", saved(o.reader.secret));
    write_text(o.folder / "signer.jwk", saved(o.signer.secret));
    write_text(o.folder / "answer.txt", saved("Dinsdag.\n"));
    CHECK(o.answer().status == 0);
    REQUIRE(o.found(o.data));
    CHECK(o.found(o.data)->text == "Dinsdag.");
    CHECK(o.publish(saved(kNews)).status == 0);
    CHECK(o.run({"keys", "public", o.folder / "reader.jwk"}).status == 0);
    CHECK(o.run({"open", o.file, "--key", o.folder / "reader.jwk"}).status == 0);
    // Negative control: what is no text in any of these ways is still refused.
    write_text(o.folder / "reader.jwk", std::string("\0x", 2) + o.reader.secret);
    CHECK(o.run({"keys", "public", o.folder / "reader.jwk"}).status == 2);
  }
}

TEST_CASE("who writes what no device draws is told the characters; what is drawn raises no word") {
  Office o;
  write_text(o.folder / "answer.txt",
             "De lamp \u2705 \U0001F600 \u4F60\u597D brandt \U00020BB7 weer \U00020BB7.");
  const Said said = o.answer();
  CHECK(said.status == 0);
  CHECK(said.err.find(kBoxes) != std::string::npos);
  CHECK(said.err.find("U+20BB7") == said.err.rfind("U+20BB7"));
  for (const char* drawn : {"U+2705", "U+1F600", "U+4F60"}) CHECK(said.err.find(drawn) == std::string::npos);
  write_text(
      o.folder / "answer.txt",
      "De lamp \u2705 \U0001F600 \u4F60\u597D brandt, \u0645\u0631\u062D\u0628\u0627, \u0434\u044F\u043A\u0443\u044E.");
  CHECK(o.answer().err.empty());
  Json news = parse_json(kNews, "news").value();
  CHECK(o.publish(news.dump()).err.empty());
  news["title"]["nl"] = "Lampen \U00020BB7";
  const Said published = o.publish(news.dump(), {"--json"});
  CHECK(published.status == 0);
  CHECK(published.err.find("news.json: nl: ") != std::string::npos);
  CHECK(parse_json(published.out, "stdout").ok());
}

TEST_CASE("a colleague's photo may be larger than a device's, up to 50 megapixels") {
  Office o;
  Json news = parse_json(kNews, "news").value();
  const auto with = [&](int width, int height) {
    REQUIRE(media::save_png(
        fakes::disk(),
        media::Image{width, height,
                     std::vector<std::uint32_t>(
                         static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0xFF3366AA)},
        o.folder / "photo.png"));
    news["picture"] = "photo.png";
    news["alt"] = {{"nl", "Een lantaarn"}};
    return o.publish(news.dump());
  };
  CHECK(with(6000, 5000).status == 0);  // 30 megapixels: no device takes it as it is
  CHECK(with(9000, 6000).status == 2);  // 54: refused still
  CHECK_FALSE(media::load_picture(fakes::disk(), o.folder / "photo.png"));
}
