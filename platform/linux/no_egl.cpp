// A library in the place of libEGL and libGL for a window that no graphics card draws. SDL 2.26 loads both
// for each window on Wayland and makes a surface in them, whether it is asked to or not; a real one would
// load an imitation of a card, at tens of megabytes, and run code that it made itself, which a kiosk forbids.
// Here is what SDL asks for, and it does nothing: pictures go by ports::WindowMemory. Types and names are
// EGL's (Khronos, EGL 1.5).
#include <cstdint>

namespace {

using EGLBoolean = unsigned;
using EGLenum = unsigned;
using EGLint = std::int32_t;
using Handle = void*;

constexpr EGLBoolean kTrue = 1;
constexpr EGLenum kOpenGl = 0x30A2;
constexpr EGLint kSuccess = 0x3000, kVersion = 0x3054;
constexpr EGLint kRed = 0x3024, kGreen = 0x3023, kBlue = 0x3022, kSize = 0x3020;

// Something that is not null.
Handle some() {
  static const char kThing = 0;
  return const_cast<char*>(&kThing);
}

}  // namespace

#define WV_EGL extern "C" __attribute__((visibility("default")))

WV_EGL Handle eglGetDisplay(Handle) { return some(); }
WV_EGL EGLBoolean eglInitialize(Handle, EGLint* major, EGLint* minor) {
  if (major != nullptr) *major = 1;
  if (minor != nullptr) *minor = 4;
  return kTrue;
}
WV_EGL EGLBoolean eglTerminate(Handle) { return kTrue; }
WV_EGL EGLint eglGetError() { return kSuccess; }
WV_EGL const char* eglQueryString(Handle, EGLint name) { return name == kVersion ? "1.4" : ""; }
WV_EGL Handle eglGetProcAddress(const char*) { return nullptr; }
WV_EGL EGLBoolean eglBindAPI(EGLenum) { return kTrue; }
WV_EGL EGLenum eglQueryAPI() { return kOpenGl; }
WV_EGL EGLBoolean eglChooseConfig(Handle, const EGLint*, Handle* configs, EGLint size, EGLint* found) {
  if (configs != nullptr && size > 0) configs[0] = some();
  if (found != nullptr) *found = 1;
  return kTrue;
}
WV_EGL EGLBoolean eglGetConfigAttrib(Handle, Handle, EGLint name, EGLint* value) {
  const bool colour = name == kRed || name == kGreen || name == kBlue;
  if (value != nullptr) *value = colour ? 8 : name == kSize ? 24 : 0;
  return kTrue;
}
WV_EGL Handle eglCreateWindowSurface(Handle, Handle, Handle, const EGLint*) { return some(); }
WV_EGL Handle eglCreatePbufferSurface(Handle, Handle, const EGLint*) { return nullptr; }
WV_EGL EGLBoolean eglDestroySurface(Handle, Handle) { return kTrue; }
// No context: whoever wants to draw by it is told that it can't.
WV_EGL Handle eglCreateContext(Handle, Handle, Handle, const EGLint*) { return nullptr; }
WV_EGL EGLBoolean eglDestroyContext(Handle, Handle) { return kTrue; }
WV_EGL EGLBoolean eglMakeCurrent(Handle, Handle, Handle, Handle) { return kTrue; }
WV_EGL Handle eglGetCurrentContext() { return nullptr; }
WV_EGL EGLBoolean eglSwapBuffers(Handle, Handle) { return kTrue; }
WV_EGL EGLBoolean eglSwapInterval(Handle, EGLint) { return kTrue; }
WV_EGL EGLBoolean eglWaitNative(EGLint) { return kTrue; }
WV_EGL EGLBoolean eglWaitGL() { return kTrue; }
