// Names of files as texts with '/' between their parts, as every platform here writes them. Nothing of a disk
// is asked. What stands before the last '/' is the folder; an absolute name needs none.
#pragma once
#include <string>
#include <string_view>

namespace wv {

// `name` in `folder`; `name` itself where it is absolute or there is no folder.
[[nodiscard]] std::string path_in(std::string_view folder, std::string_view name);
// The same place without ".", "x/.." and doubled '/'; "." for nothing, "" stays.
[[nodiscard]] std::string tidy_path(std::string_view path);
[[nodiscard]] std::string folder_of(std::string_view path);          // "" where the name has none
[[nodiscard]] std::string_view file_name_of(std::string_view path);  // "" after a '/'
[[nodiscard]] std::string_view ending_of(std::string_view path);     // ".png"; "" of ".hidden"
[[nodiscard]] std::string_view stem_of(std::string_view path);       // the name without its ending

}  // namespace wv
