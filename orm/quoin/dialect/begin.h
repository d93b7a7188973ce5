// SPDX-License-Identifier: MIT
#pragma once

namespace quoin::dialect {

enum class IsolationLevel { Default, ReadUncommitted, ReadCommitted, RepeatableRead, Serializable };
/// SQLite's BEGIN DEFERRED, IMMEDIATE and EXCLUSIVE. Immediate is what Quoin takes for a transaction that may write.
enum class LockMode { Default, Deferred, Immediate, Exclusive };

/// How a transaction begins; an engine that cannot do a part answers Unsupported.
struct BeginOptions
{
    IsolationLevel isolation = IsolationLevel::Default;
    bool readOnly = false;
    LockMode lock = LockMode::Default;
};

} // namespace quoin::dialect
