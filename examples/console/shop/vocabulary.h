// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

// The words that the shop's data is made of.
namespace vocabulary {

constexpr std::u16string_view firstNames[] {
    u"Amélie",
    u"Anders",
    u"Aoife",
    u"Bruno",
    u"Chiara",
    u"Dagmar",
    u"Emil",
    u"Fatima",
    u"Grzegorz",
    u"Hana",
    u"Ingrid",
    u"Jakub",
    u"Johanna",
    u"Karim",
    u"Lars",
    u"Lucía",
    u"Małgorzata",
    u"Mateo",
    u"Nadia",
    u"Nikos",
    u"Oskar",
    u"Paula",
    u"Rémi",
    u"Sofia",
    u"Søren",
    u"Tariq",
    u"Ulla",
    u"Viktor",
    u"Yuki",
    u"Zoë",
};
constexpr std::u16string_view lastNames[] {
    u"Almeida",
    u"Bauer",
    u"Bergström",
    u"Costa",
    u"Dubois",
    u"Eriksen",
    u"Fischer",
    u"García",
    u"Haddad",
    u"Horvat",
    u"Ivanova",
    u"Jansen",
    u"Kowalska",
    u"Larsen",
    u"Marino",
    u"Müller",
    u"Novák",
    u"O’Brien",
    u"Papadakis",
    u"Quist",
    u"Rossi",
    u"Schäfer",
    u"Tanaka",
    u"Ueda",
    u"Virtanen",
    u"Weber",
    u"Yılmaz",
    u"Zieliński",
};
constexpr std::u16string_view countries[] { u"DE", u"FR", u"PL", u"SE", u"IT", u"ES", u"JP", u"NL", u"PT", u"GR", u"CZ", u"IE" };

struct Branch
{
    std::u16string_view name;
    std::u16string_view leaves[4];
};
constexpr Branch categories[] {
    { u"Kitchen", { u"Cookware", u"Knives", u"Coffee and tea", u"Baking" } },
    { u"Office", { u"Paper", u"Pens", u"Lamps", u"Chairs" } },
    { u"Garden", { u"Tools", u"Seeds", u"Furniture", u"Lighting" } },
    { u"Music", { u"Strings", u"Keyboards", u"Percussion", u"Accessories" } },
    { u"Outdoors", { u"Tents", u"Backpacks", u"Bicycles", u"Stoves" } },
};

constexpr std::u16string_view qualities[] {
    u"Classic",
    u"Compact",
    u"Everyday",
    u"Folding",
    u"Handmade",
    u"Heavy",
    u"Light",
    u"Little",
    u"Nordic",
    u"Quiet",
    u"Solid",
    u"Vintage",
};
constexpr std::u16string_view materials[] {
    u"Ash",
    u"Bamboo",
    u"Brass",
    u"Canvas",
    u"Ceramic",
    u"Copper",
    u"Cork",
    u"Glass",
    u"Linen",
    u"Oak",
    u"Steel",
    u"Wool",
};
constexpr std::u16string_view things[] {
    u"Kettle",
    u"Lamp",
    u"Notebook",
    u"Ukulele",
    u"Backpack",
    u"Trowel",
    u"Teapot",
    u"Stool",
    u"Drum",
    u"Skillet",
    u"Lantern",
    u"Tent",
    u"Mug",
    u"Bench",
    u"Pencil Case",
    u"Music Stand",
};
constexpr std::u16string_view colours[] { u"black", u"blue", u"green", u"grey", u"natural", u"red", u"white", u"yellow" };
constexpr std::u16string_view tags[] {
    u"bestseller",
    u"gift",
    u"new",
    u"on sale",
    u"recycled",
    u"limited",
    u"vegan",
    u"repairable",
    u"made in Europe",
    u"travel",
    u"for children",
    u"heirloom",
};
constexpr std::u16string_view praise[] { u"Better than expected", u"Does what it should", u"Lovely", u"Worth every cent",
    u"Would buy again" };
constexpr std::u16string_view complaints[] { u"Arrived late", u"Colour differs from the picture", u"Broke after a week",
    u"Too small for me" };

} // namespace vocabulary
