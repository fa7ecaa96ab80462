#pragma once

#include <gmime/gmime.h>

#include <QByteArray>
#include <QString>

#include <memory>

namespace petrel::mime {

/** Starts GMime once for the process; every function that calls GMime calls this first. */
void prepareGMime();

/** How GMime reads headers for us: lenient, raw 8-bit as UTF-8 if valid, else windows-1252. Shared, never changed. */
[[nodiscard]] GMimeParserOptions *parserOptions();

/** A C string for GMime: cut at `limit` bytes, NULs and line ends as spaces. */
[[nodiscard]] QByteArray tamed(const QByteArray &raw, qsizetype limit);

struct GFree
{
    void operator()(void *memory) const { g_free(memory); }
};
using GText = std::unique_ptr<char, GFree>;

struct GUnref
{
    template <class T> void operator()(T *object) const { g_object_unref(object); }
};
template <class T> using GRef = std::unique_ptr<T, GUnref>;

} // namespace petrel::mime
