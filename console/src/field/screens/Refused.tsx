import type { SaveRefusal } from "../engine/engine.ts";
import { useWords } from "../words/use-words.ts";

/** Nothing was written: said where the button was pressed. */
export function Refused({ why }: { why: SaveRefusal | null }) {
  const w = useWords();
  return why === null ? null : (
    <p className="bad-text" role="alert">
      {w.refused[why]}
    </p>
  );
}
