import type { OpeningHours } from "@kiosk/contract";
import { fill } from "../words/fill.ts";
import { useWords } from "../words/use-words.ts";
import { openingAt } from "./opening.ts";

/** @param at when somebody is there, Millis */
export function OpeningText({ hours, at }: { hours: OpeningHours | null; at: number }) {
  const w = useWords();
  const opening = openingAt(hours, at);
  if (opening.state === "open") return <span>{opening.spans.join(w.common.list)}</span>;
  if (opening.state === "outside") {
    return <span className="bad-text">{fill(w.opening.outside, { spans: opening.spans.join(w.common.list) })}</span>;
  }
  return (
    <span className={opening.state === "round-the-clock" ? undefined : "warn-text"}>{w.opening[opening.state]}</span>
  );
}
