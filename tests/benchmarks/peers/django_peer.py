#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Django's ORM, as its documentation shows it."""
import django
from django.conf import settings

import peer

GIVEN = peer.options()
ENGINE = {"sqlite": "sqlite3", "postgresql": "postgresql", "mysql": "mysql"}[GIVEN["engine"]]
DATABASE = {"ENGINE": "django.db.backends." + ENGINE, "NAME": GIVEN["database"]}
if GIVEN["engine"] != "sqlite":
    DATABASE |= {"HOST": GIVEN["host"], "PORT": str(GIVEN["port"] or ""), "USER": GIVEN["user"], "PASSWORD": GIVEN["password"]}
settings.configure(DATABASES={"default": DATABASE}, USE_TZ=True, DEFAULT_AUTO_FIELD="django.db.models.BigAutoField")
django.setup()

from django.db import models, transaction  # noqa: E402  (needs the settings)


class Post(models.Model):
    id = models.BigAutoField(primary_key=True)
    title = models.CharField(max_length=200)
    body = models.TextField()
    views = models.IntegerField()
    score = models.FloatField()
    created = models.DateTimeField()
    author_id = models.BigIntegerField()

    class Meta:
        app_label = "bench"
        db_table = "bench_posts"
        managed = False


class Django(peer.Peer):
    def make(self, id, title, body, views, score, created, author):
        return Post(id=id or None, title=title, body=body, views=views, score=score, created=created, author_id=author)

    def insert(self):
        with transaction.atomic():
            for post in self.given:
                post.save(force_insert=True)
        self.rows = self.given

    def bulk_insert(self):
        Post.objects.bulk_create(self.given)
        self.rows = self.given

    def select(self):
        self.rows = list(Post.objects.all())

    def lookup(self, keys):
        self.rows = [Post.objects.get(pk=key) for key in keys]

    def update(self, edits):
        with transaction.atomic():
            for edit in edits:
                Post.objects.filter(pk=edit[0]).update(title=edit[1], views=edit[2])

    def filter5(self, searches):
        self.rows = []
        for first, end, views, score, author in searches:
            self.rows += Post.objects.filter(id__gte=first, id__lt=end, views__gte=views, score__lt=score) \
                .exclude(author_id=author).order_by("-created")[:20]

    def count(self, views):
        self.numbers = [Post.objects.filter(views__gte=least).count() for least in views]

    def group(self):
        rows = Post.objects.order_by("author_id").values_list("author_id").annotate(models.Count("id"), models.Sum("views"))
        self.numbers = [int(number) for row in rows for number in row]


Django().serve()
