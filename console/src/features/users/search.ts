import { roles } from "@kiosk/contract";
import { z } from "zod";
import { userStates } from "./user-filter.ts";

export const UsersSearch = z.object({
  q: z.string().max(100).optional().catch(undefined),
  role: z.enum(roles).optional().catch(undefined),
  /** only people with a role in this contract; the choice of the top bar is not meant */
  in: z.string().max(40).optional().catch(undefined),
  state: z.enum(userStates).optional().catch(undefined),
  /** the person whose drawer is open */
  user: z.string().max(60).optional().catch(undefined),
  create: z.literal("1").optional().catch(undefined),
});
export type UsersSearch = z.infer<typeof UsersSearch>;

export const OrganisationsSearch = z.object({
  create: z.literal("1").optional().catch(undefined),
  /** the firm whose form is open */
  change: z.string().max(40).optional().catch(undefined),
});
