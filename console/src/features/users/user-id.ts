import type { UserView } from "@kiosk/contract";

/** One function for ever, as a selection needs it. */
export const userId = (user: UserView): string => user.id;
