import { CloseOutlined, RightOutlined } from "@ant-design/icons";
import type { KioskRow } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLang } from "../i18n/use-lang.ts";
import { HealthMark } from "../ui/HealthMark.tsx";
import { Verbatim } from "../ui/Verbatim.tsx";
import { Age } from "../ui/When.tsx";

/** The card over the map for the chosen point. */
export function KioskCard({ row, onClose }: { row: KioskRow; onClose: () => void }) {
  const { t } = useTranslation();
  const lang = useLang();
  const worst = lang === "zh" ? row.worstZh : row.worstEn;
  return (
    <div className="map-card" data-testid="map-card">
      <div className="map-card-head">
        <b>
          {t("common.seqPrefix", { seq: row.seq })} <Verbatim>{row.name}</Verbatim>
        </b>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden="true" />}
          aria-label={t("common.map.dismiss")}
          onClick={onClose}
        />
      </div>
      <div className="map-card-line">
        <HealthMark health={row.health} />
        {row.confidence === "low" ? <span className="chip chip-dashed">{t("words.confidence.low")}</span> : null}
      </div>
      <div className="muted">
        <Verbatim>{row.address}</Verbatim>
      </div>
      <div>{worst ?? t("overview.card.none")}</div>
      <div className="map-card-foot">
        <span className="muted">
          {t("overview.card.lastSeen")} {row.lastSeenAt === null ? t("common.never") : <Age at={row.lastSeenAt} />}
        </span>
        <Link to="/terminals/$id" params={{ id: row.id }}>
          {t("common.map.open")} <RightOutlined aria-hidden="true" />
        </Link>
      </div>
    </div>
  );
}
