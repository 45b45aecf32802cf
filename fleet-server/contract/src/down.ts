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
  ]),
});
export type KioskCommand = z.infer<typeof KioskCommand>;
