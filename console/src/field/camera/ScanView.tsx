import { useEffect, useRef, useState } from "react";
import { useWords } from "../words/use-words.ts";
import { type Camera, type CameraTrouble, openCamera } from "./camera.ts";
import { openReader } from "./code-reader.ts";

/** Pause between two looks at the picture. */
const lookEveryMs = 120;

interface ScanViewProps {
  /** what is to be scanned, read out with the picture */
  label: string;
  /** called once for each code that differs from the last */
  onCode: (text: string) => void;
}

/** The camera's picture until a code is read. Mount it to open the camera, unmount it to switch it off. */
export function ScanView({ label, onCode }: ScanViewProps) {
  const w = useWords();
  const video = useRef<HTMLVideoElement>(null);
  const told = useRef(onCode);
  told.current = onCode;
  const [trouble, setTrouble] = useState<CameraTrouble>();
  const [camera, setCamera] = useState<Camera>();
  const [lit, setLit] = useState(false);

  useEffect(() => {
    const ended = new AbortController();
    void watch(ended.signal, {
      video: () => video.current,
      opened: setCamera,
      troubled: setTrouble,
      code: (text) => told.current(text),
    });
    return () => ended.abort();
  }, []);

  if (trouble !== undefined) {
    return (
      <p className="scan-trouble" role="alert">
        {w.scan.trouble[trouble]}
      </p>
    );
  }
  const torch = camera?.torch;
  return (
    <div className="scan">
      <video ref={video} className="scan-picture" muted playsInline autoPlay aria-label={label} />
      <div className="scan-frame" aria-hidden="true" />
      {torch === undefined ? null : (
        <button
          type="button"
          className="scan-torch"
          aria-pressed={lit}
          onClick={() => {
            setLit(!lit);
            void torch(!lit).catch(() => setLit(false));
          }}
        >
          {w.scan.torch}
        </button>
      )}
    </div>
  );
}

interface Watched {
  video: () => HTMLVideoElement | null;
  opened: (camera: Camera) => void;
  troubled: (trouble: CameraTrouble) => void;
  code: (text: string) => void;
}

async function watch(signal: AbortSignal, { video, opened, troubled, code }: Watched): Promise<void> {
  const camera = await openCamera();
  if (typeof camera === "string") {
    if (!signal.aborted) troubled(camera);
    return;
  }
  signal.addEventListener("abort", camera.close);
  if (signal.aborted) return camera.close();
  opened(camera);
  const picture = video();
  if (picture === null) return camera.close();
  picture.srcObject = camera.stream;
  // a phone in power-saving mode refuses to play by itself; the picture then begins at the first touch
  await picture.play().catch(() => undefined);
  const read = await openReader();
  let last = "";
  while (!signal.aborted) {
    const text = picture.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? await read(picture) : undefined;
    if (text !== undefined && text !== last && !signal.aborted) {
      last = text;
      navigator.vibrate?.(60);
      code(text);
    }
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}
