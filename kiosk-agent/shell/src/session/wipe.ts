// Removes everything that a page can keep, then looks whether it is gone. What cannot be looked at is null, which is no proof.
import type { PageWipe, WipePart } from "@kiosk/contract";

type Part = WipePart["part"];

/** The clocks and stores of one page; a test gives its own. */
export interface WipePlace {
  readonly document: Pick<Document, "cookie">;
  readonly localStorage: Storage;
  readonly sessionStorage: Storage;
  readonly indexedDB: IDBFactory;
  readonly caches: CacheStorage | undefined;
  readonly serviceWorker: ServiceWorkerContainer | undefined;
  readonly clipboard: Clipboard | undefined;
  /** Takes the focus of the keyboard to this page: the frame that had it is gone, and nobody reads a clipboard without it. */
  readonly focus: () => void;
  readonly now: () => number;
}

export function thisPage(): WipePlace {
  return {
    document,
    localStorage,
    sessionStorage,
    indexedDB,
    focus: () => globalThis.focus(),
    // both are there in a secure context alone, which loopback is
    caches: "caches" in globalThis ? caches : undefined,
    serviceWorker: "serviceWorker" in navigator ? navigator.serviceWorker : undefined,
    clipboard: "clipboard" in navigator ? navigator.clipboard : undefined,
    now: () => performance.now(),
  };
}

/** None of them may hold up the rest; all together they stay within a second. */
const stepMs = 400;

/** Never rejects; at most one second. */
export async function wipePage(place: WipePlace): Promise<PageWipe> {
  const started = place.now();
  const parts = await Promise.all([
    part("cookies", () => wipeCookies(place.document)),
    part("local-storage", async () => wipeStorage(place.localStorage)),
    part("session-storage", async () => wipeStorage(place.sessionStorage)),
    part("indexed-db", () => wipeDatabases(place.indexedDB)),
    part("caches", () => wipeCaches(place.caches)),
    part("service-workers", () => wipeWorkers(place.serviceWorker)),
    part("clipboard", () => wipeClipboard(place)),
  ]);
  return { parts, durationMs: Math.max(0, Math.round(place.now() - started)) };
}

async function part(name: Part, wipe: () => Promise<number | null>): Promise<WipePart> {
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), 2 * stepMs));
  // A part that throws was not read back.
  return { part: name, left: await Promise.race([wipe().catch(() => null), late]) };
}

function cookieNames({ cookie }: Pick<Document, "cookie">): string[] {
  return cookie
    .split(";")
    .map((pair) => pair.split("=")[0]?.trim() ?? "")
    .filter((name) => name !== "");
}

async function wipeCookies(page: Pick<Document, "cookie">): Promise<number> {
  for (const name of cookieNames(page)) page.cookie = `${name}=; max-age=0; path=/`;
  return cookieNames(page).length;
}

function wipeStorage(storage: Storage): number {
  storage.clear();
  return storage.length;
}

async function wipeDatabases(factory: IDBFactory): Promise<number> {
  const found = await factory.databases();
  await Promise.all(found.map(({ name }) => (name === undefined ? undefined : deleteDatabase(factory, name))));
  return (await factory.databases()).length;
}

/** Resolves also where it could not be deleted: what is left is seen when it is read back. */
function deleteDatabase(factory: IDBFactory, name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = factory.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => resolve();
    setTimeout(resolve, stepMs);
  });
}

async function wipeCaches(storage: CacheStorage | undefined): Promise<number | null> {
  if (storage === undefined) return null;
  await Promise.all((await storage.keys()).map((name) => storage.delete(name)));
  return (await storage.keys()).length;
}

async function wipeWorkers(container: ServiceWorkerContainer | undefined): Promise<number | null> {
  if (container === undefined) return null;
  await Promise.all((await container.getRegistrations()).map((one) => one.unregister()));
  return (await container.getRegistrations()).length;
}

/** A browser that does not let a page read its clipboard cannot say that it is empty, even where it was just written. */
async function wipeClipboard({ clipboard, focus }: WipePlace): Promise<number | null> {
  if (clipboard === undefined) return null;
  focus();
  // Where it may not be written it may still be read, and be empty.
  await clipboard.writeText("").catch(() => undefined);
  return (await clipboard.readText()).length;
}
