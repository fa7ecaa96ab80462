#include "tests/gui/window/window_fixture.h"

#include "ui/compose/compose_window.h"
#include "ui/folderpane/folder_pane.h"
#include "ui/models/folder_tree_model.h"
#include "ui/models/message_list_model.h"
#include "ui/viewer/message_text_view.h"

namespace petrel::test {

namespace {

constexpr std::int64_t kNewest = 1795167840; // 20 November 2026, 09:44 UTC

template <class T>
T must(Result<T> result)
{
    if (!result.ok())
        qFatal("%s", qPrintable(describe(result.error())));
    return std::move(result).value();
}

Address addressOf(const QString &name)
{
    return {name, name.toLower().replace(QLatin1Char(' '), QLatin1Char('.')) + QStringLiteral("@petrel.example")};
}

QByteArray bytesOf(const Letter &letter, const QByteArray &id)
{
    const QByteArray head = "From: " + addressOf(letter.from).email.toUtf8() + "\r\nTo: ada@petrel.example\r\nMessage-ID: <" + id
        + ">\r\nSubject: " + letter.subject.toUtf8() + "\r\nMIME-Version: 1.0\r\n";
    const QByteArray text = "Content-Type: text/plain; charset=utf-8\r\n\r\n" + letter.text.toUtf8() + "\r\n";
    if (letter.files.isEmpty())
        return head + text;
    QByteArray parts = "--b\r\n" + text;
    for (const QString &file : letter.files)
        parts += "--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"" + file.toUtf8() + "\"\r\n\r\n"
            + letter.fileContent + "\r\n";
    return head + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts + "--b--\r\n";
}

Account home()
{
    Account account;
    account.name = QStringLiteral("Home");
    account.address = {QStringLiteral("Ada Lindqvist"), QStringLiteral("ada@petrel.example")};
    account.incoming = {QStringLiteral("localhost"), 1, Security::Tls, QStringLiteral("ada"), {}};
    account.outgoing = {QStringLiteral("localhost"), 2, Security::Tls, {}, {}};
    return account;
}

QList<store::RemoteFolder> foldersOfHome()
{
    QList<store::RemoteFolder> folders;
    const auto add = [&](const char *name, FolderRole role) {
        store::RemoteFolder folder;
        folder.wireName = name;
        folder.path = {QString::fromLatin1(name)};
        folder.role = role;
        folders.append(folder);
    };
    add("INBOX", FolderRole::Inbox);
    add("Archive", FolderRole::Archive);
    add("Drafts", FolderRole::Drafts);
    add("Sent", FolderRole::Sent);
    add("Trash", FolderRole::Trash);
    return folders;
}

} // namespace

WindowFixture::WindowFixture(const QList<Letter> &letters, bool online)
    : m_settings(m_directory.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
{
    const QString profile = m_directory.filePath(QStringLiteral("profile"));
    m_engine = must(engine::Engine::open({profile, m_secrets, online}));
    if (!letters.isEmpty())
        fill(letters);
    m_access = std::make_unique<app::EngineReadAccess>(*m_engine);
    m_source = std::make_unique<ui::StoreMailSource>(*m_access);
    m_textWork = std::make_unique<ThreadExecutor>(QStringLiteral("text"));
    m_window = std::make_unique<ui::MainWindow>(ui::MainWindow::Parts{*m_engine, *m_access, *m_source, *m_textWork, m_settings});
    m_window->resize(1200, 760);
    m_window->show();
    m_window->activateWindow();
    if (!letters.isEmpty() && !QTest::qWaitFor([&] { return subjects().size() == letters.size(); }))
        qFatal("the list did not show the inbox");
}

WindowFixture::~WindowFixture()
{
    delete composer();
    m_window.reset();
    m_engine.reset(); // its reading thread is at questions of m_access until it ends
}

void WindowFixture::fill(const QList<Letter> &letters)
{
    const auto filled = m_engine->store().write(u"test", [&](store::WriteTransaction &tx) -> Status {
        const AccountId account = TRY(tx.accounts().insert(home()));
        TRY(tx.folders().setRemoteFolders(account, foldersOfHome()));
        const FolderRow inbox = TRY(tx.reader().folderByPath(account, QStringLiteral("INBOX")));
        QList<store::NewMessage> messages;
        for (qsizetype i = 0; i < letters.size(); ++i) {
            const Letter &letter = letters[i];
            const QByteArray id = "letter" + QByteArray::number(i) + "@petrel.example";
            const QByteArray raw = bytesOf(letter, id);
            store::NewMessage message;
            message.uid = Uid(static_cast<std::uint32_t>(letters.size() - i));
            message.flags = letter.unread ? Flags() : Flags(Flag::Seen);
            message.dateReceived = kNewest - 3600 * i;
            message.size = raw.size();
            message.envelope.messageId = id;
            message.envelope.subject = letter.subject;
            message.envelope.from = {addressOf(letter.from)};
            message.envelope.to = {home().address};
            if (letter.bodyIsHere) {
                message.bodyState = BodyState::Full;
                message.raw = TRY(tx.blobs().insertBytes(raw));
                message.preview = letter.text;
                message.text = letter.text;
            }
            messages.append(message);
        }
        TRY(tx.messages().insertMessages(inbox.id, {messages.constData(), static_cast<size_t>(messages.size())}));
        return {};
    });
    if (!filled.ok())
        qFatal("%s", qPrintable(describe(filled.error())));
}

void WindowFixture::choose(const char *action)
{
    m_window->findChild<QAction *>(QString::fromLatin1(action))->trigger();
}

FolderId WindowFixture::folderOf(FolderRole role)
{
    for (const FolderRow &folder : m_window->folders().foldersOf(m_window->folders().accounts().value(0).id)) {
        if (folder.role == role)
            return folder.id;
    }
    return {};
}

void WindowFixture::openFolder(FolderRole role)
{
    m_window->findChild<ui::FolderPane *>()->choose(m_window->folders().indexOf(folderOf(role)));
}

QStringList WindowFixture::subjects()
{
    QStringList subjects;
    const ui::MessageListModel *messages = list().messages();
    for (int row = 0; row < messages->rowCount(); ++row) {
        const MessageRow *loaded = messages->loadedRow(row);
        subjects.append(loaded ? loaded->subject : QStringLiteral("?"));
    }
    return subjects;
}

QString WindowFixture::selected()
{
    const QList<PlacementId> ids = list().selectedPlacements();
    const ui::MessageListModel *messages = list().messages();
    const MessageRow *row = ids.size() == 1 ? messages->loadedRow(messages->rowOf(ids.first())) : nullptr;
    return row ? row->subject : QString();
}

int WindowFixture::counter(FolderRole role)
{
    return m_window->folders().indexOf(folderOf(role)).data(ui::UnreadCountRole).toInt();
}

int WindowFixture::counter(ui::FolderEntry entry)
{
    return m_window->folders().indexOf(entry).data(ui::UnreadCountRole).toInt();
}

QString WindowFixture::shownText()
{
    const auto *text = m_window->findChild<ui::MessageTextView *>();
    return text ? text->toPlainText() : QString();
}

QString WindowFixture::snackbar()
{
    const ui::Snackbar *shown = ui::Snackbar::shownIn(&m_window->snackbarHome());
    return shown ? shown->accessibleName() : QString();
}

ui::ComposeWindow *WindowFixture::composer()
{
    for (QWidget *window : QApplication::topLevelWidgets()) {
        if (auto *composer = qobject_cast<ui::ComposeWindow *>(window); composer && composer->isVisible())
            return composer;
    }
    return nullptr;
}

void WindowFixture::send()
{
    ui::ComposeWindow *open = composer();
    open->activateWindow(); // a shortcut belongs to the active window
    if (!QTest::qWaitForWindowActive(open))
        qFatal("the composer did not become active");
    QTest::keyClick(open->findChild<QWidget *>(QStringLiteral("body")), Qt::Key_Return, Qt::ControlModifier);
}

int WindowFixture::outboxRows()
{
    return must(m_engine->store().read([](const store::Reader &reader) -> Result<int> {
        return static_cast<int>(TRY(reader.outbox()).size());
    }));
}

} // namespace petrel::test
