// Which of the kernel's mounts are sticks.
#include "sticks.h"

#include <doctest/doctest.h>

using wv::linux_platform::sticks_of;

TEST_CASE("sticks are devices mounted where sticks are") {
  constexpr char kMounts[] =
      "/dev/sda1 / ext4 rw 0 0\n"
      "proc /proc proc rw 0 0\n"
      "/dev/sdb1 /media/host/STICK\\040VAN\\040JAN vfat rw 0 0\n"
      "/dev/sdc1 /run/media/host/USB exfat rw 0 0\n"
      "//server/share /mnt/share cifs rw 0 0\n"
      "/dev/sdd1 /mnt ext4 ro 0 0\n"
      "/dev/sde1 /home ext4 rw 0 0\n"
      "/dev/sdf1 /media vfat rw 0 0\n"
      "broken\n";
  const auto sticks = sticks_of(kMounts, "");
  REQUIRE(sticks.size() == 3);
  CHECK(sticks[0].folder == "/media/host/STICK VAN JAN");
  CHECK(sticks[0].name == "STICK VAN JAN");
  CHECK(sticks[1].folder == "/run/media/host/USB");
  CHECK(sticks[2].folder == "/mnt");
  CHECK(sticks_of("", "").empty());
}

TEST_CASE("a machine may name more of them, each counts once") {
  const auto sticks = sticks_of("/dev/sdb1 /media/x vfat rw 0 0\n", "/media/x:/srv/usb/::/srv/other");
  REQUIRE(sticks.size() == 3);
  CHECK(sticks[0].name == "other");
  CHECK(sticks[1].folder == "/srv/usb");
  CHECK(sticks[2].folder == "/media/x");
}
