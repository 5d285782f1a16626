#include "jose_handles.h"

#include <malloc.h>

#include <cstdlib>

#include "base/bytes.h"

namespace wv::linux_platform {
namespace {

void wiping_free(void* memory) {
  if (memory != nullptr) wipe(memory, ::malloc_usable_size(memory));
  std::free(memory);
}

void say_nothing(void*, const char*, int, uint64_t, const char*, va_list) {}

}  // namespace

void make_jansson_wipe() { json_set_alloc_funcs(std::malloc, wiping_free); }

JoseHandle quiet_jose() {
  JoseHandle cfg(jose_cfg());
  if (cfg) jose_cfg_set_err_func(cfg.get(), say_nothing, nullptr);
  return cfg;
}

JsonHandle load_json(const std::string& text) {
  return JsonHandle(json_loadb(text.data(), text.size(), JSON_REJECT_DUPLICATES, nullptr));
}

std::string dump_json(const json_t* value) {
  char* text = json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS);
  if (text == nullptr) return {};
  std::string copy(text);
  wiping_free(text);
  return copy;
}

std::string text_of(const json_t* object, const char* member) {
  const char* text = json_string_value(json_object_get(object, member));
  return text == nullptr ? "" : text;
}

JsonHandle bare_key(const json_t* jwk, Parts parts) {
  JsonHandle key(json_object());
  for (const char* member : {"kty", "crv", "x", "y", "n", "e"}) {
    if (json_t* value = json_object_get(jwk, member)) json_object_set(key.get(), member, value);
  }
  if (parts == Parts::open) return key;
  for (const char* member : {"d", "p", "q", "dp", "dq", "qi", "k"}) {
    if (json_t* value = json_object_get(jwk, member)) json_object_set(key.get(), member, value);
  }
  return key;
}

bool is_private(const json_t* jwk) {
  return json_object_get(jwk, text_of(jwk, "kty") == "oct" ? "k" : "d") != nullptr;
}

std::string thumbprint_of(jose_cfg_t* cfg, const json_t* jwk) {
  const JsonHandle thumbprint(jose_jwk_thp(cfg, jwk, "S256"));
  const char* text = json_string_value(thumbprint.get());
  return text == nullptr ? "" : text;
}

Error bad_key(const std::string& what) { return {Fault::bad_input, "seal.bad_key", what}; }

}  // namespace wv::linux_platform
