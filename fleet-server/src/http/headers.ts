// What every answer tells the browser about itself. The page alone may run scripts and styles, of this origin or with the
// nonce of this one answer; data is nothing to run, to frame, to guess at or to keep.
import { randomBytes } from "node:crypto";
import type { FastifyReply, onRequestHookHandler } from "fastify";

const hstsSeconds = 365 * 24 * 60 * 60;

const everywhere = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  // technicians photograph faults and stand at the terminal; nothing else of the device is asked for
  "permissions-policy":
    "camera=(self), geolocation=(self), microphone=(), usb=(), serial=(), hid=(), payment=(), display-capture=(), browsing-topics=()",
  "x-dns-prefetch-control": "off",
  "x-permitted-cross-domain-policies": "none",
} as const;

/** What is no page: nothing in it may load or run, should a browser take it for one. */
const dataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

/** An `onRequest` hook: the headers of every answer, errors too. */
export function securityHeaders({ tls }: { readonly tls: boolean }): onRequestHookHandler {
  const headers = {
    ...everywhere,
    // no subdomains: they are the owner's, not ours
    ...(tls ? { "strict-transport-security": `max-age=${hstsSeconds}` } : {}),
    "content-security-policy": dataPolicy,
    "cache-control": "no-store",
  };
  return (_request, reply, done) => {
    void reply.headers(headers);
    done();
  };
}

/** For a response that is taken out of the framework's hands. */
export function rawHeaders(reply: FastifyReply): Record<string, string> {
  const entries = Object.entries(reply.getHeaders());
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

/** It must not be cached: an old page would not fit a new policy. */
export function sendPage(reply: FastifyReply, shell: string): FastifyReply {
  const { html, policy } = withNonce(shell);
  return reply
    .type("text/html; charset=utf-8")
    .header("content-security-policy", policy)
    .header("cache-control", "no-store")
    .send(html);
}

/**
 * A page whose styles are all files. The phone keeps it as it was answered, header and all: a nonce would be the same each
 * time it opens.
 */
export function sendPlainPage(reply: FastifyReply, html: string): FastifyReply {
  return reply
    .type("text/html; charset=utf-8")
    .header("content-security-policy", pagePolicy(null))
    .header("cache-control", "no-store")
    .send(html);
}

/** A service worker lives by the policy of its own file, and has to fetch what it keeps. */
export const workerPolicy = "default-src 'none'; connect-src 'self'";

/**
 * The page with a nonce of its own: as a meta element that scripts of this origin read (console/src/app/style-nonce.ts),
 * since antd writes its styles at run time.
 */
export function withNonce(shell: string): { readonly html: string; readonly policy: string } {
  const nonce = randomBytes(16).toString("base64");
  const html = shell.replace("<head>", `<head>\n    <meta property="csp-nonce" nonce="${nonce}" />`);
  return { html, policy: pagePolicy(nonce) };
}

function pagePolicy(nonce: string | null): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    nonce === null ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
    // data: and blob: are pictures a page makes itself: QR codes, previews of photos, exported charts
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Stored files that people sent: shown as what they were checked to be, never run, named for the disk only. */
export function sendStoredFile(
  reply: FastifyReply,
  file: { readonly mediaType: string; readonly name: string; readonly bytes: Uint8Array },
): FastifyReply {
  // a browser's PDF viewer does not work in a sandbox, and without one the document would act in our name
  const disposition = file.mediaType.startsWith("image/") ? "inline" : "attachment";
  return reply
    .type(file.mediaType)
    .header("content-disposition", `${disposition}; filename*=UTF-8''${rfc5987(file.name)}`)
    .header("content-security-policy", `${dataPolicy}; img-src 'self'; style-src 'unsafe-inline'`)
    .send(Buffer.from(file.bytes));
}

/** RFC 5987, 3.2.1: encodeURIComponent leaves ' ( ) * as they are, which a header value may not have. */
function rfc5987(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
