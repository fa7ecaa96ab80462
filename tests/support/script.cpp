#include "tests/support/script.h"

#include <QHash>

namespace petrel::test {

using Do = Step::Do;

namespace {

QByteArray unescaped(const QByteArray &text)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            bytes += text[i];
            continue;
        }
        switch (text[++i]) {
        case 'r': bytes += '\r'; break;
        case 'n': bytes += '\n'; break;
        case 't': bytes += '\t'; break;
        case 'x':
            bytes += QByteArray::fromHex(text.mid(i + 1, 2));
            i += 2;
            break;
        default: bytes += text[i];
        }
    }
    return bytes;
}

QByteArray withoutLeadingBlanks(const QByteArray &line)
{
    qsizetype start = 0;
    while (start < line.size() && (line[start] == ' ' || line[start] == '\t'))
        ++start;
    return line.mid(start);
}

bool parseLine(const QByteArray &text, int number, std::deque<Step> &steps)
{
    static const QHash<QByteArray, Do> bare = {
        {"TLS", Do::Tls}, {"WAKE", Do::Wake}, {"STOP", Do::Stop}, {"SILENCE", Do::Silence},
        {"CLOSE", Do::Close}, {"RESET", Do::Reset}};
    const QByteArray word = text.left(2);
    // "S:" alone is an empty line; one space after the word separates, further ones are content.
    const QByteArray content = text.mid(text.size() > 2 && text[2] == ' ' ? 3 : 2);
    if (word == "S:")
        steps.push_back({Do::Send, content + "\r\n", number});
    else if (word == "C:")
        steps.push_back({Do::Expect, content + "\r\n", number});
    else if (word == "C^")
        steps.push_back({Do::ExpectBeginning, content, number});
    else if (word == "S|")
        steps.push_back({Do::Send, unescaped(content), number});
    else if (word == "C|")
        steps.push_back({Do::Expect, unescaped(content), number});
    else if (text.startsWith("DELAY "))
        steps.push_back({Do::Delay, text.mid(6).trimmed(), number});
    else if (bare.contains(text.trimmed()))
        steps.push_back({bare.value(text.trimmed()), {}, number});
    else
        return false;
    return true;
}

} // namespace

Script parseScript(const QByteArray &text)
{
    Script script;
    int number = 0;
    for (const QByteArray &line : text.split('\n')) {
        ++number;
        const QByteArray content = withoutLeadingBlanks(line);
        if (content.isEmpty() || content.startsWith('#'))
            continue;
        if (!parseLine(content, number, script.steps) && script.problem.isEmpty())
            script.problem = "the script's line " + QByteArray::number(number) + " makes no sense: " + content;
    }
    return script;
}

QByteArray describe(const Step &step)
{
    const QByteArray line = "line " + QByteArray::number(step.line) + ": ";
    switch (step.what) {
    case Do::Send: return line + "the server sends \"" + shown(step.bytes) + '"';
    case Do::Expect: return line + "the client writes \"" + shown(step.bytes) + '"';
    case Do::ExpectBeginning: return line + "the client writes a line beginning \"" + shown(step.bytes) + '"';
    case Do::Tls: return line + "the client starts TLS";
    case Do::Wake: return line + "the client is woken";
    case Do::Stop: return line + "the client is stopped";
    case Do::Silence: return line + "the server is silent";
    case Do::Delay: return line + "time passes";
    case Do::Close: return line + "the server closes";
    case Do::Reset: return line + "the server resets the connection";
    }
    return line;
}

QByteArray shown(const QByteArray &bytes)
{
    QByteArray text;
    for (const char c : bytes.left(300)) {
        if (c == '\r')
            text += "\\r";
        else if (c == '\n')
            text += "\\n";
        else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            text += "\\x" + QByteArray(1, c).toHex();
        else
            text += c;
    }
    return bytes.size() > 300 ? text + "..." : text;
}

Match matchWritten(const Step &step, const QByteArray &written)
{
    const qsizetype shared = std::min(written.size(), step.bytes.size());
    if (written.left(shared) != step.bytes.left(shared))
        return {Match::State::Wrong};
    if (step.what == Do::Expect)
        return shared < step.bytes.size() ? Match{Match::State::Partial} : Match{Match::State::Complete, shared};
    const qsizetype end = written.indexOf("\r\n");
    if (end < 0)
        return {Match::State::Partial};
    return end < step.bytes.size() ? Match{Match::State::Wrong} : Match{Match::State::Complete, end + 2};
}

} // namespace petrel::test
