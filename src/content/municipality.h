// What residents see of their municipality and what the law asks to tell them (assets/README.md;
// "wijkverbinder-municipality/1"). Required, for AVG art. 13: controller, readers, retention_months,
// privacy_contact. Every fault becomes a finding; there are no silent defaults for what is wrong.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "content/style.h"

namespace wv::content {

struct Folder;  // content/files.h

struct NamedPlace {
  std::string id, name;
  std::string picture;  // of assets/illustrations, without ".svg"; "" for a street
};

struct Surgery {          // when one can drop in
  std::vector<int> days;  // 1 Monday .. 7 Sunday; at least one
  std::string from, to;   // "10:00"
  std::string place;      // "": here, where the device stands ("hier" in the file)
};

struct Hours {            // when the building is open
  std::vector<int> days;  // 1 Monday .. 7 Sunday; at least one
  std::string from, to;   // "10:00"
};

struct Wijkverbinder {
  std::string name;
  std::string picture;  // file, absolute or relative to the working directory; "" for the drawn one
  Surgery surgery;
  std::string phone;  // "": the municipality's
};

struct HelpLines {
  std::string emergency, domestic_violence, suicide, worry, children;
};

struct Municipality {
  std::string name, neighbourhood;
  std::string logo;  // file; "" for none
  Style style;
  std::string slides;  // folder of pictures for the first screen; "" for none
  std::vector<NamedPlace> places;
  std::vector<Wijkverbinder> wijkverbinders;  // at least one
  std::vector<int> reading_days;              // 1 Monday .. 7 Sunday
  std::vector<Hours> opening;                 // outside them the screen is black; empty: it never is
  std::vector<Day> closed_days;               // besides the public holidays (domain/promise.h)
  int reply_term_working_days = 5;
  std::vector<std::string> reads;  // languages that somebody reads
  std::string phone;
  HelpLines help;
  std::string controller, readers, privacy_contact, notice_version;
  int retention_months = 12;
  std::map<std::string, std::map<std::string, std::string>> texts;  // language → key → text
};

// `folder`: where the file lies; files it names are relative to that and must exist.
[[nodiscard]] Municipality read_municipality(const Json& json, const std::string& file, const Folder& folder,
                                             Findings& findings);

}  // namespace wv::content
