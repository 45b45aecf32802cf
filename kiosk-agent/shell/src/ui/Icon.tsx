// Our own drawings, one stroke width, the colour of the text beside them. Never the only carrier of a meaning.
const paths = {
  booklet: "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3V4zM5 17a3 3 0 0 1 3-3h11M10 8h5M12.5 5.8v4.4",
  print: "M7 9V3h10v6M7 17H4v-6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v6h-3M7 14h10v7H7z",
  card: "M3 6h18v12H3zM3 10h18M6.5 14.5h4",
  guide: "M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h7",
  report: "M4 5h16v11H11l-5 4v-4H4zM12 8v3.2M12 13.4v.1",
  medical: "M4 8h16v12H4zM9 8V5h6v3M12 11v6M9 14h6",
  house: "M3 11l9-7 9 7M6 9.5V20h12V9.5M10 20v-6h4v6",
  people:
    "M9 11a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 9 11zM3 20c0-3.6 2.6-6 6-6s6 2.4 6 6M16 11a2.7 2.7 0 1 0-1-5.2M17 14c2.5.4 4 2.6 4 6",
  social: "M12 12a3.6 3.6 0 1 0 0-7.2 3.6 3.6 0 0 0 0 7.2zM5 21c0-4.2 3-7 7-7s7 2.8 7 7",
  fund: "M4 10l8-6 8 6M5 10h14M7 10v7M12 10v7M17 10v7M4 20h16M5 17h14",
  police: "M12 3l8 3v6c0 5-3.4 8-8 9.5C7.4 20 4 17 4 12V6zM8.5 12l2.5 2.5 4.5-4.8",
  civil: "M12 20s-8-4.6-8-10.4A4.4 4.4 0 0 1 12 7a4.4 4.4 0 0 1 8 2.6C20 15.4 12 20 12 20z",
  help: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.4 9.4a2.7 2.7 0 1 1 3.9 2.4c-.9.5-1.3 1-1.3 2M12 16.8v.1",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L21 21",
  back: "M20 12H5M11 5l-7 7 7 7",
  home: "M3 11l9-7 9 7M6 9.5V20h12V9.5",
  ok: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM7.8 12.2l3 3 5.6-6",
  limited: "M12 3.5L22 20.5H2zM12 10v5M12 17.6v.1",
  suspended: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM9.5 8.5v7M14.5 8.5v7",
  off: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.8 5.8l12.4 12.4",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5.2l3.5 2",
  place: "M12 21s-7-6.5-7-11.5a7 7 0 0 1 14 0C19 14.5 12 21 12 21zM12 12a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2z",
  phone:
    "M6 3h4l1.5 5-2.5 1.8a12 12 0 0 0 5.2 5.2L16 12.5l5 1.5v4a2.5 2.5 0 0 1-2.5 2.5C10.5 20.5 3.5 13.5 3.5 5.5A2.5 2.5 0 0 1 6 3z",
  online: "M2.5 9.5a14 14 0 0 1 19 0M6 13.3a9 9 0 0 1 12 0M9.3 16.8a4.2 4.2 0 0 1 5.4 0M12 20v.1",
  offline: "M2.5 9.5a14 14 0 0 1 5-3.1M12 5.6c3.5 0 7 1.3 9.5 3.9M9.3 16.8a4.2 4.2 0 0 1 5.4 0M12 20v.1M4 3l16 18",
  voice: "M4 9.5h3.5L13 5v14l-5.5-4.5H4zM16.5 9a4.2 4.2 0 0 1 0 6M19 6.5a8 8 0 0 1 0 11",
  mute: "M4 9.5h3.5L13 5v14l-5.5-4.5H4zM16.5 9.5l5 5M21.5 9.5l-5 5",
  again: "M20 12a8 8 0 1 1-2.6-5.9M20 3.5V8h-4.5",
  elder: "M4 19L9 6l5 13M5.9 14.5h6.2M15 19l3.2-8.5L21.5 19M16.2 16.2h4",
  language: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18",
  contrast: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 3v18M12 7h6.5M12 12h9M12 17h6.5",
  up: "M5 15l7-7 7 7",
  down: "M5 9l7 7 7-7",
  close: "M5 5l14 14M19 5L5 19",
  next: "M9 5l7 7-7 7",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v6M12 7.5v.1",
  need: "M5 4h14v17H5zM9 4V2.5h6V4M8.5 10.5l1.5 1.5 2.5-2.8M8.5 16l1.5 1.5 2.5-2.8M14.5 11.5h2M14.5 17h2",
} as const;
export type IconName = keyof typeof paths;

export function Icon({ name, className = "" }: { readonly name: IconName; readonly className?: string }) {
  return (
    <svg className={`icon ${className}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
