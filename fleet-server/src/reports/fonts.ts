// The fonts a PDF is set in: Debian's fonts-noto-cjk (SIL Open Font License), of which the glyphs used are embedded. Without them
// there would be boxes where characters belong, so without them there is no PDF.
import { existsSync } from "node:fs";
import { join } from "node:path";

export const debianFonts = "/usr/share/fonts/opentype/noto";
export const fontPackage = "fonts-noto-cjk";

const files = {
  serif: "NotoSerifCJK-Regular.ttc",
  serifBold: "NotoSerifCJK-Bold.ttc",
  sans: "NotoSansCJK-Regular.ttc",
  sansBold: "NotoSansCJK-Bold.ttc",
} as const;

export class FontsMissing extends Error {
  constructor(folder: string) {
    super(`${folder}: ${fontPackage}`);
    this.name = "FontsMissing";
  }
}

/** What pdfmake is told: family -> face -> file of the collection and the name in it. @throws FontsMissing */
export function pdfFonts(folder: string) {
  const at = (file: string) => join(folder, file);
  if (!Object.values(files).every((file) => existsSync(at(file)))) throw new FontsMissing(folder);
  const serif: [string, string] = [at(files.serif), "NotoSerifCJKsc-Regular"];
  const serifBold: [string, string] = [at(files.serifBold), "NotoSerifCJKsc-Bold"];
  const sans: [string, string] = [at(files.sans), "NotoSansCJKsc-Regular"];
  const sansBold: [string, string] = [at(files.sansBold), "NotoSansCJKsc-Bold"];
  return {
    Serif: { normal: serif, bold: serifBold },
    Sans: { normal: sans, bold: sansBold },
  };
}
