#pragma once

#include "tests/engine/model/model_stream.h"

#include <QByteArrayList>
#include <QMap>
#include <QSet>

#include <mutex>

namespace petrel::test {

/** One message at the model server. Everything shown of it follows from these. */
struct ModelMessage
{
    quint32 uid = 0;
    QByteArray subject;
    QByteArray messageId; ///< as the Message-ID field has it, angle brackets included; may be empty
    QByteArray raw;
    QByteArrayList flags;
    QByteArrayList labels; ///< told with ModelImap::labels, as on the wire; their change is in no mod-sequence
    QByteArray date = "01-Nov-2026 10:00:00 +0000"; ///< INTERNALDATE
    QByteArray emailId; ///< told with ModelImap::objectId; empty: by the text

    [[nodiscard]] static ModelMessage make(const QByteArray &subject, bool withMessageId = true);
    [[nodiscard]] bool isMarked() const { return flags.contains("\\Deleted"); }
};

/** What is changed in it directly gets its mod-sequence when a client next asks. */
struct ModelMailbox
{
    quint32 uidValidity = 1;
    quint32 uidNext = 1;
    QByteArray id; ///< told with ModelImap::objectId
    QList<ModelMessage> messages;

    quint32 add(ModelMessage message);
    [[nodiscard]] ModelMessage *find(quint32 uid);

    /** Notes what changed since it was last asked (RFC 7162): the highest mod-sequence. */
    quint64 settle();
    [[nodiscard]] quint64 modSeqOf(quint32 uid) const { return m_seen.value(uid).modSeq; }
    /** "3,7:9" of what was expunged since; empty: nothing. */
    [[nodiscard]] QByteArray vanishedSince(quint64 modSeq) const;
    [[nodiscard]] int unseen() const;

private:
    struct Seen
    {
        QByteArrayList flags;
        quint64 modSeq = 0;
    };
    quint64 m_highest = 1;
    QMap<quint32, Seen> m_seen;
    QMap<quint32, quint64> m_vanished;
};

/**
 * An IMAP server of IMAP4rev1 with extensions as wished, in memory: enough of RFC 3501 for what the
 * engine says, and strict: a command it does not know is BAD and is noted in complaints. Connections come
 * from several threads.
 */
class ModelImap
{
public:
    ModelImap();

    [[nodiscard]] std::unique_ptr<ModelTalk> connection();

    bool move = true;
    bool uidPlus = true;
    bool multiAppend = false; ///< RFC 3502
    bool replace = false;     ///< RFC 8508
    QByteArray more; ///< capabilities beside those: "APPENDLIMIT=1000"
    bool idle = true;
    bool listStatus = false; ///< LIST-EXTENDED and LIST-STATUS (RFC 5258, RFC 5819)
    bool condstore = false;
    bool objectId = false;
    bool notify = false;  ///< it takes the wish; what is told follows from `untagged`
    bool labels = false; ///< X-GM-EXT-1: what comes into Trash lies nowhere else any more
    bool compress = false; ///< offered, and refused
    int mostConnections = 0; ///< signed in at a time; 0: any number
    int signedIn = 0;
    bool qresync = false; ///< with condstore, and ENABLE
    QByteArray permanentFlags = "\\Seen \\Answered \\Flagged \\Deleted \\Draft \\*";
    QByteArray personal; ///< prefix of the personal namespace, outside of which nothing is created: "INBOX/"
    QMap<QByteArray, ModelMailbox> mailboxes;
    QByteArray quota;          ///< "STORAGE 900 1000", of every folder; empty: no QUOTA
    QSet<QByteArray> childless;    ///< mailboxes that LIST tells to take no others
    QSet<QByteArray> unsubscribed; ///< mailboxes that LSUB leaves out; new names are among them until SUBSCRIBE
    quint32 lastValidity = 100;    ///< UIDVALIDITY of the mailbox that was made last
    /** Commands that are answered so instead of being done: "UID COPY" -> "NO [OVERQUOTA] full". */
    QMap<QByteArray, QByteArray> refuse;
    /** Lines that stand before the answer to commands that begin so: "LIST" -> "* OK [ALERT] closing down". */
    QMap<QByteArray, QByteArray> untagged;
    QByteArray refuseKeywords; ///< the answer to a STORE that names one ("$..."); empty: they are taken
    QByteArray byeAt; ///< at a command that begins so: "* BYE", and not a word more on this connection
    /** Called before each command is done, on the connection's thread. */
    std::function<void(const QByteArray &command)> before;
    QByteArrayList idling;     ///< the mailboxes that connections are in IDLE on at this moment
    QByteArrayList heard;      ///< command lines, without tags
    QByteArrayList complaints;

    /** Subjects in a mailbox in order of UIDs, "!" before those marked \Deleted. */
    [[nodiscard]] QByteArrayList subjects(const QByteArray &mailbox) const;
    [[nodiscard]] int count(const QByteArray &commandBeginning) const;

    std::recursive_mutex mutex;
};

} // namespace petrel::test
