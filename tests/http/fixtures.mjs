// Resources to test with: what others stand on, and for each collection a new one, a change of it, something wrong with
// it, and one that refers to it.

/** Stored before anything else, in this order. */
export const foundation = [
  ["/v1/areas/fylket", { name: { nb: "Fylket" }, kind: "county" }],
  ["/v1/areas/bygda", { name: { nb: "Bygda" }, kind: "municipality", within: [{ area: "fylket" }] }],
  ["/v1/organisations/staten", { name: { nb: "Staten" }, kind: "government", sector: "state" }],
  ["/v1/organisations/etaten", { name: { nb: "Etaten" }, kind: "agency", sector: "state", partOf: [{ organisation: "staten" }] }],
  ["/v1/organisations/laget", { name: { nb: "Laget" }, kind: "user_organisation", sector: "user" }],
  ["/v1/persons/kari", { name: "Kari Nordmann" }],
  ["/v1/persons/ola", { name: "Ola Nordmann" }],
  ["/v1/offices/direktoren", { title: { nb: "Direktøren" }, organisation: "etaten" }],
  ["/v1/bodies/radet", { name: { nb: "Rådet" }, kind: "council", establishedBy: ["etaten"] }],
  ["/v1/bodies/utvalget", { name: { nb: "Utvalget" }, kind: "committee", within: "radet" }],
  ["/v1/rules/radet-storrelse", { body: "radet", kind: "size", force: "shall", basis: "stated", text: { nb: "Minst tre." }, min: 3 }],
  ["/v1/memberships/radet-kari", { body: "radet", role: "chair", person: "kari", organisation: "etaten" }],
  ["/v1/agreements/avtalen", { title: { nb: "Avtalen" }, kind: "cooperation", parties: [{ organisation: "etaten" }] }],
  ["/v1/meetings/motet", { body: "radet", status: "held", date: "2024-01-10" }],
  ["/v1/codes/slaget", { of: "category", code: "slaget", name: { nb: "slaget", nn: "slaget", en: "the sort" } }],
  ["/v1/documents/mandatet", { title: { nb: "Mandatet" }, kind: "mandate", body: "radet", date: "2023" }],
];

export const minutes = (meeting, ...numbers) => ({
  meeting,
  items: [
    {
      number: "1",
      title: { nb: "Saken" },
      decisions: numbers.map((number) => ({ text: { nb: `Vedtak ${number}` } })),
      actions: numbers.map((number) => ({ number, text: { nb: `Oppgave ${number}` }, kind: "task" })),
    },
  ],
});

const size = (n) => ({ body: "radet", kind: "size", force: "should", basis: "stated", text: { nb: `Høyst ${n}.` }, max: n });

/**
 * `fresh(n)`: a new resource; `patch`: changes it; `wrong`: refused with 422 at `pointer`; `referrer(id)`: a resource
 * that then refers to it; `before(id)`: what must be there first; `filter`: a list that finds no such thing.
 */
