// SPDX-License-Identifier: MIT
#pragma once

#include <quoin/model.h>

// Classes for a database that was there before: names as its makers chose them, and managed=no, so that Quoin never touches its
// tables.
namespace chinook {

class Artist
{
    Q_GADGET
    QUOIN_MODEL("Artist", "managed=no")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no, column=ArtistId")
    QUOIN_FIELD(std::optional<QString>, name, "column=Name, maxLength=120")
};

class Album
{
    Q_GADGET
    QUOIN_MODEL("Album", "managed=no")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no, column=AlbumId")
    QUOIN_FIELD(QString, title, "column=Title, maxLength=160")
    QUOIN_FIELD(quoin::ForeignKey<chinook::Artist>, artist, "column=ArtistId")
};

class Genre
{
    Q_GADGET
    QUOIN_MODEL("Genre", "managed=no")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no, column=GenreId")
    QUOIN_FIELD(std::optional<QString>, name, "column=Name, maxLength=120")
};

class Track
{
    Q_GADGET
    QUOIN_MODEL("Track", "managed=no")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no, column=TrackId")
    QUOIN_FIELD(QString, name, "column=Name, maxLength=200")
    QUOIN_FIELD(quoin::ForeignKey<chinook::Album>, album, "null, column=AlbumId")
    QUOIN_FIELD(quoin::ForeignKey<chinook::Genre>, genre, "null, column=GenreId")
    QUOIN_FIELD(std::optional<QString>, composer, "column=Composer, maxLength=220")
    QUOIN_FIELD(int, milliseconds, "column=Milliseconds")
    QUOIN_FIELD(quoin::Decimal, unitPrice, "column=UnitPrice, precision=10, scale=2")
};

class Playlist
{
    Q_GADGET
    QUOIN_MODEL("Playlist", "managed=no")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no, column=PlaylistId")
    QUOIN_FIELD(std::optional<QString>, name, "column=Name, maxLength=120")
};

class PlaylistTrack
{
    Q_GADGET
    QUOIN_MODEL("PlaylistTrack", "managed=no, primaryKey=(playlist, track)")
    QUOIN_FIELD(quoin::ForeignKey<chinook::Playlist>, playlist, "column=PlaylistId")
    QUOIN_FIELD(quoin::ForeignKey<chinook::Track>, track, "column=TrackId")
};

/// Points at itself: the boss.
class Employee
{
    Q_GADGET
    QUOIN_MODEL("Employee", "managed=no")
    QUOIN_FIELD(qint64, id, "primaryKey, autoIncrement=no, column=EmployeeId")
    QUOIN_FIELD(QString, lastName, "column=LastName, maxLength=20")
    QUOIN_FIELD(QString, firstName, "column=FirstName, maxLength=20")
    QUOIN_FIELD(std::optional<QString>, title, "column=Title, maxLength=30")
    QUOIN_FIELD(quoin::ForeignKey<chinook::Employee>, reportsTo, "null, column=ReportsTo")
    QUOIN_FIELD(std::optional<QDateTime>, hireDate, "column=HireDate")
};

} // namespace chinook
