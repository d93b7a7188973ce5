// SPDX-License-Identifier: MIT
#include <quoin/db/url.h>

#include <quoin/db/urloptions_p.h>

#include <QtCore/qsettings.h>

using namespace Qt::StringLiterals;

namespace quoin {

namespace {

/// The text of a key. QSettings makes a list of a value with commas, and joining it would guess at the blanks.
Result<QString> settingText(const QSettings &settings, const QString &key)
{
    const QVariant value = settings.value(key);
    if (value.metaType() == QMetaType::fromType<QStringList>())
        return urlError(u"The setting \"%1\" reads as a list."_s.arg(key), u"Put a value that holds commas in quotes."_s);
    QString text = value.toString();
    if (text.contains(QChar(u'\0')))
        return urlError(u"The setting \"%1\" holds a NUL character."_s.arg(key));
    return text;
}

Result<void> setSetting(ConnectionOptions &options, const QString &key, const QString &value)
{
    const bool server = options.engine != Engine::Sqlite;
    if (key == "database"_L1)
        options.database = value;
    else if (server && key == "host"_L1)
        options.host = value;
    else if (server && key == "user"_L1)
        options.user = value;
    else if (server && key == "password"_L1)
        options.password = Secret(value);
    else if (server && key == "port"_L1)
        return setPort(options, value);
    else if (const auto option = findOption(key, options.engine); !option)
        return option.error();
    else
        return setOption(options, **option, value);
    return {};
}

} // namespace

Result<ConnectionOptions> ConnectionOptions::fromSettings(const QSettings &settings)
{
    QStringList keys = settings.childKeys();
    const auto inSettings = [&](const Error &error) {
        const QString group = settings.group().isEmpty() ? u"settings"_s : u"settings, group \"%1\""_s.arg(settings.group());
        return urlError(u"%1 (in the %2)"_s.arg(error.message(), group), error.hint());
    };
    if (keys.removeOne(u"url"_s)) {
        if (!keys.isEmpty())
            return inSettings(urlError(u"Beside the key \"url\" there is \"%1\"."_s.arg(keys.first()),
                    u"Put everything into the URL, or give engine, host, port, user, password and database."_s));
        return settingText(settings, u"url"_s).and_then(&ConnectionOptions::fromUrl).transform_error(inSettings);
    }
    if (!keys.removeOne(u"engine"_s))
        return inSettings(urlError(u"There is neither a key \"url\" nor a key \"engine\"."_s, u"Give one of them."_s));
    const auto engine = settingText(settings, u"engine"_s).and_then([](const QString &name) { return engineFromName(name); });
    if (!engine)
        return inSettings(engine.error());
    ConnectionOptions options;
    options.engine = *engine;
    for (const QString &key : keys) {
        const auto set
                = settingText(settings, key).and_then([&](const QString &value) { return setSetting(options, key, value); });
        if (!set)
            return inSettings(set.error());
    }
    if (options.database.isEmpty())
        return inSettings(urlError(u"The key \"database\" is missing."_s));
    return options;
}

} // namespace quoin
