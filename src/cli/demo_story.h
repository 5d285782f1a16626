// What happened in the made-up municipality of `demo`, as assets/demo tells it: who works there, what
// residents sent, and what was done with it. Moments are told as days before today, so that the demo is
// always of these weeks. Read strictly: a fault is told with its file and place (demo.story).
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/submission.h"
#include "ports/files.h"

namespace wv::cli {

struct StoryMember {
  std::string id, name;
  std::vector<std::string> neighbourhoods;
  int number = 0;             // what receipts on this device begin with
  bool confidential = false;  // reads what a resident keeps from their wijkverbinder
};

struct StoryKiosk {
  std::string name, place;
  int number = 0;
  bool follows = true;  // has seen the newest team key
};

struct StoryMoment {
  int days = 0;    // before today
  int minute = 0;  // of that day, as people there count it
};

struct StoryStep {  // an event of a case
  StoryMoment when;
  std::string by, kind;
  int due = 0;  // of a promise: working days from today, below 0 before it
  std::string text, role, theme, way, to, with, system, reference;
  std::string status = "answered", language = "nl";  // of an answer
  bool confirmed = false;                            // of an erasure: by the authority
};

struct StoryCase {
  std::string name;  // by which others say that they are the same; "" where nobody does
  StoryMoment when;
  std::size_t kiosk = 0;
  domain::Kind kind = domain::Kind::question;
  std::string language, message, place, place_id, with, phone, email, contact_name;
  std::vector<std::string> tiles, needs;
  bool comes_here = false, confidential = false, voice = false;
  bool shown = false;    // its number and code are printed
  bool waiting = false;  // it lies in the kiosk's queue, not sent yet
  bool door = false;     // nobody sent anything: its first step, a note at a door, begins it
  std::vector<StoryStep> steps;
};

struct StoryNews {  // for everyone, by language
  StoryMoment when;
  std::string kind, role;
  std::map<std::string, std::string> title, text;
};

struct Story {
  std::string passphrase;      // of all members and of the register
  int begun = 0, rotated = 0;  // days before today: the register, and its newest team key
  std::vector<StoryMember> members;
  std::vector<StoryKiosk> kiosks;
  std::vector<StoryCase> cases;
  std::vector<StoryNews> news;
};

[[nodiscard]] Result<Story> read_story(const ports::Files& files, const std::string& folder);

}  // namespace wv::cli
