// What the services' own codes mean for us. A code that is not here may be anything: it is tried again, and a short
// clock falls back after three tries.
import { hourMs, minuteMs, secondMs } from "../time.ts";

export type Vendor = "wecom" | "dingtalk" | "feishu" | "aliyun" | "tencent";

export type Verdict =
  | { readonly kind: "ok" }
  | { readonly kind: "retry" }
  | { readonly kind: "rejected" }
  | { readonly kind: "blocked"; readonly waitMs: number };

const retry: Verdict = { kind: "retry" };
const refused: Verdict = { kind: "rejected" };
const blocked = (waitMs: number): Verdict => ({ kind: "blocked", waitMs });

type Table = Readonly<Record<string, Verdict>>;

// 40001 secret, 40013 corp id, 40056 agent id, 40058 parameter or length, 44004 empty, 45002 too long, 60011 no privilege,
// 60020 address not allowed, 81013 no valid recipient, 93000 robot's key unknown, 301002 agent not ours
const wecom: Table = {
  "0": { kind: "ok" },
  "-1": retry,
  "45009": blocked(minuteMs),
  "45033": blocked(10 * secondMs),
  ...all(refused, 40001, 40008, 40013, 40056, 40058, 44004, 45002, 60011, 60020, 81013, 93000, 93004, 93008, 301002),
};

// 130101 and 410100 too fast: the robot is mute for ten minutes. 300001 and 400101 token unknown, 310000 keyword, signature
// or address not accepted, 400102 robot stopped, 400013 group gone, 43010x content refused
const dingtalk: Table = {
  "0": { kind: "ok" },
  "-1": retry,
  "130101": blocked(10 * minuteMs),
  "410100": blocked(10 * minuteMs),
  ...all(refused, 40035, 300001, 310000, 400013, 400101, 400102, 400105, 400106, 430101, 430102, 430103, 430104),
};

// 11232 and 9499 (with status 200) too fast. 19001 hook unknown, 19002 parameter, 19021 signature or clock, 19022 address,
// 19024 keyword
const feishu: Table = {
  "0": { kind: "ok" },
  "9499": blocked(minuteMs),
  "11232": blocked(minuteMs),
  ...all(refused, 19001, 19002, 19021, 19022, 19024),
};

const aliyun: Table = {
  OK: { kind: "ok" },
  // limits per minute, hour and day share this code; a quarter of an hour tries a day's limit often enough
  "isv.BUSINESS_LIMIT_CONTROL": blocked(15 * minuteMs),
  "isv.DAY_LIMIT_CONTROL": blocked(hourMs),
  "isv.MONTH_LIMIT_CONTROL": blocked(hourMs),
  "isp.RAM_PERMISSION_DENY": refused,
  InternalError: retry,
  ServiceUnavailable: retry,
};

function all(verdict: Verdict, ...codes: number[]): Table {
  return Object.fromEntries(codes.map((code) => [String(code), verdict]));
}

/** The meaning of a code; `retry` for one that is not known. */
export function verdictOf(vendor: Vendor, code: string): Verdict {
  switch (vendor) {
    case "wecom":
      return wecom[code] ?? retry;
    case "dingtalk":
      return dingtalk[code] ?? retry;
    case "feishu":
      return feishu[code] ?? retry;
    case "aliyun":
      return aliyun[code] ?? aliyunFamily(code);
    case "tencent":
      return tencentFamily(code);
  }
}

// `isv.` is the caller's mistake, `isp.` the platform's; what has neither prefix comes from the gateway before it
function aliyunFamily(code: string): Verdict {
  if (code.startsWith("Throttling")) return blocked(minuteMs);
  if (code.startsWith("isv.")) return refused;
  const ours = ["SignatureDoesNotMatch", "IncompleteSignature", "InvalidAccessKeyId", "InvalidTimeStamp", "Forbidden"];
  return ours.some((prefix) => code.startsWith(prefix)) ? refused : retry;
}

// the word before the point is the family
function tencentFamily(code: string): Verdict {
  switch (code.split(".")[0]) {
    case "Ok":
      return { kind: "ok" };
    case "LimitExceeded":
      return blocked(15 * minuteMs);
    case "RequestLimitExceeded":
      return blocked(minuteMs);
    case "AuthFailure":
    case "FailedOperation":
    case "InvalidParameter":
    case "InvalidParameterValue":
    case "MissingParameter":
    case "UnauthorizedOperation":
    case "UnknownParameter":
    case "UnsupportedOperation":
    case "UnsupportedRegion":
      return refused;
    default:
      return retry;
  }
}

/**
 * The meaning of a status that is not 2xx; null for 2xx. `retryAfterMs` as the receiver asked for, null where it did not.
 * Redirects are not followed: a moved address is for a person to check.
 */
export function verdictOfStatus(status: number, retryAfterMs: number | null): Verdict | null {
  if (status >= 200 && status < 300) return null;
  if (status === 429) return blocked(retryAfterMs ?? minuteMs);
  if (status === 408 || status === 425 || status >= 500) return retry;
  return refused;
}
