// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qglobal.h>

namespace quoin {

/// What the connections of a Database, of all threads, have kept instead of doing it again: see Database::statistics().
struct StatementStatistics
{
    quint64 shapeHits = 0;    ///< Queries whose text was known, since one that differs in its values alone ran before.
    quint64 shapeMisses = 0;  ///< Queries whose text had to be written.
    qint64 shapes = 0;        ///< Texts that are kept now, over all open connections.
    quint64 preparedHits = 0; ///< Runs of a statement that was prepared before.
    qint64 prepared = 0;      ///< Statements that are kept prepared now, over all open connections.
};

} // namespace quoin
