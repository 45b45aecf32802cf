// What the server tells a kiosk. Commands are kept in the server's command table until the kiosk answered
// (`command-result`) and are sent again at every birth, so a kiosk must treat a repeated commandId as done.
import { consumableKinds, Millis } from "@kiosk/firmware-profiles";
import { z } from "zod";
import { DeviceId } from "./ids.ts";

export const KioskCommand = z.strictObject({
  v: z.literal(1),
  commandId: z.uuid(),
  issuedAt: Millis,
  command: z.discriminatedUnion("type", [
    /** somebody entered at the console that a counted consumable was replaced */
    z.strictObject({
      type: z.literal("consumable-replaced"),
      deviceId: DeviceId,
      consumable: z.enum(consumableKinds),
      part: z.string().max(64),
      by: z.string().max(64),
    }),
    /** sequence gap or unknown boot: send birth and a full snapshot */
    z.strictObject({ type: z.literal("rebirth") }),
    /** measure everything of api/system-evidence.ts and send it as a `self-inspection` event */
    z.strictObject({ type: z.literal("self-inspection") }),
    /** what stands on the shelf changed: fetch it (shelf/terminal.ts) */
    z.strictObject({ type: z.literal("shelf"), revision: z.int().min(0) }),
    /**
     * A code that opens the staff exit of this terminal between two instants of the server's clock. `hash`: scrypt
     * (N 16384, r 8, p 1, 32 octets) of the eight digits over `salt`, both base64.
     */
    z.strictObject({
      type: z.literal("staff-code"),
      codeId: z.uuid(),
      salt: z.base64().max(64),
      hash: z.base64().max(64),
      issuedTo: z.string().max(64),
      from: Millis,
      until: Millis,
    }),
  ]),
});
export type KioskCommand = z.infer<typeof KioskCommand>;
