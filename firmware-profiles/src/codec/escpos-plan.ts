// What of the ESC/POS dialogue a model takes part in: its quirks and its decode rules say so. Called by the driver and
// by the replay of captures.

import type { Profile } from "../profile.ts";
import type { EscposForm, EscposQuestion } from "./escpos.ts";

export interface EscposPlan {
  readonly form: EscposForm;
  /** in the order to ask them */
  readonly questions: readonly EscposQuestion[];
}

export function escposPlan(profile: Profile): EscposPlan {
  const has = (wanted: string) => profile.quirks.some(({ quirk }) => quirk === wanted);
  const extras = (["asb", "model"] as const).filter((name) => profile.decode.some(({ field }) => field === name));
  return {
    form: has("wide-status-octets") ? "wide" : "standard",
    questions: ["eot1", "eot2", "eot3", ...(has("mute-on-paper-status") ? [] : (["eot4"] as const)), ...extras],
  };
}
