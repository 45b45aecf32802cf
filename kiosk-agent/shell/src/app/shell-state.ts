// What the agent says, kept up to date: GET once, then its stream; asked again with back-off while the agent is away.
import { ShellState } from "@kiosk/contract";
import { useEffect, useState } from "react";

export interface Heard {
  /** the last that was heard; null: nothing yet */
  readonly state: ShellState | null;
  /** kiosk clock minus this page's clock, ms */
  readonly offsetMs: number;
  /** since when the agent does not answer, this page's clock; null: it answers */
  readonly awaySince: number | null;
}

export const nothingHeard: Heard = { state: null, offsetMs: 0, awaySince: null };

/** ms before the n-th attempt to find the agent again */
export function backOffMs(attempt: number): number {
  return Math.min(1000 * 2 ** Math.max(0, attempt - 1), 15_000);
}

/** A stream that was quiet for a moment is no reason to take a page away from somebody. */
export const patienceMs = 4000;

export function heardState(state: ShellState, now: number): Heard {
  return { state, offsetMs: state.at - now, awaySince: null };
}

export function heardNothing(last: Heard, now: number): Heard {
  return last.awaySince === null ? { ...last, awaySince: now } : last;
}

/** The agent has been away for longer than a hiccup. */
export function isAway({ awaySince }: Heard, now: number): boolean {
  return awaySince !== null && now - awaySince >= patienceMs;
}

/** Follows the agent until it is let go. */
export function follow(hear: (change: (last: Heard) => Heard) => void): () => void {
  let stream: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let over = false;

  const take = (text: string) => {
    const said = ShellState.safeParse(JSON.parse(text));
    if (!said.success) throw new Error(`the agent's state is not understood: ${said.error.message}`);
    attempt = 0;
    hear(() => heardState(said.data, Date.now()));
  };
  const lost = () => {
    stream?.close();
    if (over) return;
    hear((last) => heardNothing(last, Date.now()));
    clearTimeout(timer);
    attempt += 1;
    timer = setTimeout(() => void start(), backOffMs(attempt));
  };
  const start = async () => {
    try {
      const response = await fetch("/shell/v1/state", { cache: "no-store", signal: AbortSignal.timeout(5000) });
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      take(await response.text());
    } catch (error) {
      console.warn("shell state:", error);
      lost();
      return;
    }
    if (over) return;
    stream = new EventSource("/shell/v1/events");
    stream.onmessage = ({ data }: MessageEvent<string>) => {
      try {
        take(data);
      } catch (error) {
        console.warn("shell events:", error);
      }
    };
    stream.onerror = lost;
  };
  void start();
  return () => {
    over = true;
    clearTimeout(timer);
    stream?.close();
  };
}

export function useHeard(): Heard {
  const [heard, setHeard] = useState(nothingHeard);
  useEffect(() => follow(setHeard), []);
  return heard;
}
