// THREAD (RFC 5256): "(2)(3 6 (4 23)(44 7 96))": a number answers the one before it, a list the one before the list.
#include "core/imap/grammar/response_cursor_p.h"

namespace petrel::imap {

namespace {

/** Reads without recursion: a server may nest as deep as its line is long. */
class ThreadReader
{
public:
    explicit ThreadReader(ResponseCursor &cursor) : m_cursor(cursor) {}

    Result<ThreadResponse> read()
    {
        m_cursor.skipSpaces();
        while (!m_cursor.atEnd()) {
            TRY(readStep());
            m_cursor.skipSpaces();
        }
        if (!m_open.isEmpty())
            return m_cursor.fail(")");
        return std::move(m_threads);
    }

private:
    Status readStep()
    {
        if (m_cursor.take('(')) {
            open();
        } else if (m_cursor.take(')')) {
            if (m_open.isEmpty())
                return m_cursor.fail("(");
            m_last = m_open.takeLast();
        } else {
            const Uid uid(TRY(m_cursor.number32()));
            if (m_open.isEmpty())
                return m_cursor.fail("(");
            add(uid);
        }
        return {};
    }

    /** "((3)(4))": both answer a message that is not there any more. */
    void open()
    {
        const bool inEmptyList = !m_open.isEmpty() && m_open.last() == m_last && m_listIsEmpty;
        if (inEmptyList)
            add({});
        m_open.append(m_last);
        m_listIsEmpty = true;
    }

    void add(Uid uid)
    {
        m_threads.messages.append({uid, m_last});
        m_last = m_threads.messages.size() - 1;
        m_listIsEmpty = false;
    }

    ResponseCursor &m_cursor;
    ThreadResponse m_threads;
    QList<qsizetype> m_open;    ///< what stood before each list that is open
    qsizetype m_last = -1;      ///< what the next number or list answers
    bool m_listIsEmpty = false; ///< the innermost open list holds nothing yet
};

} // namespace

Result<Response> readThread(ResponseCursor &cursor)
{
    return Response(TRY(ThreadReader(cursor).read()));
}

} // namespace petrel::imap
