import type { FieldKiosk } from "@kiosk/contract";
import { type FormEvent, useId, useState } from "react";
import type { Place } from "../engine/engine.ts";
import { useReady } from "../engine/use-engine.tsx";
import { fill } from "../words/fill.ts";
import { useWords } from "../words/use-words.ts";
import type { Found } from "./ArrivalFound.tsx";
import type { FieldRoute } from "./field-route.ts";
import { Screen } from "./Screen.tsx";
import { useDraft } from "./use-draft.ts";
import { last4Of, typedTerminals } from "./visit-data.ts";

type Trouble =
  | { readonly name: "unknownTyped" | "several" | "macNeeded" }
  /** the machine's MAC is not the one on record */
  | { readonly name: "macDiffers"; readonly kiosk: FieldKiosk; readonly typed: string };

interface ArrivalTypedProps {
  place: Place;
  back: FieldRoute;
  onScan: () => void;
  onFound: (found: Found) => void;
}

/** Where the code cannot be read: the number on the machine, and the last four of the MAC beside it as the second witness. */
export function ArrivalTyped({ place, back, onScan, onFound }: ArrivalTypedProps) {
  const w = useWords();
  const { bundle } = useReady();
  const draft = useDraft("arrival", place.kioskId, place.visitId);
  const [trouble, setTrouble] = useState<Trouble>();
  const formId = useId();
  const kiosks = bundle?.kiosks ?? [];

  const take = (kiosk: FieldKiosk, mac: string) => {
    const tag = draft.text("number").trim();
    draft.clear();
    onFound({ via: "typed", kiosk, tag, macLast4: mac === "" ? null : mac });
  };
  const check = (event: FormEvent) => {
    event.preventDefault();
    const [kiosk, other] = typedTerminals(kiosks, draft.text("number"));
    if (kiosk === undefined) return setTrouble({ name: "unknownTyped" });
    if (other !== undefined) return setTrouble({ name: "several" });
    const typed = draft.text("mac").normalize("NFKC").trim().toUpperCase();
    // no MAC on record: there is nothing it could be compared with
    if (kiosk.macs.length === 0) return take(kiosk, typed);
    if (!/^[0-9A-F]{4}$/.test(typed)) return setTrouble({ name: "macNeeded" });
    if (kiosk.macs.some((mac) => last4Of(mac) === typed)) return take(kiosk, typed);
    setTrouble({ name: "macDiffers", kiosk, typed });
  };
  const submit = (
    <button type="submit" form={formId} className="main" data-testid="typed-check">
      {w.arrival.check}
    </button>
  );
  return (
    <Screen title={w.arrival.title} back={back} action={submit}>
      <form id={formId} className="group" onSubmit={check}>
        <label className="label">
          {w.arrival.typeLabel}
          <input
            className="input code-input"
            autoComplete="off"
            autoCapitalize="none"
            value={draft.text("number")}
            data-testid="typed-number"
            onChange={(event) => draft.setText("number", event.target.value)}
          />
        </label>
        <label className="label">
          {w.arrival.typeMac}
          <span className="small">{w.arrival.typeMacHint}</span>
          <input
            className="input code-input"
            autoComplete="off"
            maxLength={4}
            value={draft.text("mac")}
            data-testid="typed-mac"
            onChange={(event) => draft.setText("mac", event.target.value)}
          />
        </label>
      </form>
      <p className="small">{w.arrival.typedNote}</p>
      {trouble === undefined ? null : (
        <TypedTrouble trouble={trouble} kiosks={kiosks} onAnyway={(kiosk, typed) => take(kiosk, typed)} />
      )}
      <button type="button" className="quiet" onClick={onScan}>
        {w.arrival.scanInstead}
      </button>
    </Screen>
  );
}

interface TypedTroubleProps {
  trouble: Trouble;
  kiosks: readonly FieldKiosk[];
  onAnyway: (kiosk: FieldKiosk, typed: string) => void;
}

function TypedTrouble({ trouble, kiosks, onAnyway }: TypedTroubleProps) {
  const w = useWords();
  if (trouble.name !== "macDiffers") {
    return (
      <p className="bad-text" role="alert">
        {w.arrival[trouble.name]}
      </p>
    );
  }
  const { kiosk, typed } = trouble;
  const owners = kiosks.filter(({ macs }) => macs.some((mac) => last4Of(mac) === typed));
  return (
    <section className="card" data-tone="bad" role="alert" data-testid="mac-differs">
      <p className="bad-text">{fill(w.arrival.macDiffers, { known: kiosk.macs.map(last4Of).join(" "), typed })}</p>
      {owners.length === 0 ? null : (
        <p>
          {w.arrival.belongs}{" "}
          <span lang="zh-CN">{owners.map(({ id, name }) => `${id} ${name}`).join(w.common.list)}</span>
        </p>
      )}
      <button type="button" className="quiet bad" onClick={() => onAnyway(kiosk, typed)}>
        {w.arrival.anyway}
      </button>
    </section>
  );
}
