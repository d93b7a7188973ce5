// SPDX-License-Identifier: MIT
#include <quoin/meta/access_p.h>

#include <quoin/meta/columntype.h>
#include <quoin/meta/conversion_p.h>
#include <quoin/meta/relations.h>

#include <cstddef>

namespace quoin {

using namespace Qt::StringLiterals;

Error nullRefused()
{
    return Error(ErrorKind::Conversion, u"NULL cannot be stored in a property that is not optional."_s)
            .setHint(u"Make the property a std::optional, or the column NOT NULL."_s);
}

namespace {

template<class T>
struct Access
{
    static Value read(const FieldInfo &field, const void *object)
    {
        T value {};
        field.read(object, value);
        return Conversion<T>::toValue(value);
    }
    static Result<void> write(const FieldInfo &field, void *object, const Value &value)
    {
        if (value.isNull()) {
            if constexpr (hasOwnNull<T>) {
                field.write(object, T());
                return {};
            } else {
                return nullRefused();
            }
        }
        auto converted = Conversion<T>::fromValue(value);
        if (!converted)
            return converted.error();
        field.write(object, *converted);
        return {};
    }
    static constexpr FieldAccess functions { read, write };
};

template<class T>
struct Access<std::optional<T>>
{
    static Value read(const FieldInfo &field, const void *object)
    {
        std::optional<T> value;
        field.read(object, value);
        return value ? Conversion<T>::toValue(*value) : Value();
    }
    static Result<void> write(const FieldInfo &field, void *object, const Value &value)
    {
        std::optional<T> target;
        if (!value.isNull()) {
            auto converted = Conversion<T>::fromValue(value);
            if (!converted)
                return converted.error();
            target = *std::move(converted);
        }
        field.write(object, target);
        return {};
    }
    static constexpr FieldAccess functions { read, write };
};

// A ForeignKey<T> or OneToOne<T>, whose T is not known here. Their T is in the interface only: they hold exactly what their base
// holds, so that moc's function, which copies a ForeignKey<T>, can be given one of these.
struct AnyForeignKey : ForeignKeyBase
{
    /// From here on its key is that of the column, even if an object was given.
    void settle(const RelationInfo &relation)
    {
        m_key = keyFor(relation);
        m_given = false;
    }
};
struct Probe;
static_assert(sizeof(ForeignKey<Probe>) == sizeof(AnyForeignKey) && sizeof(OneToOne<Probe>) == sizeof(AnyForeignKey));

struct ForeignKeyAccess
{
    static Value read(const FieldInfo &field, const void *object)
    {
        AnyForeignKey reference;
        field.read(object, reference);
        return reference.keyFor(*field.relation);
    }
    static Result<void> write(const FieldInfo &field, void *object, const Value &value)
    {
        // The key may come as text or another kind of number (JSON, QML): it is kept as the referenced column has it.
        auto key = normalized(value, field.storedType, FieldType::Int);
        if (!key)
            return key.error();
        AnyForeignKey reference;
        field.read(object, reference); // keeps a loaded object whose key stays the same
        reference.settle(*field.relation);
        reference.setKey(*std::move(key));
        field.write(object, reference);
        return {};
    }
    static constexpr FieldAccess functions { read, write };
};

// A variable of a type that only its QMetaType knows, on the stack where it is small.
class Variable
{
public:
    explicit Variable(QMetaType type)
        : m_type(type),
          m_memory(type.sizeOf() <= qsizetype(sizeof(m_buffer)) && type.alignOf() <= qsizetype(alignof(std::max_align_t))
                          ? static_cast<void *>(m_buffer)
                          : ::operator new(size_t(type.sizeOf()), std::align_val_t(type.alignOf())))
    {
        m_type.construct(m_memory);
    }
    ~Variable()
    {
        m_type.destruct(m_memory);
        if (m_memory != m_buffer)
            ::operator delete(m_memory, std::align_val_t(m_type.alignOf()));
    }
    Q_DISABLE_COPY_MOVE(Variable)
    [[nodiscard]] void *memory() const { return m_memory; }

private:
    QMetaType m_type;
    alignas(std::max_align_t) std::byte m_buffer[64];
    void *m_memory;
};

struct UserTypeAccess
{
    static Value read(const FieldInfo &field, const void *object)
    {
        const Variable variable(field.metaType());
        field.read(object, *static_cast<std::byte *>(variable.memory()));
        return field.userType()->toValue(variable.memory());
    }
    static Result<void> write(const FieldInfo &field, void *object, const Value &value)
    {
        if (value.isNull() && !field.optional)
            return nullRefused();
        const Variable variable(field.metaType());
        if (auto converted = field.userType()->fromValue(value, variable.memory()); !converted)
            return converted;
        field.write(object, *static_cast<std::byte *>(variable.memory()));
        return {};
    }
    static constexpr FieldAccess functions { read, write };
};

} // namespace

const FieldAccess *foreignKeyAccess() { return &ForeignKeyAccess::functions; }

const FieldAccess *userTypeAccess() { return &UserTypeAccess::functions; }

const FieldAccess *accessOf(FieldType type, FieldType elementType, bool optional)
{
    switch (type) {
    case FieldType::Enum: return enumAccess(optional);
    case FieldType::ForeignKey:
    case FieldType::OneToOne: return foreignKeyAccess();
    case FieldType::UserDefined: return userTypeAccess();
    default: break;
    }
    const FieldAccess *access = nullptr;
    withType(type, elementType, [&]<class T>(std::type_identity<T>) {
        access = optional ? &Access<std::optional<T>>::functions : &Access<T>::functions;
    });
    return access;
}

Value FieldInfo::value(const void *object) const { return m_access && m_metacall ? m_access->read(*this, object) : Value(); }

Result<void> FieldInfo::setValue(void *object, const Value &value) const
{
    if (!m_access || !m_metacall)
        return Error(
                ErrorKind::Configuration, u"The model was read from metatypes JSON: it describes no objects of this program."_s)
                .setModel(m_model ? m_model->className : QString(), property);
    auto written = m_access->write(*this, object, value);
    if (written)
        return written;
    Error error = written.error();
    if (sensitive) // a converter's own message may show the value
        error = Error(ErrorKind::Conversion, u"The value cannot be read as "_s + typeName + u'.');
    return error.setModel(m_model->className, property);
}

} // namespace quoin
