// The last resort: what is on the phone and not at the server, as one file that another phone or a desk computer takes up.
import type { FieldItem } from "@kiosk/contract";
import type { ExportFile, Person } from "./engine.ts";
import type { NewItem, NewPhoto } from "./field-store.ts";
import { sha256Hex } from "./picture.ts";
import type { ItemRecord, PhotoRecord } from "./records.ts";

const kind = "kiosk-field-export";
const version = 1;
/** of a stack of arguments; the phone's call stack has an end */
const chunk = 32_768;

interface ExportedItem {
  readonly item: FieldItem;
  readonly correctedAt: number | null;
  readonly bundleAt: number | null;
  readonly installId: string;
  readonly offered: boolean;
}
interface ExportedPhoto extends Omit<PhotoRecord, "by" | "stand"> {
  /** base64 */
  readonly picture: string;
}
interface Exported {
  readonly kind: typeof kind;
  readonly version: number;
  readonly by: Person;
  readonly items: readonly ExportedItem[];
  readonly photos: readonly ExportedPhoto[];
}

export interface ToExport {
  readonly by: Person;
  readonly items: readonly ItemRecord[];
  readonly photos: readonly PhotoRecord[];
  /** for the name of the file, Millis */
  readonly at: number;
}

/** One photo is read at a time: all of them together may be more than a phone has memory for. */
export async function writeExport(
  { by, items, photos, at }: ToExport,
  pictureOf: (photoId: string) => Promise<Uint8Array | null>,
): Promise<ExportFile> {
  const head = items.map(({ item, correctedAt, bundleAt, installId, offered }): ExportedItem => {
    return { item, correctedAt, bundleAt, installId, offered: offered === true };
  });
  const parts = [`{"kind":"${kind}","version":${version},"by":${JSON.stringify(by)}`];
  parts.push(`,"items":${JSON.stringify(head)},"photos":[`);
  let written = 0;
  for (const { by: _by, stand: _stand, ...photo } of photos) {
    const picture = await pictureOf(photo.photoId);
    if (picture === null) continue;
    const exported: ExportedPhoto = { ...photo, picture: toBase64(picture) };
    parts.push(`${written === 0 ? "" : ","}${JSON.stringify(exported)}`);
    written += 1;
  }
  parts.push("]}");
  const day = new Date(at).toISOString().slice(0, 16).replaceAll(/[-:]/g, "").replace("T", "-");
  const name = `field-${by.userId.slice(0, 8)}-${day}.json`;
  return { name, blob: new Blob(parts, { type: "application/json" }), items: items.length, photos: written };
}

export type ReadExport =
  | { readonly ok: true; readonly by: Person; readonly items: readonly NewItem[]; readonly photos: readonly NewPhoto[] }
  | { readonly ok: false; readonly why: "not-ours" | "damaged" };

/** Every picture is compared with what was noted of it when it was taken. */
export async function readExport(text: string): Promise<ReadExport> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, why: "not-ours" };
  }
  if (!isExported(value)) return { ok: false, why: "not-ours" };
  const { by } = value;
  const photos: NewPhoto[] = [];
  for (const { picture: base64, ...photo } of value.photos) {
    const picture = fromBase64(base64);
    if (picture === null || (await sha256Hex(picture)) !== photo.sha256) return { ok: false, why: "damaged" };
    photos.push({ record: { ...photo, by, stand: { name: "waiting" } }, picture });
  }
  const items = value.items.map(({ offered, ...made }): NewItem => {
    return offered ? { ...made, by, offered } : { ...made, by };
  });
  return { ok: true, by, items, photos };
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += chunk) text += String.fromCharCode(...bytes.subarray(i, i + chunk));
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

type Loose = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Loose => typeof value === "object" && value !== null;
const isText = (value: unknown) => typeof value === "string";
const isTimeOrNull = (value: unknown) => value === null || typeof value === "number";

function isExported(value: unknown): value is Exported {
  if (!isObject(value) || value.kind !== kind || value.version !== version) return false;
  if (!isObject(value.by) || !isText(value.by.userId) || !isText(value.by.name)) return false;
  const { items, photos } = value;
  return Array.isArray(items) && items.every(isExportedItem) && Array.isArray(photos) && photos.every(isExportedPhoto);
}

function isExportedItem(value: unknown): boolean {
  if (!isObject(value) || !isObject(value.item) || !isText(value.installId) || typeof value.offered !== "boolean") {
    return false;
  }
  const { id, type, at, kioskId } = value.item;
  const isItem = isText(id) && isText(type) && typeof at === "number" && isText(kioskId);
  return isItem && isTimeOrNull(value.correctedAt) && isTimeOrNull(value.bundleAt);
}

function isExportedPhoto(value: unknown): boolean {
  if (!isObject(value)) return false;
  const texts = [value.photoId, value.what, value.kioskId, value.mediaType, value.sha256, value.picture];
  const isPlaced = value.visitId === null || isText(value.visitId);
  return texts.every(isText) && isPlaced && typeof value.bytes === "number" && typeof value.madeAt === "number";
}
