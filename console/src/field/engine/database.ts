// The phone's database and how it grew. A version that people have used is never changed: the next one begins where it ended.

import type { FieldBundle } from "@kiosk/contract";
import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB } from "idb";
import type { Person } from "./engine.ts";
import type { ClockSight } from "./phone-clock.ts";
import type { ItemRecord, PhotoRecord, PictureRecord } from "./records.ts";

const databaseName = "kiosk-field";
const version = 2;

interface FieldSchema extends DBSchema {
  items: { key: number; value: ItemRecord; indexes: { id: string } };
  photos: { key: string; value: PhotoRecord };
  pictures: { key: string; value: PictureRecord };
  meta: { key: string; value: MetaRecord };
}

/** One row of each name; bundles by user id, since two people may share a phone. */
export type MetaRecord =
  | { readonly key: "install"; readonly installId: string }
  | { readonly key: "person"; readonly person: Person }
  | { readonly key: "sign-out-owed" }
  | { readonly key: "clock"; readonly sight: ClockSight }
  | { readonly key: `bundle:${string}`; readonly bundle: FieldBundle };

export type FieldDatabase = IDBPDatabase<FieldSchema>;
type Upgrade = IDBPTransaction<FieldSchema, ("items" | "photos" | "pictures" | "meta")[], "versionchange">;

export interface DatabaseEvents {
  /** a newer version of the app, in another tab, has to change the database */
  readonly onTakenOver: () => void;
  /** the browser has closed it: cleared, or its disk is gone */
  readonly onGone: () => void;
}

/** @throws DOMException VersionError where a newer app has written it; others where the browser keeps nothing */
export async function openFieldDatabase(
  events: DatabaseEvents,
): Promise<{ readonly database: FieldDatabase; readonly fresh: boolean }> {
  let fresh = false;
  const database = await openDB<FieldSchema>(databaseName, version, {
    upgrade: async (db, from, _to, change) => {
      fresh = from === 0;
      if (from < 1) first(db);
      if (from < 2) await second(db, change);
    },
    blocking: (_now, _wanted, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
      events.onTakenOver();
    },
    terminated: events.onGone,
  });
  return { database, fresh };
}

function first(db: FieldDatabase): void {
  db.createObjectStore("items", { keyPath: "seq", autoIncrement: true }).createIndex("id", "id", { unique: true });
  db.createObjectStore("photos", { keyPath: "photoId" });
  db.createObjectStore("meta", { keyPath: "key" });
}

/** Pictures lay in their photo's row, as `picture`; read for every list. */
async function second(db: FieldDatabase, change: Upgrade): Promise<void> {
  const pictures = db.createObjectStore("pictures", { keyPath: "photoId" });
  for (let row = await change.objectStore("photos").openCursor(); row !== null; row = await row.continue()) {
    const old: PhotoRecord & { readonly picture?: Uint8Array<ArrayBuffer> } = row.value;
    const { picture, ...photo } = old;
    if (picture === undefined) continue;
    await pictures.put({ photoId: photo.photoId, bytes: picture });
    await row.update(photo);
  }
}
