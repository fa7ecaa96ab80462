#include "ui/common/monogram_disc.h"

#include "ui/common/appearance.h"
#include "ui/common/painting.h"

#include <QPainter>

namespace petrel::ui {

namespace {

/** The first letter or digit of a word as the person would write it, surrogate pairs kept whole. */
QString initial(const QString &word)
{
    const QList<uint> points = word.toUcs4();
    for (const uint point : points) {
        if (QChar::isLetterOrNumber(point))
            return QString::fromUcs4(reinterpret_cast<const char32_t *>(&point), 1).toUpper();
    }
    return {};
}

} // namespace

QString monogram(const Address &person)
{
    const QString source = person.name.isEmpty() ? person.email.section(QLatin1Char('@'), 0, 0) : person.name;
    const QStringList words = source.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QStringList initials;
    for (const QString &word : words) {
        if (const QString letter = initial(word); !letter.isEmpty())
            initials.append(letter);
    }
    if (initials.isEmpty())
        return QStringLiteral("?");
    return initials.size() == 1 ? initials.first() : initials.first() + initials.last();
}

void paintMonogram(QPainter *painter, const QRect &square, const Address &person)
{
    const TagPair pair = theme().tag(colourFor(person.email));
    fillRounded(painter, square, square.width() / 2.0, pair.chip);
    painter->save();
    QFont letters = font(TypeRole::Body, Weight::Strong);
    letters.setPixelSize(qMax(8, square.height() * 36 / 100));
    painter->setFont(letters);
    painter->setPen(pair.text);
    painter->drawText(square, Qt::AlignCenter, monogram(person));
    painter->restore();
}

MonogramDisc::MonogramDisc(int side, QWidget *parent) : QWidget(parent), m_side(side)
{
    setFixedSize(side, side);
}

void MonogramDisc::setPerson(const Address &person)
{
    m_person = person;
    update();
}

void MonogramDisc::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintMonogram(&painter, rect(), m_person);
}

} // namespace petrel::ui
