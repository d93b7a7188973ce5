// SPDX-License-Identifier: MIT
// Reading a URL. No error of this file quotes the user, password, host or path: when a URL is malformed, nobody can tell which
// part a piece of the password has landed in.
#include <quoin/db/url.h>

#include <quoin/db/urloptions_p.h>

#include <QtCore/qstringconverter.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

// ---- percent-encoding

Result<QString> decode(QStringView text, QStringView part)
{
    const auto isHex = [&](qsizetype at) {
        const char16_t c = at < text.size() ? text[at].toLower().unicode() : u'\0';
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    };
    for (qsizetype i = text.indexOf(u'%'); i >= 0; i = text.indexOf(u'%', i + 1))
        if (!isHex(i + 1) || !isHex(i + 2))
            return urlError(u"In the %1 of the database URL a '%' is not followed by two hexadecimal digits."_s.arg(part),
                    u"A '%' itself is written %25."_s);
    QStringDecoder fromUtf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QString decoded = fromUtf8(QByteArray::fromPercentEncoding(text.toUtf8()));
    if (fromUtf8.hasError())
        return urlError(u"The percent-encoded %1 of the database URL is not UTF-8."_s.arg(part));
    if (decoded.contains(QChar(u'\0')))
        return urlError(u"The %1 of the database URL holds a NUL character."_s.arg(part));
    return decoded;
}

/// Encodes what has a meaning in a URL, but for \a kept, and leaves other scripts readable.
QString encode(QStringView text, QLatin1StringView kept = {})
{
    QString encoded;
    for (const QChar c : text) {
        const bool plain = c.isLetterOrNumber() || c.unicode() > 0x7f || "-._~"_L1.contains(c) || kept.contains(c);
        if (plain)
            encoded += c;
        else
            encoded += u'%' + QString::number(c.unicode(), 16).toUpper().rightJustified(2, u'0');
    }
    return encoded;
}

// ---- the parts of a URL

Result<void> readOptions(QStringView text, ConnectionOptions &options)
{
    QStringList seen;
    for (const QStringView piece : text.split(u'&')) {
        const qsizetype equals = piece.indexOf(u'=');
        const auto name = decode(equals < 0 ? piece : piece.first(equals), u"options");
        const auto value = decode(equals < 0 ? QStringView() : piece.sliced(equals + 1), u"options");
        if (!name || !value)
            return name ? value.error() : name.error();
        if (name->isEmpty())
            return urlError(
                    u"The database URL has an option without a name."_s, u"Options are written ?name=value&name=value."_s);
        const auto option = findOption(*name, options.engine);
        if (!option)
            return option.error();
        if (seen.contains((*option)->name))
            return urlError(u"The database URL gives the option \"%1\" twice."_s.arg((*option)->name));
        seen.append((*option)->name);
        if (const auto set = setOption(options, **option, *value); !set)
            return set.error();
    }
    return {};
}

Result<void> readUser(QStringView text, ConnectionOptions &options)
{
    const qsizetype colon = text.indexOf(u':');
    const auto user = decode(colon < 0 ? text : text.first(colon), u"user name");
    const auto password = decode(colon < 0 ? QStringView() : text.sliced(colon + 1), u"password");
    if (!user || !password)
        return user ? password.error() : user.error();
    options.user = *user;
    options.password = Secret(*password);
    return {};
}

Result<void> readHost(QStringView text, ConnectionOptions &options)
{
    QStringView host = text;
    QStringView rest;
    if (text.startsWith(u'[')) {
        const qsizetype end = text.indexOf(u']');
        if (end < 0)
            return urlError(u"The host of the database URL begins with '[', and the ']' is missing."_s);
        host = text.first(end).sliced(1);
        rest = text.sliced(end + 1);
        if (!rest.isEmpty() && !rest.startsWith(u':'))
            return urlError(u"In the database URL something other than a port follows the ']' of the host."_s);
    } else if (const qsizetype colon = text.indexOf(u':'); colon >= 0) {
        if (text.count(u':') > 1)
            return urlError(u"The host of the database URL holds more than one ':'."_s,
                    u"An IPv6 address is written in brackets: [::1]:5432. A password comes before the host: user:password@host."_s);
        host = text.first(colon);
        rest = text.sliced(colon);
    }
    const auto decoded = decode(host, u"host");
    if (!decoded)
        return decoded.error();
    if (std::ranges::any_of(*decoded, [](QChar c) { return c.isSpace() || c.category() == QChar::Other_Control; }))
        return urlError(u"The host of the database URL holds a blank or a control character."_s);
    options.host = *decoded;
    return rest.isEmpty() ? Result<void>() : setPort(options, rest.sliced(1));
}

Result<void> readSqlite(QStringView text, ConnectionOptions &options)
{
    if (text.startsWith("//"_L1)) {
        text = text.sliced(2);
        if (!text.isEmpty() && !text.startsWith(u'/'))
            return urlError(u"A SQLite URL has no host, and two slashes announce one."_s,
                    u"Write sqlite:///absolute/file.sqlite, sqlite:relative.sqlite or sqlite::memory:."_s);
#ifdef Q_OS_WIN
        if (text.size() > 2 && text[2] == u':') // file URLs write C:/x as /C:/x
            text = text.sliced(1);
#endif
    }
    const auto path = decode(text, u"file name");
    if (!path)
        return path.error();
    if (path->isEmpty() || path->endsWith(u'/'))
        return urlError(u"The SQLite URL names no file."_s,
                u"Write sqlite:///absolute/file.sqlite, sqlite:relative.sqlite or sqlite::memory:."_s);
    options.database = *path;
    return {};
}

