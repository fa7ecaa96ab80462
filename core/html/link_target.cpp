#include "core/html/link_target.h"

#include <libpsl.h>

#include <QRegularExpression>
#include <QSet>

namespace petrel::html {

namespace {

constexpr qsizetype kShownCharacters = 2000;

const psl_ctx_t *suffixes()
{
    static const psl_ctx_t *const list = psl_builtin();
    return list;
}

/** "example" is no public suffix, "com" and "co.uk" are: keeps "readme.txt" from looking like a domain. */
bool endsInKnownSuffix(const QString &hostAscii)
{
    const QByteArray last = hostAscii.section(QLatin1Char('.'), -1).toLatin1();
    return suffixes() && psl_is_public_suffix2(suffixes(), last.constData(), PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE) != 0;
}

/** The host a piece of text pretends to lead to; empty when it pretends nothing. */
QString pretendedHost(const QString &shownText)
{
    static const QRegularExpression address(
        QStringLiteral("^\\W*(?:(?<scheme>https?://)|(?=www\\.)|)(?:[^\\s/@]{0,200}@)?(?<host>[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,10})(?:[:/?#]\\S*)?\\W*$"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    const QString text = shownText.left(kShownCharacters).trimmed();
    for (const QString &word : text.split(QRegularExpression(QStringLiteral("\\s+")), Qt::SkipEmptyParts)) {
        const bool marked = word.contains(QLatin1String("://")) || word.startsWith(QLatin1String("www."), Qt::CaseInsensitive);
        // In a sentence only what is plainly an address counts, whatever it ends in; a lone word counts when it is a domain.
        if (!marked && word.size() != text.size())
            continue;
        const QRegularExpressionMatch match = address.match(word);
        const QString host = QString::fromLatin1(QUrl::toAce(match.captured(QStringLiteral("host"))));
        const bool mailAddress = !marked && word.contains(QLatin1Char('@'));
        if (match.hasMatch() && !mailAddress && (marked || endsInKnownSuffix(host)))
            return host;
    }
    return {};
}

bool isOneWritingSystem(const QSet<QChar::Script> &scripts)
{
    if (scripts.size() <= 1)
        return true;
    const QSet<QChar::Script> japanese{QChar::Script_Han, QChar::Script_Hiragana, QChar::Script_Katakana, QChar::Script_Latin};
    const QSet<QChar::Script> korean{QChar::Script_Han, QChar::Script_Hangul, QChar::Script_Latin};
    const QSet<QChar::Script> chinese{QChar::Script_Han, QChar::Script_Bopomofo, QChar::Script_Latin};
    return japanese.contains(scripts) || korean.contains(scripts) || chinese.contains(scripts);
}

bool mixesScripts(const QString &label)
{
    QSet<QChar::Script> scripts;
    for (const uint point : label.toUcs4()) {
        const QChar::Script script = QChar::script(point);
        if (script != QChar::Script_Common && script != QChar::Script_Inherited)
            scripts.insert(script);
    }
    return !isOneWritingSystem(scripts);
}

/** Letters of a coded label; Qt itself shows some labels coded, which tells nothing of their letters. */
QString decodedLabel(const QString &label)
{
    return QUrl::fromAce(label.toLatin1(), QUrl::IgnoreIDNWhitelist);
}

void judgeHost(LinkTarget &target)
{
    static const QRegularExpression number(QStringLiteral("^(?:[0-9.]+|0x[0-9a-f]+|\\[.*\\]|.*:.*:.*)$"), QRegularExpression::CaseInsensitiveOption);
    if (number.match(target.hostAscii).hasMatch())
        target.warnings.append(LinkWarning::NumericHost);
    const QStringList labels = target.hostAscii.split(QLatin1Char('.'));
    bool coded = false;
    bool mixed = false;
    for (const QString &label : labels) {
        if (!label.startsWith(QLatin1String("xn--")))
            continue;
        coded = true;
        mixed = mixed || mixesScripts(decodedLabel(label));
    }
    if (coded)
        target.warnings.append(LinkWarning::Punycode);
    if (mixed)
        target.warnings.append(LinkWarning::MixedScripts);
}

} // namespace

bool isOpenableScheme(const QUrl &url)
{
    if (!url.isValid())
        return false;
    const QString scheme = url.scheme().toLower();
    if (scheme == QLatin1String("mailto"))
        return !url.path().isEmpty() || url.hasQuery();
    return (scheme == QLatin1String("http") || scheme == QLatin1String("https")) && !url.host().isEmpty();
}

LinkTarget examineLink(const QUrl &url, const QString &shownText)
{
    LinkTarget target;
    target.shownText = shownText;
    if (!isOpenableScheme(url))
        return target;
    target.url = url;
    if (url.scheme() == QLatin1String("mailto"))
        return target;
    target.hostAscii = url.host(QUrl::FullyEncoded).toLower();
    const QString pretended = pretendedHost(shownText);
    if (!pretended.isEmpty() && registrableDomain(pretended) != registrableDomain(target.hostAscii)) {
        target.shownDomain = registrableDomain(pretended);
        target.warnings.append(LinkWarning::OtherDomain);
    }
    if (!url.userInfo().isEmpty())
        target.warnings.append(LinkWarning::UserPart);
    judgeHost(target);
    return target;
}

QString registrableDomain(const QString &hostAscii)
{
    const QByteArray host = hostAscii.toLower().toLatin1();
    const char *domain = suffixes() ? psl_registrable_domain(suffixes(), host.constData()) : nullptr;
    return domain ? QString::fromLatin1(domain) : QString::fromLatin1(host);
}

} // namespace petrel::html
