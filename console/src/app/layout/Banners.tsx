// What the whole page must know: the data stands still, the server cannot save, the server's clock jumped.
import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { serverHealth } from "../../shared/api-client/resources.ts";
import { formatDuration } from "../../shared/format/duration.ts";
import { formatShort } from "../../shared/format/time.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { useLive } from "../../shared/live/LiveProvider.tsx";
import { standsStill } from "../../shared/live/live-state.ts";
import { useNow } from "../../shared/time/ClockProvider.tsx";

export function StaleBanner() {
  const { t } = useTranslation();
  const live = useLive();
  const now = useNow();
  // The state machine counts by this machine's clock; `now` is only read so that the banner appears on time.
  if (!standsStill(live, Date.now())) return null;
  const title =
    live.serverAt === null
      ? t("common.live.neverConnected")
      : t("common.live.standsStill", { time: formatShort(live.serverAt, now) });
  return <Alert banner type="warning" title={title} data-testid="stale-banner" />;
}

export function ServerBanner() {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  const { data } = useQuery(serverHealth());
  if (data === undefined) return null;
  return (
    <>
      {data.store.ok ? null : (
        <Alert
          banner
          type="error"
          data-testid="store-banner"
          title={t("common.store.down", {
            code: data.store.code ?? t("common.unknown"),
            time: data.store.since === null ? t("common.unknown") : formatShort(data.store.since, now),
          })}
        />
      )}
      {data.clock.wentBackMs > 0 ? (
        <Alert
          banner
          type="warning"
          title={t("common.store.clockBack", { duration: formatDuration(data.clock.wentBackMs, lang) })}
        />
      ) : null}
    </>
  );
}
