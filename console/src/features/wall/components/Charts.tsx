import type { Wall } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { formatDate, formatTime } from "../../../shared/format/time.ts";
import { onlineRate, rateText } from "../wall-age.ts";
import { Chart } from "./Chart.tsx";
import { WallPanel } from "./WallPanel.tsx";

const dayMs = 86_400_000;

export function Availability({ data }: { data: Wall["availability"] }) {
  const { t } = useTranslation();
  const { samples, at } = data;
  const day = rateText(onlineRate(samples, at - dayMs));
  const week = rateText(onlineRate(samples, at - 7 * dayMs));
  return (
    <WallPanel
      id="availability"
      title={t("wall.availability")}
      at={at}
      extra={
        <>
          <b>{t("wall.day", { rate: day })}</b> <b>{t("wall.week", { rate: week })}</b>
        </>
      }
    >
      {samples.length === 0 ? (
        <p className="wall-none">{t("wall.availabilityNone")}</p>
      ) : (
        <Chart
          label={t("wall.availabilityLabel", { day, week })}
          option={(p) => ({
            grid: { left: p.text * 3, right: p.text, top: p.text, bottom: p.text * 1.8 },
            xAxis: {
              type: "time",
              min: at - 7 * dayMs,
              max: at,
              axisLabel: { color: p.ink, fontSize: p.text, formatter: (value: number) => formatDate(value).slice(5) },
              axisLine: { lineStyle: { color: p.line } },
              splitLine: { show: false },
            },
            yAxis: {
              type: "value",
              min: 0,
              max: 100,
              interval: 50,
              axisLabel: { color: p.ink, fontSize: p.text },
              splitLine: { lineStyle: { color: p.line } },
            },
            series: [
              {
                type: "line",
                step: "end",
                showSymbol: samples.length < 3,
                symbolSize: p.text / 2,
                lineStyle: { color: p.accent, width: p.text / 6 },
                itemStyle: { color: p.accent },
                areaStyle: { color: p.accent, opacity: 0.18 },
                connectNulls: false,
                data: withGaps(samples),
              },
            ],
          })}
        />
      )}
    </WallPanel>
  );
}

/** A time without samples, or when all points were shut, is a gap and not a line at 0. */
function withGaps(samples: Wall["availability"]["samples"]): [number, number | null][] {
  const points: [number, number | null][] = [];
  let last = 0;
  for (const { at, online, open } of samples) {
    if (last !== 0 && at - last > 25 * 60_000) points.push([last + 1, null]);
    points.push([at, open === 0 ? null : (online / open) * 100]);
    last = at;
  }
  return points;
}

export function FaultClasses({ data }: { data: Wall["faults"] }) {
  const { t } = useTranslation();
  const rows = data.byClass.slice(0, 6);
  const name = (deviceClass: (typeof rows)[number]["deviceClass"]) =>
    deviceClass === null ? t("wall.whole") : t(`words.deviceClass.${deviceClass}`);
  return (
    <WallPanel id="classes" title={t("wall.classes")} at={data.at}>
      {rows.length === 0 ? (
        <p className="wall-none">{t("wall.classesNone")}</p>
      ) : (
        <Chart
          label={rows.map((r) => `${name(r.deviceClass)} ${r.n}`).join(t("common.comma"))}
          option={(p) => ({
            grid: { left: p.text * 9, right: p.text * 2.5, top: p.text / 2, bottom: p.text / 2 },
            xAxis: { type: "value", show: false },
            yAxis: {
              type: "category",
              inverse: true,
              data: rows.map((r) => name(r.deviceClass)),
              axisLabel: { color: p.ink, fontSize: p.text },
              axisLine: { show: false },
              axisTick: { show: false },
            },
            series: [
              {
                type: "bar",
                data: rows.map((r) => r.n),
                barWidth: "58%",
                itemStyle: { color: p.warn },
                label: { show: true, position: "right", color: p.ink, fontSize: p.text * 1.1 },
              },
            ],
          })}
        />
      )}
    </WallPanel>
  );
}

export function OrderDays({ data }: { data: Wall["orderDays"] }) {
  const { t } = useTranslation();
  const { days, at } = data;
  const sum = (of: "opened" | "closed") => days.reduce((total, day) => total + day[of], 0);
  const [opened, closed] = [sum("opened"), sum("closed")];
  return (
    <WallPanel
      id="order-days"
      title={t("wall.orders")}
      at={at}
      extra={
        <>
          <span className="wall-key wall-key-opened">{t("wall.opened")}</span>
          <span className="wall-key wall-key-closed">{t("wall.done")}</span>
        </>
      }
    >
      <Chart
        label={t("wall.ordersLabel", { opened, closed })}
        option={(p) => ({
          grid: { left: p.text * 2.2, right: p.text / 2, top: p.text, bottom: p.text * 1.8 },
          xAxis: {
            type: "category",
            data: days.map((d) => d.day.slice(5)),
            axisLabel: { color: p.ink, fontSize: p.text, hideOverlap: true },
            axisLine: { lineStyle: { color: p.line } },
            axisTick: { show: false },
          },
          yAxis: {
            type: "value",
            minInterval: 1,
            splitNumber: 3,
            axisLabel: { color: p.ink, fontSize: p.text },
            splitLine: { lineStyle: { color: p.line } },
          },
          series: [
            { type: "bar", data: days.map((d) => d.opened), itemStyle: { color: p.warn } },
            { type: "bar", data: days.map((d) => d.closed), itemStyle: { color: p.ok } },
          ],
        })}
      />
    </WallPanel>
  );
}

/** `10:32`, for the list of the day. */
export function EventTime({ at }: { at: number }) {
  return <time dateTime={new Date(at).toISOString()}>{formatTime(at)}</time>;
}
