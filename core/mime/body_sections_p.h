#pragma once

#include "core/mime/parsed_message.h"

#include <QByteArray>
#include <QList>
#include <QSet>

#include <vector>

namespace petrel::mime {

/** The parts of a message sorted into what is read, what is attached, and what the HTML shows. Indices into parts(). */
struct Body
{
    QList<BodySection> sections;
    QList<int> attachments;
    QList<int> inlineParts;

    void append(Body other);
    /** The part as told to people: its size is the decoded one, estimated without decoding. */
    [[nodiscard]] static PartInfo describe(const Part &part);
};

/**
 * Chooses the body, RFC 2046 5.1: of alternatives the first plain text and the last HTML; of related parts the root; of
 * mixed ones every text that is not an attachment. Calls itself once per level, and levels are capped by Limits::depth.
 */
class BodyCollector
{
public:
    BodyCollector(const ParsedMessage &message, const Limits &limits, QList<Notice> &notices);
    [[nodiscard]] Body collect();

private:
    [[nodiscard]] Body collect(int index);
    [[nodiscard]] Body alternatives(int index);
    [[nodiscard]] Body related(int index);
    [[nodiscard]] Body leaf(int index);
    [[nodiscard]] QString text(const Part &part);
    void attachUnusedPictures(Body &body) const;
    [[nodiscard]] static QSet<QString> contentIdsNamed(const Body &body);

    const ParsedMessage &m_message;
    const Limits &m_limits;
    QList<Notice> &m_notices;
    std::vector<std::vector<int>> m_children;
};

} // namespace petrel::mime
