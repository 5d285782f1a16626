// The subcommands of the one binary (platform/README.md): keys, open, pin, queue, register, sync, case, demo,
// host-card. They use the same rooms as the app and never touch its files behind its back. The exit status is
// 0, 1, 2 or 3; with 2 and 3 exactly one line stands on `err`.
#pragma once
#include <ostream>
#include <span>
#include <string>
#include <string_view>

#include "ports/platform.h"

namespace wv::cli {

[[nodiscard]] bool is_command(std::string_view word);
// For `--help`: one line a command.
[[nodiscard]] std::string_view command_usage();

// `args` begins with the command's word: {"queue", "list", "--json"}.
[[nodiscard]] int run_command(ports::Platform& platform, std::span<const std::string> args, std::ostream& out,
                              std::ostream& err);

}  // namespace wv::cli
