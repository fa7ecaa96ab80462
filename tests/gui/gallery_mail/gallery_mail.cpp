// Renders the reading pane and the composer in both schemes, several widths, scripts and text sizes to PNG files:
//     QT_QPA_PLATFORM=offscreen gallery_mail DIRECTORY

#include "tests/gui/support/pictures.h"
#include "tests/gui/support/prepared_application.h"
#include "ui/common/action_registry.h"
#include "ui/compose/compose_start.h"
#include "ui/compose/compose_window.h"
#include "ui/viewer/header_card.h"
#include "ui/viewer/message_card.h"
#include "ui/viewer/reading_pane.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QTextEdit>

using namespace petrel;
using namespace petrel::ui;
using petrel::test::Pictures;
using petrel::test::PreparedApplication;

namespace {

class SilentMailOut final : public MailOut
{
public:
    void sendMessage(AccountId, const mime::OutgoingMessage &, std::optional<PlacementId>, const SendOptions &, QObject *, Done<OutboxId> done) override
    {
        done(makeError(ErrorKind::StoreFull, QStringLiteral("disk full")));
    }
    void saveDraft(AccountId, const mime::OutgoingMessage &, std::optional<PlacementId>, QObject *, Done<KeptDraft> done) override
    {
        done(KeptDraft{PlacementId(7), {}});
    }
    void discardDraft(PlacementId) override {}
    void markAnswered(PlacementId, bool) override {}
    void markAnswered(const QByteArray &, bool) override {}
    void readFiles(const QStringList &paths, std::int64_t room, QObject *, std::function<void(FilesRead)> done) override
    {
        done(petrel::ui::readFiles(paths, room, {}));
    }
};

void addActions(ActionRegistry &actions)
{
    const auto add = [&](const char *id, const char *text, const char *icon) {
        actions.add({QString::fromLatin1(id), QString::fromLatin1(text), {}, QString::fromLatin1(icon), {}, false, {}});
    };
    add("message.reply", "Reply", "reply");
    add("message.replyAll", "Reply all", "reply-all");
    add("message.forward", "Forward", "forward");
    add("message.archive", "Archive", "archive");
    add("message.delete", "Delete", "trash-2");
    add("message.junk", "Junk", "shield-alert");
    add("message.move", "Move", "folder-input");
    add("message.flag", "Flag", "flag");
    add("message.toggleRead", "Mark unread", "mail");
}

PartInfo part(const char *path, const char *type, const QString &name, std::int64_t size)
{
    PartInfo info;
    info.path = path;
    info.type = type;
    info.disposition = "attachment";
    info.fileName = name;
    info.size = size;
    return info;
}

mime::MessageContent plainMessage(const QString &text)
{
    mime::MessageContent content;
    content.envelope.subject = QStringLiteral("Ferry terminal: revised sections");
    content.envelope.from = {{QStringLiteral("Mateus Oliveira"), QStringLiteral("mateus@oliveira-atelier.example")}};
    content.envelope.to = {{QStringLiteral("Nora Lindqvist"), QStringLiteral("nora@studio-halden.example")},
                           {QStringLiteral("Priya Raman"), QStringLiteral("priya@raman.example")}};
    content.envelope.messageId = "20261119.0942@oliveira-atelier.example";
    content.envelope.dateSent = QDateTime::currentSecsSinceEpoch() - 3600;
    content.sections = {{"1", text, {}}};
    content.text = text;
    content.textOrigin = mime::TextOrigin::Plain;
    return content;
}

mime::MessageContent ferryMessage()
{
    mime::MessageContent content = plainMessage(QStringLiteral(
        "Good morning Nora,\n\nBoth sections now show the raised quay, so the ramp starts at 2.40 m and lands 60 cm later than before. "
        "That gives us the level waiting area you wanted, and the shelter no longer stands in the wind.\n\n"
        "Two things I would like you to look at:\n\n1. Section B, the railing. I kept it at 1.10 m along the whole edge.\n"
        "2. The bench now hides the drain. See https://oliveira-atelier.example/bench for a sketch.\n\n"
        "If you answer before noon I can send the set to the printer today.\n\nAll the best,\nMateus\n\n"
        "On 18 November 2026 at 18:03, Nora Lindqvist wrote:\n> Take 2.40 m. The harbour office confirmed it.\n> \n"
        "> > is the quay height fixed now?\n> > I would like to draw it today.\n> > > Third and deeper\n> Nora\n\n"
        "-- \nMateus Oliveira \u00b7 Oliveira Atelier\nRua do Cais 14, Porto"));
    content.attachments = {part("2", "application/pdf", QStringLiteral("sections-rev-c.pdf"), 2'900'000),
                           part("3", "image/png", QStringLiteral("bench-detail.png"), 512'000)};
    return content;
}

mime::MessageContent oddMessage()
{
    mime::MessageContent content = plainMessage(QStringLiteral(
        "Sehr geehrte Damen und Herren,\n\ndie Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnung wurde geändert.\n\n"
        "> Erste Zeile\n> Zweite Zeile\n\nDarauf antworte ich hier.\n\n> Dritte Zeile\n\nUnd hier."));
    content.envelope.from = {{QStringLiteral("bank@postbox.example"),
                              QStringLiteral("kundendienst-rueckfragen-und-beschwerden@verwaltungsgemeinschaft-niederoesterreich.example")}};
    content.envelope.subject = QStringLiteral("Rechtsschutzversicherungsgesellschaften und Verwaltungsgemeinschaften: Neuordnung der Zuständigkeiten");
    content.envelope.replyTo = {{{}, QStringLiteral("antwort@anderswo.example")}};
    content.attachments = {part("2", "application/octet-stream", QStringLiteral("rechnung.pdf.exe"), 840'000),
                           part("3", "application/zip", QStringLiteral("unterlagen-der-verwaltungsgemeinschaft-2026.zip"), 51'000)};
    content.dangerousParts = {"2"};
    content.notices = {mime::Notice::SeveralFrom, mime::Notice::NoEndBoundary};
    return content;
}

mime::MessageContent arabicMessage()
{
    mime::MessageContent content = plainMessage(QStringLiteral(
        "صباح الخير نورا،\n\nهل يناسبك أن نجتمع يوم الأحد في العاشرة صباحًا؟ القاعة محجوزة لنا حتى الثانية عشرة، ويمكننا أن نراجع "
        "الرسومات قبل إرسالها إلى Oliveira Atelier.\n\n> هل القاعة محجوزة؟\n> > نعم\n\nمع التحية،\nليلى"));
    content.envelope.subject = QStringLiteral("موعد الاجتماع يوم الأحد");
    content.envelope.from = {{QStringLiteral("ليلى حداد"), QStringLiteral("layla.haddad@postbox.example")}};
    return content;
}

mime::MessageContent japaneseMessage()
{
    mime::MessageContent content = plainMessage(QStringLiteral(
        "写真をありがとうございます。\n\nとてもきれいに撮れていますね。来週の会議で皆さんにお見せしたいと思います。資料は https://halden.example/shiryo にあります。\n\n渡辺"));
    content.envelope.subject = QStringLiteral("写真をありがとう");
    content.envelope.from = {{QStringLiteral("渡辺 健二"), QStringLiteral("kenji@watanabe.example")}};
    return content;
}

class Gallery
{
public:
    explicit Gallery(const Pictures &pictures) : m_pictures(pictures) {}

    void reading(const QString &name, const mime::MessageContent &content, QSize size, bool fullHeader = false)
    {
        QWidget window;
        ActionRegistry actions(&window);
        addActions(actions);
        InlineExecutor executor;
        ReadingPresenter presenter(executor);
        presenter.setOwnAddresses({{{}, QStringLiteral("nora@studio-halden.example")}});
        ReadingPane pane(presenter, actions);
        presenter.showLoading({PlacementId(1), QStringLiteral("Studio Halden, Inbox"), 3'400'000}, {});
        presenter.showMessage(PlacementId(1), content);
        pane.card()->headerCard()->setFullShown(fullHeader);
        m_pictures.take(pane, name, size);
    }

    void state(const QString &name, const std::function<void(ReadingPresenter &)> &arrange)
    {
        QWidget window;
        ActionRegistry actions(&window);
        addActions(actions);
        InlineExecutor executor;
        ReadingPresenter presenter(executor);
        ReadingPane pane(presenter, actions);
        arrange(presenter);
        m_pictures.take(pane, name, {700, 500});
    }

    void composing(const QString &name, const Draft &draft, const QList<Identity> &identities, QSize size,
                   const std::function<void(ComposeWindow &)> &touch = {})
    {
        auto *window = new ComposeWindow(m_out, identities, draft, nullptr);
        window->resize(size);
        window->show();
        window->focusFirst();
        if (touch)
            touch(*window);
        m_pictures.take(*window, name, size);
        window->presenter().discard();
        QApplication::processEvents();
    }

private:
    const Pictures &m_pictures;
    SilentMailOut m_out;
};

QList<Identity> identities()
{
    return {{AccountId(1), {QStringLiteral("Nora Lindqvist"), QStringLiteral("nora@studio-halden.example")}, {},
             QStringLiteral("Nora Lindqvist\nStudio Halden"), QStringLiteral("Studio Halden")},
            {AccountId(2), {QStringLiteral("Nora"), QStringLiteral("nora.lindqvist@postbox.example")}, {}, {}, QStringLiteral("Home")}};
}

void renderReading(Gallery &gallery)
{
    gallery.reading(QStringLiteral("read-ferry"), ferryMessage(), {808, 900});
    gallery.reading(QStringLiteral("read-ferry-484"), ferryMessage(), {484, 760}, true);
    gallery.reading(QStringLiteral("read-odd"), oddMessage(), {700, 760});
    gallery.reading(QStringLiteral("read-odd-420"), oddMessage(), {420, 760});
    gallery.reading(QStringLiteral("read-japanese"), japaneseMessage(), {600, 420});
    gallery.state(QStringLiteral("state-nothing"), [](ReadingPresenter &presenter) { presenter.showNothing(); });
    gallery.state(QStringLiteral("state-several"), [](ReadingPresenter &presenter) {
        presenter.showSeveral(3, {QStringLiteral("Choir moves to 16:00"), QStringLiteral("Two loans are due"), QStringLiteral("写真をありがとう")});
    });
    gallery.state(QStringLiteral("state-offline"), [](ReadingPresenter &presenter) {
        Account account;
        account.name = QStringLiteral("Postbox");
        presenter.showLoading({PlacementId(1), {}, 0}, QStringLiteral("Subject"));
        presenter.showError(PlacementId(1), makeError(ErrorKind::Network, QStringLiteral("no route")), account);
    });
    QApplication::setLayoutDirection(Qt::RightToLeft);
    gallery.reading(QStringLiteral("read-arabic-rtl"), arabicMessage(), {570, 500});
    QApplication::setLayoutDirection(Qt::LeftToRight);
    gallery.reading(QStringLiteral("read-arabic-ltr"), arabicMessage(), {570, 500});
}

void renderComposing(Gallery &gallery)
{
    const StartMessage ferry{PlacementId(1), ferryMessage()};
    Draft reply = replyDraft(ferry, html::ReplyTo::All, identities());
    gallery.composing(QStringLiteral("write-reply"), reply, identities(), {820, 680}, [](ComposeWindow &window) {
        window.presenter().save();
        auto *body = window.findChild<QTextEdit *>(QStringLiteral("body"));
        body->insertPlainText(QStringLiteral("Hi Mateus,\n\nThe level waiting area is exactly right, thank you. The corrected plan is attached."));
        window.presenter().save();
    });
    Draft rich = newDraft(identities());
    rich.to = {{QStringLiteral("Mateus Oliveira"), QStringLiteral("mateus@oliveira-atelier.example")},
               {QStringLiteral("Priya Raman"), QStringLiteral("priya@raman.example")}};
    rich.cc = {{QStringLiteral("Henrik Moe"), QStringLiteral("henrik.moe@bergstad.example")}};
    rich.subject = QStringLiteral("Re: Ferry terminal: revised sections");
    rich.html = QStringLiteral("<p>Hi Mateus,</p><p>The level waiting area is exactly right. <b>Section B is approved as drawn</b>, railing <i>included</i>.</p>"
                               "<ul><li>one</li><li>two</li></ul><p>See <a href=\"https://halden.example/plan\">the plan</a>.</p>"
                               "<blockquote><p>2. The bench now hides the drain.</p><blockquote><p>deeper</p></blockquote></blockquote>");
    mime::OutgoingFile file;
    file.fileName = QStringLiteral("plan-bench-moved.pdf");
    file.type = "application/pdf";
    rich.files = {{file, 1'100'000}};
    gallery.composing(QStringLiteral("write-rich"), rich, identities(), {820, 680});
    gallery.composing(QStringLiteral("write-small"), rich, {identities().first()}, {520, 460}, [](ComposeWindow &window) {
        auto *input = window.findChild<QWidget *>(QStringLiteral("to"))->findChild<QLineEdit *>(QStringLiteral("input"));
        input->setText(QStringLiteral("henrik.moe"));
        QMetaObject::invokeMethod(&window, [&window] { window.findChild<QAbstractButton *>(QStringLiteral("send"))->click(); });
    });
    gallery.composing(QStringLiteral("write-failed"), rich, identities(), {820, 680}, [](ComposeWindow &window) {
        window.findChild<QAbstractButton *>(QStringLiteral("send"))->click();
    });
}

} // namespace

int main(int argc, char **argv)
{
    const PreparedApplication application(argc, argv);
    const Pictures pictures(argc, argv);
    Gallery gallery(pictures);
    Pictures::inBothSchemes([&] {
        renderReading(gallery);
        renderComposing(gallery);
    });
    return 0;
}
