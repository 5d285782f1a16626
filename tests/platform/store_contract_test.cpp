// What ports/store.h promises, asked of the fake and of the real one alike.
#include <algorithm>
#include <memory>
#include <set>

#include "crypto/thumbprint.h"
#include "base/json.h"
#include "base/bytes.h"
#include "fakes/fake_platform.h"
#include "platform/temporary_folder.h"
#include "ports/make_platform.h"

using namespace wv;
using platform_test::TemporaryFolder;

namespace {

struct InMemory {
  std::unique_ptr<ports::Platform> platform = std::make_unique<fakes::FakePlatform>();
};
struct OnDisk {
  std::unique_ptr<ports::Platform> platform = ports::make_platform();
};

template <class Where>
struct Tried : Where {
  TemporaryFolder folder;
  ports::Store& store = this->platform->store(folder / "data");

  std::string put(const std::string& name, const std::string& text) {
    return code(
        *fakes::answer_of<Done>(*this->platform, [&](auto then) { store.put(name, to_bytes(text), then); }));
  }
  std::string replace(const std::string& name, const std::string& text) {
    return code(*fakes::answer_of<Done>(*this->platform,
                                        [&](auto then) { store.replace(name, to_bytes(text), then); }));
  }
  // What became of each, with spaces between.
  std::string write_all(const std::string& in, std::vector<ports::Named> files, ports::Store::Over over) {
    return codes(*fakes::answer_of<std::vector<Status>>(
        *this->platform, [&](auto then) { store.write_all(in, std::move(files), over, then); }));
  }
  std::string remove_all(const std::string& in, std::vector<std::string> names) {
    return codes(*fakes::answer_of<std::vector<Status>>(
        *this->platform, [&](auto then) { store.remove_all(in, std::move(names), then); }));
  }
  static std::string codes(const Result<std::vector<Status>>& said) {
    REQUIRE(said.ok());
    std::string text;
    for (const Status& one : said.value()) text += (text.empty() ? "" : " ") + code(one);
    return text;
  }
  std::string move(const std::string& from, const std::string& to) {
    return code(*fakes::answer_of<Done>(*this->platform, [&](auto then) { store.move(from, to, then); }));
  }
  std::string remove(const std::string& name) {
    return code(*fakes::answer_of<Done>(*this->platform, [&](auto then) { store.remove(name, then); }));
  }
  std::string read(const std::string& name, std::uint64_t most = 1000) {
    const auto content =
        *fakes::answer_of<Bytes>(*this->platform, [&](auto then) { store.read(name, most, then); });
    return content.ok() ? to_string(content.value()) : content.error().code;
  }
  std::multiset<std::string> list(const std::string& name) {
    const auto entries = *fakes::answer_of<std::vector<ports::Entry>>(
        *this->platform, [&](auto then) { store.list(name, then); });
    REQUIRE(entries.ok());
    std::multiset<std::string> names;
    for (const auto& entry : entries.value()) names.insert(entry.name + ":" + std::to_string(entry.size));
    return names;
  }
  std::uint64_t count_up() {
    return fakes::answer_of<std::uint64_t>(*this->platform,
                                           [&](auto then) { store.count_up("device.json", then); })
        ->value();
  }
  std::string member(const std::string& key) {
    const auto text = *fakes::answer_of<std::string>(
        *this->platform, [&](auto then) { store.member("device.json", key, then); });
    return text.ok() ? text.value() : text.error().code;
  }
  std::string set_member(const std::string& key, const std::string& was, const std::string& now) {
    return code(*fakes::answer_of<Done>(
        *this->platform, [&](auto then) { store.set_member("device.json", key, was, now, then); }));
  }
  std::string note(const std::string& line, std::uint64_t most) {
    return code(*fakes::answer_of<Done>(*this->platform,
                                        [&](auto then) { store.note("log/events.txt", line, most, then); }));
  }
  static std::string code(const Result<Done>& result) { return result.ok() ? "done" : result.error().code; }
};

using Names = std::multiset<std::string>;

}  // namespace

TEST_CASE_TEMPLATE("a file is put once, read back, replaced, moved and removed", Where, InMemory, OnDisk) {
  Tried<Where> tried;
  CHECK(tried.put("outbox/a.json", "one") == "done");
  CHECK(tried.put("outbox/a.json", "two") == "store.exists");
  CHECK(tried.read("outbox/a.json") == "one");
  CHECK(tried.replace("outbox/a.json", "three") == "done");
  CHECK(tried.read("outbox/a.json") == "three");
  CHECK(tried.move("outbox/a.json", "sent/a.json") == "done");
  CHECK(tried.read("outbox/a.json") == "store.missing");
  CHECK(tried.read("sent/a.json") == "three");
  CHECK(tried.put("sent/b.json", "") == "done");
  CHECK(tried.move("sent/a.json", "sent/b.json") == "store.exists");
  CHECK(tried.read("sent/b.json").empty());
  CHECK(tried.remove("sent/a.json") == "done");
  CHECK(tried.remove("sent/a.json") == "store.missing");
  CHECK(tried.move("sent/a.json", "sent/c.json") == "store.missing");
}

