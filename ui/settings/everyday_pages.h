#pragma once

#include "ui/settings/settings_page.h"
#include "ui/settings/settings_places.h"

class QCheckBox;
class QComboBox;
class QRadioButton;

namespace petrel::ui {

class PictureChoice;
class SignatureField;

/** How messages are read. */
class ReadingPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit ReadingPage(Settings &settings, QWidget *parent = nullptr);
    void refresh() override;

private:
    Settings &m_settings;
    QComboBox *m_markRead;
};

/** How messages are written: kind of text, taking back, signatures. */
class WritingPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit WritingPage(Settings &settings, QWidget *parent = nullptr);
    void refresh() override;
    void setAccounts(const QList<Account> &accounts);

private:
    void buildSignature();
    void showSignature();

    Settings &m_settings;
    QRadioButton *m_plain;
    QRadioButton *m_rich;
    QComboBox *m_undo;
    QComboBox *m_account;
    SignatureField *m_signature;
};

/** Colours, density, motion. */
class AppearancePage : public SettingsPage
{
    Q_OBJECT
public:
    explicit AppearancePage(Settings &settings, QWidget *parent = nullptr);
    void refresh() override;

private:
    Settings &m_settings;
    PictureChoice *m_scheme;
    PictureChoice *m_density;
    QCheckBox *m_motion;
};

} // namespace petrel::ui
