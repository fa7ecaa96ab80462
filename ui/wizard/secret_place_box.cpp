#include "ui/wizard/secret_place_box.h"

#include "ui/common/dialog_parts.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QRadioButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {

using Mode = SecretPlace::Mode;
constexpr int kIndent = 26;

/** A radio button and a muted line under it. */
QVBoxLayout *explained(QRadioButton *button, const QString &words, QWidget *parent)
{
    auto *line = new RoleLabel(words, TypeRole::Small, Colour::TextMuted, parent);
    line->setWordWrap(true);
    button->setAccessibleDescription(words);
    auto *row = new QHBoxLayout;
    row->addSpacing(kIndent);
    row->addWidget(line, 1);
    auto *rows = new QVBoxLayout;
    rows->setSpacing(0);
    rows->addWidget(button);
    rows->addLayout(row);
    return rows;
}

} // namespace

QString secretPlaceSentence(Mode mode)
{
    switch (mode) {
    case Mode::Keychain: return SecretPlaceBox::tr("Kept in your keyring, sent only to these servers.");
    case Mode::File: return SecretPlaceBox::tr("Kept in a file sealed with your passphrase, sent only to these servers.");
    case Mode::Memory: return SecretPlaceBox::tr("Kept nowhere: Petrel asks for it at each start, and sends it only to these servers.");
    }
    return {};
}

SecretPlaceBox::SecretPlaceBox(QWidget *parent)
    : QWidget(parent), m_modes(new QButtonGroup(this))
{
    // Made in the order in which Tab goes through them.
    auto *file = new QRadioButton(tr("In a &file sealed with a passphrase"), this);
    file->setObjectName(QStringLiteral("placeFile"));
    m_fields = new QWidget(this);
    m_passphrase = new PasswordField(m_fields);
    m_again = new PasswordField(m_fields);
    m_note = fieldNote(m_fields);
    auto *memory = new QRadioButton(tr("&Nowhere: ask at each start"), this);
    memory->setObjectName(QStringLiteral("placeMemory"));
    m_modes->addButton(file, static_cast<int>(Mode::File));
    m_modes->addButton(memory, static_cast<int>(Mode::Memory));
    m_passphrase->setObjectName(QStringLiteral("passphrase"));
    m_again->setObjectName(QStringLiteral("passphraseAgain"));

    auto *grid = new QGridLayout(m_fields);
    grid->setContentsMargins(0, 4, 0, 4);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(6);
    grid->setColumnMinimumWidth(0, kIndent);
    grid->addWidget(labelFor(m_passphrase, tr("Passphrase"), m_fields), 0, 1);
    grid->addWidget(m_passphrase, 0, 2);
    grid->addWidget(labelFor(m_again, tr("Once more"), m_fields), 1, 1);
    grid->addWidget(m_again, 1, 2);
    grid->addWidget(m_note, 2, 2);
    grid->setColumnStretch(2, 1);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(explained(file, tr("Petrel asks for the passphrase when it starts. Nobody can bring it back if it is forgotten."), this));
    column->addWidget(m_fields);
    column->addLayout(explained(memory, tr("Nothing is written down. Mail comes after you have typed the password of each account."), this));
    setMode(Mode::File);

    // Toggled, not clicked: a screen reader toggles.
    connect(m_modes, &QButtonGroup::idToggled, this, [this](int id, bool chosen) {
        refresh();
        if (chosen)
            Q_EMIT modeChosen(static_cast<Mode>(id));
    });
    connect(m_passphrase, &QLineEdit::textEdited, this, &SecretPlaceBox::passphraseEdited);
    connect(m_again, &QLineEdit::textEdited, this, &SecretPlaceBox::passphraseEdited);
}

void SecretPlaceBox::offerKeychain(bool answers)
{
    auto *keychain = new QRadioButton(tr("In the &keyring of this desktop"), this);
    keychain->setObjectName(QStringLiteral("placeKeychain"));
    keychain->setEnabled(answers);
    setTabOrder(this, keychain); // it stands first
    const bool wasFile = mode() == Mode::File;
    m_modes->addButton(keychain, static_cast<int>(Mode::Keychain));
    auto *column = qobject_cast<QVBoxLayout *>(layout());
    column->insertLayout(0, explained(keychain, answers ? tr("It is opened when you sign in to the desktop.") : tr("No keyring answers on this desktop."), this));
    if (wasFile)
        setMode(Mode::File);
}

void SecretPlaceBox::setMode(Mode mode)
{
    const QSignalBlocker shownOnly(m_modes);
    if (QAbstractButton *button = m_modes->button(static_cast<int>(mode)))
        button->setChecked(true);
    refresh();
}

Mode SecretPlaceBox::mode() const { return static_cast<Mode>(m_modes->checkedId()); }

QString SecretPlaceBox::passphrase() const { return m_passphrase->text(); }

QString SecretPlaceBox::repeated() const { return m_again->text(); }

void SecretPlaceBox::setProblem(const QString &words) { showProblem(m_passphrase, m_note, words); }

void SecretPlaceBox::focusPassphrase() { m_passphrase->setFocus(); }

void SecretPlaceBox::refresh() { m_fields->setVisible(mode() == Mode::File); }

} // namespace petrel::ui
