#pragma once

#include "core/base/result.h"
#include "core/store/sync_state.h"

#include <QSet>

#include <span>

namespace petrel::store {

class WriteTransaction;

/**
 * What became of each message of a POP3 server, by UIDL: `listed -> stored -> dele-sent -> gone`.
 * Our copy may be the only one, so each step is refused (Invalid) from any state but the one before.
 */
class Pop3Ledger
{
public:
    explicit Pop3Ledger(WriteTransaction &transaction) : m_transaction(transaction) {}

    struct Listed
    {
        QByteArray uidl;
        std::int64_t size = 0;
    };

    /** New UIDLs are added as Listed, known ones stay as they are. */
    [[nodiscard]] Status recordListed(AccountId account, std::span<const Listed> listed);
    struct Stored
    {
        QByteArray uidl;
        std::int64_t size = 0;
        MessageId message;
        QByteArray head = {}; ///< digest of its header, by which it may be known again
    };
    /**
     * In the transaction that inserted the messages, which must be here wholly (raw blob): Invalid otherwise. From Listed, or new. The digest
     * of each content is remembered with it, and stays when our copy is deleted.
     */
    [[nodiscard]] Status recordStored(AccountId account, std::span<const Stored> stored);
    struct Header
    {
        QByteArray uidl;
        std::int64_t size = 0;
        MessageId message;
        QByteArray head; ///< digest of the header, by which the whole is known for its own later
    };
    /** Only the header is here, in a message without a body. It stays Listed: our copy is none. From Listed, or new. */
    [[nodiscard]] Status recordHeader(AccountId account, const Header &header);
    /** A message of recordHeader() is listed under another id. Invalid when it is stored by now. */
    [[nodiscard]] Status renameHeader(AccountId account, const QByteArray &from, const Listed &to);
    /**
     * What the person wants of these, whatever the rule says. A message wanted here that was stored and is here no longer counts as Listed
     * again; one that is here whole is not wanted any more. The answer: how many of them the ledger knows and can still act on.
     */
    [[nodiscard]] Result<int> want(AccountId account, std::span<const Listed> messages, LedgerWant want);
    /** The same by the message whose header is shown, or whose content is damaged here. False: no maildrop has it, as far as we know. */
    [[nodiscard]] Result<bool> wantWhole(MessageId message);
    /** DELE was answered +OK. From Stored, or again from DeleSent; from Listed only where the person wants it deleted there. */
    [[nodiscard]] Status markDeleSent(AccountId account, const QSet<QByteArray> &uidls);
    /**
     * These were marked in a session whose QUIT was answered +OK, or are not listed any more: those of them that are DeleSent
     * are Gone. Nothing else is: what an earlier session marked, or a server refused to mark in this one, is still there.
     */
    [[nodiscard]] Status markGone(AccountId account, std::span<const QByteArray> uidls);
    /** RETR failed for this message; a message never seen before is Listed by it. */
    [[nodiscard]] Status countAttempt(AccountId account, const Listed &message);
    /** UIDLs the server no longer lists: an unknown or Gone one may be reused by it. */
    [[nodiscard]] Status forget(AccountId account, std::span<const QByteArray> uidls);
    /** A message that was stored under one id, and is listed under another. */
    struct Renamed
    {
        QByteArray from;
        QByteArray to;
        std::int64_t size = 0;
        QByteArray head = {};
        enum class KnownBy { Content, Head } knownBy = KnownBy::Content;
    };
    /**
     * What is known of the message goes over to its new id (which may be the one it has): our copy, or that the person deleted it, and when it was
     * stored. Whatever the new id stood for is forgotten. Stored afterwards; from there, DeleSent or Gone: Invalid otherwise. One that was
     * Gone counts as stored now.
     */
    [[nodiscard]] Status recordAgain(AccountId account, const Renamed &message);
    /** Digests of what was stored by a Petrel that did not remember them yet; for as long as our copies are here. */
    [[nodiscard]] Status rememberDigests(AccountId account);
    /** A message that this account received, that is shown, holds exactly this content (SHA-256) and is stored under no id; null: none. */
    [[nodiscard]] Result<MessageId> unnamed(AccountId account, const QByteArray &sha256) const;
    /**
     * The last place of a message went over to a row of another account, on this computer: that is our copy now, for it was moved, not deleted.
     * The account whose server may still have it; null: none.
     */
    [[nodiscard]] Result<AccountId> follow(MessageId from, MessageId to);

private:
    [[nodiscard]] Status requireWhole(std::span<const Stored> stored);

    WriteTransaction &m_transaction;
};

} // namespace petrel::store
