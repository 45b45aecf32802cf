import { ExclamationCircleOutlined, RightOutlined } from "@ant-design/icons";
import type { KioskRow } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { KioskPlace } from "../../../shared/api-client/places.ts";
import { formatPercent } from "../../../shared/format/level.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { NeighbourNote } from "../../../shared/kiosk/NeighbourNote.tsx";
import { HealthIcon } from "../../../shared/ui/HealthMark.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { Age } from "../../../shared/ui/When.tsx";

interface TerminalRowProps {
  row: KioskRow;
  known: readonly KioskPlace[];
  selected: boolean;
  hovered: boolean;
  onHover: (id: string | undefined) => void;
  onSelect: (id: string) => void;
}

function Lowest({ row }: { row: KioskRow }) {
  const { t } = useTranslation();
  if (row.lowestPercent === null || row.lowestConsumable === null) {
    return <span className="muted">{t("terminals.noLevel")}</span>;
  }
  const text = t("terminals.lowest", {
    kind: t(`words.consumable.${row.lowestConsumable}`),
    percent: formatPercent(row.lowestPercent),
  });
  return <span className={row.lowestLevel === "ok" ? "muted" : "tone-fault"}>{text}</span>;
}

/** What is remarkable about this terminal beyond its state, as words. */
function Marks({ row }: { row: KioskRow }) {
  const { t } = useTranslation();
  return (
    <span className="row-marks">
      {row.presence === "never" || row.presence === "unverified" ? (
        <span className="chip">{t(`words.presence.${row.presence}`)}</span>
      ) : null}
      {row.openOrders > 0 ? <span className="chip">{t("terminals.openOrders", { n: row.openOrders })}</span> : null}
      {row.confidence === "low" ? <span className="chip chip-dashed">{t("words.confidence.low")}</span> : null}
      {row.neighbourMacs.length > 0 ? (
        <span className="chip chip-warn">
          <ExclamationCircleOutlined aria-hidden="true" />
          {t("terminals.neighbour")}
        </span>
      ) : null}
    </span>
  );
}

export const TerminalRow = memo(function TerminalRow(props: TerminalRowProps) {
  const { row, known, selected, hovered, onHover, onSelect } = props;
  const { t } = useTranslation();
  const lang = useLang();
  const worst = lang === "zh" ? row.worstZh : row.worstEn;
  return (
    <li
      className={`terminal-row ${selected ? "selected" : ""} ${hovered ? "hovered" : ""}`}
      data-testid={`kiosk-row-${row.id}`}
      data-health={row.health}
      data-presence={row.presence}
      onMouseEnter={() => onHover(row.id)}
      onMouseLeave={() => onHover(undefined)}
      onFocus={() => onHover(row.id)}
      onBlur={() => onHover(undefined)}
    >
      <button type="button" className="terminal-main" aria-expanded={selected} onClick={() => onSelect(row.id)}>
        <span className="row-icon">
          <HealthIcon health={row.health} />
        </span>
        <span className="row-name">
          <b>{row.seq}</b> <Verbatim>{row.name}</Verbatim>
        </span>
        <span className="row-age muted">
          {row.lastSeenAt === null ? t("terminals.neverSeen") : <Age at={row.lastSeenAt} />}
        </span>
        <span className="row-line">
          {/* Nothing to act on is not repeated in every row; the sign and screen readers still say it. */}
          <span className={row.health === "ok" ? "visually-hidden" : `tone-${row.health}`}>
            {t(`words.health.${row.health}`)}
          </span>
          {worst === null ? null : <span className="row-worst">{worst}</span>}
          <span className="muted">
            <Verbatim>{row.street}</Verbatim>
          </span>
        </span>
        <span className="row-level">
          <Lowest row={row} />
        </span>
        <Marks row={row} />
      </button>
      <Link
        to="/terminals/$id"
        params={{ id: row.id }}
        className="row-go"
        aria-label={t("terminals.openDetail", { name: row.name })}
        title={t("terminals.detail")}
      >
        <RightOutlined aria-hidden="true" />
      </Link>
      {selected ? (
        <div className="row-more">
          <p>
            <Verbatim>{row.address}</Verbatim>
          </p>
          <p className="mono">{row.macs.join("  ")}</p>
          <NeighbourNote neighbours={row.neighbourMacs} known={known} />
          <Link to="/terminals/$id" params={{ id: row.id }} className="link-button">
            {t("terminals.detail")}
          </Link>
        </div>
      ) : null}
    </li>
  );
});
