// The service worker of /field: the app's own files, all of one build, so that it opens without signal. It knows nothing of data:
// requests of the interface pass it by. A new build is fetched whole beside the old one and begins with the next start.

interface Lifetime extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Lifetime {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Told extends Lifetime {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
}
interface Window {
  readonly url: string;
}
/** What of ServiceWorkerGlobalScope is used; the library that has it all contradicts that of pages. */
interface WorkerScope {
  addEventListener(name: "install" | "activate", run: (event: Lifetime) => void): void;
  addEventListener(name: "fetch", run: (event: Asked) => void): void;
  addEventListener(name: "message", run: (event: Told) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { readonly type: "window"; readonly includeUncontrolled: boolean }): Promise<readonly Window[]>;
  };
  readonly location: Location;
}
declare const self: WorkerScope;

interface Precache {
  readonly version: string;
  /** the app's page first; SHA-256 in hex of what the server must answer */
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

// vite.config.ts writes the list of the build here
const { version, files }: Precache = JSON.parse("__PRECACHE__");
const page = "/field";
const prefix = "kiosk-field-";
const cacheName = prefix + version;
const paths = new Set(files.map(({ path }) => path));

self.addEventListener("install", (event) => event.waitUntil(fetchAll()));
self.addEventListener("activate", (event) => event.waitUntil(begin()));
self.addEventListener("message", (event) => {
  if (event.data === "begin") event.waitUntil(self.skipWaiting());
  if (event.data === "begin-if-alone") event.waitUntil(beginIfAlone());
  // a page asks whether it is of this build, by one of its scripts
  if (typeof event.data === "string" && event.data.startsWith("/")) event.ports[0]?.postMessage(paths.has(event.data));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    if (url.pathname === page || url.pathname.startsWith(`${page}/`)) event.respondWith(kept(page, request));
  } else if (paths.has(url.pathname)) event.respondWith(kept(url.pathname, request));
  else if (url.pathname.startsWith("/assets/")) event.respondWith(keptBefore(url.pathname, request));
});

/** All or nothing. A server that has another build by now makes it fail, and the browser tries again later. */
async function fetchAll(): Promise<void> {
  const cache = await caches.open(cacheName);
  await Promise.all(
    files.map(async ({ path, sha256 }) => {
      const response = await fetch(path, { cache: "no-cache", redirect: "error" });
      const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
      const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
      if (!response.ok || hex !== sha256) throw new Error(`${path} is not of this build`);
      await cache.put(path, response);
    }),
  );
}

/**
 * The build before stays: a page of it may just be coming, and must come whole, before it finds out (app-updates.ts) that we
 * began meanwhile.
 */
async function begin(): Promise<void> {
  const ours = (await caches.keys()).filter((name) => name.startsWith(prefix));
  // oldest first
  const gone = ours.slice(0, -2).filter((name) => name !== cacheName);
  await Promise.all(gone.map((name) => caches.delete(name)));
  // the page that has just brought us goes on with our files, and finds them without signal
  await self.clients.claim();
}

async function beginIfAlone(): Promise<void> {
  // a page that was just left may still be counted
  for (let look = 0; look < 10; look++) {
    const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const ours = windows.filter(({ url }) => new URL(url).pathname.startsWith(page));
    if (ours.length <= 1) return self.skipWaiting();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Of this build only; from the server where the browser has thrown it away. */
async function kept(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(path)) ?? fetch(request);
}

/** A script of another build has another name: whoever asks for it gets that one and no other. */
async function keptBefore(path: string, request: Request): Promise<Response> {
  return (await caches.match(path)) ?? fetch(request);
}

// makes it a module to the compiler; the build has no export in it
export {};
