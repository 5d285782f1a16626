#include "text/faces.h"

#include <hb-ot.h>

#include <algorithm>
#include <string>

#include "base/path.h"
#include "text/decoded.h"

namespace wv::text {
namespace {

enum class Weights : std::uint8_t {
  all,
  regular_bold,
  regular,
  one_file
};  // one_file: its name says no weight

struct Family {
  std::string_view stem;  // the file's name before "-Regular"
  std::string_view extension;
  std::string_view package;  // Debian's; empty: used if it is there, never missed
  Weights weights;
  hb_script_t script;    // HB_SCRIPT_COMMON: asked for every character
  float cap_em;          // height in ems of the capital H that the family is drawn beside; 0: measure it
  float optical;         // factor on the size that matches it
  Extent plain, marked;  // in ems; 0: the file's own ascender and descender
};

// All Noto Sans families are drawn on one em beside Noto Sans's capital of 0.714 em, so that capital is what
// makes them fit Inter's (0.727 em). Arabic alone is drawn small. Measured in Noto Sans Arabic Regular 2.010:
// tops of the letters that end at the height of the body, in ems: dal 0.469, initial ha 0.499, ain 0.499,
// mean 0.489; Inter's x-height is 0.545 em, that is 0.750 of its capital. Body on x-height makes the em
// 0.750 / 0.489 = 1.53 capitals where 1 / 0.714 = 1.40 is its own: a factor 1.095. (Matching instead the
// teeth of sin and beh, 0.403, would make alef 1.33 capitals high: beside Latin that shouts.)
// Its ascender (1.374) and descender (0.738) would put lines more than two ems apart; the ink of bare letters
// reaches 0.99 (alef with hamza, bold) and 0.46 (final yeh, bold). With vowel marks 1.35 and 0.70 hold all
// but stacks that no text has (alef, hamza, shadda and tanwin). font_test.cpp and layout_test.cpp measure
// again.
constexpr float kNotoCap = 0.714F;
constexpr float kArabicOptical = 1.095F;
constexpr Extent kOwn{};
constexpr std::string_view kNoto = "fonts-noto-core";
constexpr std::array kFamilies{
    Family{"Inter", ".otf", "fonts-inter", Weights::all, HB_SCRIPT_COMMON, 0, 1, kOwn, kOwn},
    Family{"NotoSansArabic",
           ".ttf",
           kNoto,
           Weights::regular_bold,
           HB_SCRIPT_COMMON,
           kNotoCap,
           kArabicOptical,
           {1.0F, 0.47F},
           {1.35F, 0.70F}},
    Family{"NotoSans", ".ttf", kNoto, Weights::regular_bold, HB_SCRIPT_COMMON, 0, 1, kOwn, kOwn},
    Family{"NotoSansEthiopic", ".ttf", kNoto, Weights::regular_bold, HB_SCRIPT_ETHIOPIC, kNotoCap, 1, kOwn,
           kOwn},
    Family{"NotoSansHebrew", ".ttf", "", Weights::regular_bold, HB_SCRIPT_HEBREW, kNotoCap, 1, kOwn, kOwn},
    Family{"NotoSansArmenian", ".ttf", "", Weights::regular_bold, HB_SCRIPT_ARMENIAN, kNotoCap, 1, kOwn,
           kOwn},
    Family{"NotoSansGeorgian", ".ttf", "", Weights::regular_bold, HB_SCRIPT_GEORGIAN, kNotoCap, 1, kOwn,
           kOwn},
    Family{"NotoSansDevanagari", ".ttf", "", Weights::regular_bold, HB_SCRIPT_DEVANAGARI, kNotoCap, 1, kOwn,
           kOwn},
    Family{"NotoSansGurmukhi", ".ttf", "", Weights::regular_bold, HB_SCRIPT_GURMUKHI, kNotoCap, 1, kOwn,
           kOwn},
    Family{"NotoSansBengali", ".ttf", "", Weights::regular_bold, HB_SCRIPT_BENGALI, kNotoCap, 1, kOwn, kOwn},
    Family{"NotoSansTamil", ".ttf", "", Weights::regular_bold, HB_SCRIPT_TAMIL, kNotoCap, 1, kOwn, kOwn},
    Family{"NotoSansThai", ".ttf", "", Weights::regular_bold, HB_SCRIPT_THAI, kNotoCap, 1, kOwn, kOwn},
    Family{"NotoSansSymbols", ".ttf", "", Weights::regular_bold, HB_SCRIPT_COMMON, kNotoCap, 1, kOwn, kOwn},
    Family{"NotoSansSymbols2", ".ttf", "", Weights::regular, HB_SCRIPT_COMMON, kNotoCap, 1, kOwn, kOwn},
    // What colleagues send and residents type beyond all these: ticks, hearts and faces in one colour,
    // mathematics, and Chinese, Japanese and Korean. Each is opened when the first such character comes (what
    // that costs stands in tests/README.md).
    Family{"Symbola_hint",
           ".ttf",
           "fonts-symbola",
           Weights::one_file,
           HB_SCRIPT_COMMON,
           kNotoCap,
           1,
           {1.07F, 0.3F},
           kOwn},
    Family{"DroidSansFallbackFull",
           ".ttf",
           "fonts-droid-fallback",
           Weights::one_file,
           HB_SCRIPT_COMMON,
           kNotoCap,
           1,
           {1.07F, 0.3F},
           kOwn},
    // Coarse, but every character of Unicode's first two planes is in them: Korean, and emoji that are
    // younger than Symbola.
    Family{"unifont",
           ".otf",
           "fonts-unifont",
           Weights::one_file,
           HB_SCRIPT_COMMON,
           kNotoCap,
           1,
           {1.07F, 0.3F},
           kOwn},
    Family{"unifont_upper",
           ".otf",
           "fonts-unifont",
           Weights::one_file,
           HB_SCRIPT_COMMON,
           kNotoCap,
           1,
           {1.07F, 0.3F},
           kOwn},
};
constexpr std::size_t kInter = 0;
constexpr std::size_t kArabic = 1;
constexpr std::size_t kNotoSans = 2;  // its .notdef is a plain hollow box; Inter's is a dark stack of bars
constexpr std::size_t kEthiopic = 3;
constexpr std::size_t kHebrew = 4;
constexpr std::size_t kWeights = 4;
static_assert(kFamilies.size() * kWeights <= FaceSet{}.size());
constexpr std::array<std::string_view, kWeights> kWeightNames{"Regular", "Medium", "SemiBold", "Bold"};

struct Language {
  std::string_view code;
  std::size_t family;
  bool rtl;
};
constexpr std::array kLanguages{
    Language{"ar", kArabic, true},    Language{"fa", kArabic, true},    Language{"ckb", kArabic, true},
    Language{"ps", kArabic, true},    Language{"ur", kArabic, true},    Language{"prs", kArabic, true},
    Language{"ug", kArabic, true},    Language{"he", kHebrew, true},    Language{"yi", kHebrew, true},
    Language{"ti", kEthiopic, false}, Language{"am", kEthiopic, false},
};

const Language* language_of(std::string_view tag) {
  const std::string_view code = tag.substr(0, tag.find_first_of("-_"));
  const auto* found =
      std::find_if(kLanguages.begin(), kLanguages.end(), [&](const Language& l) { return l.code == code; });
  return found == kLanguages.end() ? nullptr : found;
}

Weight available(const Family& family, Weight weight) {
  if (family.weights == Weights::all) return weight;
  if (family.weights == Weights::regular || family.weights == Weights::one_file) return Weight::regular;
  return weight >= Weight::semibold ? Weight::bold : Weight::regular;
}

constexpr FaceId id_of(std::size_t family, Weight weight) {
  return static_cast<FaceId>(family * kWeights + static_cast<std::size_t>(weight));
}

std::string file_name(const Family& family, Weight weight) {
  if (family.weights == Weights::one_file) return std::string{family.stem} + std::string{family.extension};
  return std::string{family.stem} + "-" + std::string{kWeightNames[static_cast<std::size_t>(weight)]} +
         std::string{family.extension};
}

bool is_space(char32_t c) { return c == U' ' || c == 0xA0; }

}  // namespace

bool is_rtl_language(std::string_view language) {
  const Language* found = language_of(language);
  return found != nullptr && found->rtl;
}

Result<std::unique_ptr<Faces>> Faces::open(const FontFiles& files) {
  auto faces = std::make_unique<Faces>();
  faces->files_ = files;
  faces->slots_.resize(kFamilies.size() * kWeights);
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) {
    return Error{Fault::failed, "text.freetype", "FreeType did not start; there may be too little memory."};
  }
  faces->library_.reset(library);
  for (std::size_t f = 0; f < kFamilies.size(); ++f) {
    for (std::size_t w = 0; w < kWeights && !kFamilies[f].package.empty(); ++w) {
      const Weight weight = available(kFamilies[f], static_cast<Weight>(w));
      // Of the faces that must be there only the first two families are opened now; the others are looked
      // for.
      const bool there =
          f <= kArabic ? faces->find(id_of(f, weight)) != nullptr : !faces->path_of(f, weight).empty();
      if (there) continue;
      if (f == kInter && !files.regular.empty()) {
        return Error{
            Fault::bad_input, "text.font_unreadable",
            "The font file " + faces->own_path(weight) + " can't be read; take a TrueType or OpenType file."};
      }
      std::string looked;
      for (const auto& folder : files.folders) looked += (looked.empty() ? "" : ", ") + folder;
      return Error{Fault::bad_input, "text.font_missing",
                   "The font file " + file_name(kFamilies[f], weight) + " is missing or unreadable in " +
                       looked + "; install the Debian package " + std::string{kFamilies[f].package} + "."};
    }
  }
  return faces;
}

