#pragma once

#include "tests/engine/model/workbench.h"

#include <QRandomGenerator>
#include <QSet>

namespace petrel::test {

/**
 * A person, and another client at the same server, do this and that; between it there are passes, some of them cut off at a
 * random command. All of it follows from the seed.
 */
class RandomStory
{
public:
    /** `renumbers`: the server's folders get other UIDs now and then. */
    explicit RandomStory(quint32 seed, bool renumbers = false);

    /** Some deeds of both, then a pass that may be cut. */
    void chapter();
    /** Deeds of both, and no pass. */
    void deeds(int count);
    /** A pass whose connection ends there; the program starts again when it does. False: it ended before. */
    [[nodiscard]] bool passCutAt(Cut cut);
    /** Passes until both sides have nothing more to say. False: they never do. */
    [[nodiscard]] bool settle();

    /** What is wrong between here and the server; empty when they agree and nothing was lost or doubled. */
    [[nodiscard]] QStringList differences();
    /** Everything at both ends, as text. */
    [[nodiscard]] QByteArray wholeState();
    [[nodiscard]] Workbench &bench() { return m_bench; }
    /** The deeds so far, for a test that fails. */
    [[nodiscard]] QByteArray told() const { return m_told.join('\n'); }

private:
    enum class Deed { Arrives, MarkedThere, MovedThere, ExpungedThere, RenumberedThere, MarkedHere, LabelledHere, MovedHere, DeletedHere };
    void doSomething();
    void atTheServer(Deed deed);
    void here(Deed deed);
    void pass(bool mayBeCut);
    [[nodiscard]] quint32 upTo(quint32 end) { return m_random.bounded(end); }
    [[nodiscard]] QByteArray anyMailbox();
    /** What the person sees, but for what they are told of under "Needs attention". */
    [[nodiscard]] QList<MessageRow> rows(const char *mailbox);

    QRandomGenerator m_random;
    bool m_renumbers = false;
    Workbench m_bench{IncomingKind::Imap};
    MovedClock m_clock;
    int m_letters = 0;
    QSet<QByteArray> m_alive;   ///< subjects that nobody deleted
    /** Moved by the other client where moves are copies: an original whose copy was taken away is copied once more, rather twice than never. */
    QSet<QByteArray> m_mayBeTwo;
    QByteArrayList m_told;
};

} // namespace petrel::test
