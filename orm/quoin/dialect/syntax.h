// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/dialect/begin.h>
#include <quoin/dialect/spelling.h>
#include <quoin/dialect/writer.h>
#include <quoin/schema/columntype.h>

namespace quoin::dialect {

struct TokenRules;

enum class TextMatch { Whole, Contains, StartsWith, EndsWith };
enum class LockWait { Wait, NoWait, SkipLocked };

/// What is asked of a place in a JSON document. Where there is no such place, or something of another type, it is NULL.
enum class JsonAs { Json, Text, Integer, Double, Bool, IsNull };
/// What is asked of a list and another one.
enum class ListTest { Contains, ContainsAll, ContainedBy, Overlaps };

/// An aggregate that makes one value of many, in an order.
struct Collection
{
    enum class Kind { Text, JsonArray, JsonObject };
    Kind kind;
    std::function<void(SqlWriter &)> key {}; ///< JsonObject: a member's name.
    std::function<void(SqlWriter &)> value;  ///< A text, or JSON.
    QString separator {};                    ///< Text: between two.
    std::function<void(SqlWriter &)> order;  ///< What the order is by, as it is compared.
    bool descending = false;
    bool nullsFirst = true;
    bool nullable = false;                      ///< The order has NULLs.
    bool distinct = false;                      ///< Equal texts count once; the order is by the value.
    std::function<void(SqlWriter &)> filter {}; ///< A condition, or null.
    bool sensitive = false;
};

/// A column with its type in the engine's words.
struct TypedColumn
{
    QString name;
    QString sqlType;
};

/// How an engine spells what all engines mean.
class QUOIN_EXPORT Syntax
{
public:
    virtual ~Syntax();

    /// The name in the engine's quotes, with those inside doubled. Standard SQL's double quotes unless overridden.
    [[nodiscard]] virtual QString quoted(QStringView name) const;
    /// The table in quotes; with its namespace where the engine has them, for elsewhere the tables of all stand side by side.
    [[nodiscard]] virtual QString tableName(QStringView nameSpace, QStringView table) const;
    /// A text as an SQL literal, for DDL and for constants of a model: values of queries are always bound.
    [[nodiscard]] virtual QString textLiteral(QStringView text) const;
    /// The placeholder with this number, from 1: "?" unless overridden.
    [[nodiscard]] virtual QString placeholder(int number) const;

    /// How a statement is taken apart into tokens.
    [[nodiscard]] virtual TokenRules tokenRules() const;

    /// Why \a name cannot be an identifier (too long, NUL inside), or success.
    [[nodiscard]] virtual Result<void> checkIdentifier(QStringView name) const = 0;

