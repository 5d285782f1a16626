#include "network_watch.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

#include <array>
#include <cstdint>
#include <ctime>
#include <fstream>
#include <sstream>
#include <utility>

namespace wv::linux_platform {
namespace {

constexpr long kSettleNs = 500'000'000;      // a link that comes up says so in a dozen messages
constexpr long kFarSeconds = 3'000'000'000;  // a moment that never comes: only the cancelling counts

std::string address_of(const sockaddr* address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address->sa_family == AF_INET) {
    ::inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, text, sizeof text);
  } else if (address->sa_family == AF_INET6) {
    const in6_addr& six = reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr;
    if (IN6_IS_ADDR_LINKLOCAL(&six) == 0) ::inet_ntop(AF_INET6, &six, text, sizeof text);
  }
  return text;
}

void add_addresses(std::set<std::string>& found) {
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) != 0) return;
  constexpr unsigned kUp = IFF_UP | IFF_RUNNING;
  for (const ifaddrs* one = first; one != nullptr; one = one->ifa_next) {
    if (one->ifa_addr == nullptr || (one->ifa_flags & kUp) != kUp || (one->ifa_flags & IFF_LOOPBACK) != 0)
      continue;
    if (std::string address = address_of(one->ifa_addr); !address.empty())
      found.insert(std::string(one->ifa_name) + " " + address);
  }
  ::freeifaddrs(first);
}

// The ways out, as the kernel tells them in /proc/net.
void add_default_routes(std::set<std::string>& found) {
  const std::string nowhere4 = "00000000", nowhere6(32, '0');
  std::string line, name, to, gateway, skipped, mask;
  for (std::ifstream four("/proc/net/route"); std::getline(four, line);) {
    std::istringstream words(line);
    for (std::string* word : {&name, &to, &gateway, &skipped, &skipped, &skipped, &skipped, &mask})
      words >> *word;
    if (words && to == nowhere4 && mask == nowhere4) found.insert(name + " by " + gateway);
  }
  for (std::ifstream six("/proc/net/ipv6_route"); std::getline(six, line);) {
    std::istringstream words(line);
    for (std::string* word :
         {&to, &mask, &skipped, &skipped, &gateway, &skipped, &skipped, &skipped, &skipped, &name})
      words >> *word;
    if (words && to == nowhere6 && mask == "00" && name != "lo") found.insert(name + " by " + gateway);
  }
}

std::set<std::string> network_now() {
  std::set<std::string> found;
  add_addresses(found);
  add_default_routes(found);
  return found;
}

FileDescriptor news_socket() {
  FileDescriptor news(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE));
  sockaddr_nl groups{};
  groups.nl_family = AF_NETLINK;
  groups.nl_groups =
      RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;
  if (news.is_open() && ::bind(news.number(), reinterpret_cast<const sockaddr*>(&groups), sizeof groups) != 0)
    news.close_now();
  return news;
}

// Whether a counting descriptor (a bell, a timer) had something; it is empty afterwards.
bool take(const FileDescriptor& counting) {
  std::uint64_t count = 0;
  return uninterrupted([&] { return ::read(counting.number(), &count, sizeof count); }) > 0;
}

}  // namespace

bool has_network() { return !network_now().empty(); }

bool NetworkWatch::open() {
  if (all_.is_open()) return true;
  bell_ = FileDescriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  news_ = news_socket();
  clock_ = FileDescriptor(::timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK));
  quiet_ = FileDescriptor(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
  FileDescriptor all(::epoll_create1(EPOLL_CLOEXEC));
  for (const FileDescriptor* one : {&bell_, &news_, &clock_, &quiet_}) {
    epoll_event event{};
    event.events = EPOLLIN;
    if (!one->is_open() || ::epoll_ctl(all.number(), EPOLL_CTL_ADD, one->number(), &event) != 0) return false;
  }
  arm_clock();
  known_ = network_now();
  all_ = std::move(all);
  return true;
}

// Far in the future, and cancelled when the wall clock is set: waking from sleep sets it.
void NetworkWatch::arm_clock() {
  itimerspec far{};
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  far.it_value.tv_sec = now.tv_sec + kFarSeconds;
  ::timerfd_settime(clock_.number(), TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &far, nullptr);
}

void NetworkWatch::wait() {
  pollfd one{all_.number(), POLLIN, 0};
  ::poll(&one, 1, -1);
}

void NetworkWatch::wake() {
  constexpr std::uint64_t kOnce = 1;
  static_cast<void>(uninterrupted([&] { return ::write(bell_.number(), &kOnce, sizeof kOnce); }));
}

// What the messages say isn't looked at: after an overrun some are missing, and the tables know it all.
bool NetworkWatch::drain_news() {
  alignas(nlmsghdr) std::array<char, 8192> message;
  bool came = false;
  while (true) {
    const ssize_t size =
        uninterrupted([&] { return ::recv(news_.number(), message.data(), message.size(), 0); });
    if (size < 0 && errno != ENOBUFS) return came;
    came = true;
  }
}

bool NetworkWatch::gained() {
  std::set<std::string> now = network_now();
  bool more = false;
  for (const std::string& one : now) more = more || !known_.contains(one);
  known_ = std::move(now);
  return more;
}

bool NetworkWatch::look() {
  static_cast<void>(take(bell_));
  std::uint64_t expired = 0;
  if (::read(clock_.number(), &expired, sizeof expired) < 0 && errno == ECANCELED) {
    arm_clock();
    known_ = network_now();
    return true;
  }
  if (drain_news() && !settling_) {
    settling_ = true;
    itimerspec soon{};
    soon.it_value.tv_nsec = kSettleNs;
    ::timerfd_settime(quiet_.number(), 0, &soon, nullptr);
  }
  if (!take(quiet_)) return false;
  settling_ = false;
  return gained();
}

}  // namespace wv::linux_platform