Result<void> readServer(QStringView text, ConnectionOptions &options)
{
    const QLatin1StringView name = engineName(options.engine);
    if (!text.startsWith("//"_L1))
        return urlError(u"After \"%1:\" two slashes are missing in the database URL."_s.arg(name),
                u"Write %1://user:password@host/database."_s.arg(name));
    text = text.sliced(2);
    const qsizetype slash = text.indexOf(u'/');
    const QStringView authority = slash < 0 ? text : text.first(slash);
    const QStringView path = slash < 0 ? QStringView() : text.sliced(slash + 1);
    const qsizetype at = authority.indexOf(u'@');
    if (at >= 0)
        if (const auto user = readUser(authority.first(at), options); !user)
            return user.error();
    if (const auto host = readHost(authority.sliced(at + 1), options); !host)
        return host.error();
    if (path.isEmpty())
        return urlError(u"The database URL names no database."_s, u"Write %1://user:password@host/database."_s.arg(name));
    if (path.contains(u'/'))
        return urlError(u"The database in the URL holds a '/'."_s, u"In a database's name it is written %2F."_s);
    const auto database = decode(path, u"database name");
    if (!database)
        return database.error();
    options.database = *database;
    return {};
}

/// '@', '/', '?' and '#' in a password have to be encoded. Where they are not, an '@' stands where none may: that is said before
/// anything else, since otherwise the rest of the password would be taken for a host, a database or an option.
Result<void> checkReserved(QStringView text, Engine engine)
{
    if (engine != Engine::Sqlite) {
        const qsizetype at = text.indexOf(u'@');
        const auto ends = [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; };
        const QStringView authority = text.startsWith("//"_L1) ? text.sliced(2) : text;
        const auto end = std::ranges::find_if(authority, ends);
        const bool outside = at >= 0 && at - (text.size() - authority.size()) > std::distance(authority.begin(), end);
        if (outside || text.count(u'@') > 1)
            return urlError(u"The database URL holds an '@' where none can be."_s,
                    u"In user, password, database and options write @ as %40, / as %2F, ? as %3F, # as %23, % as %25 and : as %3A."_s);
    }
    if (text.contains(u'#'))
        return urlError(u"The database URL holds a '#'."_s, u"Write it as %23."_s);
    return {};
}

} // namespace

Result<ConnectionOptions> ConnectionOptions::fromUrl(const QString &url)
{
    const QStringView text = QStringView(url).trimmed();
    const qsizetype colon = text.indexOf(u':');
    const auto isWord = [](QStringView word) {
        return !word.isEmpty()
                && std::ranges::all_of(word, [](QChar c) { return c.isLetterOrNumber() || c == u'+' || c == u'-'; });
    };
    if (colon < 0 || !isWord(text.first(colon)))
        return urlError(text.isEmpty() ? u"The database URL is empty."_s : u"The database URL does not begin with an engine."_s,
                u"Write sqlite:file.sqlite, postgresql://user:password@host/database or mysql://user:password@host/database."_s);
    const auto engine = engineFromName(text.first(colon));
    if (!engine)
        return engine.error();
    ConnectionOptions options;
    options.engine = *engine;
    const QStringView rest = text.sliced(colon + 1);
    if (const auto checked = checkReserved(rest, options.engine); !checked)
        return checked.error();
    const qsizetype question = rest.indexOf(u'?');
    const QStringView place = question < 0 ? rest : rest.first(question);
    if (const auto read = options.engine == Engine::Sqlite ? readSqlite(place, options) : readServer(place, options); !read)
        return read.error();
    if (question >= 0)
        if (const auto read = readOptions(rest.sliced(question + 1), options); !read)
            return read.error();
    return options;
}

Result<ConnectionOptions> ConnectionOptions::fromEnvironment(const char *variable)
{
    const QString name = QString::fromLocal8Bit(variable);
    if (!qEnvironmentVariableIsSet(variable))
        return urlError(u"The environment variable %1 is not set."_s.arg(name),
                u"Set it to a database URL, for example sqlite:///home/ann/shop.sqlite."_s);
    return fromUrl(qEnvironmentVariable(variable)).transform_error([&](const Error &error) {
        return urlError(u"%1 (in the environment variable %2)"_s.arg(error.message(), name), error.hint());
    });
}

QString ConnectionOptions::toDisplay() const
{
    QString url = engineName(engine) + u':';
    if (engine == Engine::Sqlite) {
        url += (database.startsWith(u'/') ? u"//"_s : QString()) + encode(database, "/:@+,;=&"_L1);
    } else {
        url += "//"_L1 + encode(user);
        if (!password.isEmpty())
            url += u':' + maskText();
        if (!user.isEmpty() || !password.isEmpty())
            url += u'@';
        url += host.contains(u':') && !host.startsWith(u'/') ? u'[' + encode(host, ":"_L1) + u']' : encode(host);
        if (port > 0)
            url += u':' + QString::number(port);
        url += u'/' + encode(database);
    }
    QChar separator = u'?';
    for (const ConnectionOption &option : connectionOptions()) {
        const QString text = optionText(*this, option);
        if (text.isEmpty())
            continue;
        url += separator + option.name + u'=' + encode(text, "/:"_L1);
        separator = u'&';
    }
    return url;
}

} // namespace quoin
