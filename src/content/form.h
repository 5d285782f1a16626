// The pages of a kind of submission (assets/forms/KIND.json, "wijkverbinder-form/1"): one question each.
#pragma once
#include <string>
#include <vector>

#include "base/json.h"
#include "domain/kind.h"

namespace wv::content {

enum class PageType { message, radio, checkbox, place, contact };

struct ChoiceSpec {
  std::string id;
  std::string label;    // a key of the catalogue
  std::string picture;  // of assets/illustrations, without ".svg"
};

struct PageSpec {
  std::string id, field;
  PageType type = PageType::message;
  bool optional = false;
  std::string heading;              // keys of the catalogue
  std::string hint, skip;           // "" when there is none
  std::vector<ChoiceSpec> choices;  // of a message page: its tiles
};

struct FormSpec {
  domain::Kind kind = domain::Kind::question;
  domain::Role role = domain::Role::fixer;
  std::vector<PageSpec> pages;
};

[[nodiscard]] FormSpec read_form(const Json& json, const std::string& file, domain::Kind expected,
                                 Findings& findings);

}  // namespace wv::content
