/** 巴山: ridge behind ridge, mist between them. */
export function BashanHills() {
  return (
    <svg className="motif" viewBox="0 0 1200 300" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <g className="motif-far">
        <path d="M0 190l90-60 60 34 120-104 84 70 70-44 110 92 96-122 100 96 74-52 106 80 92-92 84 66 114-86v232H0z" />
      </g>
      <g className="motif-mid">
        <path d="M0 232l120-64 80 42 130-86 110 76 96-46 130 66 118-84 120 72 88-40 108 56 100-54v130H0z" />
      </g>
      <g className="motif-near">
        <path d="M0 262l140-40 120 30 150-54 140 50 130-34 150 44 140-58 120 40 110-30v90H0z" />
      </g>
      <g className="motif-line">
        <path d="M60 206c70-14 120 10 190 0M420 178c80-16 150 12 230 0M820 196c70-14 130 10 210 0" />
      </g>
    </svg>
  );
}
