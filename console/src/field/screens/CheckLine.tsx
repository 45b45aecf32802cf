import type { ChecklistItem, CheckOutcome, InspectionKind } from "@kiosk/contract";
import { useId } from "react";
import { pick } from "../../shared/format/lang.ts";
import type { LocalCheck, Place } from "../engine/engine.ts";
import { useEngine } from "../engine/use-engine.tsx";
import { fill } from "../words/fill.ts";
import { useLang, useWords } from "../words/use-words.ts";
import { type DraftEntry, lacksOf } from "./check-progress.ts";
import { PhotoField } from "./PhotoField.tsx";
import { Refused } from "./Refused.tsx";
import { Said } from "./Said.tsx";
import { useDraft } from "./use-draft.ts";
import { useSaving } from "./use-saving.ts";
import { WhereMark, WhereReason } from "./WhereMark.tsx";

const outcomes: readonly CheckOutcome[] = ["pass", "fail", "na"];
const isOutcome = (text: string): text is CheckOutcome => outcomes.some((outcome) => outcome === text);
const mostPhotos = 12;

interface CheckLineProps {
  place: Place;
  kind: InspectionKind;
  checklistId: string;
  deviceId: string | null;
  item: ChecklistItem;
  saved: LocalCheck | undefined;
  /** the inspection is completed */
  closed: boolean;
}

/** One thing to look at. A touch of pass or n.a. saves where nothing else is wanted; a fail asks for words and a picture. */
export function CheckLine({ place, kind, checklistId, deviceId, item, saved, closed }: CheckLineProps) {
  const w = useWords();
  const lang = useLang();
  const engine = useEngine();
  const draft = useDraft("check", place.kioskId, place.visitId, kind, checklistId, item.id, deviceId);
  const { busy, refusal, run } = useSaving();
  const titleId = useId();

  const typed = Object.keys(draft.texts).length > 0 || draft.photoIds.length > 0;
  const chosen = draft.texts.outcome ?? saved?.outcome ?? "";
  const measuredText = draft.texts.measured ?? (saved?.measured == null ? "" : String(saved.measured));
  const text = draft.texts.text ?? saved?.text ?? "";
  const photoIds = draft.photoIds.length > 0 ? draft.photoIds : (saved?.photoIds ?? []);
  const entryOf = (outcome: CheckOutcome): DraftEntry => ({
    outcome,
    measured: item.measure === null || outcome === "na" ? null : numberOf(measuredText),
    text,
    photoIds,
  });
  const entry = isOutcome(chosen) ? entryOf(chosen) : undefined;
  const lacks = lacksOf(item, entry);

  const save = async (wanted: DraftEntry) => {
    const done = await run(async () => {
      const begun = await engine.startInspection(place, kind);
      if (!begun.ok) return begun;
      return engine.putCheck({ inspectionId: begun.value, checklistId, itemId: item.id, deviceId, ...wanted });
    });
    if (done !== undefined) draft.clear();
  };
  const choose = (outcome: CheckOutcome) => {
    draft.setText("outcome", outcome);
    const wanted = entryOf(outcome);
    if (outcome !== "fail" && lacksOf(item, wanted).length === 0) void save(wanted);
  };
  const wantsMeasure = item.measure !== null && chosen !== "na";
  const wantsPhoto = chosen === "fail" || (item.photo === "always" && chosen !== "na");
  const how = pick(lang, { zh: item.howZh, en: item.howEn });
  return (
    <article
      className="card check"
      data-outcome={saved?.outcome ?? "open"}
      aria-labelledby={titleId}
      data-testid={`check-${item.id}`}
    >
      <h3 id={titleId}>
        <Said>{pick(lang, item)}</Said>
      </h3>
      {how === "" ? null : <p className="small">{how}</p>}
      {item.measure === null || !wantsMeasure ? null : (
        <label className="label">
          {pick(lang, item.measure)}
          <span className="small">
            <Said>{fill(w.check.limits, { range: rangeOf(item.measure, w.check), unit: item.measure.unit })}</Said>
          </span>
          <input
            className="input"
            inputMode="decimal"
            autoComplete="off"
            value={measuredText}
            disabled={closed}
            aria-invalid={lacks.includes("out-of-range")}
            data-testid={`measure-${item.id}`}
            onChange={(event) => draft.setText("measured", event.target.value)}
          />
        </label>
      )}
      <fieldset className="choice" disabled={closed}>
        <legend className="out-of-sight">{pick(lang, item)}</legend>
        {outcomes.map((outcome) => (
          <button
            key={outcome}
            type="button"
            data-outcome={outcome}
            aria-pressed={chosen === outcome}
            onClick={() => choose(outcome)}
          >
            {w.check[outcome]}
          </button>
        ))}
      </fieldset>
      {chosen === "fail" ? (
        <label className="label">
          {w.check.findings}
          <textarea
            className="input"
            value={text}
            maxLength={1000}
            disabled={closed}
            data-testid={`text-${item.id}`}
            onChange={(event) => draft.setText("text", event.target.value)}
          />
        </label>
      ) : null}
      {wantsPhoto ? (
        <PhotoField
          place={place}
          what="check"
          label={item.photo === "always" ? `${w.check.photo} · ${w.check.photoAlways}` : w.check.photo}
          photoIds={photoIds}
          most={closed ? 0 : mostPhotos}
          onAdd={(photoId) => {
            seedPhotos();
            draft.addPhoto(photoId);
          }}
          onDrop={(photoId) => {
            seedPhotos();
            draft.dropPhoto(photoId);
          }}
        />
      ) : null}
      {typed && chosen !== "" ? (
        <Unsaved lacks={lacks.map((lack) => w.check.lacks[lack])} hint={failHint()} busy={busy} onSave={onSave()} />
      ) : null}
      <Refused why={refusal} />
      {saved === undefined || typed ? null : (
        <p>
          <WhereMark where={saved.where} />
        </p>
      )}
      {saved === undefined ? null : <WhereReason where={saved.where} />}
    </article>
  );

  /** A change begins with the pictures of what was saved. */
  function seedPhotos(): void {
    if (draft.photoIds.length === 0) saved?.photoIds.forEach(draft.addPhoto);
  }

  function failHint(): string {
    return chosen === "fail" ? fill(w.check.failHint, { class: w.orderClass[item.failOpens] }) : "";
  }

  function onSave(): (() => void) | undefined {
    return entry === undefined || lacks.length > 0 ? undefined : () => void save(entry);
  }
}

interface UnsavedProps {
  lacks: readonly string[];
  hint: string;
  busy: boolean;
  /** undefined: something is wanted first */
  onSave: (() => void) | undefined;
}

function Unsaved({ lacks, hint, busy, onSave }: UnsavedProps) {
  const w = useWords();
  return (
    <>
      {lacks.length === 0 ? <p className="small">{hint}</p> : <p className="warn-text">{lacks.join(w.common.list)}</p>}
      <button type="button" className="main" disabled={busy || onSave === undefined} onClick={onSave}>
        {w.check.save}
      </button>
    </>
  );
}

/** A number as it is typed on a phone, with either point; null where it is none. */
function numberOf(text: string): number | null {
  const plain = text.normalize("NFKC").trim().replace(",", ".");
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

function rangeOf(
  { min, max }: NonNullable<ChecklistItem["measure"]>,
  words: { readonly atLeast: string; readonly atMost: string },
): string {
  if (min !== null && max !== null) return `${min}–${max}`;
  if (min !== null) return fill(words.atLeast, { min });
  return max === null ? "—" : fill(words.atMost, { max });
}
