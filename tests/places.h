// Where the project's sources lie. A function rather than a definition for every test, so that a copy of the
// project in another folder compiles to the same objects.
#pragma once
#include <filesystem>

namespace wv {

[[nodiscard]] std::filesystem::path source_folder();

}  // namespace wv
