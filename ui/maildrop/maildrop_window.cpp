#include "ui/maildrop/maildrop_window.h"

#include "ui/common/dialog_parts.h"
#include "ui/common/error_sentence.h"
#include "ui/common/formats.h"
#include "ui/common/notice_bar.h"
#include "ui/common/seams.h"
#include "ui/maildrop/maildrop_look.h"
#include "ui/maildrop/maildrop_model.h"

#include <QKeyEvent>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace petrel::ui {

namespace {

constexpr QSize kSize(820, 520);
constexpr int kSides = 24;
constexpr int kFromChars = 28;
constexpr int kOtherChars = 14;

bool canBeFetched(const MaildropEntry &entry)
{
    return !entry.uidl.isEmpty() && entry.here != MaildropEntry::Here::Whole && entry.wish != MaildropEntry::Wish::Fetch;
}

bool canBeDeleted(const MaildropEntry &entry)
{
    return !entry.uidl.isEmpty() && entry.wish != MaildropEntry::Wish::Delete;
}

template <class Rule>
QList<MaildropEntry> those(const QList<MaildropEntry> &entries, Rule rule)
{
    QList<MaildropEntry> found;
    std::copy_if(entries.cbegin(), entries.cend(), std::back_inserter(found), rule);
    return found;
}

} // namespace

MaildropWindow::MaildropWindow(QWidget *parent)
    : QWidget(parent, Qt::Window), m_model(new MaildropModel(this)), m_view(new QTreeView(this)), m_name(new RoleLabel(TypeRole::Heading, Colour::Text, this)),
      m_summary(new RoleLabel(TypeRole::Body, Colour::TextMuted, this)), m_trouble(new NoticeBar(this))
{
    setObjectName(QStringLiteral("maildropWindow"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(kSize);
    m_name->setWeight(Weight::Strong);
    m_name->setTextFormat(Qt::PlainText);
    m_summary->setObjectName(QStringLiteral("summary"));
    m_summary->setWordWrap(true);
    m_trouble->setObjectName(QStringLiteral("trouble"));
    m_trouble->setLevel(NoticeBar::Level::Warning);
    m_trouble->hide();
    buildView();

    auto *head = new QVBoxLayout;
    head->setContentsMargins(kSides, 20, kSides, 12);
    head->setSpacing(4);
    head->addWidget(m_name);
    head->addWidget(m_summary);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_trouble);
    column->addWidget(new Hairline(Qt::Horizontal, this));
    column->addWidget(m_view, 1);
    column->addWidget(buildFoot());
    refreshButtons();
    m_view->setFocus();
}

void MaildropWindow::buildView()
{
    m_view->setObjectName(QStringLiteral("maildrop"));
    m_view->setAccessibleName(tr("Mail on the server"));
    m_view->setModel(m_model);
    m_view->setHeader(new MaildropHeader(m_view));
    m_view->setItemDelegate(new MaildropDelegate(m_view));
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setTextElideMode(Qt::ElideRight);
    m_view->header()->setSectionResizeMode(MaildropModel::Subject, QHeaderView::Stretch);
    const int character = m_view->fontMetrics().averageCharWidth();
    m_view->header()->resizeSection(MaildropModel::From, character * kFromChars);
    for (const int column : {MaildropModel::Date, MaildropModel::Size})
        m_view->header()->resizeSection(column, character * kOtherChars);
    m_view->header()->resizeSection(MaildropModel::Here, character * kFromChars);
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &MaildropWindow::refreshButtons);
    connect(m_view, &QTreeView::doubleClicked, this, &MaildropWindow::fetchChosen);
}

QWidget *MaildropWindow::buildFoot()
{
    auto *foot = new DialogFoot(this);
    m_list = new Button(tr("&List again"), Button::Kind::Normal, foot);
    m_list->setObjectName(QStringLiteral("listAgain"));
    m_delete = new Button(tr("&Delete on the server"), Button::Kind::Normal, foot);
    m_delete->setObjectName(QStringLiteral("deleteThere"));
    m_fetch = new Button(tr("&Fetch"), Button::Kind::Accent, foot);
    m_fetch->setObjectName(QStringLiteral("fetch"));
    foot->row()->addWidget(m_list);
    foot->row()->addStretch(1);
    foot->row()->addWidget(m_delete);
    foot->row()->addWidget(m_fetch);
    connect(m_list, &Button::clicked, this, &MaildropWindow::listWanted);
    connect(m_delete, &Button::clicked, this, &MaildropWindow::deleteChosen);
    connect(m_fetch, &Button::clicked, this, &MaildropWindow::fetchChosen);
    return foot;
}

