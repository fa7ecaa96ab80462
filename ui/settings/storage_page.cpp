#include "ui/settings/storage_page.h"

#include "ui/common/dialog_parts.h"
#include "ui/common/error_sentence.h"
#include "ui/common/formats.h"
#include "ui/common/seams.h"
#include "ui/common/spinner.h"
#include "ui/settings/backup_group.h"

#include <QVBoxLayout>

namespace petrel::ui {

StoragePage::StoragePage(ProfileStorage &storage, Settings &settings, BackupPlace &backups, QWidget *parent)
    : SettingsPage(tr("Storage"), parent), m_storage(storage), m_backups(new BackupGroup(settings, backups, ground())), m_size(new RoleLabel(TypeRole::Body, Colour::Text, ground())),
      m_check(new Button(tr("Check now"), Button::Kind::Tonal, ground())), m_spinner(new Spinner(ground())),
      m_outcome(new RoleLabel(TypeRole::Body, Colour::TextMuted, ground()))
{
    QVBoxLayout *where = addGroup(tr("Your mail on this computer"));
    auto *path = new RoleLabel(isolatedLtr(storage.directory()), TypeRole::Body, Colour::Text, ground());
    path->setWordWrap(true);
    path->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    path->setObjectName(QStringLiteral("profileDirectory"));
    where->addWidget(path);
    m_size->setObjectName(QStringLiteral("profileSize"));
    where->addWidget(m_size);
    auto *show = new Button(tr("Show in the file manager"), Button::Kind::Normal, ground());
    show->setObjectName(QStringLiteral("showDirectory"));
    where->addWidget(show, 0, Qt::AlignLeft);

    QVBoxLayout *copies = addGroup(tr("Backups"));
    copies->addWidget(m_backups);
    addRemark(copies, tr("What a POP3 account fetched may be nowhere else, so it is copied, read back, and kept for some days and weeks. A place on another disk outlives this one. "
                         "Passwords are not in it."));

    QVBoxLayout *whole = addGroup(tr("Is everything whole?"));
    m_check->setObjectName(QStringLiteral("checkStore"));
    m_outcome->setObjectName(QStringLiteral("Status"));
    m_outcome->setWordWrap(true);
    m_outcome->hide(); // an empty line would be a gap
    m_spinner->hide();
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(m_check);
    row->addWidget(m_spinner);
    row->addStretch(1);
    whole->addLayout(row);
    whole->addWidget(m_outcome);
    addRemark(whole, tr("Reads the database, every stored message and the search index. Nothing is changed; you can go on working."));

    connect(show, &Button::clicked, this, [this] { static_cast<void>(Seams::current().openExternally(this, m_storage.directory())); });
    connect(m_check, &Button::clicked, this, &StoragePage::check);
}

void StoragePage::refresh()
{
    if (m_size->text().isEmpty())
        m_size->setText(tr("Counting"));
    m_backups->refresh();
    m_storage.measure(this, [this](std::int64_t bytes) { m_size->setText(tr("%1 in all").arg(sizeText(bytes))); });
}

void StoragePage::check()
{
    m_check->setEnabled(false);
    m_spinner->show();
    m_outcome->setColour(Colour::TextMuted);
    m_outcome->setText(tr("Checking"));
    m_outcome->show();
    m_storage.check(this, [this](const Result<ProfileStorage::Checked> &checked) { tell(checked); });
}

void StoragePage::tell(const Result<ProfileStorage::Checked> &checked)
{
    m_check->setEnabled(true);
    m_spinner->hide();
    if (!checked.ok()) {
        m_outcome->setColour(Colour::Danger);
        return m_outcome->setText(sentenceFor(checked.error(), Account(), Activity::Opening).text());
    }
    const bool isWhole = checked->faults.isEmpty();
    QStringList lines{isWhole ? tr("Everything is whole.") : tr("This is not as it should be:")};
    lines += checked->faults;
    if (!checked->indexChecked)
        lines.append(tr("The search index was not checked: there was mail to be written all the time, and that came first."));
    m_outcome->setColour(isWhole ? Colour::Success : Colour::Danger);
    m_outcome->setText(lines.join(QLatin1Char('\n')));
}

} // namespace petrel::ui
