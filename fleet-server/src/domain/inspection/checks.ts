// What somebody found: whether an entry can stand, which of several does, and what is still to be answered.
import type { CheckAnswer, Checklist, ChecklistItem, DeviceId } from "@kiosk/contract";
import type { CheckTarget, Inspection, StoredCheck } from "./records.ts";

interface Place {
  readonly checklistId: string;
  readonly itemId: string;
  readonly deviceId: DeviceId | null;
}

/** One item at one device. */
export function placeKey({ checklistId, itemId, deviceId }: Place): string {
  return `${checklistId}/${itemId}${deviceId === null ? "" : `@${deviceId}`}`;
}

/** Everything an inspection asks, in the order of its lists. */
export function placesOf(lists: readonly Checklist[], targets: readonly CheckTarget[]): Place[] {
  return targets.flatMap(({ checklistId, deviceId }) =>
    (lists.find((list) => list.id === checklistId)?.items ?? []).map((item) => ({
      checklistId,
      itemId: item.id,
      deviceId,
    })),
  );
}

/** Why an entry cannot stand; null: it can. */
export function entryProblem(
  entry: CheckAnswer,
  lists: readonly Checklist[],
  targets: readonly CheckTarget[],
): string | null {
  const list = lists.find(({ id }) => id === entry.checklistId);
  if (list === undefined) return "the inspection has no such list";
  const item = list.items.find(({ id }) => id === entry.itemId);
  if (item === undefined) return "the list has no such item";
  const asked = targets.some((t) => t.checklistId === entry.checklistId && t.deviceId === entry.deviceId);
  if (!asked) return "the list is not asked of this device";
  return answerProblem(entry, item);
}

function answerProblem(entry: CheckAnswer, { measure, photo }: ChecklistItem): string | null {
  const { outcome, measured, text, photoIds, photos } = entry;
  if (measure === null && measured !== null) return "nothing is measured here";
  if (outcome === "pass" && measure !== null) {
    if (measured === null) return "a pass needs the measured value";
    const low = measure.min !== null && measured < measure.min;
    const high = measure.max !== null && measured > measure.max;
    if (low || high) return `${measured} ${measure.unit} cannot pass`;
  }
  if (outcome === "fail" && text.trim() === "") return "a fail needs a text";
  const wanted = photo === "always" ? outcome !== "na" : photo === "on-fail" && outcome === "fail";
  return wanted && photoIds.length + photos.length === 0 ? "a photo is asked for" : null;
}

/** Whether a stored check says what an entry of the same person says: it came before, and came again. */
export function isSame(check: StoredCheck, entry: CheckAnswer, byId: string): boolean {
  const ids = [...entry.photoIds, ...entry.photos.map(({ photoId }) => photoId)];
  return (
    check.byId === byId &&
    placeKey(check) === placeKey(entry) &&
    check.outcome === entry.outcome &&
    check.measured === entry.measured &&
    check.text === entry.text &&
    check.photos.length === ids.length &&
    check.photos.every(({ photoId }, index) => photoId === ids[index])
  );
}

/** Of two entries for one place the later one stands, of two of one instant the one that came later. */
export function standingChecks(checks: readonly StoredCheck[]): ReadonlyMap<string, StoredCheck> {
  const standing = new Map<string, StoredCheck>();
  for (const check of checks) {
    const key = placeKey(check);
    const other = standing.get(key);
    if (other === undefined || check.at > other.at || (check.at === other.at && check.seq > other.seq)) {
      standing.set(key, check);
    }
  }
  return standing;
}

export function countsOf(places: readonly Place[], standing: ReadonlyMap<string, StoredCheck>): Inspection["counts"] {
  const counts = { pass: 0, fail: 0, na: 0, open: 0 };
  for (const place of places) counts[standing.get(placeKey(place))?.outcome ?? "open"] += 1;
  return counts;
}

/** What nobody has answered. */
export function unanswered(places: readonly Place[], standing: ReadonlyMap<string, StoredCheck>): string[] {
  return places.map(placeKey).filter((key) => !standing.has(key));
}
