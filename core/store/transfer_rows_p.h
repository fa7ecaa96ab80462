#pragma once

namespace petrel::store {

// What TransferRepository::carryDue() is about, of account ?1 at the time ?2: asked before as well, without writing.

/** A copy that is to be made of the same row comes first: it needs the row where it is. */
inline constexpr const char *kMovesToCarry =
    "FROM placement p JOIN folder f ON f.id = p.folder JOIN folder t ON t.id = p.want_folder JOIN message m ON m.id = p.message "
    "WHERE p.want_folder <> 0 AND p.want_folder > 0 AND (t.account <> f.account OR t.kind <> f.kind) AND (f.account = ?1 OR t.account = ?1) "
    "AND t.hidden = 0 AND m.raw IS NOT NULL AND p.stage = 0 AND p.parked_since = 0 AND p.next_try NOT BETWEEN ?2 + 1 AND ?2 + 7200 "
    "AND p.not_before NOT BETWEEN ?2 + 1 AND ?2 + 7200 AND (p.uid <> 0 OR f.kind = 1) "
    "AND NOT EXISTS (SELECT 1 FROM append_wish w WHERE w.source = p.id AND w.blob IS NULL AND w.stage <> 2 AND w.parked_since = 0)";

inline constexpr const char *kCopiesToFill =
    "FROM append_wish w JOIN placement s ON s.id = w.source JOIN folder f ON f.id = s.folder JOIN message m ON m.id = s.message "
    "WHERE w.origin = 2 AND w.blob IS NULL AND m.raw IS NOT NULL AND (w.account = ?1 OR f.account = ?1)";

/** Their originals are gone. */
inline constexpr const char *kCopiesOfNothing =
    "FROM append_wish w WHERE w.account = ?1 AND w.origin <> 0 AND w.blob IS NULL AND w.source IS NULL AND w.stage = 0";

} // namespace petrel::store
