#pragma once

#include "app/petrel/application.h"
#include "core/secrets/memory_secret_store.h"
#include "tests/gui/support/memory_mail_source.h"
#include "ui/mainwindow/main_window.h"
#include "ui/messagelist/message_list_pane.h"
#include "ui/models/message_list_model.h"

#include <QTemporaryDir>
#include <QtTest>

namespace petrel::test {

/**
 * The window over a mailbox in memory: for lists too long to be stored in a test, and for answers that come late. The
 * engine under it has an empty profile, so what is opened is not found there.
 */
class MemoryWindow
{
public:
    MemoryMailSource source;

    /** An account with an inbox of this many read messages, newest first: "Message 1", "Message 2" ... */
    explicit MemoryWindow(int messages);
    ~MemoryWindow();
    MemoryWindow(const MemoryWindow &) = delete;
    MemoryWindow &operator=(const MemoryWindow &) = delete;

    [[nodiscard]] ui::MainWindow &window() { return *m_window; }
    [[nodiscard]] ui::MessageListView &list() { return *m_window->list().view(); }
    [[nodiscard]] static PlacementId id(int number) { return PlacementId(number); }

private:
    QTemporaryDir m_directory;
    QSettings m_settings;
    std::unique_ptr<engine::Engine> m_engine;
    std::unique_ptr<app::EngineReadAccess> m_access;
    InlineExecutor m_textWork;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace petrel::test
