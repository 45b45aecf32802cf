import {
  ArrowRightOutlined,
  CheckCircleOutlined,
  PauseCircleOutlined,
  PlayCircleOutlined,
  StopOutlined,
  SwapRightOutlined,
  WarningFilled,
} from "@ant-design/icons";
import type { ActionPreview } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { formatDue } from "../../../shared/format/due.ts";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useServerClock } from "../../../shared/time/ClockProvider.tsx";

type Preview = z.infer<typeof ActionPreview>;
type Change = Preview["changes"][number];

const signs: Record<Change["change"], typeof StopOutlined> = {
  starts: PlayCircleOutlined,
  ends: StopOutlined,
  "due-moves": SwapRightOutlined,
  breaches: WarningFilled,
  completes: CheckCircleOutlined,
  resumes: PlayCircleOutlined,
  pauses: PauseCircleOutlined,
};

function Line({ change, preview }: { change: Change; preview: Preview }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useServerClock().now();
  const Sign = signs[change.change];
  const clock = [...preview.after, ...preview.before].find(
    (c) => c.policy === change.policy && c.milestone === change.milestone,
  );
  const due = (dueAt: number | null) =>
    dueAt === null ? t("orders.preview.noDue") : formatDue({ dueAt, dayClock: clock?.dayClock ?? false }, now, lang);
  return (
    <li className={`change change-${change.change}`} data-testid={`change-${change.change}-${change.milestone}`}>
      <Sign aria-hidden="true" />
      <span>
        <b>{pick(lang, change)}</b>{" "}
        {clock === undefined || clock.role === "governing" ? null : (
          <span className="chip chip-dashed">{t(`words.clockRole.${clock.role}`)}</span>
        )}{" "}
        {t(`words.clockChange.${change.change}`)}
      </span>
      {change.dueBefore === null || change.dueBefore === change.dueAfter ? (
        change.dueAfter === null ? null : (
          <span className="muted">{t("orders.clock.due", { time: due(change.dueAfter) })}</span>
        )
      ) : (
        <span className="muted">
          {due(change.dueBefore)} <ArrowRightOutlined aria-label={t("orders.preview.becomes")} /> {due(change.dueAfter)}
        </span>
      )}
    </li>
  );
}

/** What an action would do to the clocks; a breach at once comes first. */
export function PreviewTable({ preview }: { preview: Preview }) {
  const { t } = useTranslation();
  const breaches = preview.changes.filter((c) => c.change === "breaches");
  const others = preview.changes.filter((c) => c.change !== "breaches");
  return (
    <section className="preview" data-testid="preview" aria-live="polite">
      <h4>{t("orders.preview.title")}</h4>
      {preview.changes.length === 0 ? (
        <p className="muted">{t("orders.preview.none")}</p>
      ) : (
        <ul>
          {[...breaches, ...others].map((change) => (
            <Line key={`${change.policy}:${change.milestone}:${change.change}`} change={change} preview={preview} />
          ))}
        </ul>
      )}
    </section>
  );
}
