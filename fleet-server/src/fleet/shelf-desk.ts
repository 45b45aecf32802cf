// 自助办管理平台: what is offered on the terminals of a contract, changed, stopped and taken back.
import type { ContractId, ContractShelf, ErrorCode, NewShelfChange, ShelfChange, ShelfPreview } from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import { frozen } from "../domain/guarantee/book.ts";
import { cellsOf } from "../domain/shelf/cells.ts";
import { type StandingChange, type StoredShelfChange, type StoredShelfMark, standing } from "../domain/shelf/change.ts";
import { wavesFlaw } from "../domain/shelf/rollout.ts";
import { sortChanges, wantedApps, wantedTheme } from "../domain/shelf/wanted.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Clock } from "../ports.ts";
import type { ShelfHistory } from "../shelf-ports.ts";
import type { InTurn } from "./in-turn.ts";
import type { ShelfKeeper } from "./shelf-keeper.ts";
import { previewOf } from "./shelf-preview.ts";
import { isReachable, kiosksOf, placeOf, readShelfWorld, type ShelfWorld, standingChanges } from "./shelf-world.ts";

export interface ShelfApi {
  contract(by: Caller, id: ContractId): Promise<Answer<ContractShelf>>;
  preview(by: Caller, id: ContractId, change: NewShelfChange): Promise<Answer<ShelfPreview>>;
  change(by: Caller, id: ContractId, change: NewShelfChange): Promise<Answer<ShelfChange>>;
  /** No further wave of it begins; what it has reached stays. */
  stop(by: Caller, id: ContractId, changeId: string): Promise<Answer<ShelfChange>>;
  /** As if it had never been made. */
  undo(by: Caller, id: ContractId, changeId: string): Promise<Answer<ShelfChange>>;
}

/** A terminal's list has room for so many: shelf/terminal.ts */
const mostApps = 100;
const listedChanges = 500;

export class ShelfDesk implements ShelfApi {
  readonly #o: {
    readonly state: FleetState;
    readonly history: ShelfHistory;
    readonly commit: GroupCommit;
    readonly clock: Clock;
    readonly keeper: ShelfKeeper;
    /** by contract; shared with the keeper */
    readonly turns: InTurn;
  };

  constructor(options: {
    state: FleetState;
    history: ShelfHistory;
    commit: GroupCommit;
    clock: Clock;
    keeper: ShelfKeeper;
    turns: InTurn;
  }) {
    this.#o = options;
  }

  async contract(_by: Caller, id: ContractId): Promise<Answer<ContractShelf>> {
    return { ok: true, value: contractView(await this.#world(id)) };
  }

  async preview(_by: Caller, id: ContractId, change: NewShelfChange): Promise<Answer<ShelfPreview>> {
    const world = await this.#world(id);
    const judged = this.#judge(world, change);
    if (judged !== undefined) return judged;
    const stored = storedOf(change, world, "");
    // as it will be when all waves are through
    const through: StandingChange = {
      ...standing({ ...stored, rollout: null }, [], stored.effectiveAt),
      state: "done",
    };
    return { ok: true, value: await previewOf(world, through, this.#o.history) };
  }

  async change(by: Caller, id: ContractId, change: NewShelfChange): Promise<Answer<ShelfChange>> {
    const { history, commit, turns } = this.#o;
    const made = await turns.run(id, async (): Promise<Answer<ShelfChange>> => {
      const known = await history.change(change.id);
      if (known !== undefined) {
        return known.contractId === id ? this.#answer(id, known.id) : refuse("resource.not-found", change.id);
      }
      const world = await this.#world(id);
      const judged = this.#judge(world, change);
      if (judged !== undefined) return judged;
      const stored = storedOf(change, world, by.name);
      await commit.run((unit) => {
        unit.put("shelfChange", stored);
        audit(unit, by, { action: "shelf.change", target: stored.id, contractId: id, after: stored }, world.at);
      });
      return { ok: true, value: viewOf(standing(stored, [], world.at)) };
    });
    if (!made.ok) return made;
    await this.#o.keeper.settle(id);
    return this.#answer(id, change.id);
  }

  stop(by: Caller, id: ContractId, changeId: string): Promise<Answer<ShelfChange>> {
    return this.#mark(
      by,
      id,
      changeId,
      "stopped",
      ({ rollout, state }) => rollout !== null && (state === "waiting" || state === "rolling"),
    );
  }

  undo(by: Caller, id: ContractId, changeId: string): Promise<Answer<ShelfChange>> {
    return this.#mark(by, id, changeId, "undone", ({ state }) => state !== "undone");
  }

  async #mark(
    by: Caller,
    id: ContractId,
    changeId: string,
    kind: "stopped" | "undone",
    isOpenTo: (change: StandingChange) => boolean,
  ): Promise<Answer<ShelfChange>> {
    const { history, commit, clock, turns, keeper } = this.#o;
    const marked = await turns.run(id, async (): Promise<Answer<undefined>> => {
      const at = clock.now();
      const change = (await standingChanges(history, id, at)).find((one) => one.id === changeId);
      if (change === undefined) return refuse("resource.not-found", changeId);
      if (!isOpenTo(change)) return refuse("shelf.settled", change.state);
      const detail = kind === "stopped" ? by.name : "";
      const mark: StoredShelfMark = { changeId, seq: change.marks + 1, kind, detail, by: by.name, at };
      await commit.run((unit) => {
        unit.put("shelfMark", mark);
        const facts = { before: { state: change.state }, after: { state: kind } };
        audit(unit, by, { action: "shelf.change", target: changeId, contractId: id, ...facts }, at);
      });
      return { ok: true, value: undefined };
    });
    if (!marked.ok) return marked;
    await keeper.settle(id);
    return this.#answer(id, changeId);
  }

  async #answer(id: ContractId, changeId: string): Promise<Answer<ShelfChange>> {
    const { history, clock } = this.#o;
    const found = (await standingChanges(history, id, clock.now())).find((one) => one.id === changeId);
    return found === undefined ? refuse("resource.not-found", changeId) : { ok: true, value: viewOf(found) };
  }

  #world(id: ContractId): Promise<ShelfWorld> {
    const { state, history, clock } = this.#o;
    return readShelfWorld(state, history, id, clock.now());
  }

  /** Why a change cannot be made; undefined: it can. */
  #judge(world: ShelfWorld, change: NewShelfChange): Refusal | undefined {
    const { at, contractId, packages, released, changes } = world;
    const { action, packageId, version, scope, effectiveAt, rollout } = change;
    const kind = action === "theme" ? "theme" : "app";
    const own = packages.filter((one) => one.id === packageId && one.kind === kind);
    if (own.length === 0) return refuse("resource.not-found", packageId);
    const placesVersion = action === "on" || action === "version" || action === "theme";
    if (placesVersion && (version === null || released(packageId, version) === undefined)) {
      return refuse("package.not-released", `${packageId} ${version ?? ""}`);
    }
    const kiosks = kiosksOf(this.#o.state, contractId);
    const streets = new Set(kiosks.map(({ master }) => master.street));
    if (scope.kind === "kiosk" && !kiosks.some(({ master }) => master.id === scope.kioskId)) {
      return refuse("resource.not-found", scope.kioskId);
    }
    if (scope.kind === "group" && !streets.has(scope.street)) return refuse("resource.not-found", scope.street);
    if (effectiveAt !== null && effectiveAt < at) return refuse("shelf.time", "effectiveAt");
    const wrong = rollout === null ? undefined : wavesFlaw(rollout.waves, streets);
    if (wrong !== undefined) return refuse("shelf.waves", wrong);
    const apps = new Set(changes.filter((one) => one.action !== "theme").map((one) => one.packageId));
    if (kind === "app" && !apps.has(packageId) && apps.size >= mostApps) return refuse("shelf.full", `${mostApps}`);
    const on = scope.kind === "kiosk" ? scope.kioskId : null;
    const freeze = this.#o.state.guarantees.freeze(contractId, on);
    // taking off the shelf what harms is no change that a guarantee forbids
    return freeze === undefined || action === "off" ? undefined : frozen(freeze);
  }
}

