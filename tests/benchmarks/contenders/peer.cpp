// SPDX-License-Identifier: MIT
#include "contender.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qprocess.h>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

QLatin1StringView nameOf(quoin::Engine engine)
{
    switch (engine) {
    case quoin::Engine::Sqlite: return "sqlite"_L1;
    case quoin::Engine::Postgresql: return "postgresql"_L1;
    case quoin::Engine::Mysql: return "mysql"_L1;
    }
    Q_UNREACHABLE();
}

/// An ORM of another language: a process that takes its time itself, so that talking to it does not count. See peers/peer.py.
class PeerContender final : public Contender
{
public:
    PeerContender(const QString &script, const quoin::ConnectionOptions &options)
        : m_bulkGivesKeys(!script.contains("django"_L1) || options.engine == quoin::Engine::Postgresql)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        const QJsonObject where { { u"engine"_s, QString(nameOf(options.engine)) }, { u"host"_s, options.host },
            { u"port"_s, options.port }, { u"user"_s, options.user }, { u"password"_s, options.password.reveal() },
            { u"database"_s, options.database } };
        environment.insert(u"QUOIN_BENCH_PEER"_s, QString::fromUtf8(QJsonDocument(where).toJson(QJsonDocument::Compact)));
        m_process.setProcessEnvironment(environment);
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        // Debian's, which its packages are made for: the first one of the PATH may be another.
        m_process.start(u"/usr/bin/python3"_s, { u"-B"_s, script });
        if (!m_process.waitForStarted())
            fail(m_process.errorString());
    }
    ~PeerContender() override
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }

    [[nodiscard]] bool takesPart(const QString &workload) const override
    {
        if (workload == "bulk_insert"_L1 && !m_bulkGivesKeys)
            return false;
        return !QStringList { u"upsert"_s, u"eager"_s, u"many_to_many"_s, u"pages"_s, u"stream"_s }.contains(workload);
    }
    [[nodiscard]] std::optional<qint64> ownTime() const override { return m_ns; }

    void give(const QList<PlainPost> &posts) override
    {
        QJsonArray rows;
        for (const PlainPost &post : posts)
            rows.append(QJsonArray {
                    post.id, post.title, post.body, post.views, post.score, post.created.toMSecsSinceEpoch(), post.author });
        ask(u"give"_s, { { u"rows"_s, rows } });
    }

    QList<PlainPost> take() override
    {
        const QJsonObject answer = ask(u"take"_s);
        QList<PlainPost> posts;
        for (const QJsonValue value : answer[u"rows"].toArray()) {
            const QJsonArray row = value.toArray();
            posts.append(
                    { row.at(0).toInteger(), row.at(1).toString(), row.at(2).toString(), row.at(3).toInt(), row.at(4).toDouble(),
                            QDateTime::fromMSecsSinceEpoch(row.at(5).toInteger(), Qt::UTC), row.at(6).toInteger() });
        }
        return posts;
    }
    QList<qint64> takeNumbers() override
    {
        QList<qint64> numbers;
        for (const QJsonValue number : ask(u"take"_s)[u"numbers"].toArray())
            numbers.append(number.toInteger());
        return numbers;
    }

    void insert() override { ask(u"insert"_s); }
    void bulkInsert() override { ask(u"bulk_insert"_s); }
    void select() override { ask(u"select"_s); }
    void lookup(const QList<qint64> &keys) override
    {
        QJsonArray list;
        for (qint64 key : keys)
            list.append(key);
        ask(u"lookup"_s, { { u"keys"_s, list } });
    }
    void update(const QList<Edit> &edits) override
    {
        QJsonArray list;
        for (const Edit &edit : edits)
            list.append(QJsonArray { edit.id, edit.title, edit.views });
        ask(u"update"_s, { { u"edits"_s, list } });
    }
    void search(const QList<Search> &searches) override
    {
        QJsonArray list;
        for (const Search &search : searches)
            list.append(QJsonArray { search.firstId, search.endId, search.views, search.score, search.author });
        ask(u"filter5"_s, { { u"searches"_s, list } });
    }
    void count(const QList<int> &views) override
    {
        QJsonArray list;
        for (int least : views)
            list.append(least);
        ask(u"count"_s, { { u"views"_s, list } });
    }
    void group() override { ask(u"group"_s); }

private:
    QJsonObject ask(const QString &what, QJsonObject request = {})
    {
        request[u"do"] = what;
        m_process.write(QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n');
        constexpr int longest = 600'000;
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(longest))
                fail(u"the peer does not answer"_s);
        }
        const QJsonObject answer = QJsonDocument::fromJson(m_process.readLine()).object();
        m_ns = answer.contains(u"ns"_s) ? std::optional(answer[u"ns"].toInteger()) : std::nullopt;
        return answer;
    }

    bool m_bulkGivesKeys; ///< Django 3.2 does not know the keys that bulk_create() makes, but on PostgreSQL.
    QProcess m_process;
    std::optional<qint64> m_ns;
};

} // namespace

ContenderPtr makePeer(const QString &name, const quoin::ConnectionOptions &options)
{
    return std::make_unique<PeerContender>(QStringLiteral(QUOIN_BENCH_PEERS) + u'/' + name + u"_peer.py"_s, options);
}

} // namespace bench
