// Where a page or a frame may go. Asked by the Electron host for every navigation and every redirect; the browser host writes
// the same list into the browser's managed policy.

export interface AllowedPlaces {
  /** origin of the citizen's pages: the only one that may stand at the top */
  readonly pages: string;
  /** origin of the service apps of this terminal */
  readonly apps: string;
  /** https origins that the shelf names */
  readonly shelf: readonly string[];
}

export type NavigationRefusal = "not-an-address" | "scheme" | "credentials" | "not-the-pages" | "not-on-the-shelf";
export type NavigationVerdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly why: NavigationRefusal };

const refuse = (why: NavigationRefusal): NavigationVerdict => ({ allowed: false, why });
const allowed: NavigationVerdict = { allowed: true };

/**
 * Whether `address` may be shown in the top frame or in a frame below it. Redirects are asked for in the same way: each
 * address on the way is one more question. Any scheme but http and https is refused, which is file:, javascript:, blob:,
 * data:, about:, view-source:, chrome: and devtools:; plain http only to the two loopback origins.
 */
export function judgeNavigation(address: string, isTop: boolean, places: AllowedPlaces): NavigationVerdict {
  const url = URL.parse(address);
  if (url === null) return refuse("not-an-address");
  if (url.protocol !== "http:" && url.protocol !== "https:") return refuse("scheme");
  if (url.username !== "" || url.password !== "") return refuse("credentials");
  if (isTop) return url.origin === places.pages ? allowed : refuse("not-the-pages");
  if (url.origin === places.apps) return allowed;
  return url.protocol === "https:" && places.shelf.includes(url.origin) ? allowed : refuse("not-on-the-shelf");
}

/** Origins of the shelf that may be allowed at all: https, nothing after the port, no wildcard. */
export function isShelfOrigin(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.protocol === "https:" && url.origin === text && !url.hostname.includes("*");
}

/** `file:///home/x` -> `file:`: what may be told of a refused address, which can hold anything in its path. */
export function schemeOf(address: string): string {
  return URL.parse(address)?.protocol.slice(0, 20) ?? "none";
}
