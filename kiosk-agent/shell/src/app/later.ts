import { type ComponentType, lazy } from "react";

const afterPaintMs = 300;

/** A screen that is fetched from the agent once the first paint is through, so that it is there when somebody asks for it. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>) {
  const once = new Promise<{ default: ComponentType<P> }>((resolve, reject) => {
    setTimeout(() => load().then((screen) => resolve({ default: screen }), reject), afterPaintMs);
  });
  // Whoever opens the screen meets the failure; until then it is nobody's.
  once.catch(() => undefined);
  return lazy(() => once);
}
