// Where a MOVE goes, as its header Destination says it. RFC 4918 §8.3 allows an absolute URI or an absolute
// path, and a server behind a proxy that ends TLS may understand only one of them: Apache's mod_dav wants its
// own scheme and answers 502 to another one and 400 to a path; nginx and Go's webdav compare scheme or host,
// and take a path.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace wv::sync {

enum class Form {
  whole,  // https://host/path, as the settings have it
  path,   // /path
  plain,  // http://host/path, for a server that doesn't know of the TLS in front of it; only this header says
          // so
};
// Those that are worth a try, the likeliest first.
[[nodiscard]] std::vector<Form> forms_for(const std::string& url);
[[nodiscard]] std::string destination(Form form, const std::string& url);

[[nodiscard]] const char* name_of(Form form);  // "whole", "path", "plain"
[[nodiscard]] const char* words_for(Form form);

// Another form may be understood: the server or its proxy objects to where it goes, not to what.
[[nodiscard]] bool blames_destination(int status);

}  // namespace wv::sync
