// Search parameters are plain strings in the address bar (`?q=14&health=fault`), not JSON: people read and send them.
import { ContractId } from "@kiosk/contract";
import { z } from "zod";

export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (typeof value === "string" && value !== "") params.set(key, value);
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** `all` is every contract; absent is the first one of the list. */
export const RootSearch = z.object({
  contract: ContractId.optional().catch(undefined),
  /** the form for a new contract is open, over whatever page */
  newContract: z.literal("1").optional().catch(undefined),
});
