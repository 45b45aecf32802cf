// A checklist while it is edited: its items moved, added, taken away; what two versions differ in; two authors' versions as
// fields, each item one of them.
import { type Checklist, ChecklistItem } from "@kiosk/contract";

export type ListBody = Pick<Checklist, "zh" | "en" | "items">;

/** @param by -1 up, 1 down; at the end it stays */
export function moved(items: readonly ChecklistItem[], id: string, by: -1 | 1): ChecklistItem[] {
  const from = items.findIndex((item) => item.id === id);
  const item = items[from];
  const to = from + by;
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  return items.toSpliced(from, 1).toSpliced(to, 0, item);
}

/** An id that no version of the list has used: results name items by it. */
export function freeItemId(used: ReadonlySet<string>): string {
  for (let n = 1; ; n++) if (!used.has(`own-${n}`)) return `own-${n}`;
}

/** @returns null where it cannot be sent */
export function wholeItem(item: ChecklistItem): ChecklistItem | null {
  const parsed = ChecklistItem.safeParse(item);
  const limits = item.measure;
  const crossed = limits !== null && limits.min !== null && limits.max !== null && limits.min > limits.max;
  return parsed.success && !crossed ? parsed.data : null;
}

/** A typed limit; empty: none. NaN cannot be sent and is told of. */
export function limitOf(text: string): number | null {
  const plain = text.normalize("NFKC").trim();
  if (plain === "") return null;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

export interface ListChanges {
  added: ChecklistItem[];
  removed: ChecklistItem[];
  changed: ChecklistItem[];
  /** what both have stands in another order */
  reordered: boolean;
  renamed: boolean;
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export function changesBetween(before: ListBody, after: ListBody): ListChanges {
  const old = new Map(before.items.map((item) => [item.id, item]));
  const now = new Set(after.items.map((item) => item.id));
  const kept = (items: readonly ChecklistItem[]) =>
    items.map(({ id }) => id).filter((id) => old.has(id) && now.has(id));
  return {
    added: after.items.filter(({ id }) => !old.has(id)),
    removed: before.items.filter(({ id }) => !now.has(id)),
    changed: after.items.filter((item) => old.has(item.id) && !same(old.get(item.id), item)),
    reordered: !same(kept(before.items), kept(after.items)),
    renamed: before.zh !== after.zh || before.en !== after.en,
  };
}

/** A version as fields. */
export interface ListFields {
  name: Pick<Checklist, "zh" | "en">;
  order: readonly string[];
  /** `item:<id>` of each item that one of the versions has; null: this one does not have it */
  [item: string]: unknown;
}

export const itemKey = (id: string) => `item:${id}`;

export function listFields({ zh, en, items }: ListBody, ids: ReadonlySet<string>): ListFields {
  const found = new Map(items.map((item) => [item.id, item]));
  const each = [...ids].map((id) => [itemKey(id), found.get(id) ?? null] as const);
  return { name: { zh, en }, order: items.map((item) => item.id), ...Object.fromEntries(each) };
}

/** The list that resolved fields make: what the chosen order does not name comes last. */
export function listOfFields({ name, order, ...rest }: ListFields): ListBody {
  const items = Object.values(rest)
    .filter((value) => value !== null)
    .map((value) => ChecklistItem.parse(value));
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return { ...name, items: items.sort((a, b) => place(a.id) - place(b.id)) };
}
