import { AppId, KioskId } from "@kiosk/contract";
import { z } from "zod";

export const appViews = ["shelf", "changes", "packages", "usage", "voices"] as const;

/** The page as the address bar has it. */
export const AppsSearch = z.object({
  view: z.enum(appViews).optional().catch(undefined),
  /** the cell that is open: an app, in a group (街镇) */
  app: AppId.optional().catch(undefined),
  street: z.string().max(40).optional().catch(undefined),
  /** use of one terminal only */
  kiosk: KioskId.optional().catch(undefined),
  /** days of use, both included */
  from: z.iso.date().optional().catch(undefined),
  to: z.iso.date().optional().catch(undefined),
});
export type AppsSearch = z.infer<typeof AppsSearch>;
