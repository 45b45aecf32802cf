import { useCallback, useEffect, useRef } from "react";

/** A function whose identity never changes and that always runs the latest one: for memoised rows. Not during render. */
export function useStable<A extends unknown[]>(run: (...args: A) => void): (...args: A) => void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
