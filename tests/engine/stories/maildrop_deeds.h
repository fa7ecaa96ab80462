#pragma once

#include "core/engine/message_actions.h"
#include "tests/engine/model/workbench.h"

namespace petrel::test {

/** What a person does with mail of a POP3 account. */
inline void deleteForGood(Workbench &bench, const char *subject)
{
    (void)MUST(engine::actOn(*bench.store, {bench.row("INBOX", subject).id}, engine::MessageAction::DeleteForever, {}, 0));
}

inline QStringList texts(const QByteArrayList &words)
{
    QStringList list;
    for (const QByteArray &word : words)
        list.append(QString::fromLatin1(word));
    return list;
}

} // namespace petrel::test
