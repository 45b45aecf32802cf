// What the page showed last on this machine: numbers with their age are better than grey bars while the first answer is on
// its way. Only numbers are kept, nothing of orders or terminals.
import { Overview } from "@kiosk/contract";
import { z } from "zod";

const Kept = Overview.omit({ nextDue: true }).extend({ contract: z.string() });

const storageKey = "kiosk.overview";

export function keepSnapshot(storage: Pick<Storage, "setItem">, contract: string, data: Overview): void {
  const { nextDue: _, ...figures } = data;
  storage.setItem(storageKey, JSON.stringify({ ...figures, contract }));
}

/** undefined: nothing is kept of this contract, or it was written by another version. */
export function lastSnapshot(storage: Pick<Storage, "getItem">, contract: string): Overview | undefined {
  const text = storage.getItem(storageKey);
  if (text === null) return undefined;
  const kept = Kept.safeParse(parsed(text));
  return kept.success && kept.data.contract === contract ? { ...kept.data, nextDue: [] } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
