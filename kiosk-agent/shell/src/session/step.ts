// What the shell itself draws over an app's frame: every step that a citizen takes with their hands.
import type { BridgeCall, Said } from "@kiosk/contract";

export type SignInWay = "card" | "phone";
export type JobCall = Extract<BridgeCall, { call: "print.booklet" | "print.a4" | "print.receipt" | "endorse.card" }>;

export type Step =
  /** nothing: the app has the screen */
  | { readonly name: "app" }
  | {
      readonly name: "choose";
      readonly ways: readonly SignInWay[];
      readonly choose: (way: SignInWay) => void;
      readonly giveUp: () => void;
    }
  | { readonly name: "card"; readonly giveUp: () => void }
  | {
      readonly name: "phone";
      /** why the last one did not go; null: the first try */
      readonly said: Said | null;
      readonly sending: boolean;
      readonly send: (phone: string) => void;
      readonly giveUp: () => void;
    }
  | {
      readonly name: "code";
      readonly maskedPhone: string;
      readonly said: Said | null;
      readonly checking: boolean;
      readonly check: (code: string) => void;
      readonly again: () => void;
      readonly other: () => void;
      readonly giveUp: () => void;
    }
  | { readonly name: "working"; readonly call: JobCall["call"] }
  | { readonly name: "scan"; readonly giveUp: () => void }
  /** `said` null: the agent did not answer at all */
  | { readonly name: "trouble"; readonly said: Said | null; readonly retry: () => void; readonly giveUp: () => void }
  | { readonly name: "take-card"; readonly card: "present" | "unknown" }
  | { readonly name: "take-paper"; readonly taken: () => void }
  /** a calm sentence, then the end */
  | {
      readonly name: "notice";
      readonly of: "withdrawn" | "pulled";
      readonly said: Said | null;
      readonly go: () => void;
    }
  /** the app's page failed twice */
  | { readonly name: "broken"; readonly report: () => void; readonly end: () => void }
  | { readonly name: "wiping"; readonly takeCard: boolean };

/** A device works, or waits for hands that the shell asked for: the idle clock stands still. */
export function standsStill(step: Step): boolean {
  switch (step.name) {
    case "card":
    case "working":
    case "scan":
    case "wiping":
      return true;
    case "phone":
      return step.sending;
    case "code":
      return step.checking;
    case "app":
    case "choose":
    case "trouble":
    case "take-card":
    case "take-paper":
    case "notice":
    case "broken":
      return false;
  }
}

/** 138****0000 */
export function maskedPhone(phone: string): string {
  return `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
