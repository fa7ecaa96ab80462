#include "app/ctl/output.h"

#include <QDateTime>

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>

namespace petrel::ctl {

namespace {

int terminalWidth(int descriptor)
{
    winsize size{};
    if (::isatty(descriptor) && ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 20)
        return size.ws_col;
    return 0;
}

/** Control characters of mail must not reach the terminal. */
QString harmless(const QString &text)
{
    QString clean = text;
    for (QChar &character : clean) {
        const auto category = character.category();
        if (category == QChar::Other_Control || category == QChar::Other_Format)
            character = QLatin1Char(' ');
    }
    return clean;
}

void put(std::FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stream);
}

} // namespace

void printJson(const QJsonDocument &document)
{
    put(stdout, document.toJson(QJsonDocument::Indented));
}

void printLine(const QString &text)
{
    put(stdout, text.toUtf8() + '\n');
}

void printBytes(const QByteArray &bytes)
{
    put(stdout, bytes);
}

bool allIsWritten()
{
    const bool kept = std::fflush(stdout) == 0; // what waits in the buffer fails only now
    return kept && std::ferror(stdout) == 0;
}

void complain(const QString &sentence)
{
    put(stderr, "petrelctl: " + harmless(sentence).toUtf8() + '\n');
}

void Table::print() const
{
    QList<qsizetype> widths;
    for (const QStringList &row : m_rows) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            if (widths.size() <= i)
                widths.append(0);
            widths[i] = std::max(widths[i], row[i].size());
        }
    }
    const int edge = terminalWidth(STDOUT_FILENO);
    for (const QStringList &row : m_rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i) {
            const QString cell = harmless(row[i]);
            line += i + 1 < row.size() ? cell.leftJustified(widths[i] + 2) : cell;
        }
        if (edge > 0 && line.size() > edge)
            line = line.left(edge - 1) + QChar(0x2026);
        printLine(line);
    }
}

ProgressBar::ProgressBar() : m_terminal(::isatty(STDERR_FILENO)) {}

ProgressBar::~ProgressBar()
{
    if (m_drawn)
        put(stderr, "\r\033[K");
}

void ProgressBar::show(const QString &label, qint64 done, qint64 total)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (!m_terminal || (now - m_lastDrawn < 100 && done != total))
        return;
    m_lastDrawn = now;
    m_drawn = true;
    QString line = label;
    if (total > 0) {
        const int filled = static_cast<int>(30 * std::min(done, total) / total);
        line += QStringLiteral(" [") + QString(filled, QLatin1Char('#')) + QString(30 - filled, QLatin1Char('.')) + QStringLiteral("] ")
                + QString::number(done) + QStringLiteral(" of ") + QString::number(total);
    } else if (done > 0) {
        line += QLatin1Char(' ') + QString::number(done);
    }
    put(stderr, "\r\033[K" + harmless(line).toUtf8());
    std::fflush(stderr);
}

} // namespace petrel::ctl
