#include "indexed_db_store.h"

#include <array>
#include <cstdlib>
#include <utility>

#include "base/json.h"

// js/store.js. Each answers by its ticket; `base` is the data folder.
extern "C" {
void wv_store_write(int ticket, const char* base, const char* name, const std::uint8_t* bytes, int size,
                    int over);
// `files`: a JSON list of names; their bytes lie in `bytes` one after the other, as long as `sizes` says.
void wv_store_write_all(int ticket, const char* base, const char* folder, const char* names,
                        const std::uint8_t* bytes, const int* sizes, int over);
void wv_store_remove_all(int ticket, const char* base, const char* folder, const char* names);
void wv_store_move(int ticket, const char* base, const char* from, const char* to);
void wv_store_remove(int ticket, const char* base, const char* name);
void wv_store_read(int ticket, const char* base, const char* name, double most_bytes);
void wv_store_list(int ticket, const char* base, const char* folder);
void wv_store_free_bytes(int ticket);
void wv_store_rehearse(int ticket, const char* base, const char* folders, const char* counted);
void wv_store_count_up(int ticket, const char* base, const char* name, double first);
void wv_store_member(int ticket, const char* base, const char* name, const char* key);
void wv_store_set_member(int ticket, const char* base, const char* name, const char* key, const char* was,
                         const char* now);
void wv_store_hold(int ticket, const char* base, const char* name);
void wv_store_release(int hold);
void wv_store_note(int ticket, const char* base, const char* name, const char* line, double most_bytes);
}

