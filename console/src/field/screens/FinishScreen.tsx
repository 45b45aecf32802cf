import { pick } from "../../shared/format/lang.ts";
import { formatTime } from "../../shared/format/time.ts";
import type { CompletionInput, LocalInspection, Place, Saved } from "../engine/engine.ts";
import { useEngine, useReady } from "../engine/use-engine.tsx";
import { SignaturePad, signaturePicture } from "../signature/SignaturePad.tsx";
import { isSigned, readStrokes, writeStrokes } from "../signature/strokes.ts";
import { fill } from "../words/fill.ts";
import { useLang, useWords } from "../words/use-words.ts";
import { hashOf } from "./field-route.ts";
import { Refused } from "./Refused.tsx";
import { Said } from "./Said.tsx";
import { Screen } from "./Screen.tsx";
import { type DraftForm, useDraft } from "./use-draft.ts";
import { useSaving } from "./use-saving.ts";
import { supplyName } from "./visit-data.ts";
import { isPresent } from "./visit-state.ts";
import { missingOf, readyToComplete, type Work, workOf } from "./visit-work.ts";

/** Before somebody leaves: what is missing, what the host signs, and the end of it. */
export function FinishScreen({ place }: { place: Place }) {
  const w = useWords();
  const engine = useEngine();
  const { bundle } = useReady();
  const draft = useDraft("finish", place.kioskId, place.visitId);
  const { busy, refusal, run } = useSaving();
  const kiosk = engine.kiosk(place.kioskId);
  const back = { name: "visit", ...place } as const;
  if (kiosk === null || bundle === null)
    return (
      <Screen title={w.finish.title} back={back}>
        {null}
      </Screen>
    );
  const local = engine.visit(place);
  const visit = bundle.visits.find(({ id }) => id === place.visitId);
  const works = workOf({ kiosk, bundle, visit, local });
  const missing = missingOf(works);
  const ready = readyToComplete(works);
  const left = local.departedAt !== null && !isPresent(local);
  if (left && ready.length === 0) return <Left place={place} at={local.departedAt ?? 0} />;

  const host = hostOf(draft);
  const finish = () => run(() => completeAndLeave(ready));
  const completeAndLeave = async (inspections: readonly LocalInspection[]): Promise<Saved<string>> => {
    let signed: CompletionInput["host"] = null;
    if (inspections.length > 0 && typeof host === "string") {
      const signature = await signatureId();
      if (!signature.ok) return signature;
      signed = { name: host, signaturePhotoId: signature.value };
    }
    for (const { inspectionId } of inspections) {
      const [conclusion, advice] = [draft.text("conclusion").trim(), draft.text("advice").trim()];
      const completed = await engine.complete({ inspectionId, conclusion, advice, host: signed });
      if (!completed.ok) return completed;
    }
    const gone = await engine.departure(place);
    if (gone.ok) draft.clear();
    return gone;
  };
  /** Kept once, also where a later step had no room and is tried again. */
  const signatureId = async (): Promise<Saved<string>> => {
    const kept = draft.text("signature");
    if (kept !== "") return { ok: true, value: kept };
    const saved = await engine.addSignature(await signaturePicture(readStrokes(draft.text("strokes"))), place);
    if (saved.ok) draft.setText("signature", saved.value);
    return saved;
  };
  const word = ready.length > 0 ? w.finish.complete : missing.length > 0 ? w.finish.leaveOpen : w.finish.leave;
  const action = (
    <button
      type="button"
      className="main"
      disabled={busy || (ready.length > 0 && host === undefined)}
      data-testid="finish"
      onClick={() => void finish()}
    >
      {word}
    </button>
  );
  return (
    <Screen title={w.finish.title} sub={<span lang="zh-CN">{kiosk.name}</span>} back={back} action={action}>
      <Missing works={missing} arrived={local.arrivedAt !== null} />
      {ready.length === 0 ? null : <Closing draft={draft} works={works} />}
      {ready.length > 0 && host === undefined ? <p className="warn-text">{w.finish.hostNeeded}</p> : null}
      <Refused why={refusal} />
    </Screen>
  );
}

