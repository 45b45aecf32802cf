// A contract's shelf as it stands at an instant, read once for everything that is worked out from it.
import type { AppId, ContractId, KioskId } from "@kiosk/contract";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import { type StandingChange, type StoredShelfMark, standing } from "../domain/shelf/change.ts";
import type { StoredPackage } from "../domain/shelf/package-version.ts";
import type { KioskServices, KioskShelfApplied, StoredTerminalShelf } from "../domain/shelf/use.ts";
import type { ReleasedDigest, ShelfTerminalPlace } from "../domain/shelf/wanted.ts";
import type { Millis } from "../domain/time.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { ShelfHistory } from "../shelf-ports.ts";

export interface ShelfWorld {
  readonly contractId: ContractId;
  readonly at: Millis;
  /** by their number */
  readonly kiosks: readonly Kiosk[];
  /** in their order */
  readonly changes: readonly StandingChange[];
  readonly packages: readonly StoredPackage[];
  readonly released: ReleasedDigest;
  readonly shelves: ReadonlyMap<KioskId, StoredTerminalShelf>;
  readonly applied: ReadonlyMap<KioskId, KioskShelfApplied>;
  readonly services: ReadonlyMap<KioskId, KioskServices>;
}

export async function readShelfWorld(
  state: FleetState,
  history: ShelfHistory,
  contractId: ContractId,
  at: Millis,
): Promise<ShelfWorld> {
  const changes = await standingChanges(history, contractId, at);
  const packages = await history.packages();
  return {
    ...{ contractId, at, changes, packages },
    kiosks: kiosksOf(state, contractId),
    released: releasedOf(packages),
    shelves: byKiosk(await history.shelves(contractId)),
    applied: byKiosk(await history.applied(contractId)),
    services: byKiosk(await history.services(contractId)),
  };
}

export function kiosksOf(state: FleetState, contractId: ContractId): Kiosk[] {
  return [...state.kiosks]
    .filter(({ master }) => master.contractId === contractId)
    .sort((a, b) => a.master.seq - b.master.seq);
}

export async function standingChanges(
  history: ShelfHistory,
  contractId: ContractId,
  at: Millis,
): Promise<StandingChange[]> {
  const stored = await history.changes(contractId);
  if (stored.length === 0) return [];
  const marks: ReadonlyMap<string, StoredShelfMark[]> = Map.groupBy(
    await history.marks(contractId),
    ({ changeId }) => changeId,
  );
  return stored.map((change) => standing(change, marks.get(change.id) ?? [], at));
}

export function releasedOf(packages: readonly StoredPackage[]): ReleasedDigest {
  const released = packages.filter(({ state }) => state === "released");
  const digests = new Map(released.map(({ id, version, digest }) => [`${id} ${version}`, digest]));
  return (id: AppId, version) => digests.get(`${id} ${version}`);
}

export function placeOf({ master }: Kiosk): ShelfTerminalPlace {
  return { kioskId: master.id, street: master.street };
}

export function isReachable({ status }: Kiosk): boolean {
  return status.presence === "online";
}

function byKiosk<R extends { readonly kioskId: KioskId }>(rows: readonly R[]): ReadonlyMap<KioskId, R> {
  return new Map(rows.map((row) => [row.kioskId, row]));
}
