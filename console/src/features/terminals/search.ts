import { kioskHealths } from "@kiosk/contract";
import { z } from "zod";

/** Everything that decides what the page shows, so that a link shows the same to a colleague. */
export const TerminalsSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  health: z.enum(kioskHealths).optional().catch(undefined),
  street: z.string().max(40).optional().catch(undefined),
  /** only terminals inside the visible map */
  onlyInView: z.literal("1").optional().catch(undefined),
  /** the selected terminal */
  sel: z.string().max(40).optional().catch(undefined),
  /** the map's place: west,south,east,north in degrees */
  box: z.string().max(60).optional().catch(undefined),
  /** the form for a new terminal is open */
  create: z.literal("1").optional().catch(undefined),
  /** which half a phone shows */
  tab: z.literal("map").optional().catch(undefined),
});
export type TerminalsSearch = z.infer<typeof TerminalsSearch>;