void MaildropWindow::setAccount(const Account &account)
{
    m_account = account;
    const QString name = isolated(oneLine(account.name.isEmpty() ? account.address.email : account.name));
    m_name->setText(tr("Mail of %1 on the server").arg(name));
    setWindowTitle(m_name->text());
}

void MaildropWindow::showAsking()
{
    m_isAsking = true;
    m_trouble->hide();
    m_summary->setText(tr("Asking %1 …").arg(isolatedLtr(m_account.incoming.host)));
    refreshButtons();
}

void MaildropWindow::showEntries(const QList<MaildropEntry> &entries)
{
    m_isAsking = false;
    m_trouble->hide();
    QSet<QByteArray> wereChosen;
    for (const MaildropEntry &entry : chosen())
        wereChosen.insert(entry.uidl);
    m_model->setEntries(entries);
    qint64 bytes = 0;
    for (int row = 0; row < entries.size(); ++row) {
        bytes += entries.at(row).size;
        if (wereChosen.contains(entries.at(row).uidl))
            m_view->selectionModel()->select(m_model->index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    if (!entries.isEmpty() && !m_view->currentIndex().isValid())
        m_view->selectionModel()->setCurrentIndex(m_model->index(0, 0), QItemSelectionModel::NoUpdate);
    m_summary->setText(entries.isEmpty() ? tr("There is no mail on the server.")
                                         : tr("%n message(s), %1. What you delete there stays here if it is here.", nullptr, static_cast<int>(entries.size())).arg(sizeText(bytes)));
    refreshButtons();
}

void MaildropWindow::showError(const Error &error)
{
    m_isAsking = false;
    const ErrorSentence sentence = sentenceFor(error, m_account, Activity::Receiving);
    m_trouble->setText(sentence.happened);
    m_trouble->setDetail(sentence.meaning);
    m_trouble->show();
    m_summary->setText(m_model->entries().isEmpty() ? tr("Nothing could be listed.") : tr("This is how it was when the server was last asked."));
    refreshButtons();
}

QList<MaildropEntry> MaildropWindow::chosen() const
{
    QList<MaildropEntry> entries;
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows)
        entries.append(m_model->entries().at(row.row()));
    return entries;
}

void MaildropWindow::refreshButtons()
{
    const QList<MaildropEntry> entries = chosen();
    m_list->setEnabled(!m_isAsking);
    m_fetch->setEnabled(!m_isAsking && std::any_of(entries.cbegin(), entries.cend(), canBeFetched));
    m_delete->setEnabled(!m_isAsking && std::any_of(entries.cbegin(), entries.cend(), canBeDeleted));
}

void MaildropWindow::fetchChosen()
{
    const QList<MaildropEntry> entries = those(chosen(), canBeFetched);
    if (!m_isAsking && !entries.isEmpty())
        Q_EMIT fetchWanted(entries);
}

void MaildropWindow::deleteChosen()
{
    const QList<MaildropEntry> entries = those(chosen(), canBeDeleted);
    if (m_isAsking || entries.isEmpty())
        return;
    const auto lost = static_cast<int>(std::count_if(entries.cbegin(), entries.cend(), [](const MaildropEntry &entry) { return entry.here != MaildropEntry::Here::Whole; }));
    if (lost == 0)
        return Q_EMIT deleteWanted(entries);
    Question question;
    question.title = tr("Delete on the server?");
    question.text = tr("%n message(s) will be deleted on the server.", nullptr, static_cast<int>(entries.size()));
    question.meaning = tr("What is not wholly here, %n message(s), is then gone for good.", nullptr, lost);
    question.answers = {tr("Delete on the server"), tr("Keep")};
    question.preferred = 1;
    question.dangerous = true;
    Seams::current().ask(this, question, [this, entries](int answer) {
        if (answer == 0)
            Q_EMIT deleteWanted(entries);
    });
}

void MaildropWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() & ~Qt::KeypadModifier)
        return QWidget::keyPressEvent(event);
    switch (event->key()) {
    case Qt::Key_Escape: close(); break;
    case Qt::Key_F5:
        if (!m_isAsking)
            Q_EMIT listWanted();
        break;
    case Qt::Key_Delete: deleteChosen(); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: fetchChosen(); break;
    default: QWidget::keyPressEvent(event);
    }
}

void MaildropWindow::paintEvent(QPaintEvent *) { paintDialogGround(this); }

} // namespace petrel::ui
