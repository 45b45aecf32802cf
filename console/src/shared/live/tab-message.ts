import { z } from "zod";

/** What tabs of one browser tell each other. A tab of an older release may still be open: what it says is checked. */
export const TabMessage = z.discriminatedUnion("type", [
  /** as it came from the server */
  z.object({ type: z.literal("event"), data: z.string() }),
  /** the connection broke; everybody tries again, one of them first */
  z.object({ type: z.literal("lost") }),
  z.object({ type: z.literal("join"), id: z.string() }),
  /** `at`: server time of the last event */
  z.object({ type: z.literal("greeting"), to: z.string(), at: z.number() }),
]);
export type TabMessage = z.infer<typeof TabMessage>;
