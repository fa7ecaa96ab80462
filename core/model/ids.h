#pragma once

#include "core/base/strong_id.h"

namespace petrel {

using AccountId = StrongId<struct AccountTag>;
using IdentityId = StrongId<struct IdentityTag>;
using FolderId = StrongId<struct FolderTag>;
using MessageId = StrongId<struct MessageTag>;     ///< our row for the immutable content, not the Message-ID header
using PlacementId = StrongId<struct PlacementTag>; ///< one message in one folder: what lists show and people act on
using ThreadId = StrongId<struct ThreadTag>;
using BlobId = StrongId<struct BlobTag>;
using OutboxId = StrongId<struct OutboxTag>;
using WishId = StrongId<struct WishTag>;           ///< an append wish

using Uid = StrongId<struct UidTag, std::uint32_t>;                 ///< RFC 3501 2.3.1.1
using UidValidity = StrongId<struct UidValidityTag, std::uint32_t>; ///< RFC 3501 2.3.1.1
using ModSeq = StrongId<struct ModSeqTag, std::uint64_t>;           ///< RFC 7162

} // namespace petrel
