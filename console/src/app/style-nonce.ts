// The page's policy takes no style that is written into it but with the nonce of this one answer, which the server puts into
// the page (fleet-server/src/http/headers.ts). antd hands a nonce on to most of its style elements and not to all (the one
// that keeps the page from scrolling behind a dialog): so every style element that a script of ours makes gets it here.
// Elements that come as HTML text do not pass this way, and stay refused.
const meta = document.querySelector<HTMLElement>('meta[property="csp-nonce"]');
const nonce = meta?.nonce ?? "";

if (nonce !== "") {
  const make = document.createElement.bind(document);
  Object.defineProperty(document, "createElement", {
    configurable: true,
    value: (name: string, options?: ElementCreationOptions): HTMLElement => {
      const element = make(name, options);
      if (element instanceof HTMLStyleElement) element.nonce = nonce;
      return element;
    },
  });
}
