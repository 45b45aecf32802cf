import encodeQR from "qr";
import { qrPath } from "./qr-path.ts";

/** Always dark on white with its quiet zone, in every style and contrast: cameras read no other. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { path, size } = qrPath(encodeQR(text, "raw", { ecc: "medium", border: 4 }));
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
