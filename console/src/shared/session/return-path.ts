// Where to go after signing in. The address comes from outside, so that only a page of this console may be meant by it.
const here = "http://console.invalid";
const notPages = ["/sign-in", "/setup", "/api/"];

/** A path of this console with its search; undefined for anything else, above all for another site. */
export function localPath(text: string | undefined): string | undefined {
  if (text === undefined || !text.startsWith("/") || !URL.canParse(text, here)) return undefined;
  const url = new URL(text, here);
  // `//elsewhere`, `/\elsewhere` and a tab between the slashes all become another origin when a browser reads them
  if (url.origin !== here || url.pathname.startsWith("//")) return undefined;
  if (notPages.some((page) => url.pathname.startsWith(page))) return undefined;
  return url.pathname + url.search + url.hash;
}
