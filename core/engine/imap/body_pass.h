#pragma once

#include "core/engine/imap/body_fetch.h"
#include "core/engine/imap/line_speed.h"

#include <functional>

namespace petrel::engine {

/** Which bodies a pass wants of a folder, and what it yields to. */
struct BodyPassOptions
{
    OfflinePolicy policy;
    LineSpeed *line = nullptr;              ///< says how much is asked for ahead, and whether to compress; is measured; may be null
    std::function<Status()> betweenBatches; ///< see FolderPassOptions
    std::function<bool()> somebodyWaits;    ///< see FolderPassOptions: what is under way still comes, nothing more is asked for
};

/**
 * The bodies that the account's offline policy wants of one folder: newest first by the look of some hundreds, of these the
 * small ones before the large. Small ones come several in a command and some commands ahead, so that the time a line takes
 * to answer is waited for once and not for each. A message that cannot be fetched is told in the report, of each pass, and
 * passed over; one larger than a server may send at once is left until it is opened. An error ends the folder or, by
 * endsPass(), the pass.
 */
class BodyPass
{
public:
    BodyPass(PassContext &context, imap::ImapSession &session, const FolderRow &folder, PassedOver &passedOver, BodyPassOptions options);

    [[nodiscard]] Status run();

private:
    using Rows = QList<MessageRow>;

    /** What is wanted and may be asked for; of the rest m_left knows. */
    [[nodiscard]] Result<Rows> look();
    [[nodiscard]] Status fetchSome(Rows &rows);
    [[nodiscard]] QList<Rows> takeSmall(Rows &rows) const;
    [[nodiscard]] Status fetchTogether(QList<Rows> sets, Rows &rows);
    [[nodiscard]] Status fetchAlone(const Rows &rows);
    [[nodiscard]] bool somebodyWaits() const;

    PassContext &m_context;
    imap::ImapSession &m_session;
    const FolderRow &m_folder;
    PassedOver &m_passedOver;
    BodyPassOptions m_options;
    QList<PassTrouble> m_left;
    qint64 m_total = 0; ///< of this look
    qint64 m_done = 0;
};

} // namespace petrel::engine
