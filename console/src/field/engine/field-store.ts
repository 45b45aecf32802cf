// Everything that lies on the phone. What resolves here is on the disk (durability "strict"), and may be called saved.
import type { FieldBundle, FieldItem } from "@kiosk/contract";
import type { Connection } from "./connection.ts";
import type { MetaRecord } from "./database.ts";
import type { Person } from "./engine.ts";
import type { ClockSight } from "./phone-clock.ts";
import type { ItemRecord, ItemStand, PhotoRecord, PhotoStand } from "./records.ts";

const strict = { durability: "strict" } as const;

/** What there is, without the pictures. */
export interface Holdings {
  readonly items: readonly ItemRecord[];
  readonly photos: readonly PhotoRecord[];
  /** photos whose picture is on the phone */
  readonly kept: ReadonlySet<string>;
  readonly person: Person | null;
  readonly signOutOwed: boolean;
  readonly sight: ClockSight | null;
  readonly bundle: FieldBundle | null;
}

export type NewItem = Omit<ItemRecord, "id" | "stand">;
export interface NewPhoto {
  readonly record: PhotoRecord;
  readonly picture: Uint8Array<ArrayBuffer>;
}

export class FieldStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Of this database: another one after it was thrown away. */
  get installId(): string {
    return this.#connection.installId;
  }

  read(): Promise<Holdings> {
    return this.#connection.use(async (database) => {
      const look = database.transaction(["items", "photos", "pictures", "meta"]);
      const [items, photos, kept, rows] = await Promise.all([
        look.objectStore("items").getAll(),
        look.objectStore("photos").getAll(),
        look.objectStore("pictures").getAllKeys(),
        look.objectStore("meta").getAll(),
        look.done,
      ]);
      let person: Person | null = null;
      let sight: ClockSight | null = null;
      for (const row of rows) {
        if (row.key === "person" && "person" in row) person = row.person;
        if (row.key === "clock" && "sight" in row) sight = row.sight;
      }
      const own = rows.find((row) => person !== null && row.key === bundleKey(person.userId));
      return {
        items,
        photos,
        kept: new Set(kept),
        person,
        signOutOwed: rows.some(({ key }) => key === "sign-out-owed"),
        sight,
        bundle: own !== undefined && "bundle" in own ? own.bundle : null,
      };
    });
  }

  /**
   * Items that are here already stay as they are; so do photos. All of it is kept, or nothing.
   * @throws DOMException QuotaExceededError, or another where the browser refuses
   */
  add(items: readonly NewItem[], photos: readonly NewPhoto[]): Promise<void> {
    return this.#connection.use(async (database) => {
      const change = database.transaction(["items", "photos", "pictures"], "readwrite", strict);
      try {
        for (const { record, picture } of photos) {
          if ((await change.objectStore("photos").getKey(record.photoId)) !== undefined) continue;
          await change.objectStore("photos").add(record);
          await change.objectStore("pictures").put({ photoId: record.photoId, bytes: picture });
        }
        for (const made of items) {
          const { id } = made.item;
          if ((await change.objectStore("items").index("id").getKey(id)) !== undefined) continue;
          await change.objectStore("items").add({ ...made, id, stand: { name: "waiting" } });
        }
        await change.done;
      } catch (error) {
        // the transaction knows why it was given up, its requests only that it was
        throw await change.done.then(
          () => error,
          (why: unknown) => why,
        );
      }
    });
  }

  /** Items as they go out, before they do. */
  setOffered(items: readonly FieldItem[]): Promise<void> {
    return this.#connection.use(async (database) => {
      const change = database.transaction("items", "readwrite", strict);
      for (const item of items) {
        const row = await change.store.index("id").get(item.id);
        if (row !== undefined) await change.store.put({ ...row, item, offered: true });
      }
      await change.done;
    });
  }

  /** What the server answered. */
  setItemStands(stands: ReadonlyMap<string, ItemStand>): Promise<void> {
    return this.#connection.use(async (database) => {
      const change = database.transaction("items", "readwrite", strict);
      for (const [id, stand] of stands) {
        const row = await change.store.index("id").get(id);
        if (row !== undefined) await change.store.put({ ...row, stand });
      }
      await change.done;
    });
  }

  setPhotoStand(photoId: string, stand: PhotoStand): Promise<void> {
    return this.#connection.use(async (database) => {
      const change = database.transaction("photos", "readwrite", strict);
      const row = await change.store.get(photoId);
      if (row !== undefined) await change.store.put({ ...row, stand });
      await change.done;
    });
  }

  picture(photoId: string): Promise<Uint8Array<ArrayBuffer> | null> {
    return this.#connection.use(async (database) => {
      return (await database.get("pictures", photoId))?.bytes ?? null;
    });
  }

  setPerson(person: Person | null): Promise<void> {
    return this.#connection.use(async (database) => {
      if (person === null) await database.delete("meta", "person");
      else await this.#putMeta({ key: "person", person });
    });
  }

  setSignOutOwed(owed: boolean): Promise<void> {
    return this.#connection.use(async (database) => {
      if (owed) await this.#putMeta({ key: "sign-out-owed" });
      else await database.delete("meta", "sign-out-owed");
    });
  }

  setSight(sight: ClockSight): Promise<void> {
    return this.#putMeta({ key: "clock", sight });
  }

  setBundle(bundle: FieldBundle): Promise<void> {
    return this.#putMeta({ key: bundleKey(bundle.user.userId), bundle });
  }

  /** Makes room: pictures that are at the server whole. What they belong to stays listed. */
  dropSentPictures(): Promise<void> {
    return this.#connection.use(async (database) => {
      const change = database.transaction(["photos", "pictures"], "readwrite");
      for (const { photoId, stand } of await change.objectStore("photos").getAll()) {
        if (stand.name === "whole") await change.objectStore("pictures").delete(photoId);
      }
      await change.done;
    });
  }

  /** Throws away what came to the server before `before` (Millis). Nothing else is ever deleted. */
  tidy(before: number): Promise<void> {
    return this.#connection.use(async (database) => {
      const change = database.transaction(["items", "photos", "pictures"], "readwrite");
      const done = (stand: ItemStand | PhotoStand) =>
        (stand.name === "applied" || stand.name === "whole") && stand.at < before;
      for (let row = await change.objectStore("items").openCursor(); row !== null; row = await row.continue()) {
        if (done(row.value.stand)) await row.delete();
      }
      for (const { photoId, stand } of await change.objectStore("photos").getAll()) {
        if (!done(stand)) continue;
        await change.objectStore("photos").delete(photoId);
        await change.objectStore("pictures").delete(photoId);
      }
      await change.done;
    });
  }

  #putMeta(row: MetaRecord): Promise<void> {
    return this.#connection.use(async (database) => {
      const change = database.transaction("meta", "readwrite", strict);
      await change.store.put(row);
      await change.done;
    });
  }
}

function bundleKey(userId: string): `bundle:${string}` {
  return `bundle:${userId}`;
}
