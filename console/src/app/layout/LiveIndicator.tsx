import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { formatTimeSeconds } from "../../shared/format/time.ts";
import { useLive } from "../../shared/live/LiveProvider.tsx";

/** Small and always there: live, connecting, reconnecting, paused. `data-state` is for tests. */
export function LiveIndicator() {
  const { t } = useTranslation();
  const live = useLive();
  const word = live.name === "connecting" && live.serverAt !== null ? "reconnecting" : live.name;
  const hint =
    live.serverAt === null
      ? t("common.live.noneYet")
      : t("common.live.hint", { time: formatTimeSeconds(live.serverAt) });
  return (
    <Tooltip title={hint}>
      <output className={`live-indicator live-${word}`} data-testid="live-indicator" data-state={word}>
        <i aria-hidden="true" />
        {t(`common.live.${word}`)}
      </output>
    </Tooltip>
  );
}
