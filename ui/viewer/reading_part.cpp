#include "ui/viewer/reading_part.h"

#include <algorithm>

namespace petrel::ui {

namespace {

/** Where the part that begins at `start` ends; trailing space makes no part of its own. */
qsizetype endOfPart(QStringView text, qsizetype start)
{
    if (text.size() - start <= ReadingPart::kLongest)
        return text.size();
    qsizetype end = start + ReadingPart::kLongest;
    if (const qsizetype line = text.first(end).lastIndexOf(u'\n'); line > start)
        end = line + 1;
    else if (text[end - 1].isHighSurrogate())
        --end;
    return end;
}

html::LinkedText stretch(const html::LinkedText &whole, qsizetype start, qsizetype end)
{
    html::LinkedText part;
    part.text = whole.text.sliced(start, end - start);
    for (const html::LinkRange &link : whole.links) {
        const qsizetype from = std::max(link.begin, start);
        const qsizetype to = std::min(link.begin + link.length, end);
        if (from < to)
            part.links.append({from - start, to - from, link.url});
    }
    return part;
}

} // namespace

ReadingPart readingPart(const html::LinkedText &whole, int number)
{
    const QStringView text = QStringView(whole.text).trimmed().isEmpty() ? QStringView() : QStringView(whole.text);
    QList<qsizetype> ends;
    for (qsizetype start = 0; start < text.size() || ends.isEmpty(); start = ends.last()) {
        ends.append(endOfPart(text, start));
        if (text.sliced(ends.last()).trimmed().isEmpty())
            break;
    }
    ReadingPart part;
    part.count = static_cast<int>(ends.size());
    part.number = std::clamp(number, 0, part.count - 1);
    part.text = stretch(whole, part.number == 0 ? 0 : ends[part.number - 1], ends[part.number]);
    return part;
}

} // namespace petrel::ui
