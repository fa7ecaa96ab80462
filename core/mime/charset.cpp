#include "core/mime/gmime_ground_p.h"
#include "core/mime/text_decoding.h"

#include <array>
#include <cerrno>
#include <utility>

namespace petrel::mime {

namespace {

struct Alias
{
    const char *name;
    const char *iconvName;
};

// Where mail says less than it means, the larger set of the same family is read.
constexpr std::array kAliases{
    Alias{"iso-8859-1", "windows-1252"}, Alias{"latin1", "windows-1252"}, Alias{"iso8859-1", "windows-1252"},
    Alias{"iso_8859-1", "windows-1252"}, Alias{"cp-1252", "windows-1252"},
    Alias{"iso-8859-8-i", "iso-8859-8"}, Alias{"iso-8859-9", "windows-1254"}, Alias{"tis-620", "cp874"},
    Alias{"windows-874", "cp874"}, Alias{"gb2312", "gb18030"}, Alias{"gbk", "gb18030"}, Alias{"x-gbk", "gb18030"},
    Alias{"gb_2312-80", "gb18030"}, Alias{"ks_c_5601-1987", "cp949"}, Alias{"ks_c_5601", "cp949"},
    Alias{"euc-kr", "cp949"}, Alias{"shift_jis", "cp932"}, Alias{"shift-jis", "cp932"}, Alias{"x-sjis", "cp932"},
    Alias{"sjis", "cp932"}, Alias{"windows-31j", "cp932"}, Alias{"big5", "big5-hkscs"}, Alias{"x-big5", "big5-hkscs"},
    Alias{"x-euc-jp", "euc-jp"}, Alias{"iso-2022-jp", "iso-2022-jp-2"}, Alias{"x-mac-roman", "macintosh"},
    Alias{"koi8-ru", "koi8-u"}, Alias{"koi8r", "koi8-r"},
};

// Nothing else reaches iconv: its table holds escape-driven and bookkeeping charsets no mail needs.
constexpr std::array kFamilies{"iso-8859-", "iso8859-", "windows-", "cp", "ibm", "koi8-", "iso-2022-jp", "iso-2022-kr",
                               "euc-", "gb18030", "big5", "utf-16", "utf-32", "macintosh", "mac-", "viscii", "tcvn", "armscii-8",
                               "georgian-", "iso-ir-", "johab"};

QByteArray normalised(const QByteArray &charset)
{
    QByteArray name = charset.left(64).toLower().trimmed();
    name.replace('"', "").replace('\'', "");
    for (const char c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        if (!plain)
            return "?";
    }
    return name;
}

bool isAscii(const QByteArray &name)
{
    return name.isEmpty() || name == "us-ascii" || name == "ascii" || name.startsWith("ansi_x3") || name == "default"
        || name == "unknown-8bit" || name == "x-unknown" || name == "unknown" || name == "iso-8859-8bit";
}

bool isUtf8(const QByteArray &name)
{
    return name == "utf-8" || name == "utf8" || name == "utf_8" || name == "x-utf-8" || name == "unicode-1-1-utf-8";
}

QByteArray iconvName(const QByteArray &name)
{
    for (const Alias &alias : kAliases) {
        if (name == alias.name)
            return alias.iconvName;
    }
    for (const char *family : kFamilies) {
        if (name.startsWith(family))
            return name;
    }
    return {};
}

struct Converted
{
    QString text;
    bool replaced = false;
    bool known = true;
};

/** Every byte iconv cannot place becomes U+FFFD, and reading goes on behind it. */
Converted convert(const QByteArray &bytes, const QByteArray &name)
{
    prepareGMime();
    const iconv_t converter = g_mime_iconv_open("UTF-8", name.constData());
    if (converter == reinterpret_cast<iconv_t>(-1)) // NOLINT: the C API's own mark of failure
        return {{}, false, false};
    Converted result;
    QByteArray utf8;
    QByteArray chunk(16 * 1024, Qt::Uninitialized);
    char *in = const_cast<char *>(bytes.constData());
    auto inLeft = static_cast<std::size_t>(bytes.size());
    while (inLeft > 0) {
        char *out = chunk.data();
        auto outLeft = static_cast<std::size_t>(chunk.size());
        const std::size_t done = g_mime_iconv(converter, &in, &inLeft, &out, &outLeft);
        const int problem = errno;
        utf8.append(chunk.constData(), out - chunk.constData());
        if (done != static_cast<std::size_t>(-1) || problem == E2BIG)
            continue;
        utf8.append("\xEF\xBF\xBD");
        result.replaced = true;
        ++in;
        --inLeft;
    }
    g_mime_iconv_close(converter);
    result.text = QString::fromUtf8(utf8);
    return result;
}

bool hasReplacement(const QString &text)
{
    return text.contains(QChar(QChar::ReplacementCharacter));
}

/** LF line ends, no controls but tab and LF. In place, for every text of every message passes here. */
QString tidied(QString text)
{
    QChar *to = text.data();
    const QChar *const end = to + text.size();
    for (const QChar *from = to; from != end; ++from) {
        const char16_t c = from->unicode();
        if (c == u'\r') {
            if (from + 1 == end || from[1] != QLatin1Char('\n'))
                *to++ = QLatin1Char('\n');
        } else if (c == u'\n' || c == u'\t' || (c >= 0x20 && !(c >= 0x7F && c <= 0x9F) && c != 0xFEFF)) {
            *to++ = *from;
        }
    }
    text.truncate(to - text.constData());
    return text;
}

void note(QList<Notice> *notices, Notice notice)
{
    if (notices && !notices->contains(notice))
        notices->append(notice);
}

} // namespace

QString decodeCharset(const QByteArray &bytes, const QByteArray &charset, QList<Notice> *notices)
{
    const QByteArray name = normalised(charset);
    if (isUtf8(name) || isAscii(name)) {
        QString text = QString::fromUtf8(bytes);
        if (!hasReplacement(text))
            return tidied(std::move(text));
        note(notices, Notice::WrongCharset);
        return tidied(isUtf8(name) ? std::move(text) : convert(bytes, "windows-1252").text);
    }
    const QByteArray target = iconvName(name);
    Converted converted = target.isEmpty() ? Converted{{}, false, false} : convert(bytes, target);
    if (!converted.known) {
        note(notices, Notice::UnknownCharset);
        converted = convert(bytes, "windows-1252");
    }
    if (converted.replaced)
        note(notices, Notice::WrongCharset);
    return tidied(std::move(converted.text));
}

} // namespace petrel::mime
