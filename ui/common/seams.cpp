#include "ui/common/seams.h"

#include "ui/common/question_dialog.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QPointer>
#include <QStandardPaths>
#include <QUrl>

namespace petrel::ui {

namespace {

/**
 * A window that closes upon the answer goes in the same moment as the question about it: some window managers then leave
 * the keyboard to nobody, and no key does anything any more. So the window behind it is told to take over.
 */
void passOnFocus(const QPointer<QWidget> &asker)
{
    if (!asker || asker->isVisible())
        return;
    for (QWidget *behind = asker->parentWidget(); behind; behind = behind->window()->parentWidget()) {
        if (behind->window()->isVisible())
            return behind->window()->activateWindow();
    }
}

/** The real dialogs. Each deletes itself when closed, or goes with its parent. */
class DialogSeams final : public Seams
{
public:
    void ask(QWidget *parent, const Question &question, std::function<void(int)> answered) override
    {
        auto *dialog = new QuestionDialog(question, parent);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        QObject::connect(dialog, &QDialog::finished, dialog, [dialog, answered = std::move(answered)] {
            const QPointer<QWidget> asker = dialog->parentWidget() ? dialog->parentWidget()->window() : nullptr;
            answered(dialog->answer());
            passOnFocus(asker);
        });
        dialog->open();
    }

    void chooseFiles(QWidget *parent, const FileRequest &request, std::function<void(QStringList)> chosen) override
    {
        QFileDialog *dialog = fileDialog(parent, request, QFileDialog::ExistingFiles, QFileDialog::AcceptOpen);
        openAndTell(dialog, std::move(chosen));
    }

    void chooseSaveFile(QWidget *parent, const FileRequest &request, std::function<void(QString)> chosen) override
    {
        QFileDialog *dialog = fileDialog(parent, request, QFileDialog::AnyFile, QFileDialog::AcceptSave);
        dialog->selectFile(request.name);
        openAndTell(dialog, [chosen = std::move(chosen)](const QStringList &files) { chosen(files.value(0)); });
    }

    void chooseDirectory(QWidget *parent, const FileRequest &request, std::function<void(QString)> chosen) override
    {
        QFileDialog *dialog = fileDialog(parent, request, QFileDialog::Directory, QFileDialog::AcceptOpen);
        dialog->setOption(QFileDialog::ShowDirsOnly);
        openAndTell(dialog, [chosen = std::move(chosen)](const QStringList &files) { chosen(files.value(0)); });
    }

    bool openExternally(QWidget *, const QString &urlOrPath) override
    {
        const QUrl url = QDir::isAbsolutePath(urlOrPath) ? QUrl::fromLocalFile(urlOrPath) : QUrl(urlOrPath);
        return QDesktopServices::openUrl(url);
    }

private:
    QFileDialog *fileDialog(QWidget *parent, const FileRequest &request, QFileDialog::FileMode mode,
                            QFileDialog::AcceptMode acceptMode)
    {
        const QString home = QStandardPaths::writableLocation(QStandardPaths::HomeLocation);
        const QString start = !request.directory.isEmpty() ? request.directory : m_lastDirectory.isEmpty() ? home : m_lastDirectory;
        auto *dialog = new QFileDialog(parent, request.title, start);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(mode);
        dialog->setAcceptMode(acceptMode);
        if (!request.filters.isEmpty())
            dialog->setNameFilters(request.filters);
        return dialog;
    }

    void openAndTell(QFileDialog *dialog, std::function<void(QStringList)> chosen)
    {
        QObject::connect(dialog, &QDialog::finished, dialog, [this, dialog, chosen = std::move(chosen)](int result) {
            if (result == QDialog::Accepted)
                m_lastDirectory = dialog->directory().absolutePath();
            chosen(result == QDialog::Accepted ? dialog->selectedFiles() : QStringList());
        });
        dialog->open();
    }

    QString m_lastDirectory;
};

Seams *&installed()
{
    static Seams *seams = nullptr;
    return seams;
}

} // namespace

Seams &Seams::current()
{
    static DialogSeams dialogs;
    return installed() ? *installed() : dialogs;
}

Seams *Seams::replace(Seams *seams) { return std::exchange(installed(), seams); }

} // namespace petrel::ui
