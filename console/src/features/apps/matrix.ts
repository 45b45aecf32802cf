// The matrix app × group (街镇): what each cell amounts to, from what each terminal wants, has and can.
import type { AppId, ContractShelf, ShelfCell } from "@kiosk/contract";

type Terminal = ContractShelf["terminals"][number];

export interface GroupCell {
  readonly terminals: number;
  /** wanted there and in place in the wanted version */
  readonly inPlace: number;
  /** wanted off, or not wanted at all */
  readonly off: number;
  /** wanted on, and another or no version there, without an error */
  readonly pending: number;
  readonly failed: number;
  /** of those in place: what they say they can do */
  readonly limited: number;
  readonly suspended: number;
  /** versions wanted here, lowest first */
  readonly versions: readonly string[];
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
  const own = members.map(({ kioskId }) => cells.get(cellKey(kioskId, appId)));
  const on = own.filter(isOn);
  const placed = on.filter(isInPlace);
  const failed = on.filter((cell) => !isInPlace(cell) && cell?.error != null);
  return {
    terminals: members.length,
    inPlace: placed.length,
    off: members.length - on.length,
    pending: on.length - placed.length - failed.length,
    failed: failed.length,
    limited: placed.filter((cell) => cell?.service === "limited").length,
    suspended: placed.filter((cell) => cell?.service === "suspended").length,
    versions: [...new Set(on.flatMap((cell) => cell?.wanted?.version ?? []))].sort(byVersion),
  };
}

export function byVersion(a: string, b: string): number {
  const [x, y] = [a, b].map((text) => text.split(".").map(Number));
  for (let i = 0; i < 3; i += 1) {
    const difference = (x?.[i] ?? 0) - (y?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