namespace wv::web_platform {
namespace {

constexpr std::uint64_t kPlaces = 1'000'000;  // six digits are counted (src/crypto/FORMAT.md)

std::uint64_t number_in(const Bytes& bytes) { return std::strtoull(to_string(bytes).c_str(), nullptr, 10); }

// What the page's JSON says: our own, so whatever isn't in it is a fault that shows as nothing.
Json parsed(const Bytes& bytes) {
  auto json = parse_json(to_string(bytes), "the store's answer");
  return json ? std::move(json).value() : Json();
}

}  // namespace

IndexedDbStore::IndexedDbStore(std::string folder, ports::Random& random, Mailbox& mailbox)
    : folder_(std::move(folder)), random_(random), mailbox_(mailbox) {}

int IndexedDbStore::ticket(const std::string& name, Answer<Done> answer) {
  return mailbox_.expect([name, answer = std::move(answer)](const Reply& reply) {
    answer(reply.ok() ? Status(Done{}) : Status(reply.error(name)));
  });
}

// One code a file, "" where it is done; a fault of the whole is everyone's.
int IndexedDbStore::ticket_of_many(const std::string& folder, std::vector<std::string> names,
                                   Answer<std::vector<Status>> answer) {
  return mailbox_.expect([folder, names = std::move(names), answer = std::move(answer)](const Reply& reply) {
    std::vector<Status> all;
    const Json codes = reply.ok() ? parsed(reply.bytes) : Json();
    for (std::size_t i = 0; i < names.size(); ++i) {
      Reply one = reply;
      if (reply.ok())
        one.code = codes.is_array() && i < codes.size() ? codes[i].get<std::string>() : "store.io";
      all.push_back(one.ok() ? Status(Done{}) : Status(one.error(folder + "/" + names[i])));
    }
    answer(std::move(all));
  });
}

void IndexedDbStore::put(std::string name, Bytes content, Answer<Done> answer) {
  wv_store_write(ticket(name, std::move(answer)), folder_.c_str(), name.c_str(), content.data(),
                 static_cast<int>(content.size()), 0);
}

void IndexedDbStore::replace(std::string name, Bytes content, Answer<Done> answer) {
  wv_store_write(ticket(name, std::move(answer)), folder_.c_str(), name.c_str(), content.data(),
                 static_cast<int>(content.size()), 1);
}

void IndexedDbStore::write_all(std::string folder, std::vector<ports::Named> files, Over over,
                               Answer<std::vector<Status>> answer) {
  std::vector<std::string> names;
  std::vector<int> sizes;
  Bytes bytes;
  for (const ports::Named& file : files) {
    names.push_back(file.name);
    sizes.push_back(static_cast<int>(file.content.size()));
    bytes.insert(bytes.end(), file.content.begin(), file.content.end());
  }
  const std::string list = Json(names).dump();
  const int number = ticket_of_many(folder, std::move(names), std::move(answer));
  wv_store_write_all(number, folder_.c_str(), folder.c_str(), list.c_str(), bytes.data(), sizes.data(),
                     over == Over::replace ? 1 : 0);
}

void IndexedDbStore::remove_all(std::string folder, std::vector<std::string> names,
                                Answer<std::vector<Status>> answer) {
  const std::string list = Json(names).dump();
  const int number = ticket_of_many(folder, std::move(names), std::move(answer));
  wv_store_remove_all(number, folder_.c_str(), folder.c_str(), list.c_str());
}

void IndexedDbStore::move(std::string from, std::string to, Answer<Done> answer) {
  wv_store_move(ticket(from, std::move(answer)), folder_.c_str(), from.c_str(), to.c_str());
}

void IndexedDbStore::remove(std::string name, Answer<Done> answer) {
  wv_store_remove(ticket(name, std::move(answer)), folder_.c_str(), name.c_str());
}

void IndexedDbStore::read(std::string name, std::uint64_t most_bytes, Answer<Bytes> answer) {
  const int number = mailbox_.expect([name, answer = std::move(answer)](Reply reply) {
    answer(reply.ok() ? Result<Bytes>(std::move(reply.bytes)) : Result<Bytes>(reply.error(name)));
  });
  wv_store_read(number, folder_.c_str(), name.c_str(), static_cast<double>(most_bytes));
}

void IndexedDbStore::list(std::string folder, Answer<std::vector<ports::Entry>> answer) {
  const int number = mailbox_.expect([folder, answer = std::move(answer)](const Reply& reply) {
    if (!reply.ok()) return answer(reply.error(folder));
    std::vector<ports::Entry> entries;
    for (const Json& row : parsed(reply.bytes))
      entries.push_back({row[0].get<std::string>(), row[1].get<std::uint64_t>(), row[2].get<std::int64_t>()});
    answer(std::move(entries));
  });
  wv_store_list(number, folder_.c_str(), folder.c_str());
}

// A transaction that didn't end has left nothing behind.
void IndexedDbStore::sweep(std::string, Answer<std::uint64_t> answer) {
  mailbox_.post([answer = std::move(answer)] { answer(std::uint64_t{0}); });
}

void IndexedDbStore::free_bytes(Answer<std::uint64_t> answer) {
  wv_store_free_bytes(mailbox_.expect([answer = std::move(answer)](const Reply& reply) {
    answer(reply.ok() ? Result<std::uint64_t>(number_in(reply.bytes)) : reply.error(""));
  }));
}

void IndexedDbStore::rehearse(std::vector<std::string> folders, std::string counted, Answer<Done> answer) {
  wv_store_rehearse(ticket(folder_, std::move(answer)), folder_.c_str(), Json(folders).dump().c_str(),
                    counted.c_str());
}

// Drawn here, for a file that has no counter yet: never 1, for what was counted before may only be lost.
void IndexedDbStore::count_up(std::string name, Answer<std::uint64_t> answer) {
  std::array<std::uint8_t, 8> chance{};
  random_.fill(chance);
  std::uint64_t first = 0;
  for (const std::uint8_t byte : chance) first = first << 8U | byte;
  const int number = mailbox_.expect([name, answer = std::move(answer)](const Reply& reply) {
    answer(reply.ok() ? Result<std::uint64_t>(number_in(reply.bytes)) : reply.error(name));
  });
  wv_store_count_up(number, folder_.c_str(), name.c_str(), static_cast<double>(first % kPlaces + 1));
}

void IndexedDbStore::member(std::string name, std::string key, Answer<std::string> answer) {
  const int number = mailbox_.expect([name, answer = std::move(answer)](const Reply& reply) {
    answer(reply.ok() ? Result<std::string>(to_string(reply.bytes)) : reply.error(name));
  });
  wv_store_member(number, folder_.c_str(), name.c_str(), key.c_str());
}

// Kept as this program writes JSON, so that what one asks for and what one compares with are the same
// letters.
void IndexedDbStore::set_member(std::string name, std::string key, std::string was, std::string now,
                                Answer<Done> answer) {
  if (!now.empty()) {
    const auto value = parse_json(now, name);
    if (!value) return mailbox_.post([error = value.error(), answer = std::move(answer)] { answer(error); });
    now = value.value().dump();
  }
  wv_store_set_member(ticket(name + ": /" + key, std::move(answer)), folder_.c_str(), name.c_str(),
                      key.c_str(), was.c_str(), now.c_str());
}

void IndexedDbStore::hold(std::string name, Answer<ports::Hold> answer) {
  const int number = mailbox_.expect([name, answer = std::move(answer)](const Reply& reply) {
    if (!reply.ok()) return answer(reply.error(name));
    const auto release = [](int* held) {
      wv_store_release(*held);
      delete held;
    };
    answer(ports::Hold(std::shared_ptr<int>(new int(static_cast<int>(number_in(reply.bytes))), release)));
  });
  wv_store_hold(number, folder_.c_str(), name.c_str());
}

void IndexedDbStore::note(std::string name, std::string line, std::uint64_t most_bytes, Answer<Done> answer) {
  wv_store_note(ticket(name, std::move(answer)), folder_.c_str(), name.c_str(), line.c_str(),
                static_cast<double>(most_bytes));
}

}  // namespace wv::web_platform
