#pragma once

#include <QJsonDocument>
#include <QStringList>

namespace petrel::ctl {

/** Writes one JSON document and a line end to standard output. */
void printJson(const QJsonDocument &document);
void printLine(const QString &text);
void printBytes(const QByteArray &bytes);
/** Whether all of it reached standard output so far; errno says why not. For the end: a disk may be full, or a pipe closed. */
[[nodiscard]] bool allIsWritten();
/** One sentence on standard error. */
void complain(const QString &sentence);

/** Rows of text in columns as wide as their longest cell; the last column is cut at the terminal's edge. */
class Table
{
public:
    explicit Table(QStringList header) : m_rows{std::move(header)} {}
    void add(QStringList row) { m_rows.append(std::move(row)); }
    void print() const;

private:
    QList<QStringList> m_rows;
};

/** A bar on standard error while it is a terminal; silent otherwise. Any thread, one at a time. */
class ProgressBar
{
public:
    ProgressBar();
    ~ProgressBar();
    /** total 0: unknown, only the count is shown. */
    void show(const QString &label, qint64 done, qint64 total);

private:
    bool m_terminal = false;
    bool m_drawn = false;
    qint64 m_lastDrawn = 0;
};

} // namespace petrel::ctl
