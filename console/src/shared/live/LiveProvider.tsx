// Connects the feed to the page: state for the indicator and the banner, invalidation for the queries, the server's clock
// for every age on screen.
import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useEffect, useRef, useState } from "react";
import { useServerClock } from "../time/ClockProvider.tsx";
import { ChangeQueue } from "./change-queue.ts";
import { invalidate } from "./invalidate.ts";
import { type FeedConnection, type FeedHandlers, LiveFeed } from "./live-feed.ts";
import type { LiveState } from "./live-state.ts";
import { browserTabs, joinTabs } from "./tab-feed.ts";

const feedUrl = "/api/v1/live";
const gapMs = 500;
const longestGapMs = 5000;
/** A short look at another tab should not cost a reconnect. */
const hiddenGraceMs = 20_000;

const LiveContext = createContext<LiveState>({ name: "connecting", since: Date.now(), attempt: 0, serverAt: null });

function openSource(handlers: FeedHandlers): EventSource {
  const source = new EventSource(feedUrl);
  const receive = (event: MessageEvent<unknown>) => {
    if (typeof event.data === "string") handlers.onMessage(event.data);
  };
  source.addEventListener("message", receive);
  source.addEventListener("error", handlers.onError);
  return source;
}

function connect(handlers: FeedHandlers): FeedConnection {
  const tabs = browserTabs(openSource);
  return tabs === undefined ? openSource(handlers) : joinTabs(tabs, handlers);
}

function later(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

interface LiveProviderProps {
  /** false while nobody may listen */
  on: boolean;
  /** the connection broke: perhaps because the session has ended, which the feed itself cannot tell */
  onLost: () => void;
  children: ReactNode;
}

export function LiveProvider({ on, onLost, children }: LiveProviderProps) {
  const client = useQueryClient();
  const clock = useServerClock();
  const [state, setState] = useState<LiveState>(() => ({
    name: "connecting",
    since: Date.now(),
    attempt: 0,
    serverAt: null,
  }));
  const greeted = useRef(false);
  const lost = useRef(onLost);
  useEffect(() => {
    lost.current = onLost;
  });

  useEffect(() => {
    if (!on) return;
    const queue = new ChangeQueue({ gapMs, longestGapMs, apply: (changes) => invalidate(client, changes), later });
    const feed = new LiveFeed({
      connect,
      now: Date.now,
      later,
      onState: (next) => {
        setState(next);
        if (next.name === "connecting" && next.attempt > 0) lost.current();
      },
      onEvent: (event) => {
        clock.setServerTime(event.at);
        if (event.type === "changed") queue.add(event);
        // The first greeting finds the page just loaded; any later one means that something may have been missed.
        if (event.type === "resync" || (event.type === "hello" && greeted.current)) queue.addAll();
        if (event.type === "hello") greeted.current = true;
      },
    });
    let stopGrace = () => {};
    const onVisibility = () => {
      stopGrace();
      if (document.hidden) stopGrace = later(() => feed.setVisible(false), hiddenGraceMs);
      else feed.setVisible(true);
    };
    document.addEventListener("visibilitychange", onVisibility);
    feed.start();
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      stopGrace();
      feed.stop();
    };
  }, [client, clock, on]);

  return <LiveContext value={state}>{children}</LiveContext>;
}

export function useLive(): LiveState {
  return use(LiveContext);
}
