// What the example register answers: the questions that a newcomer asks first.

import assert from "node:assert/strict";
import { test } from "node:test";
import { startSamrad } from "./harness.mjs";

const samrad = await startSamrad({ example: true });
const json = async (path) => {
  const answer = await samrad.get(path);
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
};
const rule = (check, id) => check.rules.find((result) => result.rule === id);

test("the Sector Council is there, with its sources", async () => {
  const body = await json("/v1/bodies/sektorradet");
  assert.equal(body.id, "sektorradet");
  assert.equal(body.kind, "council");
  assert.deepEqual(body.establishedBy, ["helsedirektoratet"]);
  assert.ok(body.sources.length > 0 && body.sources.every(({ title }) => title));
});

test("the coordination group met fourteen times, the newest first", async () => {
  const meetings = await json("/v1/bodies/nasjonal-koordineringsgruppe/meetings?sort=-date&count=true");
  assert.equal(meetings.total, 14);
  assert.equal(meetings.items.length, 14);
  assert.equal(meetings.items[0].date, "2014-11-18");
  assert.equal(meetings.items.at(-1).date, "2011-08-30");
  assert.deepEqual(
    meetings.items.map(({ date }) => date),
    meetings.items
      .map(({ date }) => date)
      .sort()
      .reverse(),
  );
});

test("the Sector Council in 2019: sixteen members in four groups and a chair, an observer; unknown, and why", async () => {
  const check = await json("/v1/bodies/sektorradet/check?at=2019-06-01");
  assert.equal(check.body, "sektorradet");
  assert.equal(check.at, "2019-06-01");
  assert.equal(check.verdict, "unknown");
  const groups = {
    "sektorradet-spesialisthelsetjenesten": 4,
    "sektorradet-kommunehelsetjenesten": 4,
    "sektorradet-brukerorganisasjoner": 4,
    "sektorradet-profesjoner": 3,
  };
  for (const [id, count] of Object.entries(groups)) {
    assert.equal(rule(check, id).kind, "seats");
    assert.deepEqual(rule(check, id).needed, { min: count, max: count });
    assert.equal(rule(check, id).verdict, "unknown");
  }
  assert.equal(rule(check, "sektorradet-leder").verdict, "met");
  assert.deepEqual(rule(check, "sektorradet-leder").members, ["sektorradet-helsedirektoren"]);
  assert.deepEqual(rule(check, "sektorradet-storrelse").needed, { min: 16, max: 16 });
  assert.equal(rule(check, "sektorradet-observator").verdict, "met");
  assert.equal(check.seating.seats, 17);
  assert.equal(check.coverage.memberships, "partial");
  for (const language of ["nb", "nn", "en"]) assert.ok(check.summary[language].length > 10, language);
  for (const result of check.rules.filter(({ verdict }) => verdict === "unknown"))
    assert.ok(result.text?.nb && result.text.nn && result.text.en, `why ${result.rule} is unknown`);
});

test("every rule of the body is in the check", async () => {
  for (const body of ["sektorradet", "nasjonal-koordineringsgruppe", "ssu-innlandet", "nasjonalt-nettverk"]) {
    const check = await json(`/v1/bodies/${body}/check?at=2019-06-01`);
    const rules = await samrad.ids(`/v1/bodies/${body}/rules?limit=500`);
    const own = check.rules.filter(({ general }) => !general);
    assert.deepEqual(own.map((result) => result.rule).sort(), rules.sort());
  }
  const { rules } = await json("/v1/bodies/ssu-innlandet/check?at=2026-06-01");
  const general = rules.filter((result) => result.general).map((result) => result.rule);
  assert.deepEqual(general.sort(), ["helsefellesskap-ssu-brukere", "helsefellesskap-ssu-fastleger"]);
});

test("the coordination group's meetings by half-year: 4 3 3 2 1 0 1; a warning, never a breach", async () => {
  const check = await json("/v1/bodies/nasjonal-koordineringsgruppe/check?at=2014-12-31");
  const cadence = rule(check, "nasjonal-koordineringsgruppe-motefrekvens");
  assert.deepEqual(
    cadence.periods.map(({ count }) => count),
    [4, 3, 3, 2, 1, 0, 1],
  );
  assert.equal(cadence.periods[0].from, "2011-07-01");
  assert.equal(cadence.periods.at(-1).to, "2014-12-31");
  assert.equal(cadence.decides, false);
  assert.notEqual(check.verdict, "not_met");
});

test("the same check twice is the same but for the clock", async () => {
  const path = "/v1/bodies/ssu-innlandet/check?at=2024-06-01";
  const [{ knownAt: first, ...one }, { knownAt: second, ...two }] = [await json(path), await json(path)];
  assert.ok(first <= second);
  assert.deepEqual(one, two);
});

test("the hospital side of SSU Innlandet is not described, which is not zero", async () => {
  const check = await json("/v1/bodies/ssu-innlandet/check?at=2024-06-01");
  assert.equal(check.verdict, "unknown");
  assert.notEqual(check.coverage.memberships, "complete");
});

