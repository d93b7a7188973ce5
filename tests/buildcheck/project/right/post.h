// SPDX-License-Identifier: MIT
#pragma once

#include <author.h>

namespace blog {

class Post
{
    Q_GADGET
    QUOIN_MODEL("posts", "ordering=title")
    QUOIN_FIELD(qint64, id, "primaryKey")
    QUOIN_FIELD(QString, title, "maxLength=200, index")
    QUOIN_FIELD(quoin::ForeignKey<Author>, author, "onDelete=cascade")
};

} // namespace blog
