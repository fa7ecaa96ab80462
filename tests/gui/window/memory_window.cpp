#include "tests/gui/window/memory_window.h"

#include "tests/gui/support/sample_mail.h"

namespace petrel::test {

MemoryWindow::MemoryWindow(int messages) : m_settings(m_directory.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
{
    Account account;
    account.id = AccountId(1);
    account.name = QStringLiteral("Home");
    source.accounts = {account};
    FolderRow inbox;
    inbox.id = FolderId(1);
    inbox.account = account.id;
    inbox.name = QStringLiteral("INBOX");
    inbox.role = FolderRole::Inbox;
    inbox.selectable = true;
    source.folderRows = {inbox};
    constexpr std::int64_t kNewest = 1'795'167'840;
    for (int number = 1; number <= messages; ++number) {
        MessageRow row = message(number, inbox.id, kNewest - number, QStringLiteral("Message %1").arg(number));
        row.account = account.id;
        row.flags = Flag::Seen;
        source.messages.append(row);
    }

    auto opened = engine::Engine::open({m_directory.filePath(QStringLiteral("profile")), std::make_shared<secrets::MemorySecretStore>(), false});
    if (!opened)
        qFatal("%s", qPrintable(describe(opened.error())));
    m_engine = std::move(*opened);
    m_access = std::make_unique<app::EngineReadAccess>(*m_engine);
    m_window = std::make_unique<ui::MainWindow>(ui::MainWindow::Parts{*m_engine, *m_access, source, m_textWork, m_settings});
    m_window->resize(1200, 760);
    m_window->show();
    m_window->activateWindow();
    if (!QTest::qWaitFor([&] { return list().messages()->rowCount() == messages; }))
        qFatal("the list did not show the inbox");
    if (!QTest::qWaitForWindowActive(m_window.get()))
        qFatal("the window did not become active");
}

MemoryWindow::~MemoryWindow()
{
    m_window.reset();
    m_engine.reset(); // its reading thread is at questions of m_access until it ends
}

} // namespace petrel::test
