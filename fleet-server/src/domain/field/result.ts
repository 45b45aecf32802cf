// How carrying out one kept item ended, in words for the technician and for whoever looks after it.
import { type ErrorCode, errorCodes } from "@kiosk/contract";

export type CarryResult =
  | { readonly state: "applied"; readonly zh: string; readonly en: string; readonly joined?: string }
  /** something it needs is not here yet */
  | { readonly state: "stored"; readonly zh: string; readonly en: string }
  | { readonly state: "attention"; readonly code: ErrorCode; readonly zh: string; readonly en: string };

export const applied: CarryResult = { state: "applied", zh: "已到服务器", en: "At the server" };

export function waitsFor(zh: string, en: string): CarryResult {
  return { state: "stored", zh: `已到服务器，等待${zh}`, en: `At the server, waiting for ${en}` };
}

/** @param detail what the refusal named, in no language; empty: nothing */
export function needsSomebody(code: ErrorCode, detail = ""): CarryResult {
  const { zh, en } = errorCodes[code];
  return {
    state: "attention",
    code,
    zh: detail === "" ? zh : `${zh}（${detail}）`,
    en: detail === "" ? en : `${en} (${detail})`,
  };
}
