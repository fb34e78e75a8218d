// What of an answer is another each time it is asked: instants, ids that are made, and what is made of them.

/** Headers that say something of the answer, not of the moment. */
const HEADERS = [
  "accept-patch", "accept-ranges", "allow", "cache-control", "content-disposition", "content-language", "content-location", "content-security-policy",
  "content-type", "deprecation", "etag", "idempotency-replayed", "link", "location", "preference-applied", "retry-after", "samrad-revision",
  "sunset", "vary", "www-authenticate", "x-content-type-options",
];

/** Today, wherever it is, as it is written: 2026-11-30, 30. november 2026, 30 November 2026. */
const TODAY = [-1, 0, 1]
  .map((days) => new Date(Date.now() + days * 864e5))
  .flatMap((day) => [
    day.toISOString().slice(0, 10),
    ...["nb", "en-GB"].map((language) => day.toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })),
  ]);

const CHANGING = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, "<instant>"],
  [/\d{8}T\d{6}Z/g, "<instant>"],
  [new RegExp(TODAY.map((day) => day.replaceAll(".", "\\.")).join("|"), "g"), "<today>"],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<id>"],
  [/"requestId":\s*"[^"]*"/g, '"requestId":"<id>"'],
  [/(cursor=|after=|before=)[\w.~%-]+/g, "$1<cursor>"],
  [/"cursor":\s*"[^"]*"/g, '"cursor":"<cursor>"'],
  [/(\/v1\/\w+\/|"id":\s*")[0-9a-z]{20,32}(?=["\/]|$)/g, "$1<id>"],
  [/("id":\s*"|<code>)(?:[0-9a-f]{12}|[0-9a-f]{32})(?=["<])/g, "$1<id>"],
  [/samrad_[0-9a-z]+_[0-9A-Za-z]+/g, "<key>"],
];

export function normalise(text) {
  return CHANGING.reduce((so, [pattern, name]) => so.replace(pattern, name), text);
}

export function normaliseHeaders(headers) {
  return Object.fromEntries(HEADERS.filter((name) => name in headers).map((name) => [name, normalise(headers[name])]));
}
