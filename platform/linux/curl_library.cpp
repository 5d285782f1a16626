#include "curl_library.h"

#include <dlfcn.h>

namespace wv::linux_platform {

template <class F>
void CurlLibrary::find(void* library, const char* name, F& function) {
  function = reinterpret_cast<F>(::dlsym(library, name));
  if (function == nullptr && why_not_.empty()) why_not_ = std::string("no ") + name;
}

CurlLibrary::CurlLibrary(const char* file) {
  void* const library = ::dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) {
    const char* why = ::dlerror();
    why_not_ = why != nullptr ? why : file;
    return;
  }
  find(library, "curl_easy_cleanup", easy_cleanup);
  find(library, "curl_easy_getinfo", easy_getinfo);
  find(library, "curl_easy_init", easy_init);
  find(library, "curl_easy_setopt", easy_setopt);
  find(library, "curl_easy_strerror", easy_strerror);
  find(library, "curl_global_cleanup", global_cleanup);
  find(library, "curl_global_init", global_init);
  find(library, "curl_multi_add_handle", multi_add_handle);
  find(library, "curl_multi_cleanup", multi_cleanup);
  find(library, "curl_multi_info_read", multi_info_read);
  find(library, "curl_multi_init", multi_init);
  find(library, "curl_multi_perform", multi_perform);
  find(library, "curl_multi_poll", multi_poll);
  find(library, "curl_multi_remove_handle", multi_remove_handle);
  find(library, "curl_multi_setopt", multi_setopt);
  find(library, "curl_multi_wakeup", multi_wakeup);
  find(library, "curl_slist_append", slist_append);
  find(library, "curl_slist_free_all", slist_free_all);
}

const CurlLibrary& curl() {
  static const CurlLibrary library("libcurl.so.4");
  return library;
}

}  // namespace wv::linux_platform
