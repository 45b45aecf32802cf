// What was typed and not saved yet. It is written with each key into local storage, which is there again at once when the
// system has closed the page; saved things are the engine's.

export interface Draft {
  readonly texts: Readonly<Record<string, string>>;
  /** pictures that are already kept and belong to this form */
  readonly photoIds: readonly string[];
}

export const emptyDraft: Draft = { texts: {}, photoIds: [] };

const prefix = "kiosk.field.draft:";
const keptMs = 14 * 24 * 3_600_000;

export function draftKey(userId: string, ...place: readonly (string | null)[]): string {
  return prefix + [userId, ...place.map((part) => part ?? "-")].map(encodeURIComponent).join("/");
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export function readDraft(store: Store, key: string): Draft {
  const raw = store.getItem(key);
  if (raw === null) return emptyDraft;
  const kept = parse(raw);
  const texts = Object.entries(objectOf(kept.texts)).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const photoIds = Array.isArray(kept.photoIds)
    ? kept.photoIds.filter((id): id is string => typeof id === "string")
    : [];
  return { texts: Object.fromEntries(texts), photoIds };
}

/** False where the browser takes no more: the form on the screen still has it. */
export function writeDraft(store: Store, key: string, draft: Draft, now: number): boolean {
  const empty = draft.photoIds.length === 0 && Object.values(draft.texts).every((text) => text === "");
  if (empty) {
    store.removeItem(key);
    return true;
  }
  try {
    store.setItem(key, JSON.stringify({ ...draft, at: now }));
    return true;
  } catch {
    return false;
  }
}

/** Forms that nobody came back to for a fortnight. */
export function dropOldDrafts(store: Store & Pick<Storage, "length" | "key">, now: number): void {
  const keys = Array.from({ length: store.length }, (_, i) => store.key(i)).filter((key) => key !== null);
  for (const key of keys) {
    if (!key.startsWith(prefix)) continue;
    const { at } = parse(store.getItem(key) ?? "");
    if (typeof at !== "number" || now - at > keptMs) store.removeItem(key);
  }
}

function parse(raw: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(raw));
  } catch {
    // written by nobody of ours, or cut off
    return {};
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
