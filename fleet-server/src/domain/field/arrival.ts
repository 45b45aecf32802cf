// Whether what a phone brings proves that somebody stood at the terminal (clause C20: the arrival ends a clock).
import type { FieldItem } from "@kiosk/contract";
import { distanceM } from "../kiosk-import/crs.ts";
import { macLast4, parseTag, type Tag, type TaggedKiosk } from "./tag.ts";

type Arrival = Extract<FieldItem, { type: "arrival" }>;

export interface ArrivalFacts {
  /** the terminal the person says they are at */
  readonly kiosk: TaggedKiosk;
  /** those of its contract: no other is named to the person */
  readonly others: readonly TaggedKiosk[];
  /** that a code carries our signature */
  readonly isSigned: (tag: Tag) => boolean;
}

export type ArrivalJudgement =
  | {
      readonly ok: true;
      /** `code`: the terminal's own, with our signature. `typed`: weaker, anybody can read it off a list. */
      readonly evidence: "code" | "typed";
      /** between the phone and where the terminal is thought to stand; null: no position was given */
      readonly distanceM: number | null;
      readonly accuracyM: number | null;
    }
  | {
      readonly ok: false;
      readonly code: "field.wrong-terminal" | "field.tag-invalid";
      readonly zh: string;
      readonly en: string;
    };

export function judgeArrival(arrival: Arrival, facts: ArrivalFacts): ArrivalJudgement {
  const { kiosk, others, isSigned } = facts;
  const tag = parseTag(arrival.tag);
  if (arrival.via === "code") {
    if (tag === undefined) return invalid("二维码不是本系统的终端码", "The code is not one of ours");
    if (!isSigned(tag))
      return invalid("二维码签名不正确，可能是伪造", "The signature of the code is wrong; it may be forged");
  }
  const named = tag?.kioskId;
  if (named !== undefined && named !== kiosk.id)
    return wrong(
      kiosk,
      others.find(({ id }) => id === named),
      named,
    );
  const printed = arrival.macLast4?.toUpperCase() ?? null;
  const own = macLast4(kiosk.macs);
  if (arrival.via === "typed") {
    const typed = arrival.tag.trim();
    const saysOwn = named === kiosk.id || typed === kiosk.id || Number(typed) === kiosk.seq;
    if (printed !== null && own !== null && printed !== own)
      return wrong(
        kiosk,
        others.find(({ macs }) => macLast4(macs) === printed),
        printed,
      );
    if (!saysOwn && (printed === null || printed !== own)) {
      return invalid(`手工输入“${typed}”不是本终端的编号`, `"${typed}" as typed is not this terminal's number`);
    }
  }
  const { position } = arrival;
  return {
    ok: true,
    evidence: arrival.via,
    distanceM: position === null ? null : Math.round(distanceM(position, kiosk)),
    accuracyM: position === null ? null : Math.round(position.accuracyM),
  };
}

function wrong(kiosk: TaggedKiosk, found: TaggedKiosk | undefined, what: string): ArrivalJudgement {
  const zh = found === undefined ? `“${what}”` : `#${found.seq} ${found.name}（${found.id}）`;
  const en = found === undefined ? `"${what}"` : `#${found.seq} ${found.name} (${found.id})`;
  return {
    ok: false,
    code: "field.wrong-terminal",
    zh: `现场是 ${zh}，不是应到的 #${kiosk.seq} ${kiosk.name}`,
    en: `This is ${en} and not #${kiosk.seq} ${kiosk.name}, which was to be visited`,
  };
}

function invalid(zh: string, en: string): ArrivalJudgement {
  return { ok: false, code: "field.tag-invalid", zh, en };
}
