// What to do with the hands, drawn: in the colours of the text, beside words that say the same.
const drawings = {
  card: (
    <>
      <path d="M20 120h160v40H20zM40 120l12-16h96l12 16" />
      <path className="drawing-moves" d="M62 30h76v48H62zM72 44h20v20H72zM102 46h26M102 56h26M102 66h16" />
      <path d="M100 84v14M93 92l7 8 7-8" />
    </>
  ),
  slot: (
    <>
      <path d="M30 110h140v50H30zM60 124h80v8H60z" />
      <path className="drawing-moves" d="M68 30h64v64H68zM78 42h44M78 52h44M78 62h20" />
      <path d="M100 98v16M93 108l7 8 7-8" />
    </>
  ),
  paper: (
    <>
      <path d="M30 60h140v60H30zM50 120v-20h100v20" />
      <path className="drawing-moves" d="M58 104h84v58H58zM72 120h56M72 132h56M72 144h36" />
      <circle cx="154" cy="76" r="5" />
    </>
  ),
  take: (
    <>
      <path d="M20 130h160v34H20zM40 130l10-14h100l10 14" />
      <path className="drawing-moves" d="M62 52h76v48H62zM72 66h20v20H72zM102 68h26M102 78h26" />
      <path d="M100 44V20M92 30l8-10 8 10" />
    </>
  ),
  scan: (
    <>
      <path d="M40 120h120v44H40zM60 134h80" />
      <path className="drawing-moves" d="M66 26h68v60H66zM78 38v36M86 38v36M98 38v36M106 38v36M116 38v36M122 38v36" />
      <path d="M70 104h60" />
    </>
  ),
} as const;
export type DrawingName = keyof typeof drawings;

export function Drawing({ name }: { readonly name: DrawingName }) {
  return (
    <svg className="drawing" viewBox="0 0 200 180" aria-hidden="true" focusable="false">
      {drawings[name]}
    </svg>
  );
}
