// What the pages themselves refuse, in either host: keys, menus, dragging, zooming, printing, new windows. The pages call it
// once before their first paint. A service app's frame has its own listeners; what it may do is bound by its sandbox.
import { isGestureAllowed, isKeyAllowed } from "./accelerators.ts";

const never = [
  "contextmenu",
  "dragstart",
  "dragenter",
  "dragover",
  "drop",
  "auxclick",
  "copy",
  "cut",
  "paste",
] as const;

/** Capturing and not passive, so that nothing of the page comes first. Returns what takes it back, for tests. */
export function lockPage(page: Window & typeof globalThis): () => void {
  const gone = new AbortController();
  const options = { capture: true, passive: false, signal: gone.signal } as const;
  const refuse = (event: Event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const name of never) page.addEventListener(name, refuse, options);

  const onKey = (event: KeyboardEvent) => {
    const { key, code, shiftKey, ctrlKey, altKey, metaKey } = event;
    if (!isKeyAllowed({ key, code, shift: shiftKey, control: ctrlKey, alt: altKey, meta: metaKey })) refuse(event);
  };
  page.addEventListener("keydown", onKey, options);
  page.addEventListener("keyup", onKey, options);

  const onTouch = (event: TouchEvent) => {
    if (!isGestureAllowed({ fingers: event.touches.length, control: event.ctrlKey })) refuse(event);
  };
  page.addEventListener("touchstart", onTouch, options);
  page.addEventListener("touchmove", onTouch, options);
  page.addEventListener(
    "wheel",
    (event) => {
      if (!isGestureAllowed({ fingers: 0, control: event.ctrlKey })) refuse(event);
    },
    options,
  );
  // a trackpad's or a touch screen's own zoom gesture, where the browser names it so
  for (const name of ["gesturestart", "gesturechange"]) page.addEventListener(name, refuse, options);

  const onClick = (event: MouseEvent) => {
    const link = event.composedPath().find((one) => one instanceof page.HTMLAnchorElement);
    if (link === undefined) return;
    const stays = link.target === "" || link.target === "_self";
    if (!stays || link.hasAttribute("download") || event.ctrlKey || event.shiftKey || event.metaKey) refuse(event);
  };
  page.addEventListener("click", onClick, options);

  const { print, open } = page;
  page.print = () => undefined;
  page.open = () => null;
  return () => {
    gone.abort();
    page.print = print;
    page.open = open;
  };
}
