#include "ui/viewer/reading_notice.h"

#include "core/mime/header_values.h"
#include "ui/common/formats.h"

#include <QCoreApplication>

#include <algorithm>

namespace petrel::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(petrel::ui::ReadingNotice)
};

using Level = ReadingNotice::Level;
using Offer = ReadingNotice::Offer;

QList<ReadingNotice> senderFindings(const mime::MessageContent &content)
{
    QList<ReadingNotice> found;
    if (content.has(mime::Notice::SeveralFrom))
        found.append({Level::Warning, {}, Words::tr("This message names several senders"),
                      Words::tr("The first one is shown. Look at the source before you trust it."), Offer::ShowSource});
    if (content.has(mime::Notice::UnreadableFrom))
        found.append({Level::Warning, {}, Words::tr("The sender cannot be read"),
                      Words::tr("The message gives no valid address. It is shown as it was sent."), Offer::ShowSource});
    const auto dangerous = static_cast<int>(content.dangerousParts.size());
    if (dangerous > 0)
        found.append({Level::Warning, QStringLiteral("file-warning"), Words::tr("%n attachment(s) can run as a program", nullptr, dangerous),
                      Words::tr("Petrel does not open programs. Save one only if you expected it."), Offer::None});
    return found;
}

/** The graver one speaks, and counts the rest. */
ReadingNotice joined(const QList<ReadingNotice> &findings)
{
    ReadingNotice bar = findings.first();
    QStringList others;
    for (const ReadingNotice &other : findings.sliced(1))
        others.append(other.text);
    if (!others.isEmpty())
        bar.detail += QStringLiteral(" ") + Words::tr("Also: %1.").arg(others.join(Words::tr("; ", "between findings")));
    return bar;
}

bool repliesGoElsewhere(const Envelope &envelope)
{
    if (envelope.replyTo.isEmpty() || envelope.from.isEmpty())
        return false;
    return std::none_of(envelope.replyTo.cbegin(), envelope.replyTo.cend(), [&](const Address &address) {
        return address.sameMailbox(envelope.from.first());
    });
}

bool wasCut(const mime::MessageContent &content)
{
    using mime::Notice;
    return content.has(Notice::HeadersCut) || content.has(Notice::PartsCut) || content.has(Notice::TextCut)
        || content.has(Notice::NoEndBoundary);
}

bool wasGuessed(const mime::MessageContent &content)
{
    using mime::Notice;
    return content.has(Notice::UnknownCharset) || content.has(Notice::WrongCharset) || content.has(Notice::UnknownEncoding);
}

} // namespace

QList<ReadingNotice> readingNotices(const mime::MessageContent &content, const ReadingPart &part)
{
    QList<ReadingNotice> notices;
    if (const QList<ReadingNotice> findings = senderFindings(content); !findings.isEmpty())
        notices.append(joined(findings));
    if (repliesGoElsewhere(content.envelope))
        notices.append({Level::Neutral, QStringLiteral("reply"), Words::tr("Replies go to another address"),
                        isolatedLtr(mime::cleanText(content.envelope.replyTo.first().email)), Offer::None});
    if (content.list.unsubscribeMail.isValid() || content.list.unsubscribeWeb.isValid())
        notices.append({Level::Neutral, QStringLiteral("mails"), Words::tr("Mailing list"), {}, Offer::Unsubscribe});
    if (!part.isWhole())
        notices.append({Level::Neutral, QStringLiteral("file-text"), Words::tr("This message is very long"),
                        Words::tr("Part %1 of %2 is shown.").arg(part.number + 1).arg(part.count),
                        part.isLast() ? Offer::ShowFirstPart : Offer::ShowNextPart});
    if (wasCut(content))
        notices.append({Level::Neutral, QStringLiteral("info"), Words::tr("Part of this message is left out"),
                        Words::tr("It is damaged or larger than Petrel shows. The source has all of it."), Offer::ShowSource});
    else if (wasGuessed(content))
        notices.append({Level::Neutral, QStringLiteral("type"), Words::tr("Some letters may be wrong"),
                        Words::tr("The message does not say rightly how its text is written."), Offer::None});
    return notices;
}

QString linkWarningText(const html::LinkTarget &target)
{
    using html::LinkWarning;
    const QString host = isolatedLtr(target.hostAscii);
    const auto warns = [&](LinkWarning warning) { return target.warnings.contains(warning); };
    if (warns(LinkWarning::OtherDomain))
        return Words::tr("The text says %1, but the link leads to %2.").arg(isolatedLtr(target.shownDomain), host);
    if (warns(LinkWarning::UserPart))
        return Words::tr("The link only looks like another address. It leads to %1.").arg(host);
    if (warns(LinkWarning::MixedScripts))
        return Words::tr("The address mixes letters of several scripts. It is really %1.").arg(host);
    if (warns(LinkWarning::Punycode))
        return Words::tr("The address has unusual letters. It is really %1.").arg(host);
    if (warns(LinkWarning::NumericHost))
        return Words::tr("The link leads to a bare number, %1, not to a name.").arg(host);
    return {};
}

} // namespace petrel::ui
