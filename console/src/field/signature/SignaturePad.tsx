import { type PointerEvent, useEffect, useRef, useState } from "react";
import { useWords } from "../words/use-words.ts";
import { drawStrokes, isSigned, type Stroke } from "./strokes.ts";

/** Pixels of the picture that is kept. */
const kept = { width: 960, height: 360 };
const colours = { paper: "white", ink: "black" };

interface SignaturePadProps {
  strokes: readonly Stroke[];
  onChange: (strokes: readonly Stroke[]) => void;
}

/** Where the host signs with a finger. */
export function SignaturePad({ strokes, onChange }: SignaturePadProps) {
  const w = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [going, setGoing] = useState<Stroke>([]);

  useEffect(() => {
    const pen = canvas.current?.getContext("2d");
    if (pen === null || pen === undefined) return;
    drawStrokes(pen, [...strokes, going], kept, colours);
  }, [strokes, going]);

  const at = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  const finish = () => {
    if (going.length === 0) return;
    onChange([...strokes, going]);
    setGoing([]);
  };
  return (
    <div className="pad">
      <canvas
        ref={canvas}
        className="pad-paper"
        width={kept.width}
        height={kept.height}
        role="img"
        aria-label={isSigned(strokes) ? w.finish.signed : w.finish.signHere}
        data-testid="signature-pad"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setGoing([at(event)]);
        }}
        onPointerMove={(event) => {
          if (going.length > 0) setGoing([...going, at(event)]);
        }}
        onPointerUp={finish}
        onPointerCancel={finish}
      />
      <button type="button" className="quiet" disabled={strokes.length === 0} onClick={() => onChange([])}>
        {w.finish.signAgain}
      </button>
    </div>
  );
}

/** The signature as a picture. */
export function signaturePicture(strokes: readonly Stroke[]): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = kept.width;
  canvas.height = kept.height;
  const pen = canvas.getContext("2d");
  if (pen === null) return Promise.reject(new Error("no canvas"));
  drawStrokes(pen, strokes, kept, colours);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error("no picture")) : resolve(blob)), "image/png"),
  );
}
