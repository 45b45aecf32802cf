// Screens of a use that is over go home by themselves when nobody touches them.
import { useEffect, useRef, useState } from "react";

/** Calls `home` once, `staysMs` after the last touch or key. @returns whole seconds that are left */
export function useHomeAfter(staysMs: number, home: () => void): number {
  const [leftMs, setLeftMs] = useState(staysMs);
  const going = useRef(home);
  useEffect(() => {
    going.current = home;
  }, [home]);
  useEffect(() => {
    let untilMs = performance.now() + staysMs;
    const touched = () => {
      untilMs = performance.now() + staysMs;
      setLeftMs(staysMs);
    };
    const timer = setInterval(() => {
      const left = untilMs - performance.now();
      if (left <= 0) {
        clearInterval(timer);
        going.current();
      } else setLeftMs(left);
    }, 500);
    addEventListener("pointerdown", touched, true);
    addEventListener("keydown", touched, true);
    return () => {
      clearInterval(timer);
      removeEventListener("pointerdown", touched, true);
      removeEventListener("keydown", touched, true);
    };
  }, [staysMs]);
  return Math.max(0, Math.ceil(leftMs / 1000));
}
