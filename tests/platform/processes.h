// Children of a test: a piece of work in a process of its own, its exit status, or its death by SIGKILL.
#pragma once
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace wv::platform_test {

// `work` gives the exit status. Nothing of doctest may be used in it.
template <class Work>
pid_t start_child(Work work) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) ::_exit(work());
  return child;
}

inline int status_of(pid_t child) {
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

template <class Work>
int in_child(Work work) {
  return status_of(start_child(work));
}

}  // namespace wv::platform_test
