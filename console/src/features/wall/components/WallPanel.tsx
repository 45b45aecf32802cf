import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { formatAge } from "../../../shared/format/duration.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";

/** How old the numbers beside it are. */
export function DataAge({ at }: { at: number }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  return (
    <time className="wall-age" dateTime={new Date(at).toISOString()} data-testid="data-age">
      {t("wall.age", { age: formatAge(Math.max(0, now - at), lang) })}
    </time>
  );
}

interface WallPanelProps {
  id: string;
  title: string;
  at: number;
  extra?: ReactNode;
  children: ReactNode;
}

export function WallPanel({ id, title, at, extra, children }: WallPanelProps) {
  const heading = useId();
  return (
    <section className={`wall-panel wall-${id}`} aria-labelledby={heading} data-testid={`wall-${id}`}>
      <header>
        <h2 id={heading}>{title}</h2>
        {extra === undefined ? null : <span className="wall-extra">{extra}</span>}
        <DataAge at={at} />
      </header>
      <div className="wall-body">{children}</div>
    </section>
  );
}
