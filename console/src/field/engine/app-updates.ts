// The app's own files on the phone: the worker that keeps them, and when a newer build begins.
const workerUrl = "/field-worker.js";
const scope = "/field";
/** A worker that answers no sooner is not waited for: the old build opens. */
const takeOverMs = 3_000;
/** the script for which this tab was opened again already */
const openedKey = "kiosk.field.opened";

export interface UpdateEvents {
  /** all files of a build are on the phone */
  readonly onKept: () => void;
  /** a newer one lies beside it */
  readonly onUpdate: () => void;
}

const supported = () => "serviceWorker" in navigator;

/**
 * Before anything is drawn: a newer build that waits, and no other tab that works with the old one, or one that began while
 * this page came. True: the page is about to open again, with it.
 */
export async function beginWaitingBuild(): Promise<boolean> {
  if (!supported()) return false;
  const { controller } = navigator.serviceWorker;
  const script = new URL(import.meta.url).pathname;
  // once: a page that the server sent by itself may be newer than any worker
  if (controller !== null && !(await isOfBuild(controller, script)) && sessionStorage.getItem(openedKey) !== script) {
    sessionStorage.setItem(openedKey, script);
    location.reload();
    return true;
  }
  const registration = await navigator.serviceWorker.getRegistration(scope);
  const waiting = registration?.waiting ?? null;
  if (waiting === null) return false;
  const begun = changedWorker(takeOverMs);
  waiting.postMessage("begin-if-alone");
  if (!(await begun)) return false;
  location.reload();
  return true;
}

/** Registers the worker and watches for newer builds. @returns asks the server for one */
export async function keepApp(events: UpdateEvents): Promise<() => void> {
  if (!supported()) return () => undefined;
  let controlled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    // another tab began the newer build: this one's files are gone
    if (controlled) location.reload();
    controlled = true;
  });
  let registration: ServiceWorkerRegistration;
  try {
    registration = await navigator.serviceWorker.register(workerUrl, { scope, updateViaCache: "none" });
  } catch {
    // without connection, or a webview that forbids it: what is there goes on
    return () => undefined;
  }
  void navigator.serviceWorker.ready.then(events.onKept);
  const look = () => {
    if (registration.waiting !== null && registration.active !== null) events.onUpdate();
  };
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  look();
  return () => void registration.update().catch(() => undefined);
}

/** The person wants the newer build now. */
export async function beginNewBuild(): Promise<void> {
  const registration = supported() ? await navigator.serviceWorker.getRegistration(scope) : undefined;
  const waiting = registration?.waiting ?? null;
  if (waiting === null) return location.reload();
  const begun = changedWorker(takeOverMs);
  waiting.postMessage("begin");
  // the listener of keepApp opens the page again
  if (!(await begun)) location.reload();
}

/** Whether the worker keeps this script; one that does not answer is taken at its best. */
function isOfBuild(worker: ServiceWorker, script: string): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(true), takeOverMs);
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener("message", ({ data }) => {
      clearTimeout(late);
      resolve(data !== false);
    });
    port1.start();
    worker.postMessage(script, [port2]);
  });
}

function changedWorker(withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(false), withinMs);
    navigator.serviceWorker.addEventListener(
      "controllerchange",
      () => {
        clearTimeout(late);
        resolve(true);
      },
      { once: true },
    );
  });
}
