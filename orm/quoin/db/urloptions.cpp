// SPDX-License-Identifier: MIT
#include <quoin/db/urloptions_p.h>

#include <quoin/core/nearest.h>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace quoin {

using std::chrono::milliseconds;

namespace {

struct Scheme
{
    QLatin1StringView name;
    Engine engine;
};

/// The first name of an engine is the one it is shown by.
constexpr Scheme schemes[] {
    { "sqlite"_L1, Engine::Sqlite },
    { "postgresql"_L1, Engine::Postgresql },
    { "postgres"_L1, Engine::Postgresql },
    { "mysql"_L1, Engine::Mysql },
    { "mariadb"_L1, Engine::Mysql },
};

constexpr int bitOf(Engine engine) { return 1 << int(engine); }

constexpr int onSqlite = bitOf(Engine::Sqlite);
constexpr int onPostgresql = bitOf(Engine::Postgresql);
constexpr int onServers = onPostgresql | bitOf(Engine::Mysql);
constexpr int everywhere = onSqlite | onServers;

QString enginesText(int engines)
{
    QStringList names;
    for (const Engine engine : { Engine::Sqlite, Engine::Postgresql, Engine::Mysql }) {
        if (engines & bitOf(engine))
            names.append(engineName(engine));
    }
    return names.join(u" and "_s);
}

bool readInt(QStringView text, int &value)
{
    bool ok = false;
    const int number = text.toInt(&ok);
    if (!ok || !std::ranges::all_of(text, [](QChar c) { return c.isDigit(); })) // toInt() would take blanks and signs
        return false;
    value = number;
    return true;
}

bool readDuration(QStringView text, milliseconds &value)
{
    static constexpr std::pair<QLatin1StringView, qint64> units[] { { "ms"_L1, 1 }, { "s"_L1, 1000 }, { "min"_L1, 60'000 },
        { ""_L1, 1 } };
    const auto &[unit, factor] = *std::ranges::find_if(units, [text](const auto &each) { return text.endsWith(each.first); });
    int number = 0;
    const QStringView digits = text.chopped(unit.size());
    // Drivers count milliseconds in an int.
    if (digits.isEmpty() || !readInt(digits, number) || number * factor > std::numeric_limits<int>::max())
        return false;
    value = milliseconds(number * factor);
    return true;
}

bool readSwitch(const QString &text, bool &value)
{
    static const QStringList on { u"on"_s, u"yes"_s, u"true"_s, u"1"_s };
    static const QStringList off { u"off"_s, u"no"_s, u"false"_s, u"0"_s };
    value = on.contains(text, Qt::CaseInsensitive);
    return value || off.contains(text, Qt::CaseInsensitive);
}

/// What a value of the option looks like.
QString expectation(const ConnectionOption &option)
{
    if (!option.words.isEmpty())
        return "one of "_L1 + option.words.join(u", "_s);
    if (std::holds_alternative<bool ConnectionOptions::*>(option.member))
        return u"on or off"_s;
    if (std::holds_alternative<int ConnectionOptions::*>(option.member))
        return u"a whole number, 0 or more"_s;
    if (std::holds_alternative<milliseconds ConnectionOptions::*>(option.member))
        return u"a duration such as 5s, 250ms or 250 (milliseconds)"_s;
    return u"a text"_s;
}

template<class... F>
struct Overloaded : F...
{
    using F::operator()...;
};

} // namespace

Error urlError(const QString &message, const QString &hint) { return Error(ErrorKind::Configuration, message).setHint(hint); }

QLatin1StringView engineName(Engine engine) { return std::ranges::find(schemes, engine, &Scheme::engine)->name; }

Result<Engine> engineFromName(QStringView name)
{
    QStringList known;
    for (const Scheme &scheme : schemes) {
        if (name.compare(scheme.name, Qt::CaseInsensitive) == 0)
            return scheme.engine;
        known.append(scheme.name);
    }
    return urlError(u"There is no database engine \"%1\"."_s.arg(name), didYouMean(name, known));
}

const QList<ConnectionOption> &connectionOptions()
{
    using O = ConnectionOptions;
    static const QList<ConnectionOption> options {
        { "native"_L1, everywhere, &O::native },
        { "readOnly"_L1, everywhere, &O::readOnly },
        { "connectTimeout"_L1, onServers, &O::connectTimeout },
        { "busyTimeout"_L1, everywhere, &O::busyTimeout },
        { "statementTimeout"_L1, everywhere, &O::statementTimeout },
        { "connectRetries"_L1, everywhere, &O::connectRetries },
        { "statementCache"_L1, everywhere, &O::statementCache },
        { "schema"_L1, onPostgresql, &O::nameSpace },
        { "applicationName"_L1, onPostgresql, &O::applicationName },
        // The words in the order of the enumeration.
        { "sslMode"_L1, onServers, &O::sslMode, { u"disable"_s, u"prefer"_s, u"require"_s, u"verify-ca"_s, u"verify-full"_s } },
        { "sslCa"_L1, onServers, &O::sslCa },
        { "sslCert"_L1, onServers, &O::sslCert },
        { "sslKey"_L1, onServers, &O::sslKey },
        { "journalMode"_L1, onSqlite, &O::journalMode, { u"wal"_s, u"delete"_s, u"truncate"_s, u"memory"_s, u"off"_s } },
        { "synchronous"_L1, onSqlite, &O::synchronous, { u"normal"_s, u"full"_s, u"off"_s, u"extra"_s } },
        { "cacheSize"_L1, onSqlite, &O::cacheSizeKib },
    };
    return options;
}

Result<const ConnectionOption *> findOption(QStringView name, Engine engine)
{
    QStringList names;
    for (const ConnectionOption &option : connectionOptions()) {
        const bool fits = option.engines & bitOf(engine);
        if (name.compare(option.name, Qt::CaseInsensitive) != 0) {
            if (fits)
                names.append(option.name);
        } else if (fits) {
            return &option;
        } else {
            return urlError(u"%1 has no option \"%2\"."_s.arg(engineName(engine), option.name),
                    u"It is an option of %1: remove it."_s.arg(enginesText(option.engines)));
        }
    }
    return urlError(u"%1 has no option \"%2\"."_s.arg(engineName(engine), name), didYouMean(name, names));
}

Result<void> setOption(ConnectionOptions &options, const ConnectionOption &option, const QString &value)
{
    if (value.isEmpty())
        return urlError(u"The option \"%1\" has no value."_s.arg(option.name), u"It takes %1."_s.arg(expectation(option)));
    const qsizetype word = option.words.indexOf(value.toLower());
    const auto read = Overloaded {
        [&](bool ConnectionOptions::*member) { return readSwitch(value, options.*member); },
        [&](int ConnectionOptions::*member) { return readInt(value, options.*member); },
        [&](milliseconds ConnectionOptions::*member) { return readDuration(value, options.*member); },
        [&](QString ConnectionOptions::*member) {
            options.*member = word >= 0 ? option.words.at(word) : value;
            return true;
        },
        [&](SslMode ConnectionOptions::*member) {
            options.*member = SslMode(word);
            return true;
        },
    };
    if ((option.words.isEmpty() || word >= 0) && std::visit(read, option.member))
        return {};
    return urlError(u"The option \"%1\" cannot be \"%2\"."_s.arg(option.name, value), u"It takes %1."_s.arg(expectation(option)));
}

Result<void> setPort(ConnectionOptions &options, QStringView text)
{
    int port = 0;
    if (text.isEmpty() || !readInt(text, port) || port < 1 || port > 65535)
        return urlError(u"The port is not a number from 1 to 65535."_s,
                u"In a URL the port follows the host, and a password comes before it: user:password@host:5432."_s);
    options.port = port;
    return {};
}

QString optionText(const ConnectionOptions &options, const ConnectionOption &option)
{
    static const ConnectionOptions defaults;
    const auto write = Overloaded {
        [](bool value) { return value ? u"on"_s : u"off"_s; },
        [](int value) { return QString::number(value); },
        [](milliseconds value) -> QString {
            const bool seconds = value.count() > 0 && value.count() % 1000 == 0;
            return seconds ? QString::number(value.count() / 1000) + u's' : QString::number(value.count());
        },
        [](const QString &value) { return value; },
        [&](SslMode value) { return option.words.value(qsizetype(value)); },
    };
    return std::visit(
            [&](auto member) { return options.*member == defaults.*member ? QString() : write(options.*member); }, option.member);
}

} // namespace quoin
