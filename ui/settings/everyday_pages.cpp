#include "ui/settings/everyday_pages.h"

#include "ui/common/dialog_parts.h"
#include "ui/common/labels.h"
#include "ui/settings/labelled_combo.h"
#include "ui/settings/picture_choice.h"
#include "ui/settings/signature_field.h"

#include <QCheckBox>
#include <QComboBox>
#include <QRadioButton>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {

constexpr int kNeverRead = -1;

} // namespace

// ---- reading -------------------------------------------------------------------------------------

ReadingPage::ReadingPage(Settings &settings, QWidget *parent) : SettingsPage(tr("Reading"), parent), m_settings(settings), m_markRead(nullptr)
{
    QVBoxLayout *group = addGroup(tr("Read and unread"));
    m_markRead = addLabelledCombo(group, tr("An open message counts as read"), "markRead", ground());
    m_markRead->addItem(tr("at once"), 0);
    for (const int seconds : {1, 2, 5, 10})
        m_markRead->addItem(tr("after %n second(s)", nullptr, seconds), seconds);
    m_markRead->addItem(tr("when I mark it"), kNeverRead);
    connect(m_markRead, &QComboBox::activated, this, [this] {
        const int seconds = m_markRead->currentData().toInt();
        m_settings.setMarkReadAfter(seconds == kNeverRead ? std::nullopt : std::optional(std::chrono::seconds(seconds)));
    });
    QVBoxLayout *shown = addGroup(tr("HTML messages"));
    addRemark(shown, tr("This version of Petrel shows the text of HTML messages, with their links. Nothing in a message is ever run."));
    refresh();
}

void ReadingPage::refresh()
{
    const std::optional<std::chrono::seconds> delay = m_settings.markReadAfter();
    const int seconds = delay ? static_cast<int>(delay->count()) : kNeverRead;
    chooseValue(m_markRead, seconds, tr("after %n second(s)", nullptr, seconds));
}

// ---- writing -------------------------------------------------------------------------------------

WritingPage::WritingPage(Settings &settings, QWidget *parent)
    : SettingsPage(tr("Writing"), parent), m_settings(settings), m_plain(nullptr), m_rich(nullptr), m_undo(nullptr), m_account(nullptr),
      m_signature(nullptr)
{
    QVBoxLayout *text = addGroup(tr("New messages"));
    m_plain = new QRadioButton(tr("Plain text"), ground());
    m_plain->setObjectName(QStringLiteral("plainText"));
    m_rich = new QRadioButton(tr("Rich text: bold, lists, links"), ground());
    m_rich->setObjectName(QStringLiteral("richText"));
    text->addWidget(m_plain);
    text->addWidget(m_rich);
    addRemark(text, tr("Each message can be switched while it is written."));
    connect(m_rich, &QRadioButton::toggled, this, [this](bool rich) { m_settings.setWritesRichText(rich); });

    QVBoxLayout *sending = addGroup(tr("Sending"));
    m_undo = addLabelledCombo(sending, tr("A sent message can be taken back"), "undoSend", ground());
    m_undo->addItem(tr("never: it goes out at once"), 0);
    for (const int seconds : {5, 10, 30, 60})
        m_undo->addItem(tr("for %n second(s)", nullptr, seconds), seconds);
    connect(m_undo, &QComboBox::activated, this, [this] { m_settings.setUndoSendSeconds(m_undo->currentData().toInt()); });
    buildSignature();
    refresh();
}

void WritingPage::buildSignature()
{
    QVBoxLayout *group = addGroup(tr("Signature"));
    m_account = addLabelledCombo(group, tr("For messages from"), "signatureAccount", ground());
    m_signature = new SignatureField(m_settings, ground());
    m_signature->setObjectName(QStringLiteral("signature"));
    group->addWidget(labelFor(m_signature, tr("Text under the message"), ground()));
    group->addWidget(m_signature);
    connect(m_account, &QComboBox::currentIndexChanged, this, &WritingPage::showSignature);
    setAccounts({});
}

void WritingPage::setAccounts(const QList<Account> &accounts)
{
    const QByteArray before = m_account->currentData().toByteArray();
    const QSignalBlocker quiet(m_account);
    m_account->clear();
    for (const Account &account : accounts)
        m_account->addItem(account.address.email, account.uuid);
    m_account->setCurrentIndex(accounts.isEmpty() ? -1 : qMax(0, m_account->findData(before)));
    m_account->setEnabled(!accounts.isEmpty());
    m_signature->setEnabled(!accounts.isEmpty());
    showSignature();
}

void WritingPage::showSignature() { m_signature->showOf(m_account->currentData().toByteArray()); }

void WritingPage::refresh()
{
    (m_settings.writesRichText() ? m_rich : m_plain)->setChecked(true);
    chooseValue(m_undo, m_settings.undoSendSeconds(), tr("for %n second(s)", nullptr, m_settings.undoSendSeconds()));
}

// ---- appearance ----------------------------------------------------------------------------------

AppearancePage::AppearancePage(Settings &settings, QWidget *parent)
    : SettingsPage(tr("Appearance"), parent), m_settings(settings), m_scheme(new PictureChoice(ground())),
      m_density(new PictureChoice(ground())), m_motion(new QCheckBox(tr("Reduce motion"), ground()))
{
    m_scheme->add(static_cast<int>(SchemeChoice::System), tr("As the desktop"), QStringLiteral("schemeSystem"), windowPicture(false, true));
    m_scheme->add(static_cast<int>(SchemeChoice::Light), tr("Light"), QStringLiteral("schemeLight"), windowPicture(false));
    m_scheme->add(static_cast<int>(SchemeChoice::Dark), tr("Dark"), QStringLiteral("schemeDark"), windowPicture(true));
    addGroup(tr("Colours"))->addWidget(m_scheme);
    m_density->add(0, tr("Comfortable"), QStringLiteral("densityComfortable"), rowsPicture(false));
    m_density->add(1, tr("Compact"), QStringLiteral("densityCompact"), rowsPicture(true));
    QVBoxLayout *density = addGroup(tr("Density"));
    density->addWidget(m_density);
    addRemark(density, tr("Two lines per message, or one."));
    m_motion->setObjectName(QStringLiteral("reduceMotion"));
    QVBoxLayout *motion = addGroup(tr("Motion"));
    motion->addWidget(m_motion);
    addRemark(motion, tr("Nothing fades or turns. The desktop's own wish for this is followed anyway."));

    connect(m_scheme, &PictureChoice::choiceMade, this, [this](int scheme) {
        m_settings.setScheme(static_cast<SchemeChoice>(scheme));
        m_settings.applyAppearance();
    });
    connect(m_density, &PictureChoice::choiceMade, this, [this](int compact) { m_settings.setCompact(compact == 1); });
    connect(m_motion, &QCheckBox::toggled, this, [this](bool reduced) {
        m_settings.setReducesMotion(reduced);
        m_settings.applyAppearance();
    });
    refresh();
}

void AppearancePage::refresh()
{
    m_scheme->setChosen(static_cast<int>(m_settings.scheme()));
    m_density->setChosen(m_settings.isCompact() ? 1 : 0);
    m_motion->setChecked(m_settings.reducesMotion());
}

} // namespace petrel::ui
