// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/core/value.h>
#include <quoin/meta/fieldtype.h>
#include <quoin/schema/schema.h>

#include <QtCore/qhash.h>
#include <QtCore/qmetaobject.h>

#include <functional>
#include <memory>
#include <optional>

namespace quoin {

class ModelInfo;
struct ColumnTypeInfo;
struct FieldAccess;

enum class OnDelete { NoAction, Cascade, SetNull, SetDefault, Restrict, Protect };
enum class EnumStorage { Text, Integer };
enum class KeyGeneration { None, AutoIncrement, Uuid };

/// The other end of a ForeignKey, OneToOne, HasMany or ManyToMany property.
struct RelationInfo
{
    enum class Kind { ForeignKey, OneToOne, HasMany, ManyToMany };
    Kind kind = Kind::ForeignKey;
    QString property;
    QString targetClass;               ///< As the property's type names it.
    const ModelInfo *target = nullptr; ///< Resolved with the registry; null only before.
    QString targetField; ///< ForeignKey, OneToOne: the property of the target whose value is the key; to= or its primary key.
    QString reverse;     ///< reverse=: the related name on the target.
    QString inverse;     ///< The target's property that is the other end, if it declares one. HasMany: always, its ForeignKey.
    OnDelete onDelete = OnDelete::NoAction;
    QString through;                         ///< ManyToMany: class of the given through model; empty: made by Quoin.
    QString throughTable;                    ///< ManyToMany: the table between, made by Quoin or that of the through model.
    QString throughColumn;                   ///< ManyToMany: its column with this model's key …
    QString throughTargetColumn;             ///< … and that with the target's.
    const ModelInfo *throughModel = nullptr; ///< ManyToMany with through=: resolved with the registry.
    bool ownsThroughTable = false; ///< ManyToMany: of the two ends, the one whose toTables() has the table that Quoin makes.
    bool symmetrical = false;      ///< ManyToMany to its own class: both directions are one.
    bool deferrable = false;       ///< ForeignKey, OneToOne: checked at commit where the engine can.

    [[nodiscard]] bool isToMany() const { return kind == Kind::HasMany || kind == Kind::ManyToMany; }

    /// The property of \a object, which is the relation's class or its base; not for a model that was read from metatypes JSON.
    template<class V>
    void read(const void *object, V &value) const
    {
        void *arguments[] = { &value };
        metacall(static_cast<QObject *>(const_cast<void *>(object)), QMetaObject::ReadProperty, metaIndex, arguments);
    }
    template<class V>
    void write(void *object, const V &value) const
    {
        void *arguments[] = { const_cast<V *>(&value) };
        metacall(static_cast<QObject *>(object), QMetaObject::WriteProperty, metaIndex, arguments);
    }
    void (*metacall)(QObject *, QMetaObject::Call, int, void **) = nullptr; ///< moc's function of the class that declares it …
    int metaIndex = -1;                                                     ///< … and as that counts.
};

/// One column of a model. Options are documented in docs/guides/models.md; here they are parsed.
class QUOIN_EXPORT FieldInfo
{
public:
    int index = 0; ///< Position among its model's fields, which is the order of columns.
    QString property;
    QString column;
    FieldType type = FieldType::Int;
    FieldType elementType = FieldType::Int; ///< List: its elements.
    FieldType storedType = FieldType::Int;  ///< What the column holds: type, but for a ForeignKey the type of the key, for a
                                            ///< user-defined type that of its column.
    QString typeName;      ///< In one spelling, whatever the class's: "std::optional<QDateTime>", "qint64", "shop::Post::Status".
    bool nullable = false; ///< std::optional, or a ForeignKey with the option null.
    bool optional = false; ///< The property's C++ type is a std::optional.
    schema::ColumnType columnType;

    bool primaryKey = false;
    KeyGeneration generation = KeyGeneration::None;
    bool unique = false;
    bool indexed = false;
    std::optional<schema::Default> defaultValue;
    QString defaultFactory;  ///< What fills the property of a new row: registerDefaultFactory()'s, or a method: "token()".
    bool autoNow = false;    ///< Set to the time of each insert and update.
    bool autoNowAdd = false; ///< Set to the time of the insert.
    int maxLength = 0;       ///< Characters (QString) or bytes (QByteArray); 0: unbounded.
    int minLength = 0;
    std::optional<Value> minimum;
    std::optional<Value> maximum;
    QList<Value> choices;
    QString format;         ///< "email", "url", "regex:…" or empty.
    QStringList validators; ///< Names registered with registerValidator().
    QString verboseName;
    QString help;
    QString comment; ///< Of the column: comment=, else help=, else verboseName=.
    bool editable = true;
    bool readOnly = false;  ///< Written by the database or others only.
    bool sensitive = false; ///< Never shown in logs, errors, debug output.
    QString collation;
    std::optional<schema::Generated> generated;
    QString check; ///< SQL over this column.
    EnumStorage enumStorage = EnumStorage::Text;
    QStringList enumKeys;                 ///< Enum: its keys …
    QList<qint64> enumValues;             ///< … and their values, in order.
    std::optional<RelationInfo> relation; ///< ForeignKey and OneToOne.

    [[nodiscard]] bool isText() const { return type == FieldType::String || type == FieldType::Url; }

    /// The property of \a object (a pointer to an instance of the model) as it goes to the column. Null for an empty optional.
    [[nodiscard]] Value value(const void *object) const;
    /// Sets the property from a column's value; a Conversion error names model and property.
    Result<void> setValue(void *object, const Value &value) const;
    /// Gives the property of a new row, if it is empty, what its default factory makes: insert() does that. Nothing happens to a
    /// property without one.
    Result<void> makeDefault(void *object) const;

