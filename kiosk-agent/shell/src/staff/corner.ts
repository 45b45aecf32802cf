// The way in for staff: five taps within three seconds in the upper left corner of the glass. Nothing is drawn there.
import { useEffect, useRef } from "react";

const cornerMm = 30;
const taps = 5;
const withinMs = 3_000;

/** The taps that still count, the latest last; `open` at the fifth within three seconds. */
export function nextTaps(
  earlier: readonly number[],
  at: number,
): { readonly kept: readonly number[]; readonly open: boolean } {
  const kept = [...earlier.filter((tap) => at - tap < withinMs), at];
  return kept.length >= taps ? { kept: [], open: true } : { kept, open: false };
}

/** @param onOpen is called at the fifth tap; null: the corner does nothing now */
export function useStaffCorner(onOpen: (() => void) | null): void {
  const opening = useRef(onOpen);
  useEffect(() => {
    opening.current = onOpen;
  }, [onOpen]);
  useEffect(() => {
    let kept: readonly number[] = [];
    const tapped = ({ clientX, clientY, timeStamp }: PointerEvent) => {
      const mm = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--mm"));
      const side = cornerMm * (mm > 0 ? mm : 2.8);
      if (clientX > side || clientY > side) {
        kept = [];
        return;
      }
      const next = nextTaps(kept, timeStamp);
      kept = next.kept;
      if (next.open) opening.current?.();
    };
    addEventListener("pointerdown", tapped, true);
    return () => removeEventListener("pointerdown", tapped, true);
  }, []);
}
