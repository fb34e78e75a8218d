// A synchronisation as a municipality's or KS's own system would run it, written against the generated types alone: load
// everything, follow what changes, write without treading on others, and retry whatever broke off.

import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./build/client";

type Schemas = components["schemas"];
type Change = Schemas["Change"];
export type Membership = Schemas["StoredMembership"];
type Stored = { id: string; version: number };

const FOLLOWED = ["organisations", "persons", "bodies", "memberships"] as const;
const ATTEMPTS = 5;

/** What the server refused, in its own words. */
export class Refused extends Error {
  constructor(readonly problem: Schemas["Problem"]) {
    super(problem.errors?.map(({ detail }) => detail).join(" ") ?? problem.detail ?? problem.title);
  }
}

function sure<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  if (answer.data !== undefined) return answer.data;
  throw new Refused(answer.error as Schemas["Problem"]);
}

export class Sync {
  readonly #api: Client<paths, "application/json">;
  /** The register as this system knows it. */
  readonly copy = new Map<string, Stored>();
  /** Changes in the order in which they came. */
  readonly seen: string[] = [];
  replays = 0;
  conflicts = 0;
  #cursor: string | undefined;
  #revision = Number.POSITIVE_INFINITY;

  constructor(baseUrl: string, key: string) {
    this.#api = createClient<paths, "application/json">({ baseUrl, headers: { Authorization: `Bearer ${key}`, "Accept-Language": "nb" } });
  }

  /** All of what is followed, page by page, while others write. */
  async load() {
    for (const type of FOLLOWED) {
      let cursor: string | undefined;
      do {
        const answer = await this.#api.GET(`/v1/${type}`, { params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } } });
        const page = sure<{ items: { id: string; version?: number }[]; next: string | null }>(answer);
        this.#revision = Math.min(this.#revision, Number(answer.response.headers.get("samrad-revision")));
        for (const item of page.items) this.copy.set(`${type}/${item.id}`, item as Stored);
        cursor = page.next ? (new URL(page.next, "http://samrad").searchParams.get("cursor") ?? undefined) : undefined;
      } while (cursor);
    }
  }

  #apply(change: Change) {
    const name = `${change.type}/${change.id}`;
    this.seen.push(change.cursor);
    if (change.operation === "deleted") this.copy.delete(name);
    else this.copy.set(name, change.data as Stored);
  }

  /** Everything that has happened since; waits for so many seconds if that is nothing. */
  async follow(wait = 0): Promise<number> {
    for (let applied = 0; ; wait = 0) {
      const since = this.#cursor === undefined ? { afterRevision: this.#revision } : { after: this.#cursor };
      const page = sure(await this.#api.GET("/v1/changes", { params: { query: { ...since, type: [...FOLLOWED], limit: 50, wait } } }));
      for (const change of page.items) this.#apply(change);
      this.#cursor = page.cursor;
      applied += page.items.length;
      if (page.items.length === 0) return applied;
    }
  }

  /** Changes a membership as it is now; starts over if somebody else was quicker. */
  async amend(id: string, change: (now: Schemas["PartialMembership"]) => Schemas["MembershipPatch"]): Promise<Membership> {
    for (let attempt = 1; ; attempt += 1) {
      const read = await this.#api.GET("/v1/memberships/{id}", { params: { path: { id } } });
      const etag = read.response.headers.get("etag") ?? "";
      const written = await this.#api.PATCH("/v1/memberships/{id}", {
        params: { path: { id }, header: { "If-Match": etag } },
        body: change(sure(read)),
        headers: { "Content-Type": "application/merge-patch+json" },
      });
      if (written.response.status !== 412 || attempt === ATTEMPTS) return sure(written);
      this.conflicts += 1;
    }
  }

  /** Appoints once, however often the line is cut. The key names the intent, not the attempt. */
  async appoint(membership: Schemas["Membership"], key: string): Promise<Membership> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await this.#api.POST("/v1/memberships", { params: { header: { "Idempotency-Key": key } }, body: membership });
        if (answer.response.headers.get("idempotency-replayed") === "true") this.replays += 1;
        if (answer.response.status === 409 && attempt < ATTEMPTS) throw new TypeError("still at work");
        return sure(answer);
      } catch (error) {
        if (!(error instanceof TypeError) || attempt === ATTEMPTS) throw error; // fetch says TypeError when a line is cut
        await new Promise((resolve) => setTimeout(resolve, 50 * attempt));
      }
    }
  }

  /** Several writes, all or nothing. */
  async together(...operations: Schemas["TransactionOperation"][]): Promise<Schemas["TransactionResult"]> {
    return sure(await this.#api.POST("/v1/transactions", { body: { operations } }));
  }

  /** What the rules of a body say of it. */
  async check(id: string): Promise<Schemas["CheckResult"]> {
    return sure(await this.#api.GET("/v1/bodies/{id}/check", { params: { path: { id } } }));
  }
}
