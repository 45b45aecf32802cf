// A photo as it is kept: upright, small enough to be sent from a basement, with time and point written into it.
import type { PositionFix } from "@kiosk/contract";

const longSidePx = 1600;
const quality = 0.8;

/** What is written into the picture, a line each; Chinese, as it goes into the report that is filed. */
export function markLines(
  time: { readonly at: number; readonly checked: boolean },
  point: { readonly seq: number; readonly name: string } | null,
  position: PositionFix | null,
): string[] {
  const clock = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Asia/Shanghai",
    dateStyle: "short",
    timeStyle: "medium",
  }).format(time.at);
  const lines = [time.checked ? clock : `${clock}（手机时间）`];
  if (point !== null) lines.push(`${point.seq}号 ${point.name}`);
  if (position !== null) {
    lines.push(`${position.lon.toFixed(6)}, ${position.lat.toFixed(6)} ±${Math.round(position.accuracyM)}m`);
  }
  return lines;
}

/** JPEG; null: no picture that this browser can read, or too large for it to draw. */
export async function shrinkAndMark(picture: Blob, lines: readonly string[]): Promise<Uint8Array<ArrayBuffer> | null> {
  const source = await decoded(picture);
  if (source === null) return null;
  const scale = Math.min(1, longSidePx / Math.max(source.width, source.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(source.width * scale));
  canvas.height = Math.max(1, Math.round(source.height * scale));
  const pen = canvas.getContext("2d");
  if (pen === null) return null;
  pen.imageSmoothingQuality = "high";
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  source.close();
  mark(pen, lines);
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", quality));
  // frees the pixels at once: thirty photos in a row are too many for a small phone
  canvas.width = 0;
  canvas.height = 0;
  return made === null ? null : new Uint8Array(await made.arrayBuffer());
}

/** Turned as its EXIF says. */
async function decoded(picture: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(picture, { imageOrientation: "from-image" });
  } catch (error) {
    // InvalidStateError is the answer for what is no image
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** White on a dark strip at the foot: to be read on any picture. */
function mark(pen: CanvasRenderingContext2D, lines: readonly string[]): void {
  const { width, height } = pen.canvas;
  const size = Math.max(12, Math.round(Math.max(width, height) / 50));
  pen.font = `${size}px "PingFang SC", "Noto Sans CJK SC", sans-serif`;
  pen.textBaseline = "middle";
  const step = Math.round(size * 1.4);
  const strip = step * lines.length + size;
  pen.fillStyle = "rgba(0, 0, 0, 0.55)";
  pen.fillRect(0, height - strip, width, strip);
  pen.fillStyle = "#fff";
  lines.forEach((line, i) => {
    pen.fillText(line, size, height - strip + size / 2 + step * (i + 0.5), width - 2 * size);
  });
}

export async function sha256Hex(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
