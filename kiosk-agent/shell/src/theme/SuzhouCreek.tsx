/** 苏州河: low houses and a bridge of arches over slow water. */
export function SuzhouCreek() {
  return (
    <svg className="motif" viewBox="0 0 1200 300" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <g className="motif-far">
        <path d="M0 150h60v-46h38v-22h44v40h52v-64h30v-26h34v90h70v-38l36-24 36 24v38h90v-70h26v-34h30v104h84v-52h120v-46h24v46h60v-80h34v132h80v-64h60v-30h60v94h92v130H0z" />
      </g>
      <g className="motif-near">
        <path d="M0 214c150 0 190-78 360-78s220 0 480 0 240 78 360 78v22h-116c-14-50-44-72-86-72s-74 22-88 72h-96c-16-56-52-82-106-82s-92 26-108 82h-96c-14-50-46-72-88-72s-72 22-86 72H0z" />
        <path d="M300 124h600v9H300zM330 104h6v22h-6zM450 104h6v22h-6zM570 104h6v22h-6zM690 104h6v22h-6zM810 104h6v22h-6zM870 104h6v22h-6z" />
      </g>
      <g className="motif-line">
        <path d="M0 248c60-12 110 12 170 0s110 12 170 0 110 12 170 0 110 12 170 0 110 12 170 0 110 12 170 0 110 12 180 0" />
        <path d="M0 274c60-10 110 10 170 0s110 10 170 0 110 10 170 0 110 10 170 0 110 10 170 0 110 10 170 0 110 10 180 0" />
      </g>
    </svg>
  );
}
