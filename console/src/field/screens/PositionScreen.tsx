import type { PositionFix } from "@kiosk/contract";
import { useState } from "react";
import type { Place } from "../engine/engine.ts";
import { useEngine } from "../engine/use-engine.tsx";
import { fill } from "../words/fill.ts";
import { useWords } from "../words/use-words.ts";
import { leastFixes, meanPosition, metresBetween } from "./position-mean.ts";
import { Refused } from "./Refused.tsx";
import { Screen } from "./Screen.tsx";
import { go } from "./use-route.ts";
import { useSaving } from "./use-saving.ts";

/** Several fixes by the machine, each asked for by a touch and shown with its accuracy. */
export function PositionScreen({ place }: { place: Place }) {
  const w = useWords();
  const engine = useEngine();
  const kiosk = engine.kiosk(place.kioskId);
  const [fixes, setFixes] = useState<readonly PositionFix[]>([]);
  const [state, setState] = useState<"idle" | "taking" | "failed">("idle");
  const { busy, refusal, run } = useSaving();
  const mean = meanPosition(fixes);
  const left = leastFixes - fixes.length;

  const take = async () => {
    setState("taking");
    const fix = await engine.locate();
    setState(fix === null ? "failed" : "idle");
    if (fix !== null) setFixes((taken) => [...taken, fix]);
  };
  const save = async () => {
    const saved = await run(() => engine.position(place, fixes));
    if (saved !== undefined) go({ name: "visit", ...place });
  };
  const action =
    left > 0 ? (
      <button
        type="button"
        className="main"
        disabled={state === "taking"}
        data-testid="take-fix"
        onClick={() => void take()}
      >
        {state === "taking" ? w.position.taking : w.position.take}
      </button>
    ) : (
      <button type="button" className="main" disabled={busy} data-testid="save-position" onClick={() => void save()}>
        {w.position.save}
      </button>
    );
  return (
    <Screen title={w.position.title} back={{ name: "visit", ...place }} action={action}>
      <p>{fill(w.position.why, { n: leastFixes })}</p>
      {state === "failed" ? (
        <p className="bad-text" role="alert">
          {w.position.failed}
        </p>
      ) : null}
      {fixes.length === 0 ? null : (
        <ol className="list">
          {fixes.map((fix, index) => (
            <li key={fix.at} className="queue-item">
              <span className="line">
                <span>{fill(w.position.fix, { n: index + 1, m: Math.round(fix.accuracyM) })}</span>
                <button
                  type="button"
                  className="quiet"
                  onClick={() => setFixes(fixes.filter((other) => other !== fix))}
                >
                  {w.position.remove}
                </button>
              </span>
            </li>
          ))}
        </ol>
      )}
      {mean === undefined || kiosk === null ? null : (
        <p className="card" data-testid="mean-position">
          {fill(w.position.mean, { far: Math.round(metresBetween(mean, kiosk)), spread: Math.round(mean.spreadM) })}
        </p>
      )}
      {left > 0 ? <p role="status">{fill(w.position.more, { n: left })}</p> : null}
      {left > 0 ? null : (
        <button type="button" className="quiet" disabled={state === "taking"} onClick={() => void take()}>
          {state === "taking" ? w.position.taking : w.position.take}
        </button>
      )}
      <p className="small">{w.position.approve}</p>
      <Refused why={refusal} />
    </Screen>
  );
}
