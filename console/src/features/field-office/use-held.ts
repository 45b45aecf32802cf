import { useState } from "react";

/**
 * What somebody has open stays open, with what they typed, when the list is read anew and no longer has it: the server then
 * says with the answer who was faster.
 * @param open key of what is open
 * @param found as the list has it
 */
export function useHeld<T>(open: string | undefined, found: T | undefined): T | undefined {
  const [held, setHeld] = useState<{ open: string | undefined; value: T }>();
  if (found !== undefined && held?.value !== found) setHeld({ open, value: found });
  return found ?? (held !== undefined && held.open === open ? held.value : undefined);
}