// A house style's file for the weight, or the next that stands in for it.
std::string Faces::own_path(Weight weight) const {
  switch (weight) {
    case Weight::medium: return files_.medium.empty() ? files_.regular : files_.medium;
    case Weight::semibold: return files_.semibold.empty() ? files_.bold : files_.semibold;
    case Weight::bold: return files_.bold;
    case Weight::regular: break;
  }
  return files_.regular;
}

std::string Faces::path_of(std::size_t family, Weight weight) const {
  if (family == kInter && !files_.regular.empty()) return own_path(weight);
  for (const auto& folder : files_.folders) {
    std::string path = path_in(folder, file_name(kFamilies[family], weight));
    if (files_.is_file(path)) return path;
  }
  return {};
}

hb_blob_t* Faces::blob_of(const std::string& path) const {
  if (!files_.lend) return hb_blob_create_from_file_or_fail(path.c_str());
  const auto bytes = files_.lend(path);
  if (!bytes) return nullptr;
  return hb_blob_create_or_fail(reinterpret_cast<const char*>(bytes->data()),
                                static_cast<unsigned int>(bytes->size()), HB_MEMORY_MODE_READONLY, nullptr,
                                nullptr);
}

std::unique_ptr<Face> Faces::open_face(std::size_t family, Weight weight) const {
  const Family& spec = kFamilies[family];
  const std::string path = path_of(family, weight);
  if (path.empty()) return nullptr;
  auto face = std::make_unique<Face>();
  face->blob.reset(blob_of(path));
  if (!face->blob) return nullptr;
  hb_face_t* tables = hb_face_create(face->blob.get(), 0);
  const bool readable = hb_face_get_glyph_count(tables) > 0;
  face->units_per_em = static_cast<float>(hb_face_get_upem(tables));
  face->font.reset(hb_font_create(tables));  // takes its own share of the tables
  hb_face_destroy(tables);
  if (!readable) return nullptr;

  hb_codepoint_t glyph = 0;
  hb_glyph_extents_t box{};
  if (hb_font_get_nominal_glyph(face->font.get(), U' ', &glyph)) face->space = glyph;
  float cap = spec.cap_em;
  if (cap == 0 && hb_font_get_nominal_glyph(face->font.get(), U'H', &glyph) &&
      hb_font_get_glyph_extents(face->font.get(), glyph, &box)) {
    cap = static_cast<float>(box.y_bearing) / face->units_per_em;
  }
  face->em_per_cap = spec.optical / (cap > 0 ? cap : kNotoCap);

  hb_font_extents_t own{};
  hb_font_get_h_extents(face->font.get(), &own);
  const auto in_caps = [&](Extent ems) {
    if (ems.ascent == 0) {
      ems.ascent = static_cast<float>(own.ascender) / face->units_per_em;
      ems.descent = -static_cast<float>(own.descender) / face->units_per_em;
    }
    return Extent{ems.ascent * face->em_per_cap, ems.descent * face->em_per_cap};
  };
  face->plain = in_caps(spec.plain);
  face->marked = spec.marked.ascent == 0 ? face->plain : in_caps(spec.marked);
  return face;
}

