import { useEffect, useState } from "react";
import { type FieldRoute, hashOf, parseRoute } from "./field-route.ts";

/** The screen the address names, anew when it changes. */
export function useRoute(): FieldRoute {
  const [hash, setHash] = useState(() => location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return parseRoute(hash);
}

export function go(route: FieldRoute): void {
  location.hash = hashOf(route);
}

/** The screen one came from is not to be come back to. */
export function goInstead(route: FieldRoute): void {
  location.replace(hashOf(route));
}
