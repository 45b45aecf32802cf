// What the tabs of one browser tell each other about the session they share.
import { z } from "zod";

const SessionNews = z.discriminatedUnion("name", [
  z.object({ name: z.literal("signed-in"), userId: z.string().nullable() }),
  z.object({ name: z.literal("signed-out") }),
  /** milliseconds of this machine's clock */
  z.object({ name: z.literal("active"), at: z.number() }),
]);
export type SessionNews = z.infer<typeof SessionNews>;

const channelName = "kiosk.session";
/** A tab hears itself too, as each end of the channel is another object. */
const Letter = z.object({ tab: z.number(), news: SessionNews });
const tab = Math.random();

/** Tells all tabs but this one. */
export function tellTabs(news: SessionNews): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage({ tab, news } satisfies z.infer<typeof Letter>);
  channel.close();
}

/** @returns what stops the listening */
export function hearTabs(hear: (news: SessionNews) => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener("message", (event: MessageEvent<unknown>) => {
    const letter = Letter.safeParse(event.data);
    if (letter.success && letter.data.tab !== tab) hear(letter.data.news);
  });
  return () => channel.close();
}