void Faces::reopen() {
  for (Slot& slot : slots_) slot = {};
}

Face* Faces::find(FaceId id) {
  const auto index = static_cast<std::size_t>(id);
  if (index >= slots_.size()) return nullptr;
  Slot& slot = slots_[index];
  if (!slot.tried) {
    slot.tried = true;
    slot.face = open_face(index / kWeights, static_cast<Weight>(index % kWeights));
  }
  return slot.face.get();
}

FT_Face Faces::picture(Face& face) {
  if (!face.picture) {
    unsigned int size = 0;
    const char* data = hb_blob_get_data(face.blob.get(), &size);
    FT_Face opened = nullptr;
    if (FT_New_Memory_Face(library_.get(), reinterpret_cast<const FT_Byte*>(data), static_cast<FT_Long>(size),
                           0, &opened) == 0) {
      face.picture.reset(opened);
    }
  }
  return face.picture.get();
}

FaceId Faces::latin(Weight weight) const { return id_of(kInter, weight); }

FaceId Faces::of_language(std::string_view language, Weight weight) const {
  const Language* found = language_of(language);
  const std::size_t family = found == nullptr ? kInter : found->family;
  return id_of(family, available(kFamilies[family], weight));
}

bool Faces::has(FaceId id, char32_t code_point) {
  const Face* face = find(id);
  hb_codepoint_t glyph = 0;
  return face != nullptr && hb_font_get_nominal_glyph(face->font.get(), code_point, &glyph) != 0;
}

