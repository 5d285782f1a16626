#include "content/files.h"

#include "content/bytes.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/utf8.h"

namespace wv::content {
namespace {

namespace fs = std::filesystem;

void fault(Findings& findings, const std::string& path, std::string what, std::string remedy) {
  findings.push_back({Finding::Weight::fault, path, "", std::move(what), std::move(remedy)});
}

}  // namespace

bool is_file(const std::string& path) {
  std::error_code error;
  return fs::is_regular_file(fs::path(path), error);
}

std::string folder_of(const std::string& path) { return fs::path(path).parent_path().string(); }

std::string joined(const std::string& folder, const std::string& relative) {
  return (fs::path(folder) / fs::path(relative)).lexically_normal().string();
}

std::optional<std::string> load_bytes(const std::string& path, std::size_t most_bytes, Findings& findings) {
  if (!is_file(path)) {
    fault(findings, path, "there is no such file", "put it there, or mend the name");
    return std::nullopt;
  }
  std::ifstream in(path, std::ios::binary);
  std::string text(most_bytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!in.is_open() || in.bad()) {
    fault(findings, path, "it can't be read", "give this user the right to read it");
    return std::nullopt;
  }
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > most_bytes) {
    fault(findings, path, "larger than " + std::to_string(most_bytes / 1024) + " KiB", "make it smaller");
    return std::nullopt;
  }
  return text;
}

std::optional<Json> load_json(const std::string& path, std::size_t most_bytes, Findings& findings) {
  auto text = load_bytes(path, most_bytes, findings);
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

std::string file_named(ObjectReader& reader, const std::string& member, const std::string& folder) {
  const auto path = reader.optional_text(member);
  if (!path) return {};
  const std::string whole = joined(folder, *path);
  if (!is_file(whole))
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