    /// What the compiler writes around both operands of = < > … for values of this type, so that comparison means the same
    /// on every engine (decimals that are stored as text, text in a language's order). Writes the operand itself by calling \a
    /// operand.
    virtual void comparable(
            SqlWriter &out, const schema::ColumnType &type, const std::function<void(SqlWriter &)> &operand) const;
    /// A whole number or a decimal that is compared with a double, as a double. The operand itself unless overridden.
    virtual void asReal(SqlWriter &out, const std::function<void(SqlWriter &)> &operand) const;
    /// text LIKE with wildcards of \a needle escaped, case-sensitive whatever the collation, unless \a ignoreCase.
    virtual void textMatch(SqlWriter &out, TextMatch match, bool ignoreCase, const std::function<void(SqlWriter &)> &text,
            const QString &needle, bool sensitive) const
            = 0;
    /// What textMatch() binds for \a needle: the text depends on it in no other way.
    [[nodiscard]] virtual QString matchPattern(TextMatch match, bool ignoreCase, const QString &needle) const = 0;
    /// x [ASC|DESC] with NULLs where asked; the default contract is NULLs smallest.
    virtual void orderTerm(SqlWriter &out, const std::function<void(SqlWriter &)> &expression, bool descending, bool nullsFirst,
            bool nullable) const
            = 0;
    /// a DIV b for integers (truncating), a / b for all else, in parentheses; NULL when b is zero, on every engine.
    /// The operands must be closed (a name, a call, a placeholder, or in parentheses).
    virtual void divide(SqlWriter &out, bool integers, const std::function<void(SqlWriter &)> &a,
            const std::function<void(SqlWriter &)> &b) const
            = 0;
    /// How the engine writes a function whose first argument is of this type; null when it does not know it.
    [[nodiscard]] virtual const Spelling *spelling(std::string_view function, Value::Type argument) const;
    /// A placeholder inside an expression, where the engine could not tell the type of its value by itself.
    virtual void typed(SqlWriter &out, const Value &value, bool sensitive) const;
    /// A value as one of a column of this type, where the engine would settle for a type of its own that has no place for other
    /// values: of the rows that a recursive query begins with. The operand itself unless overridden.
    virtual void cast(SqlWriter &out, const schema::ColumnType &type, const std::function<void(SqlWriter &)> &operand) const;
    /// NULL as a value of this type, where the engine could not tell it. NULL unless overridden.
    virtual void null(SqlWriter &out, Value::Type type) const;
    /// An integer column as a signed number of 64 bits, which is what integers are calculated with.
    virtual void wide(SqlWriter &out, const schema::ColumnType &type, const std::function<void(SqlWriter &)> &operand) const;
    /// Around a sum, difference or product of integers, or one step of floating-point arithmetic: where the engine would go on
    /// with a rounded number when it does not fit into 64 bits, or with an infinity, this makes it an error.
    virtual void checkOverflow(SqlWriter &out, Value::Type type, const std::function<void(SqlWriter &)> &operand) const;
    /// A calculated value that DISTINCT or GROUP BY looks at: in a form that equal values share. The operand itself unless
    /// overridden.
    virtual void distinguished(SqlWriter &out, Value::Type type, const std::function<void(SqlWriter &)> &operand) const;
    /// A value that a query gives, calculated with bound ones. The operand itself unless overridden.
    virtual void selected(SqlWriter &out, Value::Type type, const std::function<void(SqlWriter &)> &operand) const;
    /// The tail of a SELECT that locks its rows, to change them or to keep others from it; \a tables: the aliases of those whose
    /// rows it locks, empty for all. "FOR UPDATE", "FOR SHARE" unless overridden.
    virtual void lockRows(SqlWriter &out, bool forUpdate, LockWait wait, const QStringList &tables) const;
    /// What stands in \a document at \a path, of keys (Text) and numbers from 0 (Int). Keys are any text, and bound.
    virtual Result<void> jsonAt(SqlWriter &out, JsonAs as, const std::vector<Value> &path,
            const std::function<void(SqlWriter &)> &document, bool sensitive) const;
    /// Is all of \a json in what stands there, as documented at JsonPath::contains()? Or, when \a contained, the other way round.
    virtual Result<void> jsonContains(SqlWriter &out, bool contained, const std::vector<Value> &path,
            const std::function<void(SqlWriter &)> &document, const JsonText &json, bool sensitive) const;
    /// A condition on a list column's elements, of type \a element.
    virtual Result<void> listTest(SqlWriter &out, ListTest test, const schema::ColumnType &element,
            const std::function<void(SqlWriter &)> &list, const ValueList &values, bool sensitive) const;
    /// The element with this number from 0; NULL behind the last. That of a JSON array unless overridden.
    virtual Result<void> listAt(
            SqlWriter &out, const schema::ColumnType &element, const std::function<void(SqlWriter &)> &list, qint64 index) const;
    /// string_agg(… ORDER BY …), jsonb_agg(…), jsonb_object_agg(…).
    virtual Result<void> collect(SqlWriter &out, const Collection &collection) const = 0;
    /// Are all of \a words, of which there is at least one, whole words of \a text, in any case?
    virtual Result<void> search(
            SqlWriter &out, const std::function<void(SqlWriter &)> &text, const QStringList &words, bool sensitive) const
            = 0;
    /// A distance (as the function is called) by the engine's own operator, for vectors that both have \a dimensions; false, with
    /// nothing written, where it has none.
    virtual bool distance(SqlWriter &out, std::string_view function, int dimensions, const std::function<void(SqlWriter &)> &a,
            const std::function<void(SqlWriter &)> &b) const;
    /// LIMIT and OFFSET; -1 is none.
    virtual void limitOffset(SqlWriter &out, qint64 limit, qint64 offset) const = 0;
    /// "INSERT INTO t DEFAULT VALUES" in the engine's words, for a row without any given column.
    virtual void insertDefaults(SqlWriter &out, QStringView nameSpace, QStringView table) const = 0;
    /// The tail of an INSERT that turns a conflict on \a columns into nothing. Only where capabilities say so.
    virtual void onConflictDoNothing(SqlWriter &out, const QStringList &columns) const = 0;
    /// The tail of an INSERT that, on a conflict on \a columns, gives the stored row the new values of \a updated instead.
    /// Standard SQL has none; "ON CONFLICT (…) DO UPDATE" unless overridden.
    virtual void onConflictUpdate(SqlWriter &out, const QStringList &columns, const QStringList &updated) const;
    /// An UPDATE that gives \a rows rows, found by their keys, values of their own. Returns which value belongs to each
    /// placeholder: values count row by row, first those of the columns, then those of the keys. "WITH … UPDATE … FROM" unless
    /// overridden.
    virtual QList<int> updateRows(SqlWriter &out, QStringView nameSpace, QStringView table, const QList<TypedColumn> &columns,
            const QList<TypedColumn> &keys, int rows) const;
    /// operand = one of many values, more than a statement has placeholders for; false where the engine has no such spelling for
    /// the type, and nothing was written.
    virtual bool inLongList(SqlWriter &out, const schema::ColumnType &type, const std::function<void(SqlWriter &)> &operand,
            const QList<Value> &values, bool sensitive) const;
    /// The command that takes rows of these columns in the form that is fastest for many of them; empty where there is none.
    [[nodiscard]] virtual QString bulkLoad(QStringView nameSpace, QStringView table, const QStringList &columns) const;
    /// The query that takes so many of the next keys of a column that counts up (a placeholder), and gives them as one list: NULL
    /// when that is not allowed. Empty where there is none.
    [[nodiscard]] virtual QString nextKeys(QStringView nameSpace, QStringView table, QStringView column) const;
    /// The query that tells by how much keys that count up grow; empty where it is one.
    [[nodiscard]] virtual QString keyIncrement() const;

    /// The statements that begin a transaction. Unsupported for what the engine lacks; a stronger isolation than the one
    /// asked for is no lack.
    [[nodiscard]] virtual Result<QStringList> begin(const BeginOptions &options) const = 0;
    /// What has to run after a transaction that began so has ended, to leave the session as it was.
    [[nodiscard]] virtual QStringList afterTransaction(const BeginOptions &options) const;
};

} // namespace quoin::dialect
