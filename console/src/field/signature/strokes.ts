// A signature as lines, so that it can be drawn again at any size: turning the phone must not lose it.

/** Between 0 and 1 of the pad's width and height. */
export interface InkPoint {
  readonly x: number;
  readonly y: number;
}
export type Stroke = readonly InkPoint[];

/** Enough of a line to be somebody's name and no touch by mistake: as long together as half of the pad's width. */
export function isSigned(strokes: readonly Stroke[]): boolean {
  const length = strokes.reduce((sum, stroke) => sum + lengthOf(stroke), 0);
  return length >= 0.5;
}

function lengthOf(stroke: Stroke): number {
  return stroke.reduce((sum, point, i) => {
    const before = stroke[i - 1];
    return before === undefined ? sum : sum + Math.hypot(point.x - before.x, point.y - before.y);
  }, 0);
}

/** What is needed of a canvas's context. */
interface Pen
  extends Pick<CanvasRenderingContext2D, "beginPath" | "moveTo" | "lineTo" | "fillRect" | "fillStyle" | "strokeStyle"> {
  lineWidth: number;
  lineCap: CanvasLineCap;
  lineJoin: CanvasLineJoin;
  stroke(): void;
}

/** @param size of the canvas in its own pixels; the picture is dark on white whatever the theme: it is printed */
export function drawStrokes(
  pen: Pen,
  strokes: readonly Stroke[],
  size: { readonly width: number; readonly height: number },
  colours: { readonly paper: string; readonly ink: string },
): void {
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, size.width, size.height);
  pen.strokeStyle = colours.ink;
  pen.lineWidth = Math.max(2, size.width / 160);
  pen.lineCap = "round";
  pen.lineJoin = "round";
  for (const stroke of strokes) {
    const [first, ...rest] = stroke;
    if (first === undefined) continue;
    pen.beginPath();
    pen.moveTo(first.x * size.width, first.y * size.height);
    // a dot is a line that goes nowhere
    for (const point of rest.length === 0 ? [first] : rest) pen.lineTo(point.x * size.width, point.y * size.height);
    pen.stroke();
  }
}

/** As text, for a form that is not finished: `x,y x,y;x,y`. */
export function writeStrokes(strokes: readonly Stroke[]): string {
  return strokes.map((stroke) => stroke.map(({ x, y }) => `${x.toFixed(4)},${y.toFixed(4)}`).join(" ")).join(";");
}

/** Points that are none are left out. */
export function readStrokes(text: string): Stroke[] {
  return text
    .split(";")
    .map((stroke) => stroke.split(" ").flatMap(readPoint))
    .filter((stroke) => stroke.length > 0);
}

function readPoint(text: string): InkPoint[] {
  const match = /^(-?\d+\.\d+),(-?\d+\.\d+)$/.exec(text);
  return match === null ? [] : [{ x: Number(match[1]), y: Number(match[2]) }];
}
