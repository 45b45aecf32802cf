// What is shown of what lies on the phone.
import {
  type Counts,
  checkKey,
  type ItemView,
  type LocalCheck,
  type LocalInspection,
  type LocalVisit,
  type Person,
  type PhotoView,
  type Place,
  type Visit,
  type Whereabouts,
} from "./engine.ts";
import type { ItemRecord, PhotoRecord } from "./records.ts";

/** Photos that go up just now: bytes sent of each. Items: those in the request. */
export interface Sending {
  readonly items: ReadonlySet<string>;
  readonly photos: ReadonlyMap<string, number>;
}

export const nothingSending: Sending = { items: new Set(), photos: new Map() };

export function itemView({ id, by, item, correctedAt, stand }: ItemRecord, sending: Sending): ItemView {
  return { item, by, madeAt: correctedAt ?? item.at, timeChecked: correctedAt !== null, where: where() };

  function where(): Whereabouts {
    switch (stand.name) {
      case "waiting":
        return sending.items.has(id) ? { name: "sending", sentBytes: 0 } : { name: "on-phone" };
      case "stored":
      case "applied":
        return { name: "at-server", at: stand.at };
      case "attention":
      case "refused":
        return stand;
    }
  }
}

export function photoView(record: PhotoRecord, kept: ReadonlySet<string>, sending: Sending): PhotoView {
  const { photoId, what, kioskId, visitId, bytes, madeAt, stand } = record;
  return { photoId, what, kioskId, visitId, bytes, madeAt, kept: kept.has(photoId), where: where() };

  function where(): Whereabouts {
    const sentBytes = sending.photos.get(photoId);
    if (stand.name === "whole") return { name: "at-server", at: stand.at };
    if (stand.name === "refused") return stand;
    return sentBytes === undefined ? { name: "on-phone" } : { name: "sending", sentBytes };
  }
}

/** An item `photo` is the word of its picture's coming, and is not counted beside it. */
export function countsOf(items: readonly ItemView[], photos: readonly PhotoView[]): Counts {
  const own = items.filter(({ item }) => item.type !== "photo");
  const count = (list: readonly { readonly where: Whereabouts }[], ...names: readonly Whereabouts["name"][]) =>
    list.filter(({ where }) => names.includes(where.name)).length;
  const both = [...own, ...photos];
  return {
    waiting: count(own, "on-phone", "sending"),
    waitingPhotos: count(photos, "on-phone", "sending"),
    atServer: count(both, "at-server"),
    attention: count(both, "attention"),
    refused: count(both, "refused"),
  };
}

export function isWaiting({ stand }: { readonly stand: { readonly name: string } }): boolean {
  return stand.name === "waiting";
}

/** Who has something waiting here, and how much of it: the one asked for left out. */
export function othersOf(
  items: readonly ItemRecord[],
  photos: readonly PhotoRecord[],
  self: Person | null,
): { readonly person: Person; readonly items: number; readonly photos: number }[] {
  const found = new Map<string, { readonly person: Person; items: number; photos: number }>();
  const of = (person: Person) => {
    const known = found.get(person.userId) ?? { person, items: 0, photos: 0 };
    found.set(person.userId, known);
    return known;
  };
  for (const { by, item } of items.filter(isWaiting)) if (item.type !== "photo") of(by).items += 1;
  for (const { by } of photos.filter(isWaiting)) of(by).photos += 1;
  return [...found.values()].filter(({ person }) => person.userId !== self?.userId);
}

const shanghaiDay = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short" });

/** Of the day in Shanghai at `at`, in the order of the route. */
export function visitsOf<V extends Pick<Visit, "date" | "position">>(visits: readonly V[], at: number): V[] {
  const today = shanghaiDay.format(at);
  return visits.filter(({ date }) => date === today).sort((a, b) => a.position - b.position);
}

/** @param items the newest first */
export function localVisit(
  items: readonly ItemView[],
  photos: readonly PhotoView[],
  { kioskId, visitId }: Place,
): LocalVisit {
  const here = (place: { readonly kioskId: string; readonly visitId: string | null }) =>
    place.kioskId === kioskId && place.visitId === visitId;
  const made = items.filter(({ item }) => here(item));
  const arrival = made.findLast(({ item }) => item.type === "arrival");
  const departure = made.find(({ item }) => item.type === "departure");
  return {
    arrivedAt: arrival?.madeAt ?? null,
    arrivalWhere: arrival?.where ?? null,
    departedAt: departure?.madeAt ?? null,
    inspections: inspectionsOf(made.toReversed()),
    items: made,
    photos: photos.filter(here),
  };
}

/** @param items the oldest first */
function inspectionsOf(items: readonly ItemView[]): LocalInspection[] {
  const found = new Map<string, LocalInspection & { readonly checks: Map<string, LocalCheck> }>();
  for (const { item, where, madeAt } of items) {
    if (item.type === "inspection-started") {
      const { inspectionId, kioskId, visitId, kind } = item;
      const begun = { inspectionId, kioskId, visitId, kind, startedAt: madeAt, completedAt: null, where };
      if (!found.has(inspectionId)) found.set(inspectionId, { ...begun, checks: new Map() });
    }
    if (item.type === "check") {
      const { checklistId, itemId, deviceId, outcome, measured, text, photoIds } = item.entry;
      const check: LocalCheck = {
        ...{ checklistId, itemId, deviceId, outcome, where },
        measured: measured ?? null,
        text: text ?? "",
        photoIds: photoIds ?? [],
      };
      found.get(item.inspectionId)?.checks.set(checkKey(checklistId, itemId, deviceId), check);
    }
    if (item.type === "inspection-completed") {
      const known = found.get(item.inspectionId);
      if (known !== undefined) found.set(item.inspectionId, { ...known, completedAt: madeAt });
    }
  }
  return [...found.values()];
}
