// Alibaba Cloud's request signature V3, ACS3-HMAC-SHA256, for RPC operations: path `/`, parameters in the query.
import { createHash, createHmac } from "node:crypto";
import { type Millis, secondMs } from "../domain/time.ts";

export interface Acs3Request {
  readonly host: string;
  readonly action: string;
  readonly version: string;
  readonly query: Readonly<Record<string, string>>;
  readonly now: Millis;
  readonly nonce: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

/** RFC 3986: everything but letters, digits and `-_.~` as %XX. */
function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The query as sent and the headers to send, for a POST without body. */
export function signAcs3(request: Acs3Request): { query: string; headers: Record<string, string> } {
  const query = Object.entries(request.query)
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`)
    .join("&");
  const bodyHash = sha256("");
  // in the order of their names, as they are signed
  const headers: Record<string, string> = {
    host: request.host,
    "x-acs-action": request.action,
    "x-acs-content-sha256": bodyHash,
    "x-acs-date": new Date(request.now - (request.now % secondMs)).toISOString().replace(".000", ""),
    "x-acs-signature-nonce": request.nonce,
    "x-acs-version": request.version,
  };
  const signedNames = Object.keys(headers).join(";");
  const canonicalHeaders = Object.entries(headers)
    .map(([name, value]) => `${name}:${value}\n`)
    .join("");
  const canonical = `POST\n/\n${query}\n${canonicalHeaders}\n${signedNames}\n${bodyHash}`;
  const signature = createHmac("sha256", request.accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`, "utf8")
    .digest("hex");
  const authorization = `ACS3-HMAC-SHA256 Credential=${request.accessKeyId},SignedHeaders=${signedNames},Signature=${signature}`;
  return { query, headers: { ...headers, authorization } };
}
