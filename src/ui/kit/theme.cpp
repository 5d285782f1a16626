#include "ui/kit/theme.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace wv::ui {

namespace {

double linear(std::uint8_t channel) {
  const double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(Colour c) { return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b); }

// Of a style that was read, so it is a colour.
Colour parsed(const std::string& hex) {
  return rgb(static_cast<std::uint32_t>(std::strtoul(hex.c_str() + 1, nullptr, 16)));
}

}  // namespace

std::string to_hex(Colour colour) {
  char text[8];
  std::snprintf(text, sizeof text, "#%02x%02x%02x", colour.r, colour.g, colour.b);
  return text;
}

double contrast(Colour a, Colour b) {
  const double la = luminance(a), lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

Colour mix(Colour from, Colour to, float share) {
  const auto blend = [share](std::uint8_t x, std::uint8_t y) {
    return static_cast<std::uint8_t>(
        std::lround(static_cast<float>(x) + (static_cast<float>(y) - static_cast<float>(x)) * share));
  };
  return {blend(from.r, to.r), blend(from.g, to.g), blend(from.b, to.b), blend(from.a, to.a)};
}

namespace {

// Two colours, a third for what is wrong and a fourth for where one is.
Theme strong_theme(Contrast contrast, Colour ground, Colour ink, Colour error, Colour focus) {
  Theme t;
  t.contrast = contrast;
  t.ink = t.accent = t.muted = t.line = ink;
  t.soft = t.paper = t.card = t.leefwereld = t.systeemwereld = t.error_ground = ground;
  t.field = t.key = t.key_special = t.bar = t.on_accent = t.ring_edge = ground;
  t.error = error;
  t.focus = focus;
  t.border_mm = 0.9f;
  t.quiet_border_mm = 0.25f;
  t.shadows = false;
  return t;
}

}  // namespace

Theme theme_of(Contrast contrast, const content::Style& style) {
  const Colour black = rgb(0), white = rgb(0xFFFFFF);
  if (contrast == Contrast::high) return strong_theme(contrast, white, black, rgb(0x9B0F0A), rgb(0x0000C8));
  if (contrast == Contrast::inverse) {
    Theme t = strong_theme(contrast, black, white, rgb(0xFFA39B), rgb(0xFFE14D));
    t.plate = rgb(0xFBF7EF);
    return t;
  }
  Theme t;
  t.ink = parsed(style.ink);
  t.accent = parsed(style.accent);
  t.muted = parsed(style.muted);
  t.line = parsed(style.line);
  t.paper = parsed(style.paper);
  t.soft = parsed(style.soft);
  t.card = rgb(0xFFFFFF);
  t.leefwereld = rgb(0xF6E3C5);
  t.systeemwereld = rgb(0xD9E4F2);
  t.error = rgb(0xB3261E);
  t.error_ground = rgb(0xFDECEA);
  t.focus = t.ink;
  t.field = rgb(0xFFFFFF);
  t.key = rgb(0xFFFFFF);
  t.key_special = t.soft;
  t.bar = rgb(0xFFFFFF);
  t.on_accent = t.ring_edge = white;
  return t;
}

Colour role_colour(domain::Role role) {
  switch (role) {
    case domain::Role::fixer: return rgb(0x102E6E);
    case domain::Role::entrepreneur: return rgb(0xB64A0C);
    case domain::Role::bridge_builder: return rgb(0x147A66);
    case domain::Role::mediator: return rgb(0x9B3FB0);
  }
  return rgb(0x17213B);
}

Colour role_tint(domain::Role role) {
  switch (role) {
    case domain::Role::fixer: return rgb(0xC9DBF9);
    case domain::Role::entrepreneur: return rgb(0xFCE0C3);
    case domain::Role::bridge_builder: return rgb(0x9FD5C7);
    case domain::Role::mediator: return rgb(0xF0D5F6);
  }
  return rgb(0xFBF7EF);
}

}  // namespace wv::ui
