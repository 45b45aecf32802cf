// Moves the shelf on: begins waves, takes effect when it is time, and tells each terminal whose list has changed.
import type { ContractId, KioskCommand, KioskId, TerminalShelf } from "@kiosk/contract";
import { serverCaller } from "../domain/account/caller.ts";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import type { StandingChange, StoredShelfMark } from "../domain/shelf/change.ts";
import { advance, type Follower, type RolloutStep } from "../domain/shelf/rollout.ts";
import type { StoredTerminalShelf } from "../domain/shelf/use.ts";
import {
  decider,
  mainAspect,
  type ReleasedDigest,
  type SortedChanges,
  sortChanges,
  wantedApps,
  wantedTheme,
} from "../domain/shelf/wanted.ts";
import type { Millis } from "../domain/time.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Unit } from "../ingest/unit.ts";
import type { Clock } from "../ports.ts";
import type { ShelfHistory } from "../shelf-ports.ts";
import type { InTurn } from "./in-turn.ts";
import { isReachable, placeOf, readShelfWorld, type ShelfWorld } from "./shelf-world.ts";

/** How often it looks whether anything was written; without that it looks at everything each half minute. */
export const shelfEveryMs = 1000;
const atLeastEveryMs = 30_000;

export class ShelfKeeper {
  readonly #o: {
    readonly state: FleetState;
    readonly history: ShelfHistory;
    readonly commit: GroupCommit;
    readonly clock: Clock;
    readonly newId: () => string;
    /** by contract; shared with whoever writes changes */
    readonly turns: InTurn;
  };
  #lookedAt: Millis | null = null;

  constructor(options: {
    state: FleetState;
    history: ShelfHistory;
    commit: GroupCommit;
    clock: Clock;
    newId: () => string;
    turns: InTurn;
  }) {
    this.#o = options;
  }

  async run(): Promise<void> {
    const { state, clock } = this.#o;
    const at = clock.now();
    const isTime = this.#lookedAt === null || at - this.#lookedAt >= atLeastEveryMs;
    // asked in any case: what was stirred up to now is looked at now
    if (!state.shelf.takeStir() && !isTime) return;
    this.#lookedAt = at;
    for (const { id } of [...state.contracts]) await this.settle(id);
  }

  /** Everything that is due in a contract now. */
  settle(contractId: ContractId): Promise<void> {
    return this.#o.turns.run(contractId, async () => {
      // a wave that begins changes lists, and may be there at once where a street has no terminal
      while (await this.#pass(contractId));
    });
  }

  /** @returns whether a rollout went on, so that everything is to be worked out again */
  async #pass(contractId: ContractId): Promise<boolean> {
    const { state, history, commit, clock } = this.#o;
    const at = clock.now();
    const world = await readShelfWorld(state, history, contractId, at);
    if (world.changes.length === 0) return false;
    const sorted = sortChanges(world.changes);
    const marks = world.changes.flatMap((change) => markOf(change, world, sorted));
    if (marks.length > 0) {
      await commit.run((unit) => {
        for (const mark of marks) {
          unit.put("shelfMark", mark);
          const { kind, detail, changeId: target } = mark;
          audit(unit, serverCaller, { action: "shelf.rollout", target, contractId, after: { kind, detail } }, at);
        }
      });
      return true;
    }
    const shelves = shelvesOf(world, sorted);
    if (shelves.length === 0) return false;
    await commit.run((unit) => {
      for (const shelf of shelves) this.#send(unit, shelf, at);
    });
    return false;
  }

  #send(unit: Unit, shelf: StoredTerminalShelf, at: Millis): void {
    const { kioskId, revision } = shelf;
    unit.put("terminalShelf", shelf);
    // a terminal that was away fetches the last list and need not be told of those before
    for (const stored of this.#o.state.waitingCommands(kioskId)) {
      if (stored.body.command.type !== "shelf") continue;
      unit.put("command", { ...stored, state: "done", detail: `superseded by revision ${revision}` });
    }
    const id = this.#o.newId();
    const body: KioskCommand = { v: 1, commandId: id, issuedAt: at, command: { type: "shelf", revision } };
    unit.put("command", { id, kioskId, createdAt: at, body, state: "waiting", answeredAt: null, detail: "" });
    unit.effects.push({ name: "send-command", kioskId, command: body });
  }
}

/** What a terminal is given when nothing was ever changed for it, or has changed now. */
export function shelfBody(
  { master }: Kiosk,
  wanted: Pick<TerminalShelf, "places" | "theme">,
  revision: number,
  at: Millis,
): TerminalShelf {
  const { id: kioskId, name, address, street, dutyPhone: phone, openingHours: hours } = master;
  const point = { name, address, street, phone, hours };
  return { v: 1, revision, kioskId, at, point, theme: wanted.theme, places: wanted.places };
}

