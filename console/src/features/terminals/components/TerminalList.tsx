import type { KioskRow } from "@kiosk/contract";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { TerminalRow } from "./TerminalRow.tsx";

interface TerminalListProps {
  rows: readonly KioskRow[];
  known: readonly KioskRow[];
  selectedId: string | undefined;
  hoveredId: string | undefined;
  /** the row to bring into view: chosen or pointed at on the map */
  reveal: string | undefined;
  dim: boolean;
  onHover: (id: string | undefined) => void;
  onSelect: (id: string) => void;
}

export function TerminalList(props: TerminalListProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const { reveal, selectedId } = props;
  useEffect(() => {
    // Runs again when the choice changes: the chosen row has grown.
    if (reveal === undefined && selectedId === undefined) return;
    const row = list.current?.querySelector(`[data-testid="kiosk-row-${CSS.escape(reveal ?? selectedId ?? "")}"]`);
    row?.scrollIntoView({ block: "nearest" });
  }, [reveal, selectedId]);
  return (
    <ul ref={list} className={`terminal-list ${props.dim ? "table-dim" : ""}`} aria-label={t("terminals.listLabel")}>
      {props.rows.map((row) => (
        <TerminalRow
          key={row.id}
          row={row}
          known={props.known}
          selected={row.id === props.selectedId}
          hovered={row.id === props.hoveredId}
          onHover={props.onHover}
          onSelect={props.onSelect}
        />
      ))}
    </ul>
  );
}
