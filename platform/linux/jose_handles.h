// libjose's and jansson's objects with owners, and a configuration that prints nothing (D6).
#pragma once
#include <jansson.h>

#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"

extern "C" {  // libjose's headers don't say so themselves
#include <jose/b64.h>
#include <jose/cfg.h>
#include <jose/io.h>
#include <jose/jwe.h>
#include <jose/jwk.h>
#include <jose/jws.h>
}

namespace wv::linux_platform {

struct FreeJson {
  void operator()(json_t* value) const { json_decref(value); }
};
using JsonHandle = std::unique_ptr<json_t, FreeJson>;

struct FreeJose {
  void operator()(jose_cfg_t* cfg) const { jose_cfg_decref(cfg); }
};
using JoseHandle = std::unique_ptr<jose_cfg_t, FreeJose>;

struct FreeIo {
  void operator()(jose_io_t* io) const { jose_io_decref(io); }
};
using IoHandle = std::unique_ptr<jose_io_t, FreeIo>;

// Jansson keeps keys and plain texts on the heap; from here on it overwrites what it frees.
void make_jansson_wipe();
[[nodiscard]] JoseHandle quiet_jose();
[[nodiscard]] JsonHandle load_json(const std::string& text);
[[nodiscard]] std::string dump_json(const json_t* value);
[[nodiscard]] std::string text_of(const json_t* object, const char* member);  // "" when it is no text

// Only the members that make the key what it is (RFC 7518 §6), the private ones too if `Parts::all`.
enum class Parts { open, all };
[[nodiscard]] JsonHandle bare_key(const json_t* jwk, Parts parts);
[[nodiscard]] bool is_private(const json_t* jwk);
[[nodiscard]] std::string thumbprint_of(jose_cfg_t* cfg, const json_t* jwk);  // "" when it is no key
[[nodiscard]] Error bad_key(const std::string& what);

}  // namespace wv::linux_platform
