import type { FieldKiosk } from "@kiosk/contract";

/** Machines that are easily taken for this one: their MAC is next to it, or they stand next door. */
export function Neighbours({ kiosk, title }: { kiosk: FieldKiosk; title: string }) {
  if (kiosk.neighbours.length === 0) return null;
  return (
    <section className="card" data-tone="warn" data-testid="neighbours">
      <h2>{title}</h2>
      <ul className="task-list">
        {kiosk.neighbours.map(({ kioskId, name, macLast4 }) => (
          <li key={kioskId}>
            <span>
              {kioskId} <span lang="zh-CN">{name}</span>
              {macLast4 === null ? "" : ` · MAC ${macLast4}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
