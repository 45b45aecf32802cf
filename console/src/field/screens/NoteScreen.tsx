import type { Place } from "../engine/engine.ts";
import { useEngine } from "../engine/use-engine.tsx";
import { useWords } from "../words/use-words.ts";
import { PhotoField } from "./PhotoField.tsx";
import { Refused } from "./Refused.tsx";
import { Screen } from "./Screen.tsx";
import { useDraft } from "./use-draft.ts";
import { go } from "./use-route.ts";
import { useSaving } from "./use-saving.ts";

const mostPhotos = 12;

export function NoteScreen({ place }: { place: Place }) {
  const w = useWords();
  const engine = useEngine();
  const draft = useDraft("note", place.kioskId, place.visitId);
  const { busy, refusal, run } = useSaving();
  const text = draft.text("text").trim();
  const save = async () => {
    const saved = await run(() => engine.note(place, text, draft.photoIds));
    if (saved === undefined) return;
    draft.clear();
    go({ name: "visit", ...place });
  };
  const action = (
    <button
      type="button"
      className="main"
      disabled={busy || text === ""}
      data-testid="note-save"
      onClick={() => void save()}
    >
      {w.note.save}
    </button>
  );
  return (
    <Screen title={w.note.title} back={{ name: "visit", ...place }} action={action}>
      <label className="label">
        {w.note.text}
        <textarea
          className="input"
          maxLength={2000}
          value={draft.text("text")}
          data-testid="note-text"
          onChange={(event) => draft.setText("text", event.target.value)}
        />
      </label>
      <PhotoField
        place={place}
        what="other"
        label={w.check.photo}
        photoIds={draft.photoIds}
        most={mostPhotos}
        onAdd={draft.addPhoto}
        onDrop={draft.dropPhoto}
      />
      {text === "" && draft.photoIds.length > 0 ? <p className="warn-text">{w.note.needed}</p> : null}
      <Refused why={refusal} />
    </Screen>
  );
}
