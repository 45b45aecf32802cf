// From an HTTP answer to an outcome. A service that answers 200 with an error code has not delivered.
import { blockedFor, type DeliveryOutcome, rejected, retryLater } from "../domain/notice/outcome.ts";
import { type Vendor, type Verdict, verdictOf, verdictOfStatus } from "../domain/notice/vendor-codes.ts";
import { secondMs } from "../domain/time.ts";
import type { HttpAnswer } from "./http-client.ts";

/** The code and text a service put into its JSON answer. */
interface VendorAnswer {
  /** null where the answer has none */
  readonly code: string | null;
  readonly text: string;
}

/** `Retry-After` in milliseconds: seconds or an HTTP date; null where it is neither. */
function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * secondMs;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** What a connection that gave no answer means. A certificate we do not trust is for a person to look at. */
export function outcomeOfFailure(answer: Extract<HttpAnswer, { kind: "failed" }>): DeliveryOutcome {
  return answer.code === "tls" ? rejected("tls", answer.detail) : retryLater(answer.code, answer.detail);
}

/** A status that is not 2xx; null for 2xx. */
export function outcomeOfStatus(answer: Extract<HttpAnswer, { kind: "answer" }>, now: number): DeliveryOutcome | null {
  const after = retryAfterMs(answer.retryAfter, now);
  const verdict = verdictOfStatus(answer.status, after);
  if (verdict === null) return null;
  return outcomeOf(verdict, `http.${answer.status}`, "", after);
}

/** Text as an object; null where it is none. */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** A field as text, whether the service sent a number or a string. */
export function textField(object: Readonly<Record<string, unknown>> | null, name: string): string | null {
  const value = object?.[name];
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : null;
}

/**
 * What the service's own code means; null when it says success. A code we know counts more than the status: some
 * services refuse with a 4xx what they would take in a minute.
 */
export function outcomeOfVendor(
  vendor: Vendor,
  { code, text }: VendorAnswer,
  answer: Extract<HttpAnswer, { kind: "answer" }>,
  now: number,
): DeliveryOutcome | null {
  const byStatus = outcomeOfStatus(answer, now);
  if (code === null) return byStatus ?? retryLater("garbage", "");
  const verdict = verdictOf(vendor, code);
  if (verdict.kind === "ok") return byStatus;
  if (verdict.kind === "retry" && byStatus !== null) return byStatus;
  return outcomeOf(verdict, `${vendor}.${code}`, text, null);
}

/** An outcome for a verdict that is not `ok`. */
export function outcomeOf(
  verdict: Verdict,
  code: string,
  detail: string,
  afterMs: number | null,
): DeliveryOutcome | null {
  switch (verdict.kind) {
    case "ok":
      return null;
    case "retry":
      return retryLater(code, detail, afterMs);
    case "rejected":
      return rejected(code, detail);
    case "blocked":
      return blockedFor(code, detail, verdict.waitMs);
  }
}
