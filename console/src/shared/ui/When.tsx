import { useTranslation } from "react-i18next";
import { formatAge, formatDuration } from "../format/duration.ts";
import { formatDateTime, formatShort, formatTimeSeconds } from "../format/time.ts";
import { useLang } from "../i18n/use-lang.ts";
import { useNow } from "../time/ClockProvider.tsx";

/** How long ago, with the exact time on hover. */
export function Age({ at }: { at: number }) {
  const lang = useLang();
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={`${formatDateTime(at).slice(0, 10)} ${formatTimeSeconds(at)}`}>
      {formatAge(now - at, lang)}
    </time>
  );
}

/** The time as short as it can be said today, with the full one on hover. */
export function When({ at }: { at: number }) {
  const now = useNow();
  return (
    <time dateTime={new Date(at).toISOString()} title={`${formatDateTime(at).slice(0, 10)} ${formatTimeSeconds(at)}`}>
      {formatShort(at, now)}
    </time>
  );
}

/** Since when, as a time. */
export function SinceTime({ at }: { at: number }) {
  const { t } = useTranslation();
  return <>{t("common.since", { time: formatShort(at, useNow()) })}</>;
}

/** How long something has been so. */
export function Since({ at }: { at: number }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  return <>{t("terminal.since", { time: formatShort(at, now), duration: formatDuration(now - at, lang) })}</>;
}