TEST_CASE_TEMPLATE("many at once: each is told for itself, and what is there already stays or gives way",
                   Where, InMemory, OnDisk) {
  using Over = ports::Store::Over;
  Tried<Where> tried;
  CHECK(tried.write_all("sent", {}, Over::refuse).empty());
  CHECK(tried.write_all("sent", {{"one.json", to_bytes(std::string("1"))}}, Over::refuse) == "done");
  CHECK(
      tried.write_all(
          "sent",
          {{"a.json", to_bytes(std::string("a"))}, {"one.json", to_bytes(std::string("2"))}, {"b.json", {}}},
          Over::refuse) == "done store.exists done");
  CHECK(tried.read("sent/one.json") == "1");
  CHECK(tried.write_all("sent",
                        {{"one.json", to_bytes(std::string("2"))}, {"c.json", to_bytes(std::string("c"))}},
                        Over::replace) == "done done");
  CHECK(tried.list("sent") == Names{"a.json:1", "b.json:0", "c.json:1", "one.json:1"});
  CHECK(tried.read("sent/one.json") == "2");
  CHECK(tried.remove_all("sent", {"a.json", "nothing.json", "c.json"}) == "done store.missing done");
  CHECK(tried.list("sent") == Names{"b.json:0", "one.json:1"});
}

TEST_CASE("many at once: no name leads out of the folder") {
  Tried<OnDisk> tried;
  CHECK(tried.write_all("sent", {{"a.json", {}}, {"../b.json", {}}, {"", {}}, {"..", {}}},
                        ports::Store::Over::replace) == "done store.missing store.missing store.missing");
  CHECK(tried.remove_all("sent", {"a.json", "../device.json"}) == "done store.missing");
}

TEST_CASE_TEMPLATE("a folder lists its files with their sizes; a missing one is empty", Where, InMemory,
                   OnDisk) {
  Tried<Where> tried;
  CHECK(tried.list("outbox").empty());
  CHECK(tried.put("outbox/a.json", "one") == "done");
  CHECK(tried.put("outbox/b.json", "three") == "done");
  CHECK(tried.put("top.json", "x") == "done");
  CHECK(tried.list("outbox") == Names{"a.json:3", "b.json:5"});
  CHECK(tried.list("sent").empty());
}

TEST_CASE_TEMPLATE("a file larger than asked for is not read", Where, InMemory, OnDisk) {
  Tried<Where> tried;
  CHECK(tried.put("outbox/a.json", "12345") == "done");
  CHECK(tried.read("outbox/a.json", 5) == "12345");
  CHECK(tried.read("outbox/a.json", 4) == "store.too_large");
}

TEST_CASE_TEMPLATE("a hold is had once, and free again when it is let go", Where, InMemory, OnDisk) {
  Tried<Where> tried;
  const auto hold = [&](const char* name) {
    return *fakes::answer_of<ports::Hold>(*tried.platform, [&](auto then) { tried.store.hold(name, then); });
  };
  {
    const auto first = hold("sync");
    REQUIRE(first.ok());
    const auto second = hold("sync");
    REQUIRE_FALSE(second.ok());
    CHECK(second.error().code == "store.taken");
    CHECK(second.error().fault == Fault::not_now);
    CHECK(hold("other").ok());
  }
  CHECK(hold("sync").ok());
}

TEST_CASE_TEMPLATE("counting goes on where it was, also after a new start", Where, InMemory, OnDisk) {
  Tried<Where> tried;
  const auto first = tried.count_up();  // anywhere: a new store begins at a random place
  CHECK(tried.count_up() == first + 1);
  CHECK(tried.read("device.json").find("\"counter\":" + std::to_string(first + 1)) != std::string::npos);
  CHECK(tried.count_up() == first + 2);
}

