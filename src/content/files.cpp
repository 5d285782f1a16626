#include "content/files.h"

#include "content/bytes.h"

#include <algorithm>

#include "base/utf8.h"

namespace wv::content {
namespace {

void fault(Findings& findings, const std::string& path, std::string what, std::string remedy) {
  findings.push_back({Finding::Weight::fault, path, "", std::move(what), std::move(remedy)});
}

}  // namespace

std::optional<std::string> load_bytes(const ports::Files& files, const std::string& path,
                                      std::size_t most_bytes, Findings& findings) {
  auto text = files.read(path, most_bytes);
  if (text) return std::move(text).value();
  const std::string& code = text.error().code;
  if (code == "file.missing")
    fault(findings, path, "there is no such file", "put it there, or mend the name");
  else if (code == "file.too_large")
    fault(findings, path, "larger than " + std::to_string(most_bytes / 1024) + " KiB", "make it smaller");
  else
    fault(findings, path, "it can't be read", "give this user the right to read it");
  return std::nullopt;
}

std::optional<Json> load_json(const ports::Files& files, const std::string& path, std::size_t most_bytes,
                              Findings& findings) {
  auto text = load_bytes(files, path, most_bytes, findings);
  if (!text) return std::nullopt;
  settle_encoding(*text);
  auto json = parse_json(*text, path);
  if (json) return std::move(json).value();
  // parse_json says "FILE: what; remedy": a finding keeps them apart.
  const std::string whole = json.error().what.substr(std::min(path.size() + 2, json.error().what.size()));
  const std::size_t cut = whole.rfind("; ");
  fault(findings, path, whole.substr(0, cut), cut == std::string::npos ? "" : whole.substr(cut + 2));
  return std::nullopt;
}

void expect_format(ObjectReader& reader, std::string_view format) {
  if (!reader.is_object()) return;
  const auto found = reader.optional_text("format");
  if (!found || *found != format) {
    reader.fault("format", found ? "another format" : "it is missing",
                 "write \"" + std::string(format) + "\"");
  }
}

std::string file_named(ObjectReader& reader, const std::string& member, const Folder& folder) {
  const auto path = reader.optional_text(member);
  if (!path) return {};
  std::string whole = folder.at(*path);
  if (!folder.files.is_file(whole))
    reader.fault(member, "there is no such file: " + whole, "put it there, or leave the member out");
  return whole;
}

bool is_plain_id(std::string_view id, std::string_view also) {
  const auto plain = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           also.find(c) != std::string_view::npos;
  };
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), plain);
}

}  // namespace wv::content
