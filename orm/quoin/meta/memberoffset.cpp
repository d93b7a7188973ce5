// SPDX-License-Identifier: MIT
#include <quoin/meta/memberoffset_p.h>

#include <quoin/meta/relations.h>

#include <QtCore/qscopeguard.h>

#include <array>
#include <cstring>
#include <memory>
#include <new>
#include <vector>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

/// An instance of a type that only its QMetaType knows. Its padding is zero, so that it can be looked at as bytes.
class Instance
{
public:
    explicit Instance(QMetaType type)
        : m_type(type), m_memory(::operator new(size_t(type.sizeOf()), std::align_val_t(size_t(type.alignOf()))))
    {
        std::memset(m_memory, 0, size_t(type.sizeOf()));
        m_type.construct(m_memory);
    }
    ~Instance()
    {
        m_type.destruct(m_memory);
        ::operator delete(m_memory, std::align_val_t(size_t(m_type.alignOf())));
    }
    Q_DISABLE_COPY_MOVE(Instance)

    [[nodiscard]] void *object() const { return m_memory; }
    [[nodiscard]] std::vector<char> bytes() const
    {
        const auto *first = static_cast<const char *>(m_memory);
        return { first, first + m_type.sizeOf() };
    }

private:
    QMetaType m_type;
    void *m_memory;
};

/// The only place where \a before has the bytes \a a and \a after the bytes \a b; -1 for none or several.
int place(const std::vector<char> &before, const void *a, const std::vector<char> &after, const void *b, size_t size)
{
    int found = -1;
    for (size_t at = 0; at + size <= before.size(); ++at) {
        if (std::memcmp(before.data() + at, a, size) != 0 || std::memcmp(after.data() + at, b, size) != 0)
            continue;
        if (found >= 0)
            return -1;
        found = int(at);
    }
    return found;
}

/// By two values that differ in every byte that is looked at. The types are such whose copies have the same bytes: numbers, and
/// what shares its data.
template<class T>
int locate(const FieldInfo &field, QMetaType type, const T &a, const T &b)
{
    const Instance instance(type);
    field.write(instance.object(), a);
    const auto before = instance.bytes();
    field.write(instance.object(), b);
    return place(before, &a, instance.bytes(), &b, sizeof(T));
}

/// A foreign key is seen by the key in it.
int locateKey(const FieldInfo &field, QMetaType type)
{
    constexpr qint64 a = 0x0102030405060708;
    constexpr qint64 b = 0x1112131415161718;
    // Its padding is zero, too: what looks for the use of bytes that nobody wrote has no reason to speak up.
    alignas(ForeignKeyBase) std::array<std::byte, sizeof(ForeignKeyBase)> memory {};
    auto &key = *new (memory.data()) ForeignKeyBase;
    const auto destroyed = qScopeGuard([&key] { std::destroy_at(&key); });
    const auto bytes = [](const void *object, size_t size) {
        const auto *first = static_cast<const char *>(object);
        return std::vector<char>(first, first + size);
    };
    const Instance instance(type);
    key.setKey(a);
    const auto keyBefore = bytes(&key.key(), sizeof(Value));
    field.write(instance.object(), key);
    const auto before = instance.bytes();
    key.setKey(b);
    const int inside = place(keyBefore, &a, bytes(&key.key(), sizeof(Value)), &b, sizeof(qint64));
    field.write(instance.object(), key);
    const int outside = place(before, &a, instance.bytes(), &b, sizeof(qint64));
    const auto value = int(reinterpret_cast<const char *>(&key.key()) - reinterpret_cast<const char *>(&key));
    return inside < 0 || outside < 0 ? -1 : outside - inside - value;
}

} // namespace

int memberOffset(const FieldInfo &field, QMetaType type)
{
    if (field.optional || !type.iface() || !type.iface()->defaultCtr)
        return -1;
    switch (field.type) {
    case FieldType::Bool: return locate(field, type, true, false);
    case FieldType::Short: return locate<qint16>(field, type, 0x0102, 0x1112);
    case FieldType::UShort: return locate<quint16>(field, type, 0x0102, 0x1112);
    case FieldType::Int: return locate<qint32>(field, type, 0x01020304, 0x11121314);
    case FieldType::UInt: return locate<quint32>(field, type, 0x01020304, 0x11121314);
    case FieldType::LongLong: return locate<qint64>(field, type, 0x0102030405060708, 0x1112131415161718);
    case FieldType::ULongLong: return locate<quint64>(field, type, 0x0102030405060708, 0x1112131415161718);
    case FieldType::Double: return locate<double>(field, type, 1.0 / 3.0, -3.0e100 / 7.0);
    case FieldType::String: return locate(field, type, QString(u"first"_s), QString(u"another"_s));
    case FieldType::ByteArray: return locate(field, type, QByteArray("first"), QByteArray("another"));
    case FieldType::DateTime:
        return locate(field, type, QDateTime(QDate(2001, 2, 3), QTime(4, 5, 6, 7), Qt::UTC),
                QDateTime(QDate(2019, 12, 31), QTime(23, 58, 57, 123), Qt::UTC));
    case FieldType::ForeignKey:
    case FieldType::OneToOne: return locateKey(field, type);
    default: return -1;
    }
}

} // namespace quoin
