import { useState } from "react";
import { z } from "zod";
import { RecentChoice, withRecent } from "./choice.ts";

/** Kept for each person apart: another one at the same machine must not read names of contracts that are not theirs. */
const storageKey = (owner: string) => `kiosk.recent.${owner}`;

function stored(owner: string): RecentChoice[] {
  try {
    const parsed = z.array(RecentChoice).safeParse(JSON.parse(localStorage.getItem(storageKey(owner)) ?? "[]"));
    return parsed.success ? parsed.data : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

export function useRecent(owner: string): readonly [readonly RecentChoice[], (choice: RecentChoice) => void] {
  const [recent, setRecent] = useState(() => stored(owner));
  const add = (choice: RecentChoice) => {
    const next = withRecent(recent, choice);
    localStorage.setItem(storageKey(owner), JSON.stringify(next));
    setRecent(next);
  };
  return [recent, add];
}
