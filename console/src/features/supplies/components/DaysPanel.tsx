// How a supply went: its level at the end of each day, and who or what showed its replacements.
import type { SupplyDays, SupplyForecast } from "@kiosk/contract";
import { Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useDays } from "../queries.ts";

const [width, height] = [640, 160];

function Line({ days, full }: { days: SupplyDays["days"]; full: number }) {
  const { t } = useTranslation();
  const x = (n: number) => (days.length < 2 ? 0 : (n / (days.length - 1)) * width);
  const y = (level: number) => height - (level / full) * height;
  const known = days.flatMap(({ level, replaced }, n) => (level === null ? [] : [{ n, level, replaced }]));
  const path = known
    .map(({ n, level, replaced }, k) => {
      const gap = n - (known[k - 1]?.n ?? n) > 1;
      return `${k === 0 || replaced || gap ? "M" : "L"}${x(n).toFixed(1)} ${y(level).toFixed(1)}`;
    })
    .join("");
  return (
    <svg className="supply-line" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t("supplies.days.chart")}>
      <path d={path} />
      {days.map(({ date, replaced }, n) =>
        replaced ? <line key={date} x1={x(n)} x2={x(n)} y1={0} y2={height} className="supply-change" /> : null,
      )}
    </svg>
  );
}

export function DaysPanel({ row, onClose }: { row: SupplyForecast; onClose: () => void }) {
  const { t } = useTranslation();
  const query = useDays(row);
  return (
    <Drawer
      open
      size={720}
      closable={{ "aria-label": t("common.close") }}
      title={t("supplies.days.title", { item: row.item, kiosk: row.kioskName })}
      onClose={onClose}
    >
      <QueryView query={query} skeleton={<Lines rows={6} />}>
        {({ days, capacity, unit, swaps }) => (
          <div data-testid="supply-days">
            {days.length === 0 ? (
              <p className="muted">{t("supplies.days.none")}</p>
            ) : (
              <>
                <Line
                  days={days}
                  full={unit === "percent" ? 100 : (capacity ?? Math.max(1, ...days.map((day) => day.level ?? 0)))}
                />
                <p className="muted">
                  {t("supplies.days.span", {
                    from: days[0]?.date ?? "",
                    to: days.at(-1)?.date ?? "",
                    unknown: days.filter((day) => day.level === null).length,
                  })}
                </p>
              </>
            )}
            <h3>{t("supplies.view.swaps")}</h3>
            {swaps.length === 0 ? <p className="muted">{t("supplies.swaps.none")}</p> : null}
            <ul className="supply-swaps">
              {swaps.map((swap) => (
                <li key={swap.id}>
                  {formatDateTime(swap.at)} {t(`words.replacedHow.${swap.how}`)}{" "}
                  <Verbatim>{[swap.by, swap.serial].filter((text) => text !== "").join(" ")}</Verbatim>
                </li>
              ))}
            </ul>
          </div>
        )}
      </QueryView>
    </Drawer>
  );
}
