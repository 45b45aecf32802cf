// What a terminal asks by HTTPS, as itself. It proves who it is with the secret it has at the broker; an enrolment code is worth
// nothing here.
import {
  type ErrorCode,
  type KioskId,
  type Nearby,
  PackageIndex,
  parsePassword,
  type SignedIndex,
  type TerminalShelf,
} from "@kiosk/contract";
import { defaultSettings } from "../domain/route/plan/settings.ts";
import { nearest } from "../domain/shelf/nearby.ts";
import { type Millis, minuteMs } from "../domain/time.ts";
import type { Answer } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Clock, EvidenceStore } from "../ports.ts";
import type { RouteHistory } from "../route-ports.ts";
import type { ShelfHistory } from "../shelf-ports.ts";
import type { Authentication } from "./enrolment.ts";
import { shelfBody } from "./shelf-keeper.ts";
import { kiosksOf } from "./shelf-world.ts";

export interface TerminalApi {
  shelf(id: KioskId): Promise<Answer<TerminalShelf>>;
  package(digest: string): Promise<Answer<SignedIndex>>;
  /** A file that a package names: nothing else of what is kept by its digest. */
  file(digest: string, sha256: string): Promise<Answer<Uint8Array>>;
  nearby(id: KioskId): Promise<Answer<Nearby>>;
}

export interface TerminalDoor {
  /** @param authorization the header @param from the address it came from */
  admit(authorization: string | undefined, from: string): Promise<Admission>;
}

export type Admission =
  | { readonly ok: true; readonly kioskId: KioskId }
  | { readonly ok: false; readonly code: "auth.bad-secret" | "request.rate" };

/** Wrong secrets of one address for one name within a minute; then nothing of them is looked at. */
const triesPerMinute = 10;
/** addresses and names remembered at a time */
const remembered = 10_000;

/** Counts failures alone: a terminal that fetches two hundred files asks two hundred times. */
export class TerminalGate implements TerminalDoor {
  readonly #authenticate: (username: string, password: string) => Promise<Authentication>;
  readonly #clock: Clock;
  readonly #failures = new Map<string, { readonly since: Millis; readonly count: number }>();

  constructor(options: {
    authenticate: (username: string, password: string) => Promise<Authentication>;
    clock: Clock;
  }) {
    this.#authenticate = options.authenticate;
    this.#clock = options.clock;
  }

  async admit(authorization: string | undefined, from: string): Promise<Admission> {
    const given = basicOf(authorization);
    const key = `${from} ${given?.username ?? ""}`;
    const now = this.#clock.monotonic();
    const past = this.#failures.get(key);
    const recent = past !== undefined && now - past.since < minuteMs ? past : undefined;
    if (recent !== undefined && recent.count >= triesPerMinute) return { ok: false, code: "request.rate" };
    const isSecret = given !== undefined && parsePassword(given.password).name === "secret";
    const found = isSecret ? await this.#authenticate(given.username, given.password) : undefined;
    if (found?.ok === true) {
      this.#failures.delete(key);
      return found;
    }
    if (this.#failures.size >= remembered) this.#failures.clear();
    this.#failures.set(key, { since: recent?.since ?? now, count: (recent?.count ?? 0) + 1 });
    // a terminal that is not known and a secret that is wrong are not told apart
    return { ok: false, code: "auth.bad-secret" };
  }
}

function basicOf(header: string | undefined): { username: string; password: string } | undefined {
  const [, encoded] = /^basic ([a-z0-9+/]{1,400}={0,2})$/i.exec(header ?? "") ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 1 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

export class TerminalDesk implements TerminalApi {
  readonly #o: {
    readonly state: FleetState;
    readonly history: ShelfHistory;
    readonly routes: Pick<RouteHistory, "settings">;
    readonly files: EvidenceStore;
    readonly clock: Clock;
  };

  constructor(options: {
    state: FleetState;
    history: ShelfHistory;
    routes: Pick<RouteHistory, "settings">;
    files: EvidenceStore;
    clock: Clock;
  }) {
    this.#o = options;
  }

  async shelf(id: KioskId): Promise<Answer<TerminalShelf>> {
    const kiosk = this.#o.state.kiosk(id);
    if (kiosk === undefined) return refuse("resource.not-found", id);
    const stored = await this.#o.history.shelf(id);
    const value = stored?.body ?? shelfBody(kiosk, { places: [], theme: null }, 0, this.#o.clock.now());
    return { ok: true, value };
  }

  /** Of released versions alone: what was withdrawn is fetched by nobody any more. */
  async package(digest: string): Promise<Answer<SignedIndex>> {
    const found = await this.#o.history.package(digest);
    return found?.state === "released" ? { ok: true, value: found.signed } : refuse("resource.not-found", digest);
  }

  async file(digest: string, sha256: string): Promise<Answer<Uint8Array>> {
    const found = await this.package(digest);
    if (!found.ok) return found;
    const { files } = PackageIndex.parse(JSON.parse(found.value.index));
    if (!files.some((file) => file.sha256 === sha256)) return refuse("resource.not-found", sha256);
    const value = await this.#o.files.get(sha256);
    return value === undefined ? refuse("resource.not-found", sha256) : { ok: true, value };
  }

  async nearby(id: KioskId): Promise<Answer<Nearby>> {
    const { state, history, routes, clock } = this.#o;
    const kiosk = state.kiosk(id);
    if (kiosk === undefined) return refuse("resource.not-found", id);
    const { contractId } = kiosk.master;
    const services = new Map((await history.services(contractId)).map((row) => [row.kioskId, row]));
    const { detour } = (await routes.settings(contractId)) ?? defaultSettings;
    const terminals = nearest(kiosk, kiosksOf(state, contractId), services, detour);
    return { ok: true, value: { at: clock.now(), terminals } };
  }
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
