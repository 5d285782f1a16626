// A scene (scenes.h) disturbed wherever it can be: killed at every system call, every disk call refused or
// done by half, and every disk that a power cut could leave.
#pragma once
#include "power_cut.h"
#include "scenes.h"
#include "tracer.h"

namespace wv::faults {

// Once, in a child process, on a place that is cleared and laid out before.
[[nodiscard]] Traced run(const Scene& scene, const Place& place, const Plan& plan);

[[nodiscard]] Figures kill_everywhere(const Scene& scene);
// A few refusals only, but for WV_FAULTS_ALL.
[[nodiscard]] Figures refuse_everywhere(const Scene& scene);
[[nodiscard]] Figures cut_everywhere(const Scene& scene, Disk disk);

void print(const char* what, const Scene& scene, const char* unit, const Figures& figures);

}  // namespace wv::faults
