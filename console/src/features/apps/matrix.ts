// The matrix app × group (街镇): what each cell amounts to, from what each terminal wants, has and can.
import type { AppId, ContractShelf, ShelfCell, ShelfChange } from "@kiosk/contract";

type Terminal = ContractShelf["terminals"][number];

export interface GroupCell {
  readonly terminals: number;
  /** wanted there and in place in the wanted version */
  readonly inPlace: number;
  /** wanted off, or not wanted at all */
  readonly off: number;
  /** of those off: taken off the shelf, which is another thing than never put there */
  readonly takenOff: number;
  /** wanted on, and another or no version there, without an error; reachable */
  readonly pending: number;
  /** the same, but out of reach: nothing can happen there before they are back */
  readonly unreached: number;
  readonly failed: number;
  /** of those in place: what they say they can do */
  readonly limited: number;
  readonly suspended: number;
  /** versions wanted here, lowest first */
  readonly versions: readonly string[];
  /** when the youngest decision about this cell took effect; null: there is none */
  readonly since: number | null;
}

export function cellKey(kioskId: string, appId: string): string {
  return `${kioskId}/${appId}`;
}

export function groupsOf(
  terminals: readonly Terminal[],
): readonly { street: string; terminals: readonly Terminal[] }[] {
  const groups = Map.groupBy(terminals, ({ street }) => street);
  return [...groups].map(([street, members]) => ({ street, terminals: members }));
}

export function isOn(cell: ShelfCell | undefined): boolean {
  return cell?.wanted?.state === "on";
}

export function isInPlace(cell: ShelfCell | undefined): boolean {
  return isOn(cell) && cell?.inPlace === cell?.wanted?.version;
}

export function groupCell(
  members: readonly Terminal[],
  appId: AppId,
  cells: ReadonlyMap<string, ShelfCell>,
): GroupCell {
  const found = members.map((member) => ({ online: member.online, cell: cells.get(cellKey(member.kioskId, appId)) }));
  const own = found.map(({ cell }) => cell);
  const on = own.filter(isOn);
  const placed = on.filter(isInPlace);
  const failed = on.filter((cell) => !isInPlace(cell) && cell?.error != null);
  const open = found.filter(({ cell }) => isOn(cell) && !isInPlace(cell) && cell?.error == null);
  const unreached = open.filter(({ online }) => !online).length;
  const decided = own.flatMap((cell) => cell?.wanted?.effectiveAt ?? []);
  return {
    terminals: members.length,
    inPlace: placed.length,
    off: members.length - on.length,
    takenOff: own.filter((cell) => cell?.wanted?.state === "off").length,
    pending: open.length - unreached,
    unreached,
    failed: failed.length,
    limited: placed.filter((cell) => cell?.service === "limited").length,
    suspended: placed.filter((cell) => cell?.service === "suspended").length,
    versions: [...new Set(on.flatMap((cell) => cell?.wanted?.version ?? []))].sort(byVersion),
    since: decided.length === 0 ? null : Math.max(...decided),
  };
}

/** Changes of this app that some terminal of the group has still before it: waiting for their time, or under way by waves. */
export function comingTo(
  changes: readonly ShelfChange[],
  appId: AppId,
  street: string,
  members: readonly Terminal[],
): readonly ShelfChange[] {
  return changes.filter(({ packageId, action, state, scope, rollout, wave }) => {
    if (packageId !== appId || action === "theme") return false;
    if (state !== "waiting" && state !== "rolling") return false;
    if (scope.kind === "group") return scope.street === street;
    if (scope.kind === "kiosk") return members.some(({ kioskId }) => kioskId === scope.kioskId);
    // a wave that has begun is no longer to come
    return rollout === null || rollout.waves.slice(wave).some((streets) => streets.includes(street));
  });
}

/** So many streets at a time. */
export function wavesOf(streets: readonly string[], size: number): string[][] {
  const waves: string[][] = [];
  for (let from = 0; from < streets.length; from += size) waves.push(streets.slice(from, from + size));
  return waves;
}

export function byVersion(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => text.split(".").map(Number));
  for (let i = 0; i < 3; i += 1) {
    const difference = (x?.[i] ?? 0) - (y?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
