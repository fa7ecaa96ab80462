// Writes pictures of the window's parts with sample mail: petrel_gallery DIRECTORY. Not a test.
// QT_SCALE_FACTOR=1.25 shows another scale, QT_QPA_PLATFORM=offscreen needs no display.
#include "core/base/clock.h"
#include "tests/gui/support/pictures.h"
#include "tests/gui/support/prepared_application.h"
#include "tests/gui/support/sample_mail.h"
#include "ui/common/drawing.h"
#include "ui/common/empty_state.h"
#include "ui/common/icons.h"
#include "ui/common/labels.h"
#include "ui/common/monogram_disc.h"
#include "ui/common/notice_bar.h"
#include "ui/common/snackbar.h"
#include "ui/common/spinner.h"
#include "ui/folderpane/folder_pane.h"
#include "ui/folderpane/folder_tree_view.h"
#include "ui/messagelist/message_list_pane.h"
#include "ui/messagelist/search_field.h"
#include "ui/messagelist/search_foot.h"
#include "ui/models/folder_tree_model.h"
#include "ui/models/message_list_model.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QProgressBar>
#include <QRadioButton>
#include <QSplitter>
#include <QTextEdit>
#include <QVBoxLayout>

using namespace petrel;
using namespace petrel::ui;

namespace {

class FixedClock final : public Clock
{
public:
    [[nodiscard]] QDateTime wall() const override { return test::sampleNow(); }
};

/** A ground of the reading pane's colour. */
class Surface : public QWidget
{
protected:
    void paintEvent(QPaintEvent *) override { QPainter(this).fillRect(rect(), colour(Colour::Surface)); }
};

void showPanes(const test::Pictures &pictures, const QString &name, QSize size, Density density, bool collapsed, Qt::LayoutDirection direction)
{
    test::MemoryMailSource source;
    test::fillWithSampleMail(source);
    source.attention = collapsed ? 0 : 3;
    FolderTreeModel folders(source);
    MessageListModel messages(source);
    QSplitter window;
    window.setLayoutDirection(direction);
    window.setHandleWidth(1);
    auto *folderPane = new FolderPane;
    auto *list = new MessageListPane;
    auto *reader = new Surface;
    window.addWidget(folderPane);
    window.addWidget(list);
    window.addWidget(reader);
    folderPane->setModel(&folders);
    list->setModel(&messages);
    folders.reload();
    folderPane->choose(folders.indexOf(FolderEntry::AllInboxes));
    folderPane->setCollapsed(collapsed);
    folderPane->setStatus({FootStatus::Kind::Working, QStringLiteral("Getting 1,204 of 8,310"), 1204, 8310});
    list->setTitle(QStringLiteral("All inboxes"));
    list->setCounts(QStringLiteral("7 unread"));
    list->setDensity(density);
    list->searchField()->setKeyHint(QStringLiteral("Ctrl+K"));
    store::ListQuery query;
    query.scope = store::ListQuery::Scope::AllInboxes;
    messages.open(query);
    const int first = collapsed ? 52 : 232;
    window.resize(size);
    window.show();
    QApplication::setActiveWindow(&window);
    window.setSizes({first, density == Density::Compact ? size.width() - first - 2 : 400, size.width() - first - 400});
    list->view()->select(PlacementId(1));
    list->view()->setFocus();
    Snackbar::Offer offer;
    offer.icon = QStringLiteral("archive");
    offer.text = QStringLiteral("Archived 3 messages");
    offer.action = QStringLiteral("Undo");
    Snackbar::show(list, offer);
    pictures.take(window, name);
}

/** A search that went on at the server, and below it what its foot says before, meanwhile and when it could not. */
void showSearch(const test::Pictures &pictures, const QString &name, int width)
{
    test::MemoryMailSource source;
    test::fillWithSampleMail(source);
    source.messages[2].preview.clear();
    MessageListModel messages(source);
    QWidget window;
    auto *column = new QVBoxLayout(&window);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *list = new MessageListPane;
    list->setModel(&messages);
    list->setTitle(QStringLiteral("4 results"));
    list->setCounts(QStringLiteral("in all accounts"));
    list->searchField()->setText(QStringLiteral("invoice"));
    store::SearchRequest request;
    request.text = source.messages.at(0).subject;
    messages.openSearch(request);
    messages.addFound({source.messages.at(2).id});
    list->searchFoot()->say({QStringLiteral("3,120 of 5,000 messages can be searched here by their text."),
                             QStringLiteral("The rest, in 3 folders, is on the server."), QStringLiteral("Search there too")});
    column->addWidget(list, 1);
    for (const SearchFootWords &words :
         {SearchFootWords{QStringLiteral("Searching Archive on the server"), QStringLiteral("1,000 of 1,880 messages, 4 found"), QStringLiteral("Stop")},
          SearchFootWords{QStringLiteral("500 more found on the server."), {}, QStringLiteral("Search on")},
          SearchFootWords{QStringLiteral("The server was not searched."), QStringLiteral("Postbox cannot be reached."), QStringLiteral("Try again")},
          SearchFootWords{QStringLiteral("Searched 48,210 messages here."), {}, {}}}) {
        auto *foot = new SearchFoot;
        foot->say(words);
        column->addWidget(foot);
    }
    window.resize(width, 640);
    pictures.take(window, name);
}

QWidget *buttonRow()
{
    auto *row = new QWidget;
    auto *box = new QHBoxLayout(row);
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(new Button(QStringLiteral("Send"), Button::Kind::Accent));
    box->addWidget(new Button(QStringLiteral("Normal")));
    box->addWidget(new Button(QStringLiteral("Suggested"), Button::Kind::Tonal));
    box->addWidget(new Button(QStringLiteral("Link"), Button::Kind::Link));
    auto *disabled = new Button(QStringLiteral("Disabled"));
    disabled->setEnabled(false);
    box->addWidget(disabled);
    auto *bold = new IconButton(QStringLiteral("bold"), QStringLiteral("Bold"));
    bold->setCheckable(true);
    bold->setChecked(true);
    box->addWidget(bold);
    box->addWidget(new IconButton(QStringLiteral("italic"), QStringLiteral("Italic")));
    box->addStretch(1);
    return row;
}

QWidget *fieldRow()
{
    auto *row = new QWidget;
    auto *box = new QHBoxLayout(row);
    box->setContentsMargins(0, 0, 0, 0);
    box->addWidget(new QLineEdit(QStringLiteral("Normal")));
    auto *invalid = new QLineEdit(QStringLiteral("90000"));
    invalid->setProperty("invalid", true);
    box->addWidget(invalid);
    auto *combo = new QComboBox;
    combo->addItems({QStringLiteral("TLS"), QStringLiteral("STARTTLS")});
    box->addWidget(combo);
    auto *check = new QCheckBox(QStringLiteral("Check"));
    check->setChecked(true);
    box->addWidget(check);
    box->addWidget(new QCheckBox);
    auto *radio = new QRadioButton(QStringLiteral("Radio"));
    radio->setChecked(true);
    box->addWidget(radio);
    return row;
}

NoticeBar *bar(NoticeBar::Level level, const QString &text, const QString &action)
{
    auto *bar = new NoticeBar;
    bar->setLevel(level);
    bar->setText(text);
    bar->addButton(action);
    return bar;
}

void showParts(const test::Pictures &pictures)
{
    Surface sheet;
    auto *column = new QVBoxLayout(&sheet);
    column->setContentsMargins(32, 32, 32, 32);
    column->setSpacing(12);
    column->addWidget(new RoleLabel(QStringLiteral("Subject role"), TypeRole::Subject));
    column->addWidget(buttonRow());
    column->addWidget(fieldRow());
    auto *chips = new QHBoxLayout;
    for (int i = 0; i < kTagColourCount; ++i)
        chips->addWidget(new Chip(tokenName(static_cast<TagColour>(i)), static_cast<TagColour>(i)));
    chips->addWidget(new Chip(QStringLiteral("Recommended")));
    auto *disc = new MonogramDisc(36);
    disc->setPerson({QStringLiteral("Mateus Oliveira"), QStringLiteral("mateus@oliveira-atelier.example")});
    chips->addWidget(disc);
    chips->addWidget(new Spinner);
    column->addLayout(chips);
    column->addWidget(bar(NoticeBar::Level::Neutral, QStringLiteral("3 pictures are not loaded"), QStringLiteral("Load")));
    column->addWidget(bar(NoticeBar::Level::Success, QStringLiteral("Everything works"), QStringLiteral("Close")));
    NoticeBar *warning = bar(NoticeBar::Level::Warning, QStringLiteral("Replies go to another address"), QStringLiteral("Show"));
    warning->setDetail(QStringLiteral("The sender asks for answers at team@oliveira-atelier.example."));
    column->addWidget(warning);
    column->addWidget(bar(NoticeBar::Level::Danger, QStringLiteral("Probably not your bank"), QStringLiteral("Junk")));
    auto *progress = new QProgressBar;
    progress->setValue(40);
    progress->setTextVisible(false);
    column->addWidget(progress);
    column->addWidget(new QTextEdit(QStringLiteral("Some text to edit")));
    auto *drawings = new QHBoxLayout;
    drawings->addWidget(new Drawing(Drawing::Picture::OnServer));
    drawings->addWidget(new Drawing(Drawing::Picture::OnComputer));
    column->addLayout(drawings);
    sheet.resize(860, 760);
    pictures.take(sheet, QStringLiteral("parts"));

    EmptyState empty;
    empty.setBird(true);
    empty.setTitle(QStringLiteral("All clear"));
    empty.setText(QStringLiteral("You have dealt with everything in three inboxes. Four flagged messages are there when you want them."));
    empty.addButton(QStringLiteral("Show flagged"));
    empty.addButton(QStringLiteral("Open the archive"), Button::Kind::Link);
    empty.setAutoFillBackground(true);
    empty.setBackgroundRole(QPalette::Base);
    empty.resize(568, 400);
    pictures.take(empty, QStringLiteral("empty"));

    QMenu menu;
    menu.addAction(icon("reply"), QStringLiteral("&Reply"))->setShortcut(QKeySequence(QStringLiteral("R")));
    menu.addAction(icon("reply-all"), QStringLiteral("Reply to &all"))->setShortcut(QKeySequence(QStringLiteral("Shift+R")));
    menu.addSeparator();
    QAction *on = menu.addAction(QStringLiteral("Newest first"));
    on->setCheckable(true);
    on->setChecked(true);
    menu.addMenu(QStringLiteral("Move to"));
    menu.setActiveAction(on);
    menu.resize(menu.sizeHint());
    pictures.take(menu, QStringLiteral("menu"));
}

} // namespace

int main(int argc, char **argv)
{
    const test::PreparedApplication application(argc, argv);
    const test::Pictures pictures(argc, argv);
    QApplication::setFont(QFont(QStringLiteral("Inter"), 10));
    const FixedClock clock;
    Clock::replace(&clock);
    test::Pictures::inBothSchemes([&] {
        showPanes(pictures, QStringLiteral("main"), {1440, 900}, Density::Comfortable, false, Qt::LeftToRight);
        showPanes(pictures, QStringLiteral("compact"), {1200, 600}, Density::Compact, false, Qt::LeftToRight);
        showPanes(pictures, QStringLiteral("rail"), {800, 600}, Density::Comfortable, true, Qt::LeftToRight);
        showPanes(pictures, QStringLiteral("rtl"), {1200, 700}, Density::Comfortable, false, Qt::RightToLeft);
        showSearch(pictures, QStringLiteral("search"), 400);
        showSearch(pictures, QStringLiteral("search-narrow"), 280);
        showParts(pictures);
    });
    QLabel logo;
    logo.setPixmap(applicationIcon().pixmap(128, 128));
    pictures.take(logo, QStringLiteral("icon"));
    Clock::replace(nullptr);
    return 0;
}
