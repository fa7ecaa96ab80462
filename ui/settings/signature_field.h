#pragma once

#include <QPlainTextEdit>
#include <QTimer>

namespace petrel::ui {

class Settings;

/**
 * The signature of one account. What is typed is kept after a pause, and at once when the field is left or hidden or shows another
 * account's: each keeping is heard by the whole window.
 */
class SignatureField : public QPlainTextEdit
{
    Q_OBJECT
public:
    /** `settings` is borrowed. */
    explicit SignatureField(Settings &settings, QWidget *parent = nullptr);
    ~SignatureField() override;

    void showOf(const QByteArray &accountUuid);

protected:
    void focusOutEvent(QFocusEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void keep();

    Settings &m_settings;
    QByteArray m_account;
    QTimer m_pause; ///< runs while something typed is not kept yet
};

} // namespace petrel::ui
