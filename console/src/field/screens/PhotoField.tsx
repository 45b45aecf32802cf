import { useId } from "react";
import type { PhotoWhat, Place } from "../engine/engine.ts";
import { useEngine, usePhotoUrl, useReady } from "../engine/use-engine.tsx";
import { useWords } from "../words/use-words.ts";
import { Refused } from "./Refused.tsx";
import { useSaving } from "./use-saving.ts";
import { WhereMark } from "./WhereMark.tsx";

interface PhotoFieldProps {
  place: Place;
  what: PhotoWhat;
  label: string;
  photoIds: readonly string[];
  /** how many at most */
  most: number;
  onAdd: (photoId: string) => void;
  onDrop: (photoId: string) => void;
}

/** Pictures taken with the phone's camera; each is kept as soon as it is taken. */
export function PhotoField({ place, what, label, photoIds, most, onAdd, onDrop }: PhotoFieldProps) {
  const w = useWords();
  const engine = useEngine();
  const { busy, refusal, run } = useSaving();
  const id = useId();
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    const photoId = await run(() => engine.addPhoto(file, { ...place, what, position: null }));
    if (photoId !== undefined) onAdd(photoId);
  };
  return (
    <div className="group">
      {photoIds.length === 0 ? null : (
        <ul className="photos">
          {photoIds.map((photoId) => (
            <PhotoThumb key={photoId} photoId={photoId} onDrop={() => onDrop(photoId)} />
          ))}
        </ul>
      )}
      {photoIds.length >= most ? null : (
        <div className="photo-add quiet">
          <label htmlFor={id}>{busy ? w.common.loading : label}</label>
          <input
            id={id}
            type="file"
            accept="image/*"
            capture="environment"
            disabled={busy}
            onChange={(event) => {
              const input = event.currentTarget;
              void take(input.files?.[0]).finally(() => {
                // the same picture may be chosen once more
                input.value = "";
              });
            }}
          />
        </div>
      )}
      <Refused why={refusal} />
    </div>
  );
}

function PhotoThumb({ photoId, onDrop }: { photoId: string; onDrop: () => void }) {
  const w = useWords();
  const url = usePhotoUrl(photoId);
  const { photos } = useReady();
  const photo = photos.find((each) => each.photoId === photoId);
  return (
    <li className="photo">
      {url === null ? null : <img src={url} alt={w.item.photo} />}
      {photo === undefined ? null : <WhereMark where={photo.where} />}
      <button type="button" className="quiet wide" onClick={onDrop}>
        {w.position.remove}
      </button>
    </li>
  );
}
