#include "ui/settings/backup_group.h"

#include "ui/common/dialog_parts.h"
#include "ui/common/error_sentence.h"
#include "ui/common/formats.h"
#include "ui/common/seams.h"
#include "ui/common/spinner.h"
#include "ui/settings/backup_words.h"

#include <QCheckBox>
#include <QMenu>
#include <QVBoxLayout>

namespace petrel::ui {

namespace {

QString whenMade(const BackupPlace::Copy &copy) { return readerDate(copy.madeAt.toSecsSinceEpoch(), QDateTime::currentDateTime()); }

QString messagesIn(const BackupPlace::Copy &copy) { return BackupGroup::tr("%n message(s)", nullptr, copy.messages); }

} // namespace

BackupGroup::BackupGroup(Settings &settings, BackupPlace &place, QWidget *parent)
    : QWidget(parent), m_settings(settings), m_place(place), m_last(new RoleLabel(TypeRole::Body, Colour::Text, this)),
      m_damage(new RoleLabel(TypeRole::Body, Colour::Danger, this)), m_daily(new QCheckBox(tr("Make one each day"), this)), m_directory(new RoleLabel(TypeRole::Small, Colour::TextMuted, this)),
      m_make(new Button(tr("Back up now"), Button::Kind::Tonal, this)), m_restore(new Button(tr("Restore…"), Button::Kind::Normal, this)),
      m_spinner(new Spinner(this)), m_outcome(new RoleLabel(TypeRole::Body, Colour::TextMuted, this))
{
    m_last->setObjectName(QStringLiteral("lastBackup"));
    m_last->setWordWrap(true);
    m_damage->setObjectName(QStringLiteral("damagedInBackup"));
    m_damage->setWordWrap(true);
    m_damage->hide();
    m_daily->setObjectName(QStringLiteral("backUpDaily"));
    m_directory->setObjectName(QStringLiteral("backupDirectory"));
    m_directory->setWordWrap(true);
    m_directory->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_make->setObjectName(QStringLiteral("backUp"));
    m_restore->setObjectName(QStringLiteral("restoreBackup"));
    m_outcome->setObjectName(QStringLiteral("Status"));
    m_outcome->setWordWrap(true);
    m_outcome->hide(); // an empty line would be a gap
    m_spinner->hide();
    build();
    connect(m_daily, &QCheckBox::toggled, this, [this](bool daily) { m_settings.setBacksUpDaily(daily); });
    connect(m_make, &Button::clicked, this, &BackupGroup::make);
    connect(m_restore, &Button::clicked, this, &BackupGroup::openCopies);
}

void BackupGroup::build()
{
    auto *elsewhere = new Button(tr("Choose another place…"), Button::Kind::Link, this);
    elsewhere->setObjectName(QStringLiteral("chooseBackupPlace"));
    connect(elsewhere, &Button::clicked, this, &BackupGroup::choosePlace);
    auto *deeds = new QHBoxLayout;
    deeds->setSpacing(12);
    deeds->addWidget(m_make);
    deeds->addWidget(m_restore);
    deeds->addWidget(m_spinner);
    deeds->addStretch(1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_last);
    column->addWidget(m_damage);
    column->addWidget(m_daily);
    column->addWidget(m_directory);
    column->addLayout(flush(elsewhere));
    column->addLayout(deeds);
    column->addWidget(m_outcome);
}

QString BackupGroup::directory() const
{
    const QString chosen = m_settings.backupDirectory();
    return chosen.isEmpty() ? m_place.ownDirectory() : chosen;
}

void BackupGroup::refresh()
{
    m_daily->setChecked(m_settings.backsUpDaily());
    m_directory->setText(isolatedLtr(directory()));
    m_place.list(directory(), this, [this](const QList<BackupPlace::Copy> &copies) { take(copies); });
}

void BackupGroup::take(const QList<BackupPlace::Copy> &copies)
{
    m_copies = copies;
    m_restore->setEnabled(!copies.isEmpty());
    const bool hasOwn = !copies.isEmpty() && copies.first().isOfThisMailbox;
    m_last->setText(hasOwn ? tr("The last one: %1, %2").arg(whenMade(copies.first()), messagesIn(copies.first())) : tr("None was made yet."));
    const QString damage = hasOwn ? damagedMail(copies.first().damaged) : QString();
    m_damage->setText(damage);
    m_damage->setVisible(!damage.isEmpty());
    if (const auto trouble = m_place.lastTrouble()) {
        m_outcome->setColour(Colour::Danger);
        m_outcome->setText(sentenceFor(*trouble, Account(), Activity::BackingUp).text());
        m_outcome->show();
    }
}

void BackupGroup::choosePlace()
{
    FileRequest request;
    request.title = tr("Where to keep backups");
    request.directory = directory();
    Seams::current().chooseDirectory(this, request, [this](const QString &chosen) {
        if (chosen.isEmpty())
            return;
        m_settings.setBackupDirectory(chosen == m_place.ownDirectory() ? QString() : chosen);
        refresh();
    });
}

void BackupGroup::make()
{
    m_make->setEnabled(false);
    m_restore->setEnabled(false);
    m_spinner->show();
    m_outcome->setColour(Colour::TextMuted);
    m_outcome->setText(tr("Backing up"));
    m_outcome->show();
    const auto told = [this](int percent) { m_outcome->setText(tr("Backing up, %1 %").arg(percent)); };
    m_place.make(directory(), this, told, [this](const Result<BackupPlace::Copy> &made) { tell(made); });
}

void BackupGroup::tell(const Result<BackupPlace::Copy> &made)
{
    m_make->setEnabled(true);
    m_spinner->hide();
    const bool isWhole = made.ok() && made->damaged.isEmpty();
    m_outcome->setColour(isWhole ? Colour::Success : Colour::Danger);
    m_outcome->setText(isWhole     ? tr("Made. What is new in it was read back and is whole; what was there before is read again bit by bit.")
                       : made.ok() ? tr("Made of everything but the damaged mail.")
                                   : sentenceFor(made.error(), Account(), Activity::BackingUp).text());
    refresh();
}

void BackupGroup::openCopies()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const BackupPlace::Copy &copy : std::as_const(m_copies)) {
        const QString which = copy.isOfThisMailbox ? tr("%1, %2", "when a backup was made, how much is in it") : tr("%1, %2, of another mailbox");
        menu->addAction(which.arg(whenMade(copy), messagesIn(copy)), this, [this, copy] { askToRestore(copy); });
    }
    menu->popup(m_restore->mapToGlobal(QPoint(0, m_restore->height())));
}

void BackupGroup::askToRestore(const BackupPlace::Copy &copy)
{
    Question question;
    question.title = tr("Restore this backup?");
    question.text = tr("Your mail goes back to this state: %1, %2.").arg(whenMade(copy), messagesIn(copy));
    question.meaning = tr("What was deleted since comes back, and what was moved or marked is as it was then. Mail that came since is kept. "
                          "The mailbox as it is now stays beside it, so nothing is lost.");
    question.answers = {tr("Restore"), tr("Cancel")};
    question.preferred = 1;
    Seams::current().ask(this, question, [this, directory = copy.directory](int answer) {
        if (answer == 0)
            m_place.restore(directory);
    });
}

} // namespace petrel::ui
