import { useState } from "react";
import { ScanView } from "../camera/ScanView.tsx";
import type { Place } from "../engine/engine.ts";
import { useEngine, useReady } from "../engine/use-engine.tsx";
import { useWords } from "../words/use-words.ts";
import { ArrivalFound, type Found } from "./ArrivalFound.tsx";
import { ArrivalTyped } from "./ArrivalTyped.tsx";
import { Neighbours } from "./Neighbours.tsx";
import { Screen } from "./Screen.tsx";

type Trouble = "forged" | "no-code" | "no-key" | "notHere";

/** At the machine: its own code says which one it is, or what is printed on it is typed. */
export function ArrivalScreen({ place }: { place: Place }) {
  const w = useWords();
  const engine = useEngine();
  const { today } = useReady();
  const [mode, setMode] = useState<"scan" | "type">("scan");
  const [trouble, setTrouble] = useState<Trouble>();
  const [found, setFound] = useState<Found>();
  const expected = engine.kiosk(place.kioskId);
  const back =
    place.visitId === null ? ({ name: "terminal", kioskId: place.kioskId } as const) : ({ name: "today" } as const);

  const scanned = async (tag: string) => {
    const check = await engine.verifyTag(tag);
    if (!check.ok) return setTrouble(check.why);
    if (check.kiosk === null) return setTrouble("notHere");
    setTrouble(undefined);
    setFound({ via: "code", kiosk: check.kiosk, tag, macLast4: null });
  };
  if (found !== undefined) {
    const again = () => setFound(undefined);
    return <ArrivalFound place={place} today={today} found={found} back={back} onAgain={again} />;
  }
  if (mode === "type") {
    return <ArrivalTyped place={place} back={back} onScan={() => setMode("scan")} onFound={setFound} />;
  }
  const typeInstead = (
    <button type="button" className="quiet main-side" data-testid="type-instead" onClick={() => setMode("type")}>
      {w.arrival.type}
    </button>
  );
  return (
    <Screen
      title={w.arrival.title}
      sub={expected === null ? place.kioskId : undefined}
      back={back}
      action={typeInstead}
    >
      {expected === null ? null : (
        <section className="card">
          <p className="small">
            {w.arrival.expected} · {expected.id}
          </p>
          <h2 lang="zh-CN">{expected.name}</h2>
        </section>
      )}
      <ScanView label={w.arrival.scanHint} onCode={(text) => void scanned(text)} />
      {trouble === undefined ? (
        <p>{w.arrival.scanHint}</p>
      ) : (
        <p className="card bad-text" data-tone="bad" role="alert" data-testid="scan-result">
          {w.arrival[trouble]}
        </p>
      )}
      {expected === null ? null : <Neighbours kiosk={expected} title={w.arrival.neighboursHere} />}
    </Screen>
  );
}