TEST_CASE_TEMPLATE("a member is set only from what it was, beside the counter, and can go again", Where,
                   InMemory, OnDisk) {
  Tried<Where> tried;
  CHECK(tried.member("pin").empty());
  CHECK(tried.set_member("pin", "", R"({"wrong":0})") == "done");
  const auto first = tried.count_up();
  CHECK(tried.set_member("pin", "", R"({"wrong":1})") == "store.changed");
  CHECK(tried.set_member("pin", R"({"wrong":0})", R"({"wrong":1})") == "done");
  CHECK(tried.member("pin") == R"({"wrong":1})");
  CHECK(tried.count_up() == first + 1);
  CHECK(tried.set_member("other", "", "7") == "done");
  CHECK(tried.set_member("pin", R"({"wrong":1})", "") == "done");
  CHECK(tried.member("pin").empty());
  CHECK(tried.member("other") == "7");
  CHECK(tried.count_up() == first + 2);
}

TEST_CASE_TEMPLATE("a damaged file has no members", Where, InMemory, OnDisk) {
  Tried<Where> tried;
  CHECK(tried.set_member("pin", "", "7") == "done");
  CHECK(tried.replace("device.json", "nonsense") == "done");
  CHECK(tried.replace("device.json.copy", "nonsense") == "done");  // each copy mends the other
  CHECK(tried.member("pin") == "store.io");
  CHECK(tried.set_member("pin", "", "8") == "store.io");
  CHECK(tried.read("device.json") == "nonsense");
}

TEST_CASE_TEMPLATE("a log keeps its last lines, within its bound", Where, InMemory, OnDisk) {
  Tried<Where> tried;
  for (int i = 10; i < 40; ++i) CHECK(tried.note("line " + std::to_string(i), 80) == "done");
  const std::string now = tried.read("log/events.txt"), old = tried.read("log/events.txt.old");
  CHECK(now.size() <= 80);
  CHECK(old.size() <= 80);
  CHECK(now.find("line 39\n") != std::string::npos);
  CHECK((old + now).find("line 30\nline 31\n") != std::string::npos);
}

TEST_CASE_TEMPLATE("answers come from pump, in the order of the questions, and never before", Where, InMemory,
                   OnDisk) {
  Tried<Where> tried;
  std::string order;
  for (const char* name : {"1", "2", "3"}) {
    tried.store.put(std::string("outbox/") + name, {}, [&order, name](Result<Done>) { order += name; });
  }
  CHECK(tried.platform->busy());
  CHECK(order.empty());
  fakes::settle(*tried.platform);
  CHECK(order == "123");
  CHECK_FALSE(tried.platform->busy());
}

TEST_CASE_TEMPLATE("the same folder is the same store", Where, InMemory, OnDisk) {
  Tried<Where> tried;
  CHECK(&tried.platform->store("x") == &tried.platform->store("x"));
  CHECK(&tried.platform->store("x") != &tried.platform->store("y"));
}

TEST_CASE_TEMPLATE("a sealer stretches to the length asked for, and tells keys apart", Where, InMemory,
                   OnDisk) {
  Where where;
  const auto stretched = [&](const char* password) {
    ports::StretchRequest request{password, "saltsaltsaltsalt", 64, 1, 1, 48};
    return fakes::answer_of<Bytes>(*where.platform,
                                   [&](auto then) { where.platform->sealer().stretch(request, then); })
        ->value();
  };
  CHECK(stretched("a").size() == 48);
  CHECK(stretched("a") == stretched("a"));
  CHECK(stretched("a") != stretched("b"));
  ports::Sealer& sealer = where.platform->sealer();
  const auto make_key = [&] {
    return fakes::answer_of<std::string>(*where.platform, [&](auto then) { sealer.make_key(then); })->value();
  };
  const auto public_of = [&](const std::string& jwk) {
    return fakes::answer_of<std::string>(*where.platform, [&](auto then) { sealer.public_of(jwk, then); })
        .value();
  };
  const std::string key = make_key(), other = make_key();
  CHECK(key != other);
  // What the platform calls a key is what plain code calls it.
  CHECK(parse_json(key, "key").value()["kid"] == crypto::thumbprint(key).value());
  CHECK(parse_json(public_of(key).value(), "key").value()["kid"] == crypto::thumbprint(key).value());
  CHECK(crypto::thumbprint(key).value() != crypto::thumbprint(other).value());
  CHECK(public_of(key).value().find("\"d\"") == std::string::npos);
  CHECK_FALSE(public_of("{}").ok());
  CHECK_FALSE(public_of("nonsense").ok());
  for (const char* bad :
       {"nonsense", "[]", "{}", R"({"kty":"EC","crv":"P-256","x":"AA"})", R"({"kty":"OKP","x":"AA"})"})
    CHECK_FALSE_MESSAGE(crypto::thumbprint(bad).ok(), bad);
}
