// The camera at the back of the phone, and its light.

export type CameraTrouble = "refused" | "none" | "busy" | "insecure";

export interface Camera {
  readonly stream: MediaStream;
  /** undefined: this camera has no light that a page may switch */
  readonly torch: ((on: boolean) => Promise<void>) | undefined;
  readonly close: () => void;
}

/** Never throws: what is wrong is for the person to read, and typing goes on without a camera. */
export async function openCamera(): Promise<Camera | CameraTrouble> {
  // absent where the page did not come over HTTPS
  if (!("mediaDevices" in navigator)) return "insecure";
  try {
    const video = { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } };
    const stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    const [track] = stream.getVideoTracks();
    return {
      stream,
      torch: track !== undefined && hasTorch(track) ? (on) => setTorch(track, on) : undefined,
      close: () => {
        for (const each of stream.getTracks()) each.stop();
      },
    };
  } catch (error) {
    return troubleOf(error instanceof Error ? error.name : "");
  }
}

export function troubleOf(name: string): CameraTrouble {
  if (name === "NotAllowedError" || name === "SecurityError") return "refused";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "none";
  return "busy";
}

// Image Capture's constraint, which the DOM types do not know.
interface TorchConstraint extends MediaTrackConstraintSet {
  readonly torch: boolean;
}

function hasTorch(track: MediaStreamTrack): boolean {
  // older WebViews have no getCapabilities
  if (!("getCapabilities" in track)) return false;
  const capabilities: object = track.getCapabilities();
  return "torch" in capabilities && capabilities.torch === true;
}

async function setTorch(track: MediaStreamTrack, torch: boolean): Promise<void> {
  const wanted: TorchConstraint = { torch };
  await track.applyConstraints({ advanced: [wanted] });
}
