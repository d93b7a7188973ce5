#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""SQLAlchemy's ORM: a session with its unit of work, as its documentation shows it."""
import datetime

import sqlalchemy as sa
from sqlalchemy import orm

import peer

Base = orm.declarative_base()


class Moment(sa.types.TypeDecorator):
    """In UTC: with its time zone on PostgreSQL, as the text that Qt's driver writes on SQLite."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.String(30))
        return dialect.type_descriptor(sa.DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value, dialect):
        if dialect.name == "sqlite":
            return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value, dialect):
        return datetime.datetime.fromisoformat(value.replace("Z", "+00:00")) if dialect.name == "sqlite" else value


class Post(Base):
    __tablename__ = "bench_posts"
    id = sa.Column(sa.BigInteger, primary_key=True)
    title = sa.Column(sa.String(200), nullable=False)
    body = sa.Column(sa.Text, nullable=False)
    views = sa.Column(sa.Integer, nullable=False)
    score = sa.Column(sa.Float, nullable=False)
    created = sa.Column(Moment, nullable=False)
    author_id = sa.Column(sa.BigInteger, nullable=False)


class SqlAlchemy(peer.Peer):
    def __init__(self):
        super().__init__()
        given = peer.options()
        if given["engine"] == "sqlite":
            url = sa.engine.URL.create("sqlite", database=given["database"])
        else:
            driver = "postgresql+psycopg2" if given["engine"] == "postgresql" else "mysql+mysqldb"
            socket = given["host"].startswith("/")
            query = {"charset": "utf8mb4"} if given["engine"] == "mysql" else {}
            if socket:
                query["unix_socket" if given["engine"] == "mysql" else "host"] = given["host"]
            url = sa.engine.URL.create(driver, given["user"], given["password"], None if socket else given["host"],
                                       None if socket and given["engine"] == "mysql" else given["port"] or None,
                                       given["database"], query)
        self.engine = sa.create_engine(url)
        self.session = orm.Session(self.engine)

    def make(self, id, title, body, views, score, created, author):
        return Post(id=id or None, title=title, body=body, views=views, score=score, created=created, author_id=author)

    def begin_workload(self):
        self.session.close()
        self.session = orm.Session(self.engine, expire_on_commit=False)

    def insert(self):
        for post in self.given:
            self.session.add(post)
            self.session.flush()
        self.session.commit()
        self.rows = self.given

    def bulk_insert(self):
        self.session.add_all(self.given)
        self.session.commit()
        self.rows = self.given

    def select(self):
        self.rows = self.session.scalars(sa.select(Post)).all()

    def lookup(self, keys):
        self.rows = [self.session.scalars(sa.select(Post).where(Post.id == key)).one() for key in keys]

    def update(self, edits):
        for edit in edits:
            self.session.execute(sa.update(Post).where(Post.id == edit[0]).values(title=edit[1], views=edit[2])
                                 .execution_options(synchronize_session=False))
        self.session.commit()

    def filter5(self, searches):
        self.rows = []
        for first, end, views, score, author in searches:
            self.rows += self.session.scalars(
                sa.select(Post).where(Post.id >= first, Post.id < end, Post.views >= views, Post.score < score,
                                      Post.author_id != author).order_by(Post.created.desc()).limit(20)).all()

    def count(self, views):
        self.numbers = [self.session.scalar(sa.select(sa.func.count()).select_from(Post).where(Post.views >= least))
                        for least in views]

    def group(self):
        rows = self.session.execute(sa.select(Post.author_id, sa.func.count(), sa.func.sum(Post.views))
                                    .group_by(Post.author_id).order_by(Post.author_id))
        self.numbers = [int(number) for row in rows for number in row]


SqlAlchemy().serve()
