// What Node's error codes mean for somebody who waits for a message.

export type NetworkFailure =
  | "timeout"
  | "refused"
  | "dns"
  | "tls"
  | "proxy"
  | "network"
  | "oversize"
  | "garbage"
  | "aborted";

/** `code` is Node's (ECONNREFUSED, CERT_HAS_EXPIRED …); empty where the error had none. */
export function failureOfCode(code: string): NetworkFailure {
  switch (code) {
    case "ECONNREFUSED":
      return "refused";
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EDNS":
      return "dns";
    case "ETIMEDOUT":
      return "timeout";
    case "EPROTOCOL":
      return "garbage";
    case "ERR_PROXY_TUNNEL":
    case "ERR_PROXY_INVALID_CONFIG":
      return "proxy";
    default:
      if (code.startsWith("HPE_")) return "garbage";
      return /CERT|TLS|SSL|SIGNATURE|ISSUER/.test(code) ? "tls" : "network";
  }
}

/** Node's code of an error: of several addresses tried that of the first, and the one below a library's own. */
export function errorCode(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return errorCode(error.errors[0]);
  if (!(error instanceof Error)) return "";
  if ("originalCode" in error && typeof error.originalCode === "string") return error.originalCode;
  return "code" in error && typeof error.code === "string" ? error.code : "";
}
