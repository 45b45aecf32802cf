// The end of a use, below the pages: everything a partition can hold is cleared, then looked at again.
import type { Session } from "electron";
import type { HostWipe } from "./kiosk-host.ts";

/** What a wipe needs of a partition: Electron's own calls, and its two lists as numbers. */
export interface WipedSession
  extends Pick<
    Session,
    | "clearStorageData"
    | "clearCache"
    | "clearAuthCache"
    | "clearHostResolverCache"
    | "clearCodeCaches"
    | "clearSharedDictionaryCache"
    | "getCacheSize"
  > {
  cookieCount(): Promise<number>;
  runningWorkers(): Readonly<Record<number, unknown>>;
}

export function wiped(session: Session): WipedSession {
  return {
    clearStorageData: () => session.clearStorageData(),
    clearCache: () => session.clearCache(),
    clearAuthCache: () => session.clearAuthCache(),
    clearHostResolverCache: () => session.clearHostResolverCache(),
    clearCodeCaches: (options) => session.clearCodeCaches(options),
    clearSharedDictionaryCache: () => session.clearSharedDictionaryCache(),
    getCacheSize: () => session.getCacheSize(),
    cookieCount: async () => (await session.cookies.get({})).length,
    runningWorkers: () => session.serviceWorkers.getAllRunning(),
  };
}

/** Electron's clipboard, or as much of it. */
export interface WipedClipboard {
  clear(): void;
  read(): Promise<readonly { readonly types: readonly string[] }[]>;
}

const limitMs = 4_000;

/** null: it failed or took too long, which is no proof. */
async function bounded(work: Promise<number>): Promise<number | null> {
  const limit = new Promise<null>((resolve) => setTimeout(() => resolve(null), limitMs).unref());
  return Promise.race([work.catch(() => null), limit]);
}

/**
 * Never rejects. Electron lists cookies, the size of the HTTP cache, service workers and the clipboard's formats. Of
 * local storage, IndexedDB and Cache Storage it offers no list: `null` here, the pages read those back themselves.
 */
export async function wipeSession(session: WipedSession, clipboard: WipedClipboard): Promise<HostWipe> {
  const cleared = await bounded(
    Promise.all([
      session.clearStorageData(),
      session.clearCache(),
      session.clearAuthCache(),
      session.clearHostResolverCache(),
      session.clearCodeCaches({}),
      session.clearSharedDictionaryCache(),
    ]).then(() => 0),
  );
  clipboard.clear();
  const [cookies, cache, copied] = await Promise.all([
    bounded(session.cookieCount()),
    bounded(session.getCacheSize()),
    bounded(clipboard.read().then((items) => items.flatMap(({ types }) => types).length)),
  ]);
  /** what cannot be listed is no more than unknown, and what was not cleared is not even that */
  const proof = (left: number | null) => (cleared === null && left === 0 ? null : left);
  return [
    { part: "cookies", left: proof(cookies) },
    { part: "caches", left: proof(cache) },
    { part: "service-workers", left: proof(Object.keys(session.runningWorkers()).length) },
    { part: "clipboard", left: copied },
  ];
}
