#include "sync/destination.h"

namespace wv::sync {

namespace {

constexpr std::string_view kSecure = "https://";

}  // namespace

std::vector<Form> forms_for(const std::string& url) {
  if (url.starts_with(kSecure)) return {Form::whole, Form::path, Form::plain};
  return {Form::whole, Form::path};
}

std::string destination(Form form, const std::string& url) {
  if (form == Form::plain && url.starts_with(kSecure)) return "http://" + url.substr(kSecure.size());
  if (form != Form::path) return url;
  const std::size_t authority = url.find("://");
  const std::size_t path = authority == std::string::npos ? std::string::npos : url.find('/', authority + 3);
  return path == std::string::npos ? "/" : url.substr(path);
}

const char* name_of(Form form) {
  switch (form) {
    case Form::whole: return "whole";
    case Form::path: return "path";
    case Form::plain: return "plain";
  }
  return "";
}

const char* words_for(Form form) {
  switch (form) {
    case Form::whole: return "the whole address";
    case Form::path: return "the path alone";
    case Form::plain: return "the address with http, since the server doesn't know of the TLS in front of it";
  }
  return "";
}

bool blames_destination(int status) {
  return status == 400 || status == 403 || status == 409 || status == 502;
}

}  // namespace wv::sync
