// A bar that follows the pointer: while it moves only its own transform changes, and React hears of it when the place it would
// be put at is another one.
import { type PointerEvent, type RefObject, useEffect, useRef, useState } from "react";
import type { Axis } from "../model/axis.ts";
import { type Lane, placeAt } from "../model/lanes.ts";

/** less is a click */
const beginsPx = 5;

export interface DropTarget {
  readonly visitId: string;
  readonly technicianId: string;
  readonly position: number;
}

interface Drag {
  readonly visitId: string;
  readonly bar: HTMLElement;
  readonly x: number;
  readonly y: number;
  readonly middle: number;
  readonly tracks: readonly { lane: Lane; rect: DOMRect }[];
  moving: boolean;
  target: DropTarget | undefined;
}

interface DragOptions {
  lanes: readonly Lane[];
  axis: Axis;
  /** holds the tracks, each with `data-lane` */
  holder: RefObject<HTMLElement | null>;
  onDrop: (target: DropTarget) => void;
}

function targetOf({ tracks, visitId, middle, x, y }: Drag, axis: Axis, event: { x: number; y: number }) {
  const distance = ({ rect }: { rect: DOMRect }) =>
    event.y < rect.top ? rect.top - event.y : Math.max(0, event.y - rect.bottom);
  const nearest = tracks.toSorted((a, b) => distance(a) - distance(b))[0];
  if (nearest === undefined || Math.abs(event.y - y) > 4000) return undefined;
  const { lane, rect } = nearest;
  const share = (middle + event.x - x - rect.left) / rect.width;
  const at = axis.from + share * (axis.to - axis.from);
  return { visitId, technicianId: lane.technician.technicianId, position: placeAt(lane, visitId, at) };
}

const same = (a: DropTarget | undefined, b: DropTarget | undefined) =>
  a?.technicianId === b?.technicianId && a?.position === b?.position;

export function useDrag({ lanes, axis, holder, onDrop }: DragOptions) {
  const drag = useRef<Drag>(undefined);
  const suppressed = useRef(false);
  const [target, setTarget] = useState<DropTarget>();

  const end = () => {
    const { bar } = drag.current ?? {};
    bar?.style.removeProperty("transform");
    bar?.classList.remove("dragging");
    drag.current = undefined;
    setTarget(undefined);
  };

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || drag.current?.moving !== true) return;
      suppressed.current = true;
      const { bar } = drag.current;
      bar.style.removeProperty("transform");
      bar.classList.remove("dragging");
      drag.current = undefined;
      setTarget(undefined);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>, visitId: string) => {
      suppressed.current = false;
      if (event.button !== 0 || holder.current === null) return;
      const bar = event.currentTarget;
      const rect = bar.getBoundingClientRect();
      const tracks = [...holder.current.querySelectorAll<HTMLElement>("[data-lane]")].flatMap((element) => {
        const lane = lanes.find(({ technician }) => technician.technicianId === element.dataset.lane);
        return lane === undefined ? [] : [{ lane, rect: element.getBoundingClientRect() }];
      });
      drag.current = {
        ...{ visitId, bar, x: event.clientX, y: event.clientY, middle: rect.left + rect.width / 2, tracks },
        moving: false,
        target: undefined,
      };
      bar.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const now = drag.current;
      if (now === undefined) return;
      const dx = event.clientX - now.x;
      const dy = event.clientY - now.y;
      if (!now.moving && Math.hypot(dx, dy) < beginsPx) return;
      now.moving = true;
      now.bar.classList.add("dragging");
      now.bar.style.transform = `translate(${dx}px, ${dy}px)`;
      const next = targetOf(now, axis, { x: event.clientX, y: event.clientY });
      if (same(next, now.target)) return;
      now.target = next;
      setTarget(next);
    },
    onPointerUp: () => {
      const now = drag.current;
      if (now === undefined) return;
      end();
      if (!now.moving) return;
      suppressed.current = true;
      if (now.target !== undefined) onDrop(now.target);
    },
    onPointerCancel: end,
  };
  return {
    target,
    handlers,
    /** true once after a drag: the click that ends it chooses nothing */
    takeSuppressed: () => {
      const was = suppressed.current;
      suppressed.current = false;
      return was;
    },
  };
}