function storedOf(change: NewShelfChange, { contractId, changes, at }: ShelfWorld, by: string): StoredShelfChange {
  const { effectiveAt, ...rest } = change;
  const seq = (changes.at(-1)?.seq ?? 0) + 1;
  return { ...rest, contractId, seq, effectiveAt: effectiveAt ?? at, by, at };
}

function viewOf({ seq: _seq, reachedAt: _reached, marks: _marks, ...view }: StandingChange): ShelfChange {
  return view;
}

function contractView(world: ShelfWorld): ContractShelf {
  const { at, kiosks, changes, released, applied, shelves, services } = world;
  const sorted = sortChanges(changes);
  const cells = kiosks.flatMap((kiosk) => {
    const { id } = kiosk.master;
    const wanted = wantedApps(sorted, placeOf(kiosk), at, released);
    return cellsOf(id, wanted, applied.get(id), services.get(id));
  });
  const terminals = kiosks.map((kiosk) => {
    const { id: kioskId, seq, name, street } = kiosk.master;
    const said = applied.get(kioskId);
    const style = said?.places.find(({ kind, inPlace }) => kind === "theme" && inPlace !== null);
    return {
      ...{ kioskId, seq, name, street, online: isReachable(kiosk) },
      wantedRevision: shelves.get(kioskId)?.revision ?? 0,
      appliedRevision: said?.revision ?? null,
      appliedAt: said?.at ?? null,
      theme: {
        wanted: wantedTheme(sorted, placeOf(kiosk), at, released)?.id ?? null,
        inPlace: style?.id ?? null,
        version: style?.inPlace ?? null,
      },
    };
  });
  return {
    ...{ at, terminals, cells },
    apps: [...new Set([...sorted.apps.keys(), ...cells.map(({ appId }) => appId)])].sort(),
    changes: changes.slice(-listedChanges).toReversed().map(viewOf),
  };
}

type Refusal = { ok: false; code: ErrorCode; detail: string };

function refuse(code: ErrorCode, detail: string): Refusal {
  return { ok: false, code, detail };
}
