#pragma once

#include "ui/common/seams.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace petrel::test {

/** Stands for the dialogs and the desktop: answers at once as the test wishes, and remembers what was asked. */
class AnsweringSeams final : public ui::Seams
{
public:
    /** Nothing: questions stay open. */
    explicit AnsweringSeams(std::optional<int> givenAnswer = 0) : answer(givenAnswer), m_former(Seams::replace(this)) {}
    ~AnsweringSeams() override { Seams::replace(m_former); }
    AnsweringSeams(const AnsweringSeams &) = delete;
    AnsweringSeams &operator=(const AnsweringSeams &) = delete;

    std::optional<int> answer; ///< to every question
    bool later = false;        ///< answers from the event loop, as the real dialogs do
    QStringList files;         ///< chosen to be read
    QString directory;         ///< where everything is saved
    bool opensFiles = true;    ///< a program for every file

    QList<ui::Question> asked;
    QStringList opened;

    /** The last question. */
    [[nodiscard]] ui::Question question() const { return asked.isEmpty() ? ui::Question() : asked.last(); }
    [[nodiscard]] QStringList titles() const
    {
        QStringList all;
        for (const ui::Question &one : asked)
            all.append(one.title);
        return all;
    }

    void ask(QWidget *, const ui::Question &question, std::function<void(int)> answered) override
    {
        asked.append(question);
        if (answer && later)
            QTimer::singleShot(0, &m_here, [answered, given = *answer] { answered(given); });
        else if (answer)
            answered(*answer);
    }
    void chooseFiles(QWidget *, const ui::FileRequest &, std::function<void(QStringList)> chosen) override { chosen(files); }
    void chooseSaveFile(QWidget *, const ui::FileRequest &, std::function<void(QString)> chosen) override { chosen({}); }
    void chooseDirectory(QWidget *, const ui::FileRequest &, std::function<void(QString)> chosen) override { chosen(directory); }
    bool openExternally(QWidget *, const QString &what) override
    {
        opened.append(what);
        return opensFiles;
    }

private:
    Seams *m_former;
    QObject m_here;
};

} // namespace petrel::test
