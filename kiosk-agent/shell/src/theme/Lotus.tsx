/** 荷: leaves on still water and one flower. */
export function Lotus() {
  return (
    <svg className="motif" viewBox="0 0 1200 300" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <g className="motif-far">
        <ellipse cx="200" cy="236" rx="170" ry="38" />
        <ellipse cx="520" cy="258" rx="150" ry="32" />
        <ellipse cx="980" cy="240" rx="190" ry="40" />
      </g>
      <g className="motif-near">
        <path d="M760 232c-56-8-92-40-100-92 44 6 76 26 92 58-10-44 0-84 34-118 34 34 44 74 34 118 16-32 48-52 92-58-8 52-44 84-100 92z" />
      </g>
      <g className="motif-line">
        <path d="M786 232c0 26-6 46-18 60M0 284c200-10 400 10 600 0s400 10 600 0" />
      </g>
    </svg>
  );
}
