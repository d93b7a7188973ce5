// SPDX-License-Identifier: MIT
#include "chapters.h"

#include "../chinook/chinookmodels.h"
#include "../tour/step.h"

#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>

using namespace Qt::StringLiterals;
using namespace quoin::literals;
using quoin::Database;
using quoin::ErrorKind;
using quoin::field;

namespace {

/// The one number that a query of plain SQL gives.
qint64 number(Database &db, const QString &sql)
{
    return *db.rows(sql).value().value(0).value(0).get<qint64>();
}

void rockByArtist(Tour &tour, Database &db)
{
    using chinook::Album, chinook::Artist, chinook::Genre, chinook::Track;
    Step step(tour, u"A database that was there before"_s,
            u"table= and column= say what its makers called things; managed=no "
            u"keeps Quoin's "
            u"hands off its tables."_s);
    const auto rock = db.query<Track>().filter(
            field<&Track::genre, &Genre::name> == u"Rock"_s
            && field<&Track::album, &Album::artist>.isNotNull());
    auto howMany = rock.count().value();
    auto longest = rock.filter(field<&Track::composer>.isNull())
                           .orderBy(field<&Track::milliseconds>.desc())
                           .limit(5)
                           .all()
                           .value();
    step.ran();
    step.showClass(u"chinookmodels.h"_s, u"Track"_s);
    Table table({ u"track"_s, u"album"_s, u"minutes"_s, u"unitPrice"_s });
    for (const Track &track : longest) {
        const auto album = db.get<Album>(track.album.key()).value();
        table.add({ track.name, album.title,
                QString::number(track.milliseconds / 60'000),
                track.unitPrice.toString() });
    }
    step.show(table);
    step.equal(howMany,
            number(db,
                    u"SELECT COUNT(*) FROM Track t JOIN Genre g ON g.GenreId = "
                    u"t.GenreId "
                    u"JOIN Album a ON a.AlbumId = t.AlbumId WHERE g.Name = 'Rock'"_s),
            u"as many as plain SQL counts"_s);
    const qint64 longestBySql = number(db,
            u"SELECT TrackId FROM Track WHERE GenreId = 1 AND Composer IS NULL "
            u"ORDER BY Milliseconds DESC, TrackId LIMIT 1"_s);
    step.check(!longest.isEmpty() && longest.constFirst().id == longestBySql,
            u"the same longest track"_s);
}

void playlists(Tour &tour, Database &db)
{
    using chinook::Album, chinook::Artist, chinook::Playlist,
            chinook::PlaylistTrack, chinook::Track;
    Step step(tour, u"Four tables away"_s,
            u"From the rows between playlists and tracks to the artist: one "
            u"path, one "
            u"statement."_s);
    auto entries = db.query<PlaylistTrack>().filter(
            field<&PlaylistTrack::track, &Track::album, &Album::artist,
                    &Artist::name>
                    == u"Iron Maiden"_s
            && field<&PlaylistTrack::playlist, &Playlist::name>.startsWith(
                    u"90"_s));
    auto howMany = entries.count().value();
    auto first = entries.first().value();
    step.ran();
    step.equal(howMany,
            number(db,
                    u"SELECT COUNT(*) FROM PlaylistTrack pt JOIN Track t ON "
                    u"t.TrackId = pt.TrackId "
                    u"JOIN Album a ON a.AlbumId = t.AlbumId JOIN Artist ar ON "
                    u"ar.ArtistId = a.ArtistId "
                    u"JOIN Playlist p ON p.PlaylistId = pt.PlaylistId "
                    u"WHERE ar.Name = 'Iron Maiden' AND p.Name LIKE '90%'"_s),
            u"%1 entries, as plain SQL counts"_s.arg(howMany));
    step.check(!first.track.isNull(), u"a row of a composite key"_s);
}

void bosses(Tour &tour, Database &db)
{
    using chinook::Employee;
    Step step(tour, u"A table that points at itself"_s,
            u"Who reports to somebody who reports to the general manager?"_s);
    auto staff = db.query<Employee>()
                         .filter(field<&Employee::reportsTo, &Employee::reportsTo,
                                         &Employee::title>
                                 == u"General Manager"_s)
                         .orderBy(field<&Employee::hireDate>)
                         .all()
                         .value();
    step.ran();
    Table table({ u"name"_s, u"title"_s, u"hired"_s });
    for (const Employee &employee : staff) {
        const QString hired = employee.hireDate
                ? employee.hireDate->toString(Qt::ISODate)
                : u"NULL"_s;
        table.add({ employee.firstName + u' ' + employee.lastName,
                employee.title.value_or(u"NULL"_s), hired });
    }
    step.show(table);
    step.equal(qint64(staff.size()),
            number(db,
                    u"SELECT COUNT(*) FROM Employee e JOIN Employee b ON "
                    u"b.EmployeeId = e.ReportsTo "
                    u"JOIN Employee c ON c.EmployeeId = b.ReportsTo WHERE c.Title = 'General Manager'"_s),
            u"as many as plain SQL counts"_s);
}

void readOnly(Tour &tour, Database &db)
{
    Step step(tour, u"Opened read-only"_s,
            u"The URL of this one ends in ?readOnly=yes."_s);
    chinook::Genre genre { .id = 4711, .name = u"Polka"_s };
    auto stored = db.insert(genre);
    step.ran();
    step.check(!stored, u"a write is refused"_s);
    if (!stored)
        step.show(stored.error());
}

} // namespace

void chinookChapter(Tour &tour, const QString &folder)
{
    tour.chapter(u"Chinook"_s,
            u"A music shop's database made by others, in a temporary copy."_s);
    const QTemporaryDir copy;
    const QString file = copy.filePath(u"chinook.sqlite"_s);
    if (!QFile::copy(folder + u"/sqlite.sqlite"_s, file)) {
        tour.fail(u"%1/sqlite.sqlite could not be copied to %2."_s.arg(
                folder, file));
        return;
    }
    auto opened = Database::open(u"sqlite://"_s + file + u"?readOnly=yes"_s);
    if (!opened) {
        tour.fail(opened.error().toString());
        return;
    }
    const Database shop = std::exchange(tour.database(), *opened);
    tour.run({ rockByArtist, playlists, bosses, readOnly });
    tour.setDatabase(shop);
}
