import type { InspectionKind } from "@kiosk/contract";
import { pick } from "../../shared/format/lang.ts";
import { formatTime } from "../../shared/format/time.ts";
import { checkKey, type Place } from "../engine/engine.ts";
import { useEngine, useReady } from "../engine/use-engine.tsx";
import { fill } from "../words/fill.ts";
import { useLang, useWords } from "../words/use-words.ts";
import { CheckLine } from "./CheckLine.tsx";
import { type Progress, progressOf } from "./check-progress.ts";
import { deviceChecklists } from "./device-checklists.ts";
import { hashOf } from "./field-route.ts";
import { Said } from "./Said.tsx";
import { Screen } from "./Screen.tsx";
import { inspectionOf } from "./visit-work.ts";

const kinds: readonly InspectionKind[] = ["hardware", "system", "app", "guarantee"];

/** The lists of one inspection, device by device. Every line is answered by itself: there is no "all good". */
export function ChecklistScreen({ place, kind: named }: { place: Place; kind: string }) {
  const w = useWords();
  const lang = useLang();
  const engine = useEngine();
  const { bundle } = useReady();
  const kiosk = engine.kiosk(place.kioskId);
  const kind = kinds.find((each) => each === named);
  const back = { name: "visit", ...place } as const;
  if (kiosk === null || kind === undefined)
    return (
      <Screen title={w.check.lists} back={back}>
        {null}
      </Screen>
    );
  const targets = deviceChecklists(kind, kiosk, bundle?.checklists ?? []);
  const begun = inspectionOf(kind, engine.visit(place));
  const progress = progressOf(targets, begun?.checks ?? new Map());
  const closed = begun !== undefined && begun.completedAt !== null;
  return (
    <Screen
      title={w.kind[kind]}
      sub={<span lang="zh-CN">{kiosk.name}</span>}
      back={back}
      action={<NextAction place={place} progress={progress} />}
      progress={
        <div className="progress">
          <p role="status" data-testid="progress">
            <strong>{fill(w.visit.progress, { ...progress })}</strong>
            {progress.fails > 0 ? (
              <span className="bad-text"> · {fill(w.visit.fails, { n: progress.fails })}</span>
            ) : null}
            {begun === undefined ? "" : ` · ${fill(w.check.startedAt, { time: formatTime(begun.startedAt) })}`}
          </p>
          <progress className="bar" value={progress.done} max={Math.max(1, progress.all)} aria-label={w.kind[kind]} />
        </div>
      }
    >
      {targets.length === 0 ? <p className="card">{w.visit.noLists}</p> : null}
      {closed ? <p className="card">{w.check.closed}</p> : null}
      {targets.map(({ checklist, device }) => (
        <section className="group" key={`${checklist.id} ${device?.deviceId ?? ""}`}>
          <h2>
            <Said>{device === null ? pick(lang, checklist) : pick(lang, device)}</Said>
          </h2>
          {checklist.items.map((item) => (
            <CheckLine
              key={item.id}
              place={place}
              kind={kind}
              checklistId={checklist.id}
              deviceId={device?.deviceId ?? null}
              item={item}
              saved={begun?.checks.get(checkKey(checklist.id, item.id, device?.deviceId ?? null))}
              closed={closed}
            />
          ))}
        </section>
      ))}
    </Screen>
  );
}

/** Takes the thumb to the first line that nobody has answered. */
function NextAction({ place, progress }: { place: Place; progress: Progress }) {
  const w = useWords();
  if (progress.done >= progress.all) {
    return (
      <a className="main" href={hashOf({ name: "visit", ...place })} data-testid="checklist-done">
        {progress.all === 0 ? w.check.backToVisit : w.check.allDone}
      </a>
    );
  }
  const next = () => {
    const line = document.querySelector<HTMLElement>('.check[data-outcome="open"]');
    line?.scrollIntoView({ block: "start" });
    line?.querySelector<HTMLElement>("button")?.focus({ preventScroll: true });
  };
  return (
    <button type="button" className="main" data-testid="next-open" onClick={next}>
      {w.check.next}
    </button>
  );
}
