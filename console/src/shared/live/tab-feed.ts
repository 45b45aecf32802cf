// One event source for all tabs of a browser: over HTTP/1.1 it opens six connections to a server, and the seventh tab would
// get no answer at all. The tab that holds the lock has the connection and passes on what it hears; when it goes, is hidden
// or loses the connection, the lock goes to another. Whoever joins asks how things stand, and is greeted.
import type { FeedConnection, FeedHandlers } from "./live-feed.ts";
import { TabMessage } from "./tab-message.ts";

const name = "kiosk.live";

export interface TabFeedParts {
  /** what passes messages to the other tabs and back */
  openChannel(receive: (message: unknown) => void): { post(message: TabMessage): void; close(): void };
  /** runs `hold` once no other tab holds the lock; the lock lasts as long as what it returns. Rejects when aborted. */
  lock(hold: () => Promise<void>, signal: AbortSignal): Promise<void>;
  openSource(handlers: FeedHandlers): FeedConnection;
  newId(): string;
}

/** Joins the feed of all tabs; the connection itself is this tab's or another's. */
export function joinTabs(parts: TabFeedParts, handlers: FeedHandlers): FeedConnection {
  const id = parts.newId();
  const left = new AbortController();
  let source: FeedConnection | undefined;
  /** the server's time of the last event, while this tab leads */
  let lastAt: number | undefined;

  const channel = parts.openChannel((message) => {
    const parsed = TabMessage.safeParse(message);
    if (!parsed.success || left.signal.aborted) return;
    const heard = parsed.data;
    if (heard.type === "event") handlers.onMessage(heard.data);
    else if (heard.type === "lost") handlers.onError();
    else if (heard.type === "greeting" && heard.to === id) handlers.onMessage(greeting(heard.at));
    else if (heard.type === "join" && lastAt !== undefined)
      channel.post({ type: "greeting", to: heard.id, at: lastAt });
  });

  const lead = async (): Promise<void> => {
    if (left.signal.aborted) return;
    source = parts.openSource({
      onMessage: (data) => {
        lastAt = timeOf(data) ?? lastAt;
        channel.post({ type: "event", data });
        handlers.onMessage(data);
      },
      onError: () => {
        channel.post({ type: "lost" });
        handlers.onError();
      },
    });
    await new Promise<void>((resolve) => left.signal.addEventListener("abort", () => resolve(), { once: true }));
  };
  parts.lock(lead, left.signal).catch(() => {
    // left before it was this tab's turn; or no lock is to be had, and then this tab listens for itself
    if (!left.signal.aborted && source === undefined) void lead();
  });
  channel.post({ type: "join", id });

  return {
    close() {
      source?.close();
      left.abort();
      channel.close();
    },
  };
}

function greeting(at: number): string {
  return JSON.stringify({ type: "hello", at });
}

function timeOf(data: string): number | undefined {
  try {
    const event: unknown = JSON.parse(data);
    if (typeof event !== "object" || event === null || !("at" in event)) return undefined;
    return typeof event.at === "number" ? event.at : undefined;
  } catch {
    // not ours to judge: the feed drops what it does not understand
    return undefined;
  }
}

/** What a browser has for it; undefined where it has not: every tab then listens for itself. */
export function browserTabs(openSource: TabFeedParts["openSource"]): TabFeedParts | undefined {
  if (!("locks" in navigator) || typeof BroadcastChannel === "undefined") return undefined;
  return {
    openSource,
    newId: () => crypto.randomUUID(),
    lock: async (hold, signal) => {
      await navigator.locks.request(name, { signal }, hold);
    },
    openChannel(receive) {
      const channel = new BroadcastChannel(name);
      channel.addEventListener("message", (event: MessageEvent<unknown>) => receive(event.data));
      return { post: (message) => channel.postMessage(message), close: () => channel.close() };
    },
  };
}
