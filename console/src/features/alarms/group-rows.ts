import type { FaultGroup, FaultRow } from "@kiosk/contract";

/** The causes of a group: what can be acknowledged; the rest follows from them. */
export function causesOf({ rows }: FaultGroup): FaultRow[] {
  const listed = new Set(rows.map((row) => row.id));
  return rows.filter((row) => row.causeId === null || !listed.has(row.causeId));
}