test("agreements at the end of 2028, the day after, and the open-ended ones only on request", async () => {
  const at = (date, more = "") => samrad.ids(`/v1/agreements?validAt=${date}${more}`);
  const last = await at("2028-12-31");
  assert.deepEqual(last, ["barekraftige-velferdstjenester"]);
  assert.deepEqual(await at("2029-01-01"), []);
  const open = await at("2029-01-01", "&openEnded=true");
  assert.ok(open.length > 0 && !open.includes("barekraftige-velferdstjenester"));
  assert.deepEqual(await at("2028-12-31", "&openEnded=false"), last);
});

test("the ministry has four follow-ups", async () => {
  const actions = await json("/v1/actions?responsible=helse-og-omsorgsdepartementet&count=true");
  assert.equal(actions.total, 4);
  assert.deepEqual(
    actions.items.map(({ number }) => number).sort((a, b) => a - b),
    [2, 3, 4, 7],
  );
  for (const action of actions.items) assert.equal(action.meeting, "nasjonal-koordineringsgruppe-2011-08-30");
});

test("there are nineteen health communities", async () => {
  const bodies = await json("/v1/bodies?kind=health_community&count=true");
  assert.equal(bodies.total, 19);
  assert.equal(bodies.items.length, 19);
});

test("a search for half a word finds the ministry of transport", async () => {
  assert.ok((await samrad.ids("/v1/organisations?q=samferdsel")).includes("samferdselsdepartementet"));
});

test("357 municipalities in Norwegian order: Å last", async () => {
  const areas = await json("/v1/areas?kind=municipality&sort=name&limit=500&count=true");
  assert.equal(areas.total, 357);
  const names = areas.items.map(({ name }) => name.nb ?? name.nn);
  assert.equal(names.length, 357);
  assert.equal(names[0], "Alstahaug");
  assert.match(names.at(-1), /^Å/);
  const first = (letter) => names.findIndex((name) => name.startsWith(letter));
  assert.ok(first("V") < first("Ø") && first("Ø") < first("Å"), "Ø and Å stand after V");
});

test("the reference data are whole", async () => {
  const total = async (path) => (await json(`${path}&count=true&limit=1`)).total;
  assert.equal(await total("/v1/areas?kind=county"), 15);
  assert.equal(await total("/v1/organisations?kind=regional_health_authority"), 4);
  assert.equal(await total("/v1/organisations?kind=health_trust"), 20);
  assert.equal((await json("/v1/organisations?orgnr=983971709")).items[0].id, "sykehuset-innlandet");
  assert.equal((await json("/v1/organisations?orgnr=983%20971%20709")).items[0]?.id, "sykehuset-innlandet");
});

test("the first minutes: five items, the fourth says that there was nothing, eleven follow-ups", async () => {
  const minutes = await json("/v1/meetings/nasjonal-koordineringsgruppe-2011-08-30/minutes");
  assert.deepEqual(
    minutes.items.map(({ number }) => number),
    ["1", "2", "3", "4", "5"],
  );
  assert.equal(minutes.items[3].noMatters, true);
  assert.equal("present" in minutes, false);
  const actions = await json("/v1/actions?meeting=nasjonal-koordineringsgruppe-2011-08-30&count=true&sort=number");
  assert.equal(actions.total, 11);
  assert.deepEqual(
    actions.items.map(({ number }) => number),
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  );
});

test("the agreements form a chain of renewal", async () => {
  const renewed = await samrad.ids("/v1/agreements?renews=helsefellesskap-etablering-2019");
  assert.deepEqual(renewed, ["helsefellesskap-avtalen"]);
});

test("one call has all that a page about a body shows", async () => {
  const page = await json("/v1/bodies/nasjonal-koordineringsgruppe/page");
  assert.equal(page.body.id, "nasjonal-koordineringsgruppe");
  assert.equal(page.meetings.latest.date, "2014-11-18");
  assert.equal("next" in page.meetings, false);
  assert.deepEqual(
    page.agreements.map(({ id }) => id),
    ["intensjonsavtale-samhandlingsreformen"],
  );
  assert.equal(page.check.body, "nasjonal-koordineringsgruppe");
  assert.ok(page.rules.length > 10 && page.memberships.length === 2);
});

test("every id that clients may rely on answers", async () => {
  const promised = {
    bodies: [
      "sektorradet",
      "nasjonal-koordineringsgruppe",
      "nasjonalt-nettverk",
      "kontaktforum-brukere",
      "samarbeidsgruppen-omstilling",
      "konsultasjonsordningen",
      "helsefellesskap-innlandet",
      "ssu-innlandet",
      "partnerskapsmotet-innlandet",
      "dialogmoter-innlandet",
      "veiledergruppen-samarbeidsavtaler",
    ],
    agreements: [
      "intensjonsavtale-samhandlingsreformen",
      "barekraftige-velferdstjenester",
      "helsefellesskap-avtalen",
      "samarbeidsavtale-innlandet",
    ],
    organisations: ["ks", "helse-og-omsorgsdepartementet", "helsedirektoratet", "sykehuset-innlandet", "ringsaker-kommune"],
    meetings: ["nasjonal-koordineringsgruppe-2011-08-30"],
  };
  for (const [collection, ids] of Object.entries(promised))
    for (const id of ids) assert.equal((await json(`/v1/${collection}/${id}`)).id, id);
});

samrad.endsCleanly();
