import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useReady } from "../engine/use-engine.tsx";
import { type Draft, draftKey, emptyDraft, readDraft, writeDraft } from "./draft.ts";

export interface DraftForm extends Draft {
  readonly text: (name: string) => string;
  readonly setText: (name: string, text: string) => void;
  readonly addPhoto: (photoId: string) => void;
  readonly dropPhoto: (photoId: string) => void;
  /** after it was saved */
  readonly clear: () => void;
}

/**
 * A form whose contents outlive the screen. @param place which form it is, at which terminal, of which visit; it must not
 * change while the form is drawn (give the component a key)
 */
export function useDraft(...place: readonly (string | null)[]): DraftForm {
  const { person } = useReady();
  const key = draftKey(person?.userId ?? "", ...place);
  const [draft, setDraft] = useState(() => readDraft(localStorage, key));
  const shown = useRef(draft);
  const drawn = useRef(true);
  useEffect(() => {
    drawn.current = true;
    return () => {
      drawn.current = false;
    };
  }, []);
  const change = useCallback(
    (next: (draft: Draft) => Draft) => {
      // a picture may be ready only after the form was left
      shown.current = next(drawn.current ? shown.current : readDraft(localStorage, key));
      writeDraft(localStorage, key, shown.current, Date.now());
      setDraft(shown.current);
    },
    [key],
  );
  return useMemo(
    () => ({
      ...draft,
      text: (name) => draft.texts[name] ?? "",
      setText: (name, text) => change((d) => ({ ...d, texts: { ...d.texts, [name]: text } })),
      addPhoto: (photoId) => change((d) => ({ ...d, photoIds: [...d.photoIds, photoId] })),
      dropPhoto: (photoId) => change((d) => ({ ...d, photoIds: d.photoIds.filter((id) => id !== photoId) })),
      clear: () => change(() => emptyDraft),
    }),
    [draft, change],
  );
}
