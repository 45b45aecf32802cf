// Reads a code off a picture: by the browser's own BarcodeDetector where it has one (Android), else by a decoder of QR codes
// that is loaded when the camera is opened for the first time.

/** What is wanted of a picture's source: a playing video, or a canvas. */
export type CodeSource = HTMLVideoElement | HTMLCanvasElement;

/** The text of the code in the picture; undefined where none can be read. */
export type CodeReader = (source: CodeSource) => Promise<string | undefined>;

interface Detector {
  detect(source: CodeSource): Promise<readonly { readonly rawValue: string }[]>;
}
interface DetectorClass {
  new (options: { formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** Terminals carry QR codes; spare parts and cartridges also bar codes. */
const formats = ["qr_code", "data_matrix", "code_128", "code_39", "ean_13"];

function isDetectorClass(value: unknown): value is DetectorClass {
  return typeof value === "function" && "getSupportedFormats" in value;
}

/**
 * On Android the browser's detector is a service of the phone, which phones without Google's services do not have: the class
 * is there and every question is refused. Then the decoder takes over.
 */
export async function openReader(): Promise<CodeReader> {
  let own = await ownReader();
  let decode: CodeReader | undefined;
  return async (source) => {
    if (own !== undefined) {
      try {
        return await own(source);
      } catch (error) {
        // a picture that is not there yet
        if (error instanceof DOMException && error.name === "InvalidStateError") return undefined;
        own = undefined;
      }
    }
    decode ??= await decoder();
    return decode(source);
  };
}

async function ownReader(): Promise<CodeReader | undefined> {
  const found: unknown = Reflect.get(globalThis, "BarcodeDetector");
  if (!isDetectorClass(found)) return undefined;
  const supported: readonly string[] = await found.getSupportedFormats().catch((): string[] => []);
  // there on some desktops with an empty list
  if (!supported.includes("qr_code")) return undefined;
  const detector = new found({ formats: formats.filter((format) => supported.includes(format)) });
  return async (source) => (await detector.detect(source))[0]?.rawValue;
}

/** Longer side of what the decoder looks at: more costs time and finds no more at arm's length. */
const lookedAtPx = 720;

async function decoder(): Promise<CodeReader> {
  const { decodeQR } = await import("qr/decode.js");
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (source) => {
    const [width, height] = sizeOf(source);
    if (context === null || width === 0 || height === 0) return undefined;
    const scale = Math.min(1, lookedAtPx / Math.max(width, height));
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    try {
      return decodeQR({ width: canvas.width, height: canvas.height, data });
    } catch {
      // how the decoder says that there is none in this picture; the next one comes in a moment
      return undefined;
    }
  };
}

function sizeOf(source: CodeSource): [number, number] {
  return source instanceof HTMLVideoElement ? [source.videoWidth, source.videoHeight] : [source.width, source.height];
}
