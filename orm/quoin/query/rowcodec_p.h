// SPDX-License-Identifier: MIT
#pragma once

// Not part of the API: between a row of a cursor, or the placeholders of a statement, and an instance of a model.

#include <quoin/db/statement.h>
#include <quoin/meta/modelinfo.h>

namespace quoin {

class ResultPeers;

/// What the reading of a row knows besides the row.
struct ReadContext
{
    ResultPeers *peers = nullptr; ///< The rows that come along; null: they do not matter.
    std::optional<Error> error {};
};

/// How one field is read and bound: without QVariant or look-up by name, by moc's static metacall with the property's exact type.
struct FieldCodec
{
    /// Reads column \a column of the row into the property. False on an error, which is then in the cursor or, when the row's
    /// value does not fit the property, in the context.
    using Read = bool (*)(Cursor &cursor, int column, const FieldInfo &field, void *object, ReadContext &context);
    using Bind = Result<void> (*)(Statement &statement, int index, const FieldInfo &field, const void *object);
    Read read;
    Bind bind;
};

const FieldCodec &codecFor(const FieldInfo &field);

/// The columns of a result, in order, as fields of one model.
class RowReader
{
public:
    RowReader() = default;
    explicit RowReader(const QList<const FieldInfo *> &fields);

    /// Reads the row the cursor stands on, from this column. The error names model and property.
    Result<void> read(Cursor &cursor, void *object, ResultPeers *peers = nullptr, int column = 0) const
    {
        ReadContext context { peers };
        for (const Entry &entry : m_entries) {
            if (!entry.read(cursor, column++, *entry.field, object, context)) [[unlikely]]
                return explain(cursor, *entry.field, std::move(context.error));
        }
        return {};
    }

private:
    struct Entry
    {
        FieldCodec::Read read;
        const FieldInfo *field;
    };
    static Error explain(const Cursor &cursor, const FieldInfo &field, std::optional<Error> error);
    std::vector<Entry> m_entries;
};

/// Placeholders of a statement that follow each other, as fields of one model.
class RowBinder
{
public:
    RowBinder() = default;
    explicit RowBinder(const QList<const FieldInfo *> &fields);

    /// Binds the fields of \a object from the placeholder \a first on.
    Result<void> bind(Statement &statement, const void *object, int first = 0) const;

private:
    struct Entry
    {
        FieldCodec::Bind bind;
        const FieldInfo *field;
    };
    std::vector<Entry> m_entries;
};

} // namespace quoin
