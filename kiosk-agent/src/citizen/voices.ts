// What a citizen says of the service: 好差评 and 问题反映. Bound to the use and never to a person; taken without a network too.
import type { KioskId, NewCitizenReport, NewRating, Receipt } from "@kiosk/contract";
import type { z } from "zod";
import { findConcernedDevice } from "../domain/concerned-device.ts";
import { maskNumbers } from "../domain/masked-text.ts";
import { receiptCode, receiptOctets } from "../domain/receipt-code.ts";
import type { Clock } from "../ports.ts";
import type { CitizenEvent, CitizenUplink, Done, PlacedApp } from "./ports.ts";
import { done, refuse } from "./refusal.ts";
import type { Telling } from "./telling.ts";

export interface VoicesOptions {
  readonly kioskId: KioskId;
  readonly uplink: CitizenUplink;
  readonly telling: Telling;
  readonly clock: Clock;
  readonly random: (octets: number) => Uint8Array;
  readonly newId: () => string;
}

/** A use of which somebody may still speak. */
export interface SpokenOf {
  readonly sessionId: string;
  readonly app: PlacedApp | null;
  /** of the clock that never goes back; null: it is under way */
  readonly endedMono: number | null;
}

const speakingMs = 2 * 60_000;
/** The bound of the wire (CitizenReportEvent), in UTF-16 units. */
const maxText = 500;
const tellMs = 2_000;
/** more uses than end within {@link speakingMs} */
const rememberedRatings = 200;

export class Voices {
  readonly #options: VoicesOptions;
  #rated: readonly string[] = [];

  constructor(options: VoicesOptions) {
    this.#options = options;
  }

  /** Once for each use, until two minutes after its end. */
  async rate({ sessionId, stars, tags }: z.infer<typeof NewRating>, uses: readonly SpokenOf[]): Promise<Done<Receipt>> {
    const use = this.#find(sessionId, uses);
    if (use === undefined) return refuse("session.none", "over for more than two minutes");
    if (this.#rated.includes(sessionId)) return refuse("request.invalid", "rated already");
    this.#rated = [...this.#rated, sessionId].slice(-rememberedRatings);
    const appId = use.app?.manifest.id ?? null;
    const ratingId = this.#options.newId();
    return done(await this.#tell((receipt) => ({ type: "rating", ratingId, sessionId, appId, stars, tags, receipt })));
  }

  /** A report without a use it belongs to is a report all the same. */
  async report(report: z.infer<typeof NewCitizenReport>, uses: readonly SpokenOf[]): Promise<Done<Receipt>> {
    const use = report.sessionId === null ? undefined : this.#find(report.sessionId, uses);
    const { text, masked } = maskNumbers(report.text);
    const { uplink, newId } = this.#options;
    const reportId = newId();
    const deviceId = findConcernedDevice(report.kind, use?.app?.manifest ?? null, uplink.devices()) ?? null;
    const receipt = await this.#tell((code) => ({
      type: "citizen-report",
      reportId,
      sessionId: use?.sessionId ?? null,
      appId: report.appId ?? use?.app?.manifest.id ?? null,
      kind: report.kind,
      text: text.slice(0, maxText),
      masked,
      deviceId,
      receipt: code,
    }));
    return done({ ...receipt, masked });
  }

  #find(sessionId: string, uses: readonly SpokenOf[]): SpokenOf | undefined {
    const now = this.#options.clock.monotonic();
    return uses.find((u) => u.sessionId === sessionId && (u.endedMono === null || now - u.endedMono <= speakingMs));
  }

  /** The citizen has their code at once; `queued` where it has not gone to the server yet. */
  async #tell(event: (receipt: string) => CitizenEvent): Promise<Receipt> {
    const { kioskId, random, uplink, telling } = this.#options;
    const code = receiptCode(kioskId, random(receiptOctets));
    const durable = await telling.soon(event(code), tellMs);
    return { code, qr: code, queued: !durable || !uplink.isConnected(), masked: 0 };
  }
}
