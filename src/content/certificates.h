// Whether a file of authorities (the setting `ca_file`) is what libcurl and OpenSSL can use: PEM, RFC 7468,
// with at least one whole certificate. Only its outside is looked at; whether it is the right one only the
// server shows.
#pragma once
#include <string>
#include <string_view>

namespace wv::content {

// A sentence on what is wrong and what to do; "" when nothing is.
[[nodiscard]] std::string fault_of_certificates(std::string_view content);

}  // namespace wv::content
