// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: what loading does to the relations of a row.

#include <quoin/meta/relations.h>

namespace quoin {

/// Loading is no change of the row, so that it works on constant ones; like every change it is for one thread at a time.
struct RelationAccess
{
    static const std::shared_ptr<const void> &object(const ForeignKeyBase &relation) { return relation.m_object; }
    static bool isGiven(const ForeignKeyBase &relation) { return relation.m_given; }
    static RelationPeers *peers(const ForeignKeyBase &relation) { return relation.m_peers.get(); }
    static void setPeers(const ForeignKeyBase &relation, RelationPeers *peers) { relation.m_peers = PeersPointer(peers); }
    /// The row with the relation's key.
    static void setObject(const ForeignKeyBase &relation, std::shared_ptr<const void> object)
    {
        relation.m_object = std::move(object);
    }

    static RelationPeers *peers(const ToManyBase &relation) { return relation.m_peers.get(); }
    static quint32 row(const ToManyBase &relation) { return relation.m_row; }
    static void setPeers(ToManyBase &relation, RelationPeers *peers, quint32 row)
    {
        relation.m_peers = PeersPointer(peers);
        relation.m_row = row;
    }
    static const std::shared_ptr<const RelatedRows> &rows(const ToManyBase &relation) { return relation.m_rows; }
    /// \a whole: they are all that there are.
    static void setRows(const ToManyBase &relation, std::shared_ptr<const RelatedRows> rows, bool whole)
    {
        relation.m_rows = std::move(rows);
        relation.m_whole = whole;
    }
    static bool isWhole(const ToManyBase &relation) { return relation.m_rows && relation.m_whole; }
};

} // namespace quoin
