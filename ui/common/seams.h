#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace petrel::ui {

/** A question that cannot be undone, so it is asked. The last answer is the safe one (Escape). */
struct Question
{
    QString title;         ///< window title: "Empty the trash?"
    QString text;          ///< one sentence: what happens
    QString meaning;       ///< what cannot be brought back; may be empty
    QStringList answers;   ///< button texts, verbs; the last one is Escape's
    int preferred = 0;     ///< the default button
    bool dangerous = false; ///< the first answer destroys something
};

/** What to ask a file dialog for. */
struct FileRequest
{
    QString title;
    QString directory;    ///< empty: the last one used
    QString name;         ///< proposed file name, for saving
    QStringList filters;  ///< "Pictures (*.png *.jpg)"; empty: all files
};

/**
 * Where the window asks the person something. Nothing blocks: each call opens a dialog with open()
 * and the answer comes to `answered` later, never from inside the call and never after `parent` has
 * gone. Tests replace the seams and answer themselves. GUI thread.
 */
class Seams
{
public:
    virtual ~Seams() = default;

    /** The index of the answer. */
    virtual void ask(QWidget *parent, const Question &question, std::function<void(int)> answered) = 0;
    /** Existing files; empty when cancelled. */
    virtual void chooseFiles(QWidget *parent, const FileRequest &request, std::function<void(QStringList)> chosen) = 0;
    /** A file to write; empty when cancelled. Overwriting was confirmed by the dialog. */
    virtual void chooseSaveFile(QWidget *parent, const FileRequest &request, std::function<void(QString)> chosen) = 0;
    /** An existing directory; empty when cancelled. */
    virtual void chooseDirectory(QWidget *parent, const FileRequest &request, std::function<void(QString)> chosen) = 0;
    /** Hands a file or address to the desktop. Only for what the person clicked. False: no program takes it; say so. */
    [[nodiscard]] virtual bool openExternally(QWidget *parent, const QString &urlOrPath) = 0;

    [[nodiscard]] static Seams &current();
    /** Installs other seams and returns the former ones; tests only. Borrowed; null restores the real ones. */
    static Seams *replace(Seams *seams);
};

} // namespace petrel::ui
