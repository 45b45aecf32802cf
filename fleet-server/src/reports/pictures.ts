// The pictures of a report by their digest, with their measures. What is neither JPEG nor PNG is not printed.
import { imageSize } from "image-size";

export interface Picture {
  readonly type: "jpg" | "png";
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export type Pictures = ReadonlyMap<string, Picture>;

/** undefined: not a picture that can be printed. */
export function readPicture(bytes: Uint8Array): Picture | undefined {
  try {
    const { type, width, height, orientation = 1 } = imageSize(bytes);
    if ((type !== "jpg" && type !== "png") || width === 0 || height === 0) return undefined;
    // EXIF 5 to 8: lying on its side
    return orientation >= 5 ? { type, bytes, width: height, height: width } : { type, bytes, width, height };
  } catch {
    // a file that only claims to be one
    return undefined;
  }
}

/** As large as fits the room, never larger than it is. */
export function fitPicture(
  { width, height }: Pick<Picture, "width" | "height">,
  room: { readonly width: number; readonly height: number },
): { width: number; height: number } {
  const scale = Math.min(1, room.width / width, room.height / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
