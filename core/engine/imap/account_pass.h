#pragma once

#include "core/engine/imap/body_pass.h"
#include "core/engine/imap/folder_pass.h"

#include <memory>

namespace petrel::engine {

struct ImapPassOptions
{
    enum class Extent {
        Full,   ///< the folder list, and every folder that needs a look
        Wishes, ///< what is due goes out, and some folders are looked into: no list, nothing else is fetched
    };
    Extent extent = Extent::Full;
    QList<FolderId> lookInto;                ///< for Wishes
    bool firstScreenOnly = false;            ///< for Wishes: the newest of lookInto, nothing older
    FolderId onlyFolder;                     ///< null: all; else the list is taken only when the server does not know this one
    FolderId first;                          ///< the folder on screen comes before the others
    std::optional<OfflinePolicy> bodies;     ///< nullopt: the account's own
    bool everyFolder = false;                ///< look into folders that STATUS shows as quiet, too
    std::function<Status()> betweenBatches;  ///< see FolderPassOptions
    std::function<bool()> somebodyWaits;     ///< see FolderPassOptions
    LineSpeed *line = nullptr;               ///< see FolderPassOptions
    PassedOver *passedOver = nullptr;        ///< lives on from pass to pass; null: of this pass only
    /** Called before and after a folder is worked on, so that two connections never work on the same one. May be empty. */
    std::function<bool(FolderId)> claim;
    std::function<void(FolderId)> release;
};

/**
 * One round over an IMAP account on one session: folders as they are wanted, drafts and sent copies out, folder list, then
 * each folder that needs a look (wishes out, the newest headers in), then the older headers of those that have them still to
 * come, then bodies by policy, and folders that go once their mail has left: the first screen of no folder waits for the
 * depths of another. Where nothing changed it is one turn. Trouble with one folder is
 * told in the report and the rest goes on; an error comes back when the session is lost.
 */
class ImapAccountPass
{
public:
    ImapAccountPass(PassContext &context, imap::ImapSession &session, ImapPassOptions options)
        : m_context(context), m_session(session), m_options(std::move(options))
    {
    }

    [[nodiscard]] Status run();

private:
    [[nodiscard]] Status runFull();
    [[nodiscard]] Status runOnly();
    [[nodiscard]] Status noteGmail();
    [[nodiscard]] Status runWishes();
    [[nodiscard]] Status pushFolder(const ServerFolder &folder);
    /** Told in the report, if the pass can go on. */
    [[nodiscard]] Status trouble(const Error &error, const QString &doing, const FolderRow &folder);
    [[nodiscard]] Result<ServerFolder> folderOf(FolderId id);
    enum class Backfill { No, Yes };
    [[nodiscard]] Status syncFolder(const ServerFolder &folder, Backfill backfill = Backfill::Yes);
    /** syncFolder(); false when something went wrong with it, which is told. */
    [[nodiscard]] Result<bool> lookInto(const ServerFolder &folder, Backfill backfill);
    /** The folders that STATUS does not show as quiet, and those with something to send. */
    [[nodiscard]] Result<QList<ServerFolder>> needingPass(const QList<ServerFolder> &folders);
    [[nodiscard]] Result<QSet<FolderId>> unfinished();
    /** How much there is to list in these, and how much of it is here. */
    [[nodiscard]] Status estimate(const QList<ServerFolder> &folders);
    [[nodiscard]] Status fetchBodies(const QList<ServerFolder> &folders);

    PassContext &m_context;
    imap::ImapSession &m_session;
    ImapPassOptions m_options;
};

} // namespace petrel::engine
