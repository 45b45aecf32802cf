import { useEffect, useRef } from "react";
import type { Selection } from "./selection.ts";

interface SelectBoxProps<T> {
  /** one row, or all rows of the page for the head of the table */
  items: readonly T[];
  idOf: (item: T) => string;
  selection: Selection<T>;
  /** what is ticked, for assistive technology */
  name: string;
}

/** The tick of a row or of a table's head: there it stands half where some rows are ticked. */
export function SelectBox<T>({ items, idOf, selection, name }: SelectBoxProps<T>) {
  const box = useRef<HTMLInputElement>(null);
  const ticked = items.filter((item) => selection.has(idOf(item))).length;
  const all = items.length > 0 && ticked === items.length;
  const half = ticked > 0 && !all;
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = half;
  }, [half]);
  return (
    <label className="select-box">
      <input
        ref={box}
        type="checkbox"
        checked={all}
        disabled={items.length === 0}
        aria-label={name}
        onChange={() => selection.set(items, !all)}
      />
    </label>
  );
}
