#include "core/engine/server_words.h"

#include "core/base/clock.h"
#include "core/base/log.h"

namespace petrel::engine {

namespace {

constexpr qsizetype kLongestWords = 300;

bool mayBeShown(QChar character)
{
    switch (character.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format: // direction overrides, zero-width characters
    case QChar::Other_PrivateUse:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

bool isNews(store::Store &store, AccountId account, const QString &words)
{
    const Result<bool> news = store.write(u"server says", [&](store::WriteTransaction &tx) { return tx.accounts().hearWords(account, words, Clock::nowUtc()); });
    if (!news)
        qCWarning(logEngine) << "what the server says cannot be remembered:" << describe(news.error());
    return news.valueOr(true);
}

} // namespace

QString plainWords(const QByteArray &words)
{
    QString line = QString::fromUtf8(words);
    for (QChar &character : line) {
        if (!mayBeShown(character))
            character = QLatin1Char(' ');
    }
    line = line.simplified();
    return line.size() > kLongestWords ? line.left(kLongestWords - 1).trimmed() + QChar(0x2026) : line;
}

std::function<void(const QByteArray &)> wordsFor(const PassContext &context)
{
    return [&store = context.store(), account = context.account.id, says = context.serverSays](const QByteArray &words) {
        const QString plain = plainWords(words);
        if (says && !plain.isEmpty() && isNews(store, account, plain))
            says(plain);
    };
}

} // namespace petrel::engine