function shelvesOf({ kiosks, released, shelves, at }: ShelfWorld, sorted: SortedChanges): StoredTerminalShelf[] {
  return kiosks.flatMap((kiosk): StoredTerminalShelf[] => {
    const before = shelves.get(kiosk.master.id);
    const revision = (before?.revision ?? 0) + 1;
    const body = shelfBody(kiosk, wantedBy(kiosk, sorted, at, released), revision, at);
    if (before !== undefined && sameShelf(before.body, body)) return [];
    return [{ kioskId: kiosk.master.id, revision, at, body }];
  });
}

function wantedBy(
  kiosk: Kiosk,
  sorted: SortedChanges,
  at: Millis,
  released: ReleasedDigest,
): Pick<TerminalShelf, "places" | "theme"> {
  const theme = wantedTheme(sorted, placeOf(kiosk), at, released);
  const places = wantedApps(sorted, placeOf(kiosk), at, released);
  return {
    theme: theme === null ? null : { id: theme.id, version: theme.version, digest: theme.digest },
    places: places.map(({ appId, state, version, digest, reason, until, frequent }) => ({
      ...{ appId, state, version, digest, reason, until, frequent },
    })),
  };
}

/** But for its number and its time. */
function sameShelf(one: TerminalShelf, other: TerminalShelf): boolean {
  const plain = ({ revision: _revision, at: _at, ...rest }: TerminalShelf) => JSON.stringify(sortedKeys(rest));
  return plain(one) === plain(other);
}

/** What is read back from the database has its fields in the order it was written; a schema may have given another. */
function sortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortedKeys(inner)]));
}

function markOf(change: StandingChange, world: ShelfWorld, sorted: SortedChanges): StoredShelfMark[] {
  if (change.rollout === null) return [];
  const { at } = world;
  const step = advance(change, followersOf(change, world, sorted), at);
  if (step === null) return [];
  const detail = detailOf(step, change, world);
  return [{ changeId: change.id, seq: change.marks + 1, kind: step.kind, detail, by: serverCaller.name, at }];
}

function detailOf(step: RolloutStep, { wave, rollout }: StandingChange, { kiosks }: ShelfWorld): string {
  if (step.kind === "wave") return rollout?.waves[wave]?.join("、") ?? "";
  if (step.kind !== "stopped") return "";
  const names = kiosks.filter(({ master }) => step.failed.includes(master.id)).map(({ master }) => master.name);
  return `${names.length} 台终端更新失败，已自动停止 / stopped by itself, failed on ${names.length}: ${names.slice(0, 10).join("、")}`;
}

/** The terminals of the contract for which nothing narrower or later holds. */
function followersOf(change: StandingChange, world: ShelfWorld, { apps, themes }: SortedChanges): Follower[] {
  const { kiosks, at, released } = world;
  const isVersion = change.action === "on" || change.action === "version";
  const aspect = isVersion ? "version" : mainAspect[change.action];
  const among = change.action === "theme" ? themes : (apps.get(change.packageId) ?? []);
  const decides = (kiosk: Kiosk) => decider(among, aspect, placeOf(kiosk), at, released)?.id === change.id;
  // where the app is off nobody fetches it, and nothing can be learned
  const isOffered = (kiosk: Kiosk) => decider(among, "state", placeOf(kiosk), at, released)?.action === "on";
  return kiosks
    .filter((kiosk) => decides(kiosk) && (!isVersion || isOffered(kiosk)))
    .map((kiosk) => ({
      kioskId: kiosk.master.id,
      street: kiosk.master.street,
      reachable: isReachable(kiosk),
      ...progressOf(change, kiosk.master.id, world),
    }));
}

function progressOf(
  { action, packageId, version }: StandingChange,
  kioskId: KioskId,
  { applied, shelves }: ShelfWorld,
): Pick<Follower, "reached" | "failed"> {
  const said = applied.get(kioskId);
  if (said === undefined) return { reached: false, failed: false };
  // what names no version is there as soon as the list is
  if (version === null || action === "off" || action === "adjust") {
    return { reached: said.revision >= (shelves.get(kioskId)?.revision ?? 0), failed: false };
  }
  const kind = action === "theme" ? "theme" : "app";
  const place = said.places.find((one) => one.id === packageId && one.kind === kind);
  return {
    reached: place?.inPlace === version && place.error === null,
    failed: place !== undefined && place.wanted === version && place.error !== null,
  };
}
