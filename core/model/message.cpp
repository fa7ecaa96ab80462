#include "core/model/message.h"

#include <QRegularExpression>

namespace petrel {

bool PartInfo::isAttachment() const
{
    if (type.startsWith("multipart/"))
        return false;
    if (disposition == "attachment")
        return true;
    if (type == "text/plain" || type == "text/html")
        return !fileName.isEmpty() && disposition != "inline";
    return !(type.startsWith("image/") && !contentId.isEmpty());
}

QString bodyStateName(BodyState state)
{
    switch (state) {
    case BodyState::None: return QStringLiteral("header");
    case BodyState::Structure: return QStringLiteral("structure");
    case BodyState::Text: return QStringLiteral("text");
    case BodyState::Full: return QStringLiteral("full");
    }
    return {};
}

QString subjectBase(const QString &subject)
{
    // Reply and forward marks of the languages met in the wild, also counted ("Re[2]:") and full-width colons.
    static const QRegularExpression prefix(
        QStringLiteral("\\s*(re|aw|antw|sv|vs|odp|rif|res|ynt|fw|fwd|wg|tr|enc|doorst|vl|i)(\\[\\d+\\])?\\s*[:\uFF1A]\\s*"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return withoutPrefixes(subject, prefix);
}

QString withoutPrefixes(const QString &subject, const QRegularExpression &prefix)
{
    constexpr int kPrefixes = 50; // beyond that nobody replies, somebody plays
    const QString whole = subject.left(kMaxSubject).simplified();
    qsizetype begin = 0;
    for (int i = 0; i < kPrefixes; ++i) {
        const auto match = prefix.match(whole, begin, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
        if (!match.hasMatch())
            break;
        begin = match.capturedEnd();
    }
    return whole.mid(begin);
}

} // namespace petrel
