// What kind of browser this is, and whether it keeps what it is given.
import type { PositionFix } from "@kiosk/contract";
import type { StorageState } from "./engine.ts";

/** 企业微信 names itself beside 微信. */
export function webviewOf(userAgent: string): StorageState["webview"] {
  if (/\bwxwork\//i.test(userAgent)) return "wecom";
  return /\bMicroMessenger\//i.test(userAgent) ? "wechat" : null;
}

/** Asks the browser to keep the data; some decide by themselves, some ask the person. */
export async function askToPersist(): Promise<StorageState["persistence"]> {
  // older webviews have no such thing
  if (!("storage" in navigator) || !("persist" in navigator.storage)) return "unsupported";
  if (await navigator.storage.persisted()) return "granted";
  return (await navigator.storage.persist()) ? "granted" : "refused";
}

export async function storageRoom(): Promise<Pick<StorageState, "usedBytes" | "quotaBytes">> {
  if (!("storage" in navigator) || !("estimate" in navigator.storage)) return { usedBytes: null, quotaBytes: null };
  const { usage, quota } = await navigator.storage.estimate();
  return { usedBytes: usage ?? null, quotaBytes: quota ?? null };
}

export function startedInstalled(): boolean {
  return matchMedia("(display-mode: standalone)").matches;
}

/** A cold receiver needs a while under open sky; in a basement nothing comes at all. */
const fixWithinMs = 15_000;

/** One fix; null where it is refused, not available or too slow. */
export function locateOnce(): Promise<PositionFix | null> {
  if (!("geolocation" in navigator)) return Promise.resolve(null);
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords, timestamp }) =>
        resolve({
          lon: coords.longitude,
          lat: coords.latitude,
          accuracyM: Math.min(coords.accuracy, 100_000),
          at: Math.round(timestamp),
        }),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: fixWithinMs, maximumAge: 0 },
    );
  });
}
