#include "browser_drawings.h"

#include <cstdlib>
#include <cstring>
#include <utility>

extern "C" {
void wv_draw(int ticket, const char* svg, int size, int width, int height);  // js/drawings.js
}

namespace wv::web_platform {

void BrowserDrawings::draw(std::string svg, int width, int height, Answer answer) {
  const auto count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  const int ticket = mailbox_.expect([count, answer = std::move(answer)](const Reply& reply) {
    Pixels pixels(count);
    if (!reply.ok() || reply.bytes.size() != count * sizeof pixels[0])
      return answer(Error{Fault::failed, "drawing.failed", "the browser could not draw it"});
    std::memcpy(pixels.data(), reply.bytes.data(), reply.bytes.size());
    answer(std::move(pixels));
  });
  wv_draw(ticket, svg.data(), static_cast<int>(svg.size()), width, height);
}

// viewBox="0 0 W H" of the first tag.
float BrowserDrawings::aspect(const std::string& svg) {
  constexpr std::string_view kName = "viewBox=\"";
  const std::size_t at = svg.find(kName);
  if (at == std::string::npos) return 1;
  const char* text = svg.c_str() + at + kName.size();
  float box[4] = {0, 0, 1, 1};
  for (float& number : box) {
    char* end = nullptr;
    number = std::strtof(text, &end);
    if (end == text) return 1;
    text = *end == ',' ? end + 1 : end;
  }
  return box[2] > 0 && box[3] > 0 ? box[2] / box[3] : 1;
}

}  // namespace wv::web_platform
