// Pictures as a camera makes them: each another one, some large enough to go up in several pieces.
import { createHash } from "node:crypto";
import type { Page } from "playwright-core";
import { z } from "zod";

/** JPEG, drawn by the page itself; noise, which does not become small. @param widths in pixels, one a picture */
export async function takePictures(page: Page, widths: readonly number[]): Promise<Buffer[]> {
  const drawn = await page.evaluate(async (wanted) => {
    const pictures: string[] = [];
    for (const width of wanted) {
      const canvas = document.createElement("canvas");
      canvas.width = width;
      canvas.height = canvas.width * 0.75;
      const pen = canvas.getContext("2d");
      if (pen === null) throw new Error("no canvas");
      const noise = pen.createImageData(canvas.width, canvas.height);
      const words = new Uint32Array(noise.data.buffer);
      for (let i = 0; i < words.length; i += 16_384) crypto.getRandomValues(words.subarray(i, i + 16_384));
      for (let i = 3; i < noise.data.length; i += 4) noise.data[i] = 255;
      pen.putImageData(noise, 0, 0);
      pictures.push(canvas.toDataURL("image/jpeg", 0.7));
    }
    return pictures;
  }, widths);
  return drawn.map((url) => Buffer.from(url.slice(url.indexOf(",") + 1), "base64"));
}

const Kept = z.array(z.object({ photoId: z.string(), base64: z.string() }));

/** What lies in the phone's database, and the digest by which the server will know it (SM3). */
export async function keptPictures(page: Page): Promise<Map<string, { bytes: Buffer; sm3: string }>> {
  const kept = Kept.parse(
    await page.evaluate(async () => {
      const opened = indexedDB.open("kiosk-field");
      await new Promise((resolve) => opened.addEventListener("success", resolve));
      const asked = opened.result.transaction("pictures").objectStore("pictures").getAll();
      await new Promise((resolve) => asked.addEventListener("success", resolve));
      const rows: unknown[] = asked.result;
      opened.result.close();
      return rows.flatMap((row) => {
        if (typeof row !== "object" || row === null || !("photoId" in row) || !("bytes" in row)) return [];
        if (!(row.bytes instanceof Uint8Array)) return [];
        let text = "";
        for (let i = 0; i < row.bytes.length; i += 8192)
          text += String.fromCharCode(...row.bytes.subarray(i, i + 8192));
        return [{ photoId: row.photoId, base64: btoa(text) }];
      });
    }),
  );
  return new Map(
    kept.map(({ photoId, base64 }) => {
      const bytes = Buffer.from(base64, "base64");
      return [photoId, { bytes, sm3: createHash("sm3").update(bytes).digest("hex") }];
    }),
  );
}
