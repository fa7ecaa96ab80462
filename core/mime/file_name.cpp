#include "core/mime/file_name.h"

#include "core/mime/header_values.h"

#include <QMimeDatabase>
#include <QSet>
#include <QStringList>

namespace petrel::mime {

namespace {

constexpr qsizetype kNameBytes = 200;
constexpr qsizetype kExtensionBytes = 20;
constexpr qsizetype kLookedAtBytes = 64 * 1024;

const QSet<QString> &dangerousExtensions()
{
    static const QSet<QString> extensions = [] {
        const QString words = QStringLiteral(
            "ade adp apk app appimage application appref-ms appx appxbundle asp aspx bas bash bat bin cab cer chm class cmd cnt com "
            "command cpl crt csh csr deb der desktop diagcab dll dmg dot docm dotm elf exe flatpak flatpakref fish fxp gadget grp hlp hpj hta "
            "htaccess htc inf ins img iso isp its jar jnlp job js jse kext ksh lib library-ms lnk mad maf mag mam maq mar mas mat mau mav maw mcf "
            "mda mdb mde mdt mdw mdz mht mhtml msc msh msh1 msh2 msi msix msp mst msu ocx ops osd out pcd pif pl plg potm ppam ppsm "
            "pptm prf prg ps1 ps1xml ps2 psc1 psc2 psd1 psm1 pst py pyc pyo pyw pyz rb reg rpm run scf scr sct settingcontent-ms sh shb shs "
            "sldm snap sys tcsh theme tmp udf url vb vbe vbp vbs vhd vhdx vsmacros vsw vxd website ws wsc wsf wsh xbap xll xlam xlsm xltm "
            "xnk xpi zsh html htm xhtml xht shtml svg svgz xml xsl xslt swf php service timer kdelnk");
        const QStringList list = words.split(QLatin1Char(' '));
        return QSet<QString>(list.begin(), list.end());
    }();
    return extensions;
}

bool isReservedOnWindows(const QString &name)
{
    static const QSet<QString> reserved = [] {
        const QStringList list = QStringLiteral("con prn aux nul clock$ com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 "
                                                "lpt4 lpt5 lpt6 lpt7 lpt8 lpt9").split(QLatin1Char(' '));
        return QSet<QString>(list.begin(), list.end());
    }();
    return reserved.contains(name.section(QLatin1Char('.'), 0, 0).trimmed().toLower());
}

/** The longest head of at most `bytes` bytes of UTF-8, whole characters only. */
QString headOfBytes(const QString &text, qsizetype bytes)
{
    QString head = text;
    while (head.toUtf8().size() > bytes) {
        const bool pair = head.size() >= 2 && head.back().isLowSurrogate();
        head.chop(pair ? 2 : 1);
    }
    return head;
}

QString withoutEdges(QString name)
{
    const auto isEdge = [](QChar c) { return c == QLatin1Char('.') || c == QLatin1Char('-') || c.isSpace() || c == QLatin1Char('~'); };
    while (!name.isEmpty() && isEdge(name.front()))
        name.remove(0, 1);
    while (!name.isEmpty() && (name.back() == QLatin1Char('.') || name.back().isSpace()))
        name.chop(1);
    return name;
}

QString capped(const QString &name)
{
    if (name.toUtf8().size() <= kNameBytes)
        return name;
    const qsizetype dot = name.lastIndexOf(QLatin1Char('.'));
    const QString extension = dot > 0 ? name.mid(dot) : QString();
    const qsizetype extensionBytes = extension.toUtf8().size();
    if (extension.isEmpty() || extensionBytes > kExtensionBytes)
        return headOfBytes(name, kNameBytes);
    return headOfBytes(name.left(dot), kNameBytes - extensionBytes) + extension;
}

} // namespace

QString safeFileName(const QString &name)
{
    // A name of megabytes is cut before it costs anything; head and tail carry base and extension.
    QString safe = cleanText(name.size() > 4000 ? name.left(2000) + name.right(2000) : name);
    safe.replace(QLatin1Char('\\'), QLatin1Char('/'));
    while (safe.endsWith(QLatin1Char('/')))
        safe.chop(1);
    safe = safe.mid(safe.lastIndexOf(QLatin1Char('/')) + 1);
    for (QChar &c : safe) {
        if (QStringView(u":*?\"<>|").contains(c))
            c = QLatin1Char('_');
    }
    safe = withoutEdges(capped(withoutEdges(safe)));
    if (isReservedOnWindows(safe))
        safe.prepend(QLatin1Char('_'));
    return safe.isEmpty() ? QStringLiteral("attachment") : safe;
}

bool isDangerousName(const QString &name)
{
    const QStringList pieces = safeFileName(name).toLower().split(QLatin1Char('.'));
    for (qsizetype i = 1; i < pieces.size(); ++i) {
        if (dangerousExtensions().contains(pieces[i].trimmed()))
            return true;
    }
    // A hidden file such as ".desktop" loses its dot when made safe; the word alone is told by the raw name.
    return name.trimmed().startsWith(QLatin1Char('.')) && dangerousExtensions().contains(pieces.first());
}

bool isDangerousType(QByteArrayView type)
{
    static const QSet<QByteArray> types{
        "application/x-msdownload", "application/x-msdos-program", "application/x-dosexec", "application/x-executable",
        "application/x-ms-dos-executable", "application/vnd.microsoft.portable-executable", "application/exe", "application/x-exe",
        "application/x-sh", "application/x-shellscript", "text/x-shellscript", "text/x-sh", "application/x-csh", "application/x-perl",
        "text/x-perl", "text/x-python", "application/x-python", "application/x-desktop", "application/x-sharedlib",
        "application/java-archive", "application/x-java-archive", "application/x-java-jnlp-file", "application/javascript",
        "text/javascript", "application/x-javascript", "application/hta", "application/x-bat", "application/x-msi", "application/x-ms-installer",
        "application/vnd.debian.binary-package", "application/x-debian-package", "application/x-deb", "application/x-rpm",
        "application/x-redhat-package-manager", "application/vnd.appimage", "application/x-iso9660-appimage", "application/vnd.flatpak.ref",
        "application/x-cd-image", "application/x-iso9660-image", "application/x-ms-shortcut", "application/x-shockwave-flash",
        "text/html", "application/xhtml+xml", "image/svg+xml", "text/xml", "application/xml", "text/vbscript", "application/x-php"};
    return types.contains(type.toByteArray().toLower());
}

bool isDangerousContent(const QString &name, const QByteArray &bytes)
{
    const QMimeDatabase types;
    const QByteArray beginning = bytes.left(kLookedAtBytes);
    return isDangerousType(types.mimeTypeForData(beginning).name().toLatin1())
        || isDangerousType(types.mimeTypeForFileNameAndData(name, beginning).name().toLatin1());
}

} // namespace petrel::mime