bool Faces::covers(FaceId id, std::u32string_view grapheme) {
  return std::all_of(grapheme.begin(), grapheme.end(),
                     [&](char32_t c) { return has(id, c) || is_ignorable(c); });
}

Choice Faces::choose(std::u32string_view grapheme, Weight weight, FaceId before) {
  const FaceId inter = latin(weight);
  if (grapheme.empty()) return {inter, true};
  const char32_t first = grapheme.front();
  // Spaces and what draws nothing stay with their neighbour, so that its run isn't cut in two.
  if ((is_space(first) || is_ignorable(first)) && covers(before, grapheme)) return {before, true};
  if (covers(inter, grapheme)) return {inter, true};
  const hb_script_t script = hb_unicode_script(hb_unicode_funcs_get_default(), first);
  std::optional<FaceId> base_only;
  for (std::size_t f = kInter + 1; f < kFamilies.size(); ++f) {
    if (kFamilies[f].script != HB_SCRIPT_COMMON && kFamilies[f].script != script) continue;
    const FaceId id = id_of(f, available(kFamilies[f], weight));
    if (covers(id, grapheme)) return {id, true};
    if (!base_only && has(id, first)) base_only = id;
  }
  if (has(inter, first)) base_only = inter;
  return {base_only.value_or(id_of(kNotoSans, available(kFamilies[kNotoSans], weight))), false};
}

Fonts::Fonts(std::unique_ptr<Faces> faces) : faces_(std::move(faces)) {}
Fonts::~Fonts() = default;

void Fonts::reopen() { faces_->reopen(); }

Result<std::unique_ptr<Fonts>> open_fonts(const FontFiles& files) {
  Result<std::unique_ptr<Faces>> faces = Faces::open(files);
  if (!faces) return faces.error();
  return std::make_unique<Fonts>(std::move(faces).value());
}

bool has_glyph(Fonts& fonts, char32_t code_point) {
  if (is_ignorable(code_point)) return true;
  Faces& faces = fonts.faces();
  return faces.choose({&code_point, 1}, Weight::regular, faces.latin(Weight::regular)).covered;
}

std::vector<char32_t> missing_glyphs(Fonts& fonts, std::string_view utf8) {
  const Decoded decoded{utf8};
  std::vector<char32_t> missing;
  for (const char32_t c : decoded.text) {
    if (!has_glyph(fonts, c) && std::find(missing.begin(), missing.end(), c) == missing.end())
      missing.push_back(c);
  }
  return missing;
}

}  // namespace wv::text
