const crowns = [
  [90, 120, 92],
  [210, 84, 84],
  [330, 118, 90],
  [470, 96, 80],
  [760, 92, 84],
  [890, 122, 92],
  [1010, 86, 82],
  [1130, 116, 92],
] as const;

/** 梧桐: trees on both sides of a street, their crowns meet. */
export function PlaneTrees() {
  return (
    <svg className="motif" viewBox="0 0 1200 300" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <g className="motif-far">
        {crowns.map(([x, y, r]) => (
          <circle key={x} cx={x} cy={y} r={r} />
        ))}
      </g>
      <g className="motif-near">
        {crowns.map(([x, y]) => (
          <path
            key={x}
            d={`M${x - 9} 300c4-60 5-110 5-${Math.round(190 - y)}l-34-52 5-4 33 38 2-62h8l3 66 34-44 5 5-37 56c0 60 2 120 8 ${Math.round(190 - y) + 3}z`}
          />
        ))}
      </g>
      <g className="motif-line">
        <path d="M0 292h1200" />
      </g>
    </svg>
  );
}