export const collections = {
  organisations: {
    fresh: (n) => ({ name: { nb: `Organisasjon ${n}` }, kind: "association" }),
    patch: { shortName: "O" },
    wrong: { name: { nb: "O" }, kind: "club" },
    pointer: "/kind",
    referrer: (id) => [`/v1/offices/viser-til-${id}`, { title: { nb: "Lederen" }, organisation: id }],
  },
  areas: {
    fresh: (n) => ({ name: { nb: `Område ${n}` }, kind: "district" }),
    patch: { code: "x-1" },
    wrong: { name: { nb: "O" } },
    pointer: "",
    referrer: (id) => [`/v1/areas/viser-til-${id}`, { name: { nb: "Del" }, kind: "district", within: [{ area: id }] }],
  },
  codes: {
    fresh: (n, id = `slag-${n}`) => ({ of: "category", code: id, name: { nb: `Slag ${n}` } }),
    patch: { note: { nb: "Slik kilden kaller den." } },
    wrong: { of: "colour", code: "rod", name: { nb: "Rød" } },
    pointer: "/of",
  },
  persons: {
    fresh: (n) => ({ name: `Person ${n}` }),
    patch: { note: { nb: "Kjent fra referatet." } },
    wrong: { name: 7 },
    pointer: "/name",
    referrer: (id) => [`/v1/memberships/viser-til-${id}`, { body: "radet", role: "member", person: id }],
  },
  offices: {
    fresh: (n) => ({ title: { nb: `Embete ${n}` }, organisation: "etaten" }),
    patch: { shared: true },
    wrong: { title: { nb: "E" }, organisation: "ingen" },
    pointer: "/organisation",
    referrer: (id) => [`/v1/memberships/viser-til-${id}`, { body: "radet", role: "member", office: id }],
  },
  bodies: {
    fresh: (n) => ({ name: { nb: `Organ ${n}` }, kind: "network" }),
    patch: { decisionMode: "consensus" },
    wrong: { name: {}, kind: "network" },
    pointer: "/name",
    referrer: (id) => [`/v1/bodies/viser-til-${id}`, { name: { nb: "Del" }, kind: "working_group", within: id }],
  },
  rules: {
    fresh: size,
    patch: { force: "planned" },
    wrong: { ...size(5), min: 9 },
    pointer: "/min",
    referrer: (id) => [`/v1/waivers/viser-til-${id}`, { rule: id, ground: { nb: "Ikke mulig ennå." } }],
  },
  memberships: {
    fresh: (n) => ({ body: "radet", role: "member", categories: [`gruppe-${n}`] }),
    patch: { traits: [] },
    wrong: { body: "radet", role: "observer", voting: true },
    pointer: "/voting",
    referrer: (id) => [`/v1/memberships/viser-til-${id}`, { body: "radet", role: "deputy", deputyFor: id }],
  },
  waivers: {
    fresh: (n) => ({ rule: "radet-storrelse", ground: { nb: `Grunn ${n}` } }),
    patch: { grantedOn: "2024" },
    wrong: { rule: "radet-storrelse", body: "utvalget", ground: { nb: "G" } },
    pointer: "/body",
  },
  agreements: {
    fresh: (n) => ({ title: { nb: `Avtale ${n}` }, kind: "framework" }),
    patch: { signedOn: "2020-02" },
    wrong: { title: { nb: "A" }, kind: "framework", establishes: ["intet"] },
    pointer: "/establishes/0",
    referrer: (id) => [`/v1/agreements/viser-til-${id}`, { title: { nb: "Ny" }, kind: "framework", renews: [id] }],
  },
  meetings: {
    fresh: (n) => ({ body: "utvalget", status: "planned", number: n }),
    patch: { place: "Hamar" },
    wrong: { body: "utvalget", status: "planned", date: "2023-02-29" },
    pointer: "/date",
    referrer: (id) => [`/v1/minutes/${id}`, { meeting: id, items: [] }],
  },
  minutes: {
    before: (id) => [`/v1/meetings/${id}`, { body: "utvalget", status: "held" }],
    fresh: (_n, id) => minutes(id, 1),
    patch: { status: "approved" },
    wrong: { meeting: "motet", items: [{ number: "1" }] },
    pointer: "/items/0",
    referrer: (id) => ["/v1/minutes/motet", { meeting: "motet", items: [{ ...minutes("motet", 1).items[0], answersEarlier: [{ meeting: id, number: 1 }] }] }],
  },
  documents: {
    fresh: (n) => ({ title: { nb: `Dokument ${n}` }, kind: "report", body: "utvalget" }),
    patch: { language: "nn" },
    wrong: { title: { nb: "D" }, kind: "report", body: "utvalget", meeting: "motet" },
    pointer: "/body",
    referrer: (id) => [`/v1/meetings/viser-til-${id}`, { body: "utvalget", status: "planned", attachments: [{ title: "Papir", document: id }] }],
  },
};

/** The foundation, and something of every other collection. */
export const everything = [
  ...foundation,
  ["/v1/minutes/motet", collections.minutes.fresh(1, "motet")],
  ["/v1/waivers/fritaket", collections.waivers.fresh(1)],
  ["/v1/rules/finnes", { issuedBy: "staten", kind: "existence", force: "shall", basis: "stated", text: { nb: "Ett råd i hver kommune." },
    for: { areaKind: "municipality", within: "fylket" }, bodyKind: "council", min: 1 }],
];

/** The id of one of these that has the address; `path` is the contract's. */
export function idAt(path) {
  const ids = {
    organisations: "etaten",
    areas: "bygda",
    persons: "kari",
    offices: "direktoren",
    bodies: "radet",
    rules: path.endsWith("/check/timeline") ? "finnes" : "radet-storrelse",
    memberships: "radet-kari",
    waivers: "fritaket",
    agreements: "avtalen",
    meetings: "motet",
    minutes: "motet",
    documents: "mandatet",
    codes: "slaget",
    actions: "motet-a1",
    decisions: "motet-d1-1",
  };
  return ids[path.split("/").find((part) => part in ids)];
}
