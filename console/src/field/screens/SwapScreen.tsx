import { useState } from "react";
import type { Place } from "../engine/engine.ts";
import { useEngine, useReady } from "../engine/use-engine.tsx";
import { fill } from "../words/fill.ts";
import { useLang, useWords } from "../words/use-words.ts";
import { Choice } from "./Choice.tsx";
import { PhotoField } from "./PhotoField.tsx";
import { Refused } from "./Refused.tsx";
import { Screen } from "./Screen.tsx";
import { SerialField } from "./SerialField.tsx";
import { type SupplyOption, supplyOptions } from "./supply-options.ts";
import { useDraft } from "./use-draft.ts";
import { go } from "./use-route.ts";
import { useSaving } from "./use-saving.ts";
import { supplyName } from "./visit-data.ts";

const mostPhotos = 6;

/** A consumable is replaced: which, the new piece's serial, where it came from. */
export function SwapScreen({ place, supply }: { place: Place; supply: string | null }) {
  const w = useWords();
  const lang = useLang();
  const engine = useEngine();
  const { bundle } = useReady();
  const kiosk = engine.kiosk(place.kioskId);
  const [chosen, setChosen] = useState(supply);
  const back = { name: "visit", ...place } as const;
  const options = kiosk === null ? [] : supplyOptions(kiosk, bundle?.tasks ?? []);
  const option = options.find(({ key }) => key === chosen);
  if (option !== undefined) return <SwapForm key={option.key} place={place} option={option} />;
  return (
    <Screen title={w.swap.title} back={back}>
      {options.length === 0 ? (
        <p className="card">{w.swap.none}</p>
      ) : (
        <Choice
          label={w.swap.which}
          options={options.map((each) => ({ value: each.key, label: supplyName(each, w, lang) }))}
          chosen={chosen}
          onChoose={setChosen}
          down
        />
      )}
    </Screen>
  );
}

function SwapForm({ place, option }: { place: Place; option: SupplyOption }) {
  const w = useWords();
  const lang = useLang();
  const engine = useEngine();
  const { bundle } = useReady();
  const { busy, refusal, run } = useSaving();
  const draft = useDraft("swap", place.kioskId, place.visitId, option.key);
  const line = bundle?.van.find(({ item }) => item === option.item);
  const vanPlace = bundle?.vanPlace ?? null;
  const inVan = line?.quantity ?? 0;
  const from = draft.text("from") === "" ? (vanPlace !== null && inVan > 0 ? "van" : "elsewhere") : draft.text("from");
  const serial = draft.text("serial").trim();
  const noSerial = draft.text("none") === "yes";

  const save = async () => {
    const saved = await run(() =>
      engine.swap({
        ...place,
        deviceId: option.deviceId,
        consumable: option.consumable,
        part: option.part,
        serial: noSerial ? "" : serial,
        removedSerial: draft.text("removed").trim(),
        from: from === "van" ? vanPlace : null,
        photoIds: draft.photoIds,
      }),
    );
    if (saved === undefined) return;
    draft.clear();
    go({ name: "visit", ...place });
  };
  const action = (
    <button
      type="button"
      className="main"
      disabled={busy || (serial === "" && !noSerial)}
      data-testid="swap-save"
      onClick={() => void save()}
    >
      {w.swap.save}
    </button>
  );
  const level = option.percent === null ? w.terminals.levelUnknown : `${Math.round(option.percent)}%`;
  return (
    <Screen
      title={supplyName(option, w, lang)}
      sub={<span lang="zh-CN">{option.item}</span>}
      back={{ name: "visit", ...place }}
      action={action}
    >
      <p className="card">{fill(option.counted ? w.swap.resets : w.swap.resetsMeasured, { level })}</p>
      <NewSerial draft={draft} known={line?.serials ?? []} />
      {vanPlace === null ? null : (
        <Choice
          label={w.swap.from}
          options={[
            { value: "van", label: fill(w.swap.van, { n: inVan }) },
            { value: "elsewhere", label: w.swap.elsewhere },
          ]}
          chosen={from === "van" ? "van" : "elsewhere"}
          onChoose={(value) => draft.setText("from", value)}
        />
      )}
      <SerialField
        label={`${w.swap.removed} (${w.common.optional})`}
        value={draft.text("removed")}
        onValue={(value) => draft.setText("removed", value)}
      />
      <PhotoField
        place={place}
        what="swap"
        label={w.swap.photo}
        photoIds={draft.photoIds}
        most={mostPhotos}
        onAdd={draft.addPhoto}
        onDrop={draft.dropPhoto}
      />
      {serial === "" && !noSerial ? <p className="warn-text">{w.swap.serialNeeded}</p> : null}
      <Refused why={refusal} />
    </Screen>
  );
}

interface NewSerialProps {
  draft: ReturnType<typeof useDraft>;
  /** serials of this item in the van */
  known: readonly string[];
}

function NewSerial({ draft, known }: NewSerialProps) {
  const w = useWords();
  const serial = draft.text("serial").trim();
  const none = draft.text("none") === "yes";
  return (
    <>
      {none ? null : (
        <SerialField
          label={w.swap.serial}
          value={draft.text("serial")}
          onValue={(value) => draft.setText("serial", value)}
          testId="swap-serial"
        />
      )}
      {none || known.length === 0 ? null : (
        <Choice
          label={w.swap.inVan}
          options={known.map((value) => ({ value, label: value }))}
          chosen={known.includes(serial) ? serial : null}
          onChoose={(value) => draft.setText("serial", value)}
          down
        />
      )}
      {!none && serial !== "" && known.length > 0 && !known.includes(serial) ? (
        <p className="warn-text">{w.swap.notInVan}</p>
      ) : null}
      <button
        type="button"
        className="quiet"
        aria-pressed={none}
        data-testid="no-serial"
        onClick={() => draft.setText("none", none ? "" : "yes")}
      >
        {none ? "✓ " : ""}
        {w.swap.noSerial}
      </button>
    </>
  );
}
