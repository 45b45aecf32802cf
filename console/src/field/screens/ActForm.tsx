import { useId } from "react";
import type { Place } from "../engine/engine.ts";
import { useEngine, useReady } from "../engine/use-engine.tsx";
import { fill } from "../words/fill.ts";
import { useWords } from "../words/use-words.ts";
import { Choice } from "./Choice.tsx";
import { actData, actNeeds, type FieldAct } from "./order-acts.ts";
import { PhotoField } from "./PhotoField.tsx";
import { Refused } from "./Refused.tsx";
import { Screen } from "./Screen.tsx";
import { SerialField } from "./SerialField.tsx";
import { useDraft } from "./use-draft.ts";
import { useSaving } from "./use-saving.ts";

const mostPhotos = 20;

interface ActFormProps {
  place: Place;
  orderId: string;
  /** the order's own, as people call it */
  number: string;
  act: FieldAct;
  onDone: () => void;
}

/** What one act on an order asks for. */
export function ActForm({ place, orderId, number, act, onDone }: ActFormProps) {
  const w = useWords();
  const engine = useEngine();
  const draft = useDraft("act", place.kioskId, place.visitId, orderId, act);
  const { busy, refusal, run } = useSaving();
  const { bundle } = useReady();
  const partsId = useId();
  const needs = actNeeds[act];
  const has = (field: (typeof needs.fields)[number]) => needs.fields.includes(field);
  const lacks = [
    needs.text && draft.text("text").trim() === "" ? w.order.textNeeded : "",
    has("part") && draft.text("part").trim() === "" ? w.order.partNeeded : "",
    needs.photo && draft.photoIds.length === 0 ? w.order.photoNeeded : "",
  ].filter((lack) => lack !== "");

  const save = async () => {
    // a diagnosis at the machine is one on site unless somebody says otherwise
    const field = (name: string) => (name === "method" && draft.text(name) === "" ? "onsite" : draft.text(name));
    const saved = await run(() =>
      engine.orderAct({
        ...place,
        orderId,
        act,
        text: draft.text("text").trim(),
        data: actData(act, field),
        photoIds: draft.photoIds,
      }),
    );
    if (saved === undefined) return;
    draft.clear();
    onDone();
  };
  const action = (
    <button
      type="button"
      className="main"
      disabled={busy || lacks.length > 0}
      data-testid="act-save"
      onClick={() => void save()}
    >
      {fill(w.order.save, { act: w.acts[act] })}
    </button>
  );
  const textLabel = Object.entries(w.order.textFor).find(([name]) => name === act)?.[1] ?? w.order.text;
  return (
    <Screen title={w.acts[act]} sub={number} back={onDone} action={action}>
      {has("method") ? (
        <Choice
          label={w.order.method}
          options={[
            { value: "onsite", label: w.order.onsite },
            { value: "remote", label: w.order.remote },
          ]}
          chosen={draft.text("method") === "remote" ? "remote" : "onsite"}
          onChoose={(method) => draft.setText("method", method)}
        />
      ) : null}
      {has("part") ? (
        <label className="label">
          {act === "part_required" ? w.order.parts : w.order.part}
          <input
            className="input"
            value={draft.text("part")}
            list={partsId}
            autoComplete="off"
            data-testid="act-part"
            onChange={(event) => draft.setText("part", event.target.value)}
          />
          <datalist id={partsId}>
            {(bundle?.van ?? []).map(({ item }) => (
              <option key={item} value={item} />
            ))}
          </datalist>
        </label>
      ) : null}
      {has("serial") ? (
        <SerialField label={w.order.serial} value={draft.text("serial")} onValue={(v) => draft.setText("serial", v)} />
      ) : null}
      {has("removedSerial") ? (
        <SerialField
          label={w.order.removedSerial}
          value={draft.text("removedSerial")}
          onValue={(v) => draft.setText("removedSerial", v)}
        />
      ) : null}
      <label className="label">
        {textLabel}
        <textarea
          className="input"
          maxLength={2000}
          value={draft.text("text")}
          data-testid="act-text"
          onChange={(event) => draft.setText("text", event.target.value)}
        />
      </label>
      <PhotoField
        place={place}
        what={act.startsWith("part_") ? "part" : "order"}
        label={w.order.photo}
        photoIds={draft.photoIds}
        most={mostPhotos}
        onAdd={draft.addPhoto}
        onDrop={draft.dropPhoto}
      />
      {lacks.length === 0 ? null : <p className="warn-text">{lacks.join(w.common.list)}</p>}
      <Refused why={refusal} />
    </Screen>
  );
}
