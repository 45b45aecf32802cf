import { expect, test } from "vitest";
import type { FeedConnection, FeedHandlers } from "./live-feed.ts";
import { joinTabs } from "./tab-feed.ts";
import type { TabMessage } from "./tab-message.ts";

interface Tab {
  readonly heard: string[];
  lost: number;
  readonly connection: FeedConnection;
}

/** A browser with tabs: one lock, one channel, and the connections that were opened to the server. */
function browser(lockWorks = true) {
  const channels = new Set<(message: unknown) => void>();
  const waiting: { hold: () => Promise<void>; signal: AbortSignal; done: (error?: unknown) => void }[] = [];
  const sources: { handlers: FeedHandlers; open: boolean }[] = [];
  let held = false;
  let ids = 0;
  const next = () => {
    const turn = held ? undefined : waiting.shift();
    if (turn === undefined) return;
    held = true;
    void turn.hold().then(() => {
      held = false;
      turn.done();
      next();
    });
  };
  const open = (): Tab => {
    const heard: string[] = [];
    const counts = { lost: 0 };
    const connection = joinTabs(
      {
        newId: () => `tab ${++ids}`,
        openChannel: (receive) => {
          channels.add(receive);
          const post = (message: TabMessage) => {
            for (const other of [...channels]) if (other !== receive) other(message);
          };
          return { post, close: () => channels.delete(receive) };
        },
        lock: (hold, signal) =>
          new Promise((resolve, reject) => {
            if (!lockWorks) return reject(new Error("no locks here"));
            const turn = { hold, signal, done: () => resolve() };
            waiting.push(turn);
            signal.addEventListener("abort", () => {
              const at = waiting.indexOf(turn);
              if (at !== -1) waiting.splice(at, 1);
              reject(new Error("aborted"));
            });
            next();
          }),
        openSource: (handlers) => {
          const source = { handlers, open: true };
          sources.push(source);
          return {
            close: () => {
              source.open = false;
            },
          };
        },
      },
      { onMessage: (data) => heard.push(data), onError: () => counts.lost++ },
    );
    return {
      heard,
      connection,
      get lost() {
        return counts.lost;
      },
    };
  };
  return { open, sources, channels, openNow: () => sources.filter((source) => source.open) };
}

const tick = (at: number) => JSON.stringify({ type: "tick", at });
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test("many tabs have one connection, and all hear what it brings", () => {
  const { open, sources, openNow } = browser();
  const tabs = Array.from({ length: 10 }, open);
  expect(openNow()).toHaveLength(1);
  sources[0]?.handlers.onMessage(tick(5));
  expect(tabs.map((tab) => tab.heard)).toEqual(tabs.map(() => [tick(5)]));
});

test("whoever joins later is greeted with the time of the last event, and nobody else is", () => {
  const { open, sources } = browser();
  const first = open();
  const second = open();
  sources[0]?.handlers.onMessage(tick(5));
  const late = open();
  expect(late.heard).toEqual([JSON.stringify({ type: "hello", at: 5 })]);
  expect([first.heard, second.heard]).toEqual([[tick(5)], [tick(5)]]);
});

test("when the tab with the connection goes, another opens one", async () => {
  const { open, sources, openNow } = browser();
  const [first, second, third] = [open(), open(), open()];
  first.connection.close();
  await settled();
  expect(sources).toHaveLength(2);
  expect(openNow()).toHaveLength(1);
  sources[1]?.handlers.onMessage(tick(9));
  expect([first.heard, second.heard, third.heard]).toEqual([[], [tick(9)], [tick(9)]]);
});

test("a connection that breaks is told to all tabs", () => {
  const { open, sources } = browser();
  const [first, second] = [open(), open()];
  sources[0]?.handlers.onError();
  expect([first.lost, second.lost]).toEqual([1, 1]);
});

test("a tab that left before its turn opens nothing", async () => {
  const { open, sources, channels } = browser();
  const [first, second] = [open(), open()];
  second.connection.close();
  first.connection.close();
  await settled();
  expect(sources).toHaveLength(1);
  expect(channels.size).toBe(0);
});

test("without locks every tab listens for itself", async () => {
  const { open, openNow } = browser(false);
  open();
  open();
  await settled();
  expect(openNow()).toHaveLength(2);
});

test("what another program says on the channel is not heard", () => {
  const { open, channels } = browser();
  const tab = open();
  for (const receive of channels) {
    for (const message of [null, "event", { type: "event", data: 5 }, { type: "greeting", to: "tab 2", at: 1 }])
      receive(message);
  }
  expect(tab.heard).toEqual([]);
});
