// A PDF of A4 pages, each one JPEG as it is (DCTDecode, ISO 32000-1, 7.4.8): all that a page drawn on a canvas needs.

export interface PdfPage {
  /** baseline JPEG, RGB */
  readonly jpeg: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A4 in points of 1/72 inch. */
const a4 = { width: 595.28, height: 841.89 };

/** The octets of the file. A picture that is not of A4's shape is fitted, not stretched. */
export function writePdf(pages: readonly PdfPage[]): Uint8Array {
  const out = new Octets();
  const offsets: number[] = [];
  const object = (number: number, dictionary: string, stream?: Uint8Array) => {
    offsets[number] = out.length;
    out.text(`${number} 0 obj\n${dictionary}\n`);
    if (stream !== undefined) {
      out.text("stream\n");
      out.octets(stream);
      out.text("\nendstream\n");
    }
    out.text("endobj\n");
  };

  // The second line is four octets above 127, so that whoever copies the file takes it for binary (7.5.2).
  out.text("%PDF-1.4\n%");
  out.octets(Uint8Array.of(0xe2, 0xe3, 0xcf, 0xd3, 0x0a));
  const first = (page: number) => 3 + page * 3;
  object(1, "<< /Type /Catalog /Pages 2 0 R >>");
  const kids = pages.map((_, page) => `${first(page)} 0 R`).join(" ");
  object(2, `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  for (const [page, { jpeg, widthPx, heightPx }] of pages.entries()) {
    const number = first(page);
    const drawn = new TextEncoder().encode(placed(widthPx, heightPx));
    object(
      number,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${a4.width} ${a4.height}] ` +
        `/Resources << /XObject << /Im0 ${number + 2} 0 R >> >> /Contents ${number + 1} 0 R >>`,
    );
    object(number + 1, `<< /Length ${drawn.length} >>`, drawn);
    object(
      number + 2,
      `<< /Type /XObject /Subtype /Image /Width ${widthPx} /Height ${heightPx} /ColorSpace /DeviceRGB ` +
        `/BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length} >>`,
      jpeg,
    );
  }

  const size = 3 + pages.length * 3;
  const xref = out.length;
  // Each entry is exactly 20 octets, its end of line included (7.5.4).
  out.text(`xref\n0 ${size}\n0000000000 65535 f \n`);
  for (const offset of offsets.slice(1)) out.text(`${String(offset).padStart(10, "0")} 00000 n \n`);
  out.text(`trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`);
  return out.whole();
}

function placed(widthPx: number, heightPx: number): string {
  const scale = Math.min(a4.width / widthPx, a4.height / heightPx);
  const width = widthPx * scale;
  const height = heightPx * scale;
  const left = (a4.width - width) / 2;
  const bottom = (a4.height - height) / 2;
  return `q ${width.toFixed(2)} 0 0 ${height.toFixed(2)} ${left.toFixed(2)} ${bottom.toFixed(2)} cm /Im0 Do Q`;
}

/** Octets that are appended to, and know how many they are. */
class Octets {
  readonly #parts: Uint8Array[] = [];
  length = 0;

  text(text: string): void {
    this.octets(new TextEncoder().encode(text));
  }

  octets(part: Uint8Array): void {
    this.#parts.push(part);
    this.length += part.length;
  }

  whole(): Uint8Array {
    const all = new Uint8Array(this.length);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
}

/** In base64, as the shell takes it. */
export function base64(octets: Uint8Array): string {
  let binary = "";
  // In pieces: an argument list has a limit.
  for (let at = 0; at < octets.length; at += 8192) {
    binary += String.fromCharCode(...octets.subarray(at, at + 8192));
  }
  return btoa(binary);
}