    /// The member that the property is, for a V that is exactly the property's C++ type; null where the property is more than
    /// that (it has functions of its own), or where that is not known.
    template<class V>
    [[nodiscard]] V *member(void *object) const
    {
        return m_offset >= 0 ? reinterpret_cast<V *>(static_cast<char *>(object) + m_offset) : nullptr;
    }
    template<class V>
    [[nodiscard]] const V *member(const void *object) const
    {
        return m_offset >= 0 ? reinterpret_cast<const V *>(static_cast<const char *>(object) + m_offset) : nullptr;
    }
    /// The property itself, by moc's static metacall, for a V that is exactly the property's C++ type: 3 to 10 ns.
    template<class V>
    void read(const void *object, V &value) const
    {
        void *arguments[] = { &value };
        m_metacall(static_cast<QObject *>(const_cast<void *>(object)), QMetaObject::ReadProperty, m_metaIndex, arguments);
    }
    template<class V>
    void write(void *object, const V &value) const
    {
        void *arguments[] = { const_cast<V *>(&value) };
        m_metacall(static_cast<QObject *>(object), QMetaObject::WriteProperty, m_metaIndex, arguments);
    }
    [[nodiscard]] QMetaType metaType() const { return m_metaType; }             ///< Invalid for a model read from metatypes JSON.
    [[nodiscard]] const ColumnTypeInfo *userType() const { return m_userType; } ///< UserDefined: its conversions.
    [[nodiscard]] const ModelInfo *model() const { return m_model; }

private:
    friend class ModelBuilder;
    using Metacall = void (*)(QObject *, QMetaObject::Call, int, void **);
    Metacall m_metacall = nullptr;
    const FieldAccess *m_access = nullptr; // the functions for its C++ type
    int m_offset = -1;                     // of the member in the object; -1: only by the metacall
    int m_metaIndex = -1;                  // relative to the class that declares it, as moc's function counts
    QMetaType m_metaType;
    const ColumnTypeInfo *m_userType = nullptr;
    const ModelInfo *m_model = nullptr;
};

/// One term of the default ordering.
struct OrderTerm
{
    QString property;
    bool descending = false;
    friend bool operator==(const OrderTerm &, const OrderTerm &) = default;
};

/// A model as everything above sees it. Made once, immutable, lives as long as the program (or as the ModelSet that was
/// read from metatypes JSON); safe to use from all threads.
class QUOIN_EXPORT ModelInfo
{
public:
    ModelInfo();
    ~ModelInfo();
    Q_DISABLE_COPY_MOVE(ModelInfo)

    QString className; ///< With its namespace: "shop::Post".
    QString table;
    QString nameSpace;                   ///< PostgreSQL schema; empty: the connection's default.
    QList<FieldInfo> fields;             ///< In the order of the properties.
    QList<RelationInfo> relations;       ///< HasMany and ManyToMany, which have no column.
    QList<const FieldInfo *> primaryKey; ///< In order; empty only for abstract and read-only models.
    QList<OrderTerm> ordering;
    QList<schema::Index> indexes; ///< In columns' names.
    QList<schema::Unique> uniques;
    QList<schema::Check> checks;
    bool abstract = false;
    bool managed = true;   ///< false: sync and migrations leave its table alone.
    bool readOnly = false; ///< A database view: no writes.
    bool rows = false;     ///< No table: what the rows of a query are like (Selection::asTable()).
    bool softDelete = false;
    QString softDeleteField; ///< Property of type std::optional<QDateTime>.
    QString versionField;    ///< Property that optimistic locking counts up.
    QString tenantField;
    QString verboseName;
    QString verboseNamePlural;
    QString comment;                         ///< Of the table: comment=, else verboseName=.
    const QMetaObject *metaObject = nullptr; ///< Null for a model read from metatypes JSON.

    /// By property name; null when there is none.
    [[nodiscard]] const FieldInfo *field(QStringView property) const;
    /// Of all columns, in their order.
    [[nodiscard]] QStringList propertyNames() const;
    [[nodiscard]] const FieldInfo *fieldByColumn(QStringView column) const;
    [[nodiscard]] const RelationInfo *relation(QStringView property) const; ///< Also of ForeignKey and OneToOne fields.
    /// The auto-increment key, if the model has one.
    [[nodiscard]] const FieldInfo *autoIncrementField() const;

    /// The key of an instance: one value per primary key field.
    [[nodiscard]] QList<Value> key(const void *object) const;
    /// The values of an instance, in the order of the fields.
    [[nodiscard]] QList<Value> values(const void *object) const;

    /// Its table as plain values, with relations as foreign keys and deterministic names.
    [[nodiscard]] schema::Table toTable() const;
    /// The table, and the through tables of its many-to-many relations.
    [[nodiscard]] QList<schema::Table> toTables() const;

    /// The model's own clean(): a method "quoin::Result<void> clean()" or "QList<quoin::FieldError> clean()" marked Q_INVOKABLE;
    /// empty if none.
    std::function<QList<FieldError>(const void *object)> clean;

private:
    friend class ModelBuilder;
    QHash<QString, int> m_byProperty;
    QHash<QString, int> m_byColumn;
};

/// The schema of these models: their tables, in an order in which they can be created as far as there is one.
QUOIN_EXPORT schema::Schema toSchema(const QList<const ModelInfo *> &models);

} // namespace quoin
