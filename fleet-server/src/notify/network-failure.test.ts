import { expect, it } from "vitest";
import { errorCode, failureOfCode } from "./network-failure.ts";

it.each([
  ["ECONNREFUSED", "refused"],
  ["ENOTFOUND", "dns"],
  ["EAI_AGAIN", "dns"],
  ["ETIMEDOUT", "timeout"],
  ["ECONNRESET", "network"],
  ["EHOSTUNREACH", "network"],
  ["HPE_INVALID_CONSTANT", "garbage"],
  ["CERT_HAS_EXPIRED", "tls"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
  ["UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "tls"],
  ["ERR_PROXY_TUNNEL", "proxy"],
  ["", "network"],
])("%s means %s", (code, failure) => {
  expect(failureOfCode(code)).toBe(failure);
});

it("the code of an error is that of the first address tried, or the one a library wrapped", () => {
  const refused = Object.assign(new Error("no"), { code: "ECONNREFUSED" });
  const wrapped = Object.assign(new Error("no"), { code: "ESOCKET", originalCode: "CERT_HAS_EXPIRED" });
  expect([new AggregateError([refused]), wrapped, new Error("plain"), "text"].map(errorCode)).toEqual([
    "ECONNREFUSED",
    "CERT_HAS_EXPIRED",
    "",
    "",
  ]);
});
