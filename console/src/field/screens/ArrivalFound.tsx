import type { FieldKiosk, PositionFix } from "@kiosk/contract";
import { useState } from "react";
import type { Place, Visit } from "../engine/engine.ts";
import { useEngine } from "../engine/use-engine.tsx";
import { fill } from "../words/fill.ts";
import { useWords } from "../words/use-words.ts";
import type { FieldRoute } from "./field-route.ts";
import { metresBetween } from "./position-mean.ts";
import { Refused } from "./Refused.tsx";
import { Screen } from "./Screen.tsx";
import { goInstead } from "./use-route.ts";
import { useSaving } from "./use-saving.ts";

/** What the machine says it is. */
export interface Found {
  readonly via: "code" | "typed";
  readonly kiosk: FieldKiosk;
  /** the code's text, or what was typed */
  readonly tag: string;
  readonly macLast4: string | null;
}

interface ArrivalFoundProps {
  place: Place;
  today: readonly Visit[];
  found: Found;
  back: FieldRoute;
  onAgain: () => void;
}

/** The right machine, or another one: then somebody decides, and nothing is taken for the expected one by itself. */
export function ArrivalFound({ place, today, found, back, onAgain }: ArrivalFoundProps) {
  const w = useWords();
  const engine = useEngine();
  const [here, setHere] = useState(false);
  const [position, setPosition] = useState<PositionFix | null>(null);
  const { busy, refusal, run } = useSaving();
  const { kiosk } = found;
  const match = engine.matchArrival(place.kioskId, kiosk.id);
  const expected = engine.kiosk(place.kioskId);

  if (match !== "same" && !here) {
    const workHere = (
      <button type="button" className="main" data-testid="work-here" onClick={() => setHere(true)}>
        {w.arrival.here}
      </button>
    );
    return (
      <Screen title={w.arrival.title} back={back} action={workHere}>
        <section className="card" data-tone="bad" role="alert" data-testid="wrong-terminal">
          <p className="big">{match === "neighbour" ? w.arrival.wrongNeighbour : w.arrival.wrong}</p>
          {match === "neighbour" ? <p>{w.arrival.neighbourWhy}</p> : null}
          <dl className="facts">
            <dt>{w.arrival.found}</dt>
            <dd>
              {kiosk.id} <span lang="zh-CN">{kiosk.name}</span>
            </dd>
            <dt>{w.arrival.expected}</dt>
            <dd>
              {place.kioskId} <span lang="zh-CN">{expected?.name}</span>
            </dd>
          </dl>
        </section>
        <button type="button" className="quiet" data-testid="scan-again" onClick={onAgain}>
          {w.arrival.again}
        </button>
      </Screen>
    );
  }
  const at: Place =
    match === "same"
      ? place
      : { kioskId: kiosk.id, visitId: today.find((visit) => visit.kioskId === kiosk.id)?.id ?? null };
  const record = async () => {
    const { via, tag, macLast4 } = found;
    const saved = await run(() => engine.arrival({ ...at, via, tag, macLast4, position }));
    if (saved !== undefined) goInstead({ name: "visit", ...at });
  };
  const confirm = (
    <button type="button" className="main" disabled={busy} data-testid="confirm-arrival" onClick={() => void record()}>
      {w.arrival.confirm}
    </button>
  );
  return (
    <Screen title={w.arrival.title} back={back} action={confirm}>
      <section className="card" data-tone={match === "same" ? "good" : "warn"} data-testid="right-terminal">
        <p className="small">{match === "same" ? w.arrival.right : w.arrival.wrong}</p>
        <p className="big" lang="zh-CN">
          {kiosk.name}
        </p>
        <p>{kiosk.id}</p>
        {kiosk.macs.length === 0 && found.via === "typed" ? <p className="warn-text">{w.arrival.macUnknown}</p> : null}
      </section>
      <OnePosition kiosk={kiosk} position={position} onPosition={setPosition} />
      <Refused why={refusal} />
      <button type="button" className="quiet" onClick={onAgain}>
        {w.arrival.again}
      </button>
    </Screen>
  );
}

interface OnePositionProps {
  kiosk: FieldKiosk;
  position: PositionFix | null;
  onPosition: (position: PositionFix | null) => void;
}

/** Asked for once, when it is pressed. */
function OnePosition({ kiosk, position, onPosition }: OnePositionProps) {
  const w = useWords();
  const engine = useEngine();
  const [state, setState] = useState<"idle" | "locating" | "none">("idle");
  const locate = async () => {
    setState("locating");
    const fix = await engine.locate();
    setState(fix === null ? "none" : "idle");
    onPosition(fix);
  };
  if (position !== null) {
    const [m, far] = [Math.round(position.accuracyM), Math.round(metresBetween(position, kiosk))];
    return <p data-testid="position-taken">{fill(w.arrival.position, { m, far })}</p>;
  }
  return (
    <div className="group">
      <button type="button" className="quiet" disabled={state === "locating"} onClick={() => void locate()}>
        {state === "locating" ? w.arrival.locating : w.arrival.withPosition}
      </button>
      {state === "none" ? <p className="warn-text">{w.arrival.noPosition}</p> : null}
    </div>
  );
}
