// In which order kept items are carried out, and what each waits for. Uploads of one visit may come in any order.
import type { FieldItem } from "@kiosk/contract";
import type { FieldItemRow } from "./field-item.ts";

/** By when they were so; at the same instant as they came. */
export function inOrder<R extends Pick<FieldItemRow, "at" | "receivedAt" | "place">>(rows: readonly R[]): R[] {
  return rows.toSorted((a, b) => a.at - b.at || a.receivedAt - b.receivedAt || a.place - b.place);
}

/** Pictures an item cannot do without. */
export function photosOf(item: FieldItem): readonly string[] {
  switch (item.type) {
    case "check":
      return item.entry.photoIds;
    case "swap":
    case "order-act":
    case "note":
      return item.photoIds;
    case "inspection-completed":
      return item.host === null ? [] : [item.host.signaturePhotoId];
    default:
      return [];
  }
}

/** The inspection, order or picture an item speaks of. */
export function thingOf(item: FieldItem): string | null {
  switch (item.type) {
    case "inspection-started":
    case "check":
    case "inspection-completed":
      return item.inspectionId;
    case "order-act":
      return item.orderId;
    case "photo":
      return item.photoId;
    default:
      return null;
  }
}

/** What happens to one thing happens one after the other; null: to nothing that others of these speak of. */
export function chainOf(item: FieldItem): string | null {
  switch (item.type) {
    case "inspection-started":
    case "check":
    case "inspection-completed":
      return `inspection:${item.inspectionId}`;
    case "order-act":
      return `order:${item.orderId}`;
    case "swap":
      return `supply:${item.deviceId}/${item.consumable}/${item.part}`;
    default:
      return null;
  }
}

/** The beginning of an inspection goes before whatever came earlier, and its end behind everything that is here. */
export function turnOf(item: FieldItem): number {
  if (item.type === "inspection-started") return 0;
  return item.type === "inspection-completed" ? 2 : 1;
}
