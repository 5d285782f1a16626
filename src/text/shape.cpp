#include "text/shape.h"

#include <algorithm>
#include <memory>

#include "base/bytes.h"
#include "text/decoded.h"

namespace wv::text {
namespace {

struct CloseBuffer {
  void operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }
};
using Buffer = std::unique_ptr<hb_buffer_t, CloseBuffer>;

struct Run {
  std::uint32_t begin = 0, end = 0;
  FaceId face{};
  hb_script_t script = HB_SCRIPT_COMMON;
  bool rtl = false;
};

// The paragraph as HarfBuzz is to see it, and the face of each character.
struct Prepared {
  std::u32string text;
  std::vector<FaceId> face;
  Prepared() = default;
  ~Prepared() { wipe(text); }
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;
};

// Ignorable characters that steer shaping; all others are replaced by one that HarfBuzz surely hides
// (it would draw Hangul fillers, for instance).
bool steers_shaping(char32_t c) {
  return c == 0x200C || c == 0x200D || c == 0x034F || (c >= 0x180B && c <= 0x180F) ||
         (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

void prepare(Prepared& prepared, Faces& faces, std::u32string_view paragraph, const std::uint8_t* grapheme,
             Weight weight) {
  prepared.text.assign(paragraph);
  prepared.face.resize(paragraph.size());
  FaceId before = faces.latin(weight);
  for (std::size_t begin = 0; begin < paragraph.size();) {
    std::size_t end = begin + 1;
    while (end < paragraph.size() && grapheme[end] == 0) ++end;
    const Choice choice = faces.choose(paragraph.substr(begin, end - begin), weight, before);
    bool boxed = false;
    for (std::size_t i = begin; i < end; ++i) {
      const char32_t c = paragraph[i];
      prepared.face[i] = choice.face;
      if (is_ignorable(c)) {
        if (!steers_shaping(c)) prepared.text[i] = kHidden;
      } else if (!choice.covered && !faces.has(choice.face, c)) {
        // One box for all of a grapheme that the face lacks: a flag is one box, not two.
        if (boxed) prepared.text[i] = kHidden;
        boxed = true;
      }
    }
    before = choice.face;
    begin = end;
  }
}

bool is_real_script(hb_script_t script) {
  return script != HB_SCRIPT_COMMON && script != HB_SCRIPT_INHERITED && script != HB_SCRIPT_UNKNOWN;
}

// Characters of no script of their own take the one before them (UAX #24 5.1), at the start the one after.
std::vector<hb_script_t> scripts_of(std::u32string_view text) {
  std::vector<hb_script_t> scripts(text.size());
  hb_unicode_funcs_t* unicode = hb_unicode_funcs_get_default();
  for (std::size_t i = 0; i < text.size(); ++i) scripts[i] = hb_unicode_script(unicode, text[i]);
  const auto first = std::find_if(scripts.begin(), scripts.end(), is_real_script);
  hb_script_t current = first == scripts.end() ? HB_SCRIPT_LATIN : *first;
  for (hb_script_t& script : scripts) {
    if (is_real_script(script)) current = script;
    script = current;
  }
  return scripts;
}

std::vector<Run> runs_of(const Prepared& prepared, const Levels& levels) {
  const std::vector<hb_script_t> scripts = scripts_of(prepared.text);
  std::vector<Run> runs;
  for (std::uint32_t i = 0; i < prepared.text.size(); ++i) {
    if (i == 0 || levels.level[i] != levels.level[i - 1] || prepared.face[i] != runs.back().face ||
        scripts[i] != runs.back().script) {
      runs.push_back({i, i, prepared.face[i], scripts[i], levels.level[i] % 2 != 0});
    }
    runs.back().end = i + 1;
  }
  return runs;
}

// Inter's contextual alternates make "3x4" a multiplication and "->" an arrow: a receipt's code must stay as
// it was given, so they are off where Inter is the face.
constexpr hb_feature_t kNoAlternates{HB_TAG('c', 'a', 'l', 't'), 0, HB_FEATURE_GLOBAL_START,
                                     HB_FEATURE_GLOBAL_END};

void add_clusters(Shaped& shaped, const Run& run, const Face& face, float size_px, hb_buffer_t* buffer) {
  unsigned int count = 0;
  const hb_glyph_info_t* info = hb_buffer_get_glyph_infos(buffer, &count);
  const hb_glyph_position_t* position = hb_buffer_get_glyph_positions(buffer, &count);
  const float scale = size_px / face.units_per_em;
  const auto px = [&](hb_position_t units) { return static_cast<float>(units) * scale; };
  const auto first_cluster = static_cast<std::ptrdiff_t>(shaped.clusters.size());
  for (unsigned int i = 0; i < count; ++i) {
    if (i == 0 || info[i].cluster != info[i - 1].cluster) {
      shaped.clusters.push_back({info[i].cluster, info[i].cluster,
                                 static_cast<std::uint32_t>(shaped.glyphs.size()), 0, 0, 0, run.rtl});
    }
    Cluster& cluster = shaped.clusters.back();
    cluster.width += px(position[i].x_advance);
    ++cluster.count;
    shaped.glyphs.push_back({run.face, info[i].codepoint, px(position[i].x_advance), px(position[i].x_offset),
                             -px(position[i].y_offset), size_px, info[i].codepoint == face.space});
  }
  if (run.rtl) std::reverse(shaped.clusters.begin() + first_cluster, shaped.clusters.end());
  // A run without any glyph is still a place for the caret.
  if (count == 0) {
    const auto at = static_cast<std::uint32_t>(shaped.glyphs.size());
    shaped.clusters.push_back({run.begin, run.begin, at, 0, 0, 0, run.rtl});
  }
  shaped.clusters[static_cast<std::size_t>(first_cluster)].begin = run.begin;
}

// Glyph ids and clusters tell the text as well as its letters do. Stretched to its first length again,
// because ligatures leave letters behind its end.
void wipe_buffer(hb_buffer_t* buffer, unsigned int length) {
  unsigned int count = 0;
  hb_buffer_set_length(buffer, std::max(length, hb_buffer_get_length(buffer)));
  hb_glyph_info_t* info = hb_buffer_get_glyph_infos(buffer, &count);
  wv::wipe(info, count * sizeof(hb_glyph_info_t));
  hb_glyph_position_t* position = hb_buffer_get_glyph_positions(buffer, &count);
  wv::wipe(position, count * sizeof(hb_glyph_position_t));
}

void finish(Shaped& shaped, std::uint32_t size) {
  double x = 0;
  shaped.cluster_of.resize(size);
  for (std::uint32_t c = 0; c < shaped.clusters.size(); ++c) {
    Cluster& cluster = shaped.clusters[c];
    cluster.end = c + 1 < shaped.clusters.size() ? shaped.clusters[c + 1].begin : size;
    cluster.x = x;
    x += static_cast<double>(cluster.width);
    std::fill(shaped.cluster_of.begin() + cluster.begin, shaped.cluster_of.begin() + cluster.end, c);
  }
}

}  // namespace

float Shaped::width(std::uint32_t begin, std::uint32_t end) const {
  const auto x = [&](std::uint32_t index) {
    if (index < cluster_of.size()) return clusters[cluster_of[index]].x;
    return clusters.empty() ? 0.0 : clusters.back().x + static_cast<double>(clusters.back().width);
  };
  return static_cast<float>(x(end) - x(begin));
}

bool Shaped::starts_cluster(std::uint32_t index) const {
  return index >= cluster_of.size() || clusters[cluster_of[index]].begin == index;
}

Shaped shape(Faces& faces, std::u32string_view paragraph, const std::uint8_t* grapheme, const Levels& levels,
             Weight weight, float cap_px, const std::string& language) {
  Prepared prepared;
  prepare(prepared, faces, paragraph, grapheme, weight);
  const auto* text = reinterpret_cast<const std::uint32_t*>(prepared.text.data());
  const auto size = static_cast<int>(prepared.text.size());
  const hb_language_t tag = hb_language_from_string(language.c_str(), -1);
  const Buffer buffer{hb_buffer_create()};
  Shaped shaped;
  shaped.glyphs.reserve(paragraph.size());
  shaped.clusters.reserve(paragraph.size());
  for (const Run& run : runs_of(prepared, levels)) {
    const Face* face = faces.find(run.face);
    if (face == nullptr) continue;  // cannot be: choose() gives faces that are open
    const float size_px = cap_px * face->em_per_cap;
    hb_buffer_clear_contents(buffer.get());
    // The whole paragraph is given as context: Arabic letters join over a change of face.
    hb_buffer_add_utf32(buffer.get(), text, size, run.begin, static_cast<int>(run.end - run.begin));
    hb_buffer_set_direction(buffer.get(), run.rtl ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer.get(), run.script);
    hb_buffer_set_language(buffer.get(), tag);
    hb_shape(face->font.get(), buffer.get(), &kNoAlternates, run.face == faces.latin(weight) ? 1 : 0);
    add_clusters(shaped, run, *face, size_px, buffer.get());
    wipe_buffer(buffer.get(), run.end - run.begin);
    shaped.faces.set(static_cast<std::size_t>(run.face));
  }
  finish(shaped, static_cast<std::uint32_t>(paragraph.size()));
  return shaped;
}

ShapedGlyph shape_one(Faces& faces, char32_t code_point, Weight weight, float cap_px) {
  const FaceId id = faces.latin(weight);
  const Face* face = faces.find(id);
  ShapedGlyph result{id, 0, 0, 0, 0, cap_px * face->em_per_cap, false};
  hb_codepoint_t glyph = 0;
  static_cast<void>(hb_font_get_nominal_glyph(face->font.get(), code_point, &glyph));
  result.glyph = glyph;
  const auto units = static_cast<float>(hb_font_get_glyph_h_advance(face->font.get(), glyph));
  result.advance = units * result.size_px / face->units_per_em;
  return result;
}

}  // namespace wv::text
