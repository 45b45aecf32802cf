import { useId, useState } from "react";
import { formatShort, formatTime } from "../../shared/format/time.ts";
import type { ItemView, PhotoView, SyncState } from "../engine/engine.ts";
import { useEngine, useNow, useReady } from "../engine/use-engine.tsx";
import { fill } from "../words/fill.ts";
import { useLang, useWords } from "../words/use-words.ts";
import { itemText } from "./item-text.ts";
import { Said } from "./Said.tsx";
import { Screen } from "./Screen.tsx";
import { WhereMark, WhereReason } from "./WhereMark.tsx";

/** Arrived things that are still listed: enough to see that the last work is there. */
const recentShown = 20;

/** Everything that was made on this phone, and where each thing is now. */
export function QueueScreen() {
  const w = useWords();
  const { items, photos, counts } = useReady();
  const of = (...names: ItemView["where"]["name"][]) => ({
    items: items.filter(({ where }) => names.includes(where.name)),
    photos: photos.filter(({ where }) => names.includes(where.name)),
  });
  const waiting = counts.waiting + counts.waitingPhotos;
  return (
    <Screen title={w.queue.title}>
      <section className="card" data-testid="queue-summary">
        <h2>{w.queue.waiting}</h2>
        <p>
          {waiting === 0
            ? w.queue.allSent
            : fill(w.queue.waitingHint, { items: counts.waiting, photos: counts.waitingPhotos })}
        </p>
        <SyncNow />
      </section>
      <Part title={w.queue.attention} {...of("attention")} />
      <Part title={w.queue.refused} hint={w.queue.refusedHint} {...of("refused")} />
      <Part title={w.queue.waiting} {...of("on-phone", "sending")} />
      <Part title={w.queue.recent} {...of("at-server")} most={recentShown} />
      <LastResort />
    </Screen>
  );
}

function SyncNow() {
  const w = useWords();
  const engine = useEngine();
  const { sync } = useReady();
  return (
    <>
      <p className="small" role="status">
        <SyncText sync={sync} />
      </p>
      <button
        type="button"
        className="main"
        disabled={sync.name === "running"}
        data-testid="sync-now"
        onClick={() => void engine.syncNow()}
      >
        {w.queue.syncNow}
      </button>
    </>
  );
}

function SyncText({ sync }: { sync: SyncState }) {
  const w = useWords();
  if (sync.name === "running") return fill(w.queue.running, { done: sync.done, total: sync.total });
  if (sync.name === "idle") return null;
  return `${w.queue.retry[sync.why]}${w.common.list}${fill(w.queue.retryAt, { time: formatTime(sync.until) })}`;
}

interface PartProps {
  title: string;
  hint?: string;
  items: readonly ItemView[];
  photos: readonly PhotoView[];
  most?: number;
}

function Part({ title, hint, items, photos, most = 400 }: PartProps) {
  const w = useWords();
  const lang = useLang();
  const now = useNow(60_000);
  const { bundle } = useReady();
  // a picture's own line says it all; the item that names it would be the same line twice
  const lines = [
    ...items
      .filter(({ item }) => item.type !== "photo")
      .map((view) => ({
        key: view.item.id,
        at: view.madeAt,
        text: itemText(view.item, bundle, w, lang),
        where: view.where,
        unchecked: !view.timeChecked,
        kioskId: String(view.item.kioskId),
      })),
    ...photos.map((view) => ({
      key: view.photoId,
      at: view.madeAt,
      text: w.item.photo,
      where: view.where,
      unchecked: false,
      kioskId: view.kioskId,
    })),
  ].toSorted((a, b) => b.at - a.at);
  if (lines.length === 0) return null;
  return (
    <section className="group">
      <h2>{title}</h2>
      {hint === undefined ? null : <p className="small">{hint}</p>}
      <ul className="list">
        {lines.slice(0, most).map(({ key, at, text, where, unchecked, kioskId }) => (
          <li key={key} className="queue-item">
            <Said>{text}</Said>
            <span className="line">
              <span className="small">
                {kioskId} · {formatShort(at, now)}
                {unchecked ? ` · ${w.queue.unchecked}` : ""}
              </span>
              <WhereMark where={where} />
            </span>
            <WhereReason where={where} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function LastResort() {
  const w = useWords();
  const engine = useEngine();
  const [told, setTold] = useState<string>();
  const id = useId();
  const exportAll = async () => {
    const file = await engine.exportFile();
    if (file === null) return setTold(w.queue.exportNothing);
    const url = URL.createObjectURL(file.blob);
    const link = document.createElement("a");
    link.href = url;
    link.download = file.name;
    link.click();
    // the browser reads it after the click
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    setTold(fill(w.queue.exported, { items: file.items, photos: file.photos }));
  };
  const importFile = async (file: File | undefined) => {
    if (file === undefined) return;
    const answer = await engine.importFile(file);
    if (answer.ok)
      return setTold(fill(w.queue.imported, { items: answer.items, photos: answer.photos, known: answer.known }));
    switch (answer.why) {
      case "not-ours":
        return setTold(w.queue.importNotOurs);
      case "damaged":
        return setTold(w.queue.importDamaged);
      case "another":
        return setTold(fill(w.queue.importAnother, { name: answer.person.name }));
      default:
        return setTold(w.refused[answer.why]);
    }
  };
  return (
    <>
      <details className="card">
        <summary>{w.queue.exportTitle}</summary>
        <p>{w.queue.exportHint}</p>
        <button type="button" className="quiet" data-testid="export" onClick={() => void exportAll()}>
          {w.queue.export}
        </button>
        <div className="photo-add quiet">
          <label htmlFor={id}>{w.queue.import}</label>
          <input
            id={id}
            type="file"
            data-testid="import"
            onChange={(event) => {
              const input = event.currentTarget;
              void importFile(input.files?.[0]).finally(() => {
                input.value = "";
              });
            }}
          />
        </div>
      </details>
      {/* outside: whoever has folded it away is told, too */}
      <p role="status">{told}</p>
    </>
  );
}
