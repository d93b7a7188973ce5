// SPDX-License-Identifier: MIT
#include "contender.h"

#include <quoin/db/connection.h>
#include <quoin/query/paging.h>
#include <quoin/query/stream.h>
#include <quoin/quoin.h>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

using quoin::field;

class QuoinContender final : public Contender
{
public:
    explicit QuoinContender(const quoin::ConnectionOptions &options) : m_db(quoin::Database::open(options).value())
    {
        if (m_db.connection().value()->isNative() != options.native)
            fail(u"Quoin does not run by the native way here: see docs/performance.md"_s);
    }

    void give(const QList<PlainPost> &posts) override
    {
        m_posts.clear();
        m_posts.reserve(posts.size());
        for (const PlainPost &post : posts)
            m_posts.append(toModel(post));
    }

    QList<PlainPost> take() override
    {
        QList<PlainPost> posts;
        posts.reserve(m_posts.size());
        for (const Post &post : std::as_const(m_posts))
            posts.append(toPlain(post));
        m_posts = {};
        return posts;
    }

    void insert() override
    {
        auto transaction = m_db.begin().value();
        for (Post &post : m_posts)
            m_db.insert(post).value();
        transaction.commit().value();
    }

    void bulkInsert() override { m_db.bulkInsert(m_posts).value(); }

    void select() override { m_posts = m_db.query<Post>().all().value(); }

    void lookup(const QList<qint64> &keys) override
    {
        m_posts.reserve(keys.size());
        for (qint64 key : keys)
            m_posts.append(m_db.get<Post>(key).value());
    }

    void update(const QList<Edit> &edits) override
    {
        auto transaction = m_db.begin().value();
        Post post;
        for (const Edit &edit : edits) {
            post.id = edit.id;
            post.title = edit.title;
            post.views = edit.views;
            m_db.update(post, { field<&Post::title>, field<&Post::views> }).value();
        }
        transaction.commit().value();
    }

    void search(const QList<Search> &searches) override
    {
        for (const Search &search : searches) {
            m_posts += m_db.query<Post>()
                               .filter(field<&Post::id> >= search.firstId && field<&Post::id> < search.endId
                                       && field<&Post::views> >= search.views && field<&Post::score> < search.score
                                       && field<&Post::author> != search.author)
                               .orderBy(field<&Post::created>.desc())
                               .limit(Search::most)
                               .all()
                               .value();
        }
    }

    void count(const QList<int> &views) override
    {
        for (int least : views)
            m_numbers.append(m_db.query<Post>().filter(field<&Post::views> >= least).count().value());
    }

    void group() override
    {
        struct Row
        {
            quoin::ForeignKey<Author> author;
            qint64 posts;
            std::optional<qint64> views;
        };
        const QList<Row> rows = m_db.query<Post>()
                                        .select<Row>(field<&Post::author>, quoin::count(), quoin::sum(field<&Post::views>))
                                        .orderBy(field<&Post::author>)
                                        .all()
                                        .value();
        for (const Row &row : rows)
            m_numbers << *row.author.key().get<qint64>() << row.posts << row.views.value_or(0);
    }

    void eager() override { m_posts = m_db.query<Post>().with<&Post::author>().all().value(); }

    void manyToMany() override { m_articles = m_db.query<Article>().with<&Article::tags>().all().value(); }

    QStringList takeNames() override
    {
        QStringList names;
        for (const Post &post : std::as_const(m_posts))
            names.append(post.author->name);
        for (const Article &article : std::as_const(m_articles)) {
            QStringList tags;
            for (const Tag &tag : article.tags)
                tags.append(tag.name);
            names.append(tags.join(u','));
        }
        m_posts = {};
        m_articles = {};
        return names;
    }

    void pages() override
    {
        const auto query = m_db.query<Post>().orderBy(field<&Post::id>);
        quoin::KeysetPage<Post> page;
        do {
            page = query.keysetPage({ .size = pageSize, .after = page.next }).value();
            m_posts += page.rows;
        } while (page.hasNext());
    }

    void stream() override
    {
        qint64 rows = 0, views = 0;
        auto posts = m_db.query<Post>().stream();
        for (const Post &post : posts) {
            ++rows;
            views += post.views;
        }
        posts.result().value();
        m_numbers << rows << views;
    }

    void upsert() override { m_db.bulkInsert(m_posts, { .onConflict = quoin::Conflict::Update }).value(); }

private:
    quoin::Database m_db;
    QList<Post> m_posts;
    QList<Article> m_articles;
};

} // namespace

ContenderPtr makeQuoin(quoin::ConnectionOptions options, bool native)
{
    options.native = native;
    return std::make_unique<QuoinContender>(options);
}

} // namespace bench
