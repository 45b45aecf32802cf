// Tencent Cloud's request signature v3, TC3-HMAC-SHA256, for a JSON body posted to `/`.
import { createHash, createHmac } from "node:crypto";

export interface Tc3Request {
  readonly host: string;
  /** first part of the host's name: sms */
  readonly service: string;
  readonly action: string;
  readonly body: string;
  /** seconds */
  readonly timestamp: number;
  readonly secretId: string;
  readonly secretKey: string;
}

export const tc3ContentType = "application/json; charset=utf-8";

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text, "utf8").digest();

/** Value of the `Authorization` header. Content type, host and action are signed. */
export function signTc3(request: Tc3Request): string {
  const date = new Date(request.timestamp * 1000).toISOString().slice(0, 10);
  const signedNames = "content-type;host;x-tc-action";
  const canonicalHeaders =
    `content-type:${tc3ContentType}\nhost:${request.host}\n` + `x-tc-action:${request.action.toLowerCase()}\n`;
  const canonical = `POST\n/\n\n${canonicalHeaders}\n${signedNames}\n${sha256(request.body)}`;
  const scope = `${date}/${request.service}/tc3_request`;
  const toSign = `TC3-HMAC-SHA256\n${request.timestamp}\n${scope}\n${sha256(canonical)}`;
  const key = hmac(hmac(hmac(`TC3${request.secretKey}`, date), request.service), "tc3_request");
  const signature = hmac(key, toSign).toString("hex");
  return `TC3-HMAC-SHA256 Credential=${request.secretId}/${scope}, SignedHeaders=${signedNames}, Signature=${signature}`;
}
