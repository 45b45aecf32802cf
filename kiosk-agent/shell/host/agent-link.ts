// What both hosts ask the agent on loopback and tell it. The agent being away is an ordinary answer here, never an error.
import { ShellHealth, type ShellIncident, ShellState } from "@kiosk/contract";
import { z } from "zod";
import { isShelfOrigin } from "../src/policy/navigation.ts";

/** Where else a citizen can go, as last known. */
export const Nearest = z.strictObject({ name: z.string(), address: z.string(), metres: z.int().nullable() });
export type Nearest = z.infer<typeof Nearest>;

/** The nearest of all that the tiles name; null: nobody knows one. */
export function nearestOf(state: ShellState): Nearest | null {
  const found = state.tiles.flatMap(({ elsewhere }) => (elsewhere === null ? [] : [elsewhere]));
  const distance = (metres: number | null) => metres ?? Number.POSITIVE_INFINITY;
  const [first] = found.sort((a, b) => distance(a.metres) - distance(b.metres));
  return first === undefined ? null : { name: first.name, address: first.address, metres: first.metres };
}

/** https origins of the services on this terminal's shelf: what their frames may show. */
export function shelfOriginsOf(state: ShellState): readonly string[] {
  const starts = state.tiles.map(({ manifest }) => manifest.start);
  return [...new Set(starts.flatMap((start) => (start.kind === "origin" ? start.origins : [])))].filter(isShelfOrigin);
}

/** At most this many wait for an agent that is away; the oldest are dropped first. */
const waitingLimit = 50;

export interface AgentLink {
  /** null: it does not answer */
  health(): Promise<ShellHealth | null>;
  /** null: it does not answer */
  state(): Promise<ShellState | null>;
  /** Kept until the agent takes it. */
  tell(incident: ShellIncident): void;
  /** Sends what waits; resolves when all was taken or one was not. */
  flush(): Promise<void>;
}

/** `agent`: origin of the pages, e.g. `http://127.0.0.1:8090`. */
export function createAgentLink(agent: string, timeoutMs = 1_000): AgentLink {
  const waiting: ShellIncident[] = [];
  let flushing: Promise<void> = Promise.resolve();
  async function get<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
    try {
      const answer = await fetch(`${agent}/shell/v1/${path}`, { signal: AbortSignal.timeout(timeoutMs) });
      const said: unknown = await answer.json();
      const parsed = schema.safeParse(said);
      return answer.ok && parsed.success ? parsed.data : null;
    } catch {
      // refused, silent or not JSON: away
      return null;
    }
  }
  async function send(): Promise<void> {
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      try {
        const answer = await fetch(`${agent}/shell/v1/incidents`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(first),
          signal: AbortSignal.timeout(timeoutMs),
        });
        // what it refuses it would refuse again
        if (!answer.ok && answer.status >= 500) return;
      } catch {
        // away: it waits for the next time
        return;
      }
      if (waiting[0] === first) waiting.shift();
    }
  }
  return {
    health: () => get("health", ShellHealth),
    state: () => get("state", ShellState),
    tell: (incident) => {
      waiting.push(incident);
      if (waiting.length > waitingLimit) waiting.shift();
    },
    flush: () => {
      flushing = flushing.then(send);
      return flushing;
    },
  };
}
