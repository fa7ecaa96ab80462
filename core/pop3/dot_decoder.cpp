#include "core/pop3/dot_decoder.h"

namespace petrel::pop3 {

DotDecoder::Step DotDecoder::decode(QByteArrayView input)
{
    Step step;
    step.content.reserve(input.size());
    while (step.consumed < input.size() && m_state != State::Finished) {
        const char byte = input[step.consumed];
        switch (m_state) {
        case State::LineStart:
            m_state = byte == '.' ? State::Dot : State::Text;
            step.consumed += byte == '.' ? 1 : 0;
            break;
        case State::Dot: // not passed on: it is stuffing, or the first half of the end
            if (byte == '\n' && m_lineEnd == LineEnd::Lf)
                m_state = State::Finished;
            else
                m_state = byte == '\r' ? State::DotCarriageReturn : State::Text;
            step.consumed += m_state == State::Text ? 0 : 1;
            break;
        case State::DotCarriageReturn:
            if (byte == '\n') {
                m_state = State::Finished;
                ++step.consumed;
            } else {
                step.content.append('\r');
                m_afterCarriageReturn = true;
                m_state = State::Text;
            }
            break;
        case State::Text:
            takeText(input, step);
            break;
        case State::Finished:
            break;
        }
    }
    step.finished = m_state == State::Finished;
    return step;
}

/** Passes on what is there of the current line, its end included. */
void DotDecoder::takeText(QByteArrayView input, Step &step)
{
    const QByteArrayView rest = input.sliced(step.consumed);
    const qsizetype lineFeed = rest.indexOf('\n');
    const qsizetype length = lineFeed < 0 ? rest.size() : lineFeed + 1;
    step.content.append(rest.first(length));
    step.consumed += length;
    if (lineFeed < 0) {
        m_afterCarriageReturn = rest.back() == '\r';
        return;
    }
    const bool carriageReturn = lineFeed > 0 ? rest[lineFeed - 1] == '\r' : m_afterCarriageReturn;
    m_afterCarriageReturn = false;
    if (carriageReturn || m_lineEnd == LineEnd::Lf)
        m_state = State::LineStart;
}

} // namespace petrel::pop3
