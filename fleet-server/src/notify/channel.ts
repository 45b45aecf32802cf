// One way to tell people. Each kind is one file here; the outbox job calls them.
import type { ChannelKind } from "../domain/notice/channel-kind.ts";
import type { RenderedNotice } from "../domain/notice/notice.ts";
import type { DeliveryOutcome } from "../domain/notice/outcome.ts";
import type { Millis } from "../domain/time.ts";

export interface DeliveryContext {
  readonly now: Millis;
  /** random, another one each try: signatures use it */
  readonly nonce: string;
  /** ends the try early, as when the server stops */
  readonly signal: AbortSignal;
}

export interface Channel {
  readonly id: string;
  readonly kind: ChannelKind;
  /** One try. Never throws: what went wrong is in the outcome, without credentials and full phone numbers. */
  deliver(message: RenderedNotice, context: DeliveryContext): Promise<DeliveryOutcome>;
}
