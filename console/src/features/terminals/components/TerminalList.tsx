import type { KioskRow } from "@kiosk/contract";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { KioskPlace } from "../../../shared/api-client/places.ts";
import { MorePages } from "../../../shared/ui/MorePages.tsx";
import { TerminalRow } from "./TerminalRow.tsx";

interface TerminalListProps {
  rows: readonly KioskRow[];
  known: readonly KioskPlace[];
  /** how many there are, also those of pages not read yet */
  total: number;
  /** reads the next page; undefined: all are shown */
  more: (() => void) | undefined;
  reading: boolean;
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
      {props.more === undefined ? null : (
        <li>
          <MorePages shown={props.rows.length} total={props.total} reading={props.reading} onMore={props.more} />
        </li>
      )}
    </ul>
  );
}
