#pragma once

#include "ui/folders/folder_name.h"

#include <QDialog>

class QLineEdit;

namespace petrel::ui {

class Button;
class RoleLabel;

/**
 * Asks for the name of a folder and says while it is typed what is wrong with it. It stays until whoever asked has heard the
 * name and calls accept(), or refuse() with the reason. GUI thread.
 */
class FolderNameDialog : public QDialog
{
    Q_OBJECT
public:
    struct Words
    {
        QString title;    ///< of the window: "New folder"
        QString sentence; ///< "New folder in Archive"
        QString accept;   ///< the button, a verb
    };
    /** `name` is what it is called now; empty for a new one. */
    FolderNameDialog(const Words &words, const QString &name, FolderNamePlace place, QWidget *parent = nullptr);

    /** It could not be named so. */
    void refuse(const QString &why);

Q_SIGNALS:
    /** Trimmed, and sound as far as is known here; another one than before. */
    void chosen(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void look();
    void submit();

    FolderNamePlace m_place;
    QString m_before;
    QLineEdit *m_field;
    RoleLabel *m_note;
    Button *m_accept;
};

} // namespace petrel::ui
