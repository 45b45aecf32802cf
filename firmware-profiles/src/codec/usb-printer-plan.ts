// What of the dialogue with a USB printer a model takes part in: its quirks and its decode rules say so. Called by the
// driver and by the replay of captures.
import type { Profile } from "../profile.ts";

export interface UsbPrinterPlan {
  /** it takes PJL although its device id does not say so; PJL sent to any other printer would be printed */
  readonly isPjlUnlisted: boolean;
  /** PJL variables to ask for, in this order */
  readonly variables: readonly string[];
  /** the profile has a meaning for this PJL status code, and not only for its family */
  isKnown(code: number): boolean;
}

export function usbPrinterPlan({ quirks, decode }: Pick<Profile, "quirks" | "decode">): UsbPrinterPlan {
  const rule = decode.find((one) => one.field === "pjlCode");
  const codes = rule?.kind === "table" ? new Set(Object.keys(rule.table)) : new Set<string>();
  return {
    isPjlUnlisted: quirks.some(({ quirk }) => quirk === "pjl-unlisted"),
    variables: quirks.flatMap((one) => (one.quirk === "pjl-variables" ? one.variables : [])),
    isKnown: (code) => codes.has(String(code)),
  };
}
