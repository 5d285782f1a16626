// Whether a picture is its golden one. Half size and a tolerance, so that another version of a font library
// is no alarm; what moves, is missing or has another colour is.
#pragma once
#include <filesystem>
#include <string>

#include "media/picture.h"

namespace wv::golden {

[[nodiscard]] std::filesystem::path folder();  // where the goldens lie
// Empty when `now` is alike; else what is wrong, with a picture of it in `out`. Without a golden it is wrong.
[[nodiscard]] std::string difference(const std::string& name, const media::Image& now,
                                     const std::filesystem::path& out);

}  // namespace wv::golden