/** The host's name; null: nobody signs; undefined: neither yet. */
function hostOf(draft: DraftForm): string | null | undefined {
  if (draft.text("nobody") === "yes") return null;
  const name = draft.text("host").trim();
  return name !== "" && isSigned(readStrokes(draft.text("strokes"))) ? name : undefined;
}

function Missing({ works, arrived }: { works: readonly Work[]; arrived: boolean }) {
  const w = useWords();
  const lang = useLang();
  const textOf = (work: Work): string => {
    switch (work.type) {
      case "inspection":
        return work.begun === undefined
          ? fill(w.finish.notStarted, { kind: w.kind[work.kind] })
          : fill(w.finish.openChecks, { kind: w.kind[work.kind], n: work.progress.all - work.progress.done });
      case "order":
        return fill(w.finish.openOrder, {
          number:
            work.order === undefined
              ? work.orderId
              : `${work.order.number} ${pick(lang, { zh: work.order.titleZh, en: work.order.titleEn })}`,
        });
      case "swap":
        return fill(w.finish.openSwap, {
          what: work.task === undefined ? work.taskId : supplyName(work.task, w, lang),
        });
    }
  };
  const lines = [...(arrived ? [] : [w.finish.noArrival]), ...works.map(textOf)];
  if (lines.length === 0) {
    return (
      <p className="card" data-tone="good" data-testid="nothing-missing">
        {w.finish.nothing}
      </p>
    );
  }
  return (
    <section className="card" data-tone="warn" data-testid="missing">
      <h2>{w.finish.missing}</h2>
      <ul className="task-list">
        {lines.map((line) => (
          <li key={line}>
            <Said>{line}</Said>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Closing({ draft, works }: { draft: DraftForm; works: readonly Work[] }) {
  const w = useWords();
  const nobody = draft.text("nobody") === "yes";
  return (
    <>
      <section className="card">
        <h2>{w.finish.summary}</h2>
        {works.map((work) =>
          work.type !== "inspection" || work.begun === undefined ? null : (
            <p key={work.kind}>
              {w.kind[work.kind]} · {fill(w.visit.progress, { ...work.progress })}
              {work.progress.fails > 0 ? ` · ${fill(w.visit.fails, { n: work.progress.fails })}` : ""}
            </p>
          ),
        )}
        <label className="label">
          {w.finish.conclusion} ({w.common.optional})
          <textarea
            className="input"
            maxLength={2000}
            value={draft.text("conclusion")}
            data-testid="conclusion"
            onChange={(event) => draft.setText("conclusion", event.target.value)}
          />
        </label>
        <label className="label">
          {w.finish.advice} ({w.common.optional})
          <textarea
            className="input"
            maxLength={2000}
            value={draft.text("advice")}
            onChange={(event) => draft.setText("advice", event.target.value)}
          />
        </label>
      </section>
      <section className="card">
        <h2>{w.finish.host}</h2>
        {nobody ? (
          <p>{w.finish.nobodyHint}</p>
        ) : (
          <>
            <label className="label">
              {w.finish.hostHint}
              <input
                className="input"
                maxLength={40}
                autoComplete="off"
                value={draft.text("host")}
                data-testid="host-name"
                onChange={(event) => draft.setText("host", event.target.value)}
              />
            </label>
            <p className="small">{w.finish.signHere}</p>
            <SignaturePad
              strokes={readStrokes(draft.text("strokes"))}
              onChange={(strokes) => {
                draft.setText("strokes", writeStrokes(strokes));
                draft.setText("signature", "");
              }}
            />
          </>
        )}
        <button
          type="button"
          className="quiet"
          aria-pressed={nobody}
          data-testid="nobody-signs"
          onClick={() => draft.setText("nobody", nobody ? "" : "yes")}
        >
          {nobody ? "✓ " : ""}
          {w.finish.nobody}
        </button>
      </section>
    </>
  );
}

function Left({ place, at }: { place: Place; at: number }) {
  const w = useWords();
  const next = (
    <a className="main" href={hashOf({ name: "today" })} data-testid="to-today">
      {w.finish.toToday}
    </a>
  );
  return (
    <Screen title={w.finish.title} back={{ name: "visit", ...place }} action={next}>
      <p className="card big" data-tone="good" data-testid="left">
        {fill(w.finish.left, { time: formatTime(at) })}
      </p>
    </Screen>
  );
}
