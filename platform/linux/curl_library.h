// libcurl, opened when it is first needed: it brings some thirty libraries of its own, and a start that sends
// nothing shouldn't wait for them. The functions stand here under their names without `curl_`. Not opened
// again when it isn't there; `why_not` says why in the linker's words. Any thread.
#pragma once
#include <curl/curl.h>

#include <string>

// Its checks of types are macros over the names of linked functions.
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

namespace wv::linux_platform {

class CurlLibrary {
 public:
  explicit CurlLibrary(const char* file);  // of this name or path
  [[nodiscard]] bool usable() const { return why_not_.empty(); }
  [[nodiscard]] const std::string& why_not() const { return why_not_; }

  decltype(&::curl_easy_cleanup) easy_cleanup = nullptr;
  decltype(&::curl_easy_getinfo) easy_getinfo = nullptr;
  decltype(&::curl_easy_init) easy_init = nullptr;
  decltype(&::curl_easy_setopt) easy_setopt = nullptr;
  decltype(&::curl_easy_strerror) easy_strerror = nullptr;
  decltype(&::curl_global_cleanup) global_cleanup = nullptr;
  decltype(&::curl_global_init) global_init = nullptr;
  decltype(&::curl_multi_add_handle) multi_add_handle = nullptr;
  decltype(&::curl_multi_cleanup) multi_cleanup = nullptr;
  decltype(&::curl_multi_info_read) multi_info_read = nullptr;
  decltype(&::curl_multi_init) multi_init = nullptr;
  decltype(&::curl_multi_perform) multi_perform = nullptr;
  decltype(&::curl_multi_poll) multi_poll = nullptr;
  decltype(&::curl_multi_remove_handle) multi_remove_handle = nullptr;
  decltype(&::curl_multi_setopt) multi_setopt = nullptr;
  decltype(&::curl_multi_wakeup) multi_wakeup = nullptr;
  decltype(&::curl_slist_append) slist_append = nullptr;
  decltype(&::curl_slist_free_all) slist_free_all = nullptr;

 private:
  template <class F>
  void find(void* library, const char* name, F& function);
  std::string why_not_;
};

// The one that transfers use: opened by the first call, and never closed.
[[nodiscard]] const CurlLibrary& curl();

}  // namespace wv::linux_platform
