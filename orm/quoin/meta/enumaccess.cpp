// SPDX-License-Identifier: MIT
#include <quoin/meta/access_p.h>

#include <quoin/meta/conversion_p.h>

#include <array>
#include <cstring>

namespace quoin {

using namespace Qt::StringLiterals;

namespace {

// An enum property whose type is not known here is read into these bytes. std::optional<E> of a trivially copyable E is laid out
// as { E payload; bool engaged; } by libstdc++, libc++ and MSVC's library; optionalLayoutHolds() makes sure of it, so that
// another library is an error when the model is made and never a value misread.
struct alignas(8) EnumBytes
{
    std::array<unsigned char, 16> bytes {};

    [[nodiscard]] quint64 payload(int size) const
    {
        switch (size) {
        case 1: return bytes[0];
        case 2: return load<quint16>();
        case 4: return load<quint32>();
        default: return load<quint64>();
        }
    }
    void setPayload(int size, qint64 value)
    {
        switch (size) {
        case 1: bytes[0] = static_cast<unsigned char>(value); break;
        case 2: store(quint16(value)); break;
        case 4: store(quint32(value)); break;
        default: store(quint64(value)); break;
        }
    }
    [[nodiscard]] bool engaged(int size) const { return bytes[size_t(size)] != 0; }
    void setEngaged(int size) { bytes[size_t(size)] = 1; }

private:
    template<class T>
    [[nodiscard]] T load() const
    {
        T value;
        std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }
    template<class T>
    void store(T value)
    {
        std::memcpy(bytes.data(), &value, sizeof value);
    }
};

template<class T>
bool layoutHolds()
{
    enum class Probe : T { Value = 42 };
    static_assert(sizeof(std::optional<Probe>) == 2 * sizeof(Probe), "std::optional<enum> has an unknown layout");
    static_assert(std::is_trivially_copyable_v<std::optional<Probe>>);
    std::optional<Probe> probe = Probe::Value;
    EnumBytes seen;
    std::memcpy(seen.bytes.data(), &probe, sizeof probe);
    EnumBytes made;
    made.setPayload(sizeof(Probe), 42);
    made.setEngaged(sizeof(Probe));
    std::optional<Probe> read;
    std::memcpy(static_cast<void *>(&read), made.bytes.data(), sizeof read);
    std::optional<Probe> empty = Probe::Value;
    std::memcpy(static_cast<void *>(&empty), EnumBytes().bytes.data(), sizeof empty);
    return seen.payload(sizeof(Probe)) == 42 && seen.engaged(sizeof(Probe)) && read == Probe::Value && !empty;
}

bool optionalLayoutHolds()
{
    static const bool holds = layoutHolds<quint8>() && layoutHolds<quint16>() && layoutHolds<quint32>() && layoutHolds<quint64>();
    return holds;
}

int payloadSize(const FieldInfo &field) { return int(field.metaType().sizeOf()) / (field.optional ? 2 : 1); }

// Keys are compared by the bits that the enum has: whether its underlying type is signed does not matter then.
quint64 bitsOf(qint64 value, int size) { return size >= 8 ? quint64(value) : quint64(value) & ((quint64(1) << (8 * size)) - 1); }

Value toValue(const FieldInfo &field, quint64 bits, int size)
{
    for (qsizetype i = 0; i < field.enumValues.size(); ++i) {
        if (bitsOf(field.enumValues[i], size) == bits)
            return field.enumStorage == EnumStorage::Text ? Value(field.enumKeys[i]) : Value(field.enumValues[i]);
    }
    // No key has this value: it goes on as a number, for validation and the column's CHECK to refuse.
    return field.enumStorage == EnumStorage::Text ? Value(QString::number(bits)) : Value(qint64(bits));
}

Result<qint64> fromValue(const FieldInfo &field, const Value &value)
{
    if (const auto *text = value.get<QString>()) {
        if (const qsizetype i = field.enumKeys.indexOf(*text); i >= 0)
            return field.enumValues[i];
    } else if (const auto number = toSigned(value, std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max())) {
        if (field.enumValues.contains(*number))
            return *number;
    }
    return Error(ErrorKind::Conversion, u"The value is not a key of "_s + field.typeName + u'.')
            .setHint(u"Its keys are: "_s + field.enumKeys.join(u", "_s) + u'.');
}

struct EnumAccess
{
    static Value read(const FieldInfo &field, const void *object)
    {
        EnumBytes bytes;
        field.read(object, bytes);
        const int size = payloadSize(field);
        if (field.optional && !bytes.engaged(size))
            return {};
        return toValue(field, bytes.payload(size), size);
    }
    static Result<void> write(const FieldInfo &field, void *object, const Value &value)
    {
        EnumBytes bytes;
        const int size = payloadSize(field);
        if (!value.isNull()) {
            const auto number = fromValue(field, value);
            if (!number)
                return number.error();
            bytes.setPayload(size, *number);
            if (field.optional)
                bytes.setEngaged(size);
        } else if (!field.optional) {
            return nullRefused();
        }
        field.write(object, bytes);
        return {};
    }
    static constexpr FieldAccess functions { read, write };
};

} // namespace

const FieldAccess *enumAccess(bool optional) { return !optional || optionalLayoutHolds() ? &EnumAccess::functions : nullptr; }

} // namespace quoin
