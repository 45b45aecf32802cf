import { expect, test } from "vitest";
import { type WipedClipboard, type WipedSession, wipeSession } from "./wipe.ts";

/** A partition with something in it; `stuck`: what clearing leaves. */
function partition({ stuck = 0, fails = false } = {}): { session: WipedSession; called: string[] } {
  const called: string[] = [];
  let cookies = 3;
  let cache = 4096;
  const done = (name: string) => async () => {
    called.push(name);
  };
  const session = {
    clearStorageData: async () => {
      called.push("clearStorageData");
      if (fails) throw new Error("busy");
      cookies = stuck;
    },
    clearCache: async () => {
      called.push("clearCache");
      cache = stuck;
    },
    clearAuthCache: done("clearAuthCache"),
    clearHostResolverCache: done("clearHostResolverCache"),
    clearCodeCaches: done("clearCodeCaches"),
    clearSharedDictionaryCache: done("clearSharedDictionaryCache"),
    getCacheSize: async () => cache,
    runningWorkers: () => ({}),
    cookieCount: async () => cookies,
  };
  return { session, called };
}

function clipboard(): WipedClipboard {
  let types = ["text/plain"];
  return {
    clear: () => {
      types = [];
    },
    read: async () => (types.length === 0 ? [] : [{ types }]),
  };
}

test("everything is cleared and then read back as empty", async () => {
  const { session, called } = partition();
  expect(await wipeSession(session, clipboard())).toEqual([
    { part: "cookies", left: 0 },
    { part: "caches", left: 0 },
    { part: "service-workers", left: 0 },
    { part: "clipboard", left: 0 },
  ]);
  expect(called.sort()).toEqual([
    "clearAuthCache",
    "clearCache",
    "clearCodeCaches",
    "clearHostResolverCache",
    "clearSharedDictionaryCache",
    "clearStorageData",
  ]);
});

test("what is left is told as it is", async () => {
  const { session } = partition({ stuck: 2 });
  expect(await wipeSession(session, clipboard())).toContainEqual({ part: "cookies", left: 2 });
});

test("where clearing failed an empty reading is no proof", async () => {
  const { session } = partition({ fails: true });
  const parts = await wipeSession(session, clipboard());
  expect(parts).toContainEqual({ part: "cookies", left: 3 });
  expect(parts).toContainEqual({ part: "caches", left: null });
});
