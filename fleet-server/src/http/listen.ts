// Where HTTP listens and whether over TLS: what was asked for, checked before anything opens. On loopback plain HTTP will
// do; anywhere else passwords and citizens' data would cross the network readable, and the server does not start.
import { isIP, isIPv6 } from "node:net";

export interface ListenWish {
  /** an address, or a name that resolves to one */
  readonly host: string;
  /** null: plain on loopback, TLS anywhere else */
  readonly tls: boolean | null;
  /** an own certificate; both or neither */
  readonly certFile: string | null;
  readonly keyFile: string | null;
  /** names and addresses people use for this server, without port */
  readonly publicNames: readonly string[];
}

export interface ListenPlan {
  readonly host: string;
  readonly tls: "off" | "generated" | { readonly certFile: string; readonly keyFile: string };
  readonly publicNames: readonly string[];
}

export type ListenCode = "host" | "plain-refused" | "half-a-pair" | "public-name" | "certificate";

/** One sentence in each language that says what to do; `message` is both. */
export class ListenError extends Error {
  readonly code: ListenCode;
  constructor(code: ListenCode, sentence: { zh: string; en: string }, options?: ErrorOptions) {
    super(`${sentence.zh} / ${sentence.en}`, options);
    this.name = "ListenError";
    this.code = code;
  }
}

export const onLoopback: ListenWish = { host: "127.0.0.1", tls: null, certFile: null, keyFile: null, publicNames: [] };

/** @throws ListenError */
export function listenPlan(wish: ListenWish): ListenPlan {
  const host = hostOf(wish.host);
  const publicNames = wish.publicNames.map(publicNameOf);
  const { certFile, keyFile, tls } = wish;
  if (certFile !== null && keyFile !== null && tls !== false) return { host, publicNames, tls: { certFile, keyFile } };
  if (certFile !== null || keyFile !== null) {
    throw new ListenError("half-a-pair", {
      zh: "--tls-cert 与 --tls-key 须同时给出，且不能与 --tls off 同用",
      en: "--tls-cert and --tls-key go together, and not with --tls off",
    });
  }
  if (tls ?? !isLoopback(host)) return { host, publicNames, tls: "generated" };
  if (isLoopback(host)) return { host, publicNames, tls: "off" };
  throw new ListenError("plain-refused", {
    zh: `拒绝在 ${host} 上以明文 HTTP 监听：口令与个人信息会在网络上明文传输。请去掉 --tls off，或改为监听 127.0.0.1`,
    en: `Plain HTTP on ${host} is refused: passwords and personal data would cross the network readable. Leave out --tls off, or listen on 127.0.0.1`,
  });
}

/** `127.0.0.0/8`, `::1` and `localhost`; a name that merely resolves there is not trusted to go on doing so. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(host);
}

function hostOf(text: string): string {
  const host = withoutBrackets(text.trim().toLowerCase());
  // net.listen would take the empty name for every address there is
  if (isName(host)) return host === "localhost" ? "127.0.0.1" : host;
  throw new ListenError("host", {
    zh: `--host 应为 IP 地址或主机名，而不是 "${text}"`,
    en: `--host is an IP address or a host name, not "${text}"`,
  });
}

function publicNameOf(text: string): string {
  const name = withoutBrackets(text.trim().toLowerCase());
  if (isName(name)) return name;
  throw new ListenError("public-name", {
    zh: `--public-name 应为不带协议与端口的主机名或 IP 地址，而不是 "${text}"`,
    en: `--public-name is a host name or IP address without scheme and port, not "${text}"`,
  });
}

function withoutBrackets(host: string): string {
  const inner = host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : "";
  return isIPv6(inner) ? inner : host;
}

/** RFC 1123, section 2.1 */
function isName(text: string): boolean {
  if (isIP(text) !== 0) return true;
  const labels = text.split(".");
  // 10.0.0.300 is an address gone wrong and no name
  if (/^\d+$/.test(labels.at(-1) ?? "")) return false;
  return text.length <= 253 && labels.every((label) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
}
