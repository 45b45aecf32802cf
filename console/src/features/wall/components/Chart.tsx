import type { ECharts, EChartsCoreOption } from "echarts/core";
import { useEffect, useRef } from "react";

export interface Palette {
  ink: string;
  line: string;
  accent: string;
  ok: string;
  bad: string;
  warn: string;
  /** pixels of the chart's small texts */
  text: number;
}

interface ChartProps {
  /** what the picture says, in words */
  label: string;
  option: (palette: Palette) => EChartsCoreOption;
}

function paletteOf(element: HTMLElement): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: colour("--ink-2"),
    line: colour("--line"),
    accent: colour("--accent"),
    ok: colour("--ok"),
    bad: colour("--bad"),
    warn: colour("--warn-mark"),
    text: Number.parseFloat(style.fontSize) * 0.8,
  };
}

/** A still picture: no hover, no animation. It is drawn anew when its box or its data change. */
export function Chart({ label, option }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const latest = useRef(option);
  const draw = useRef<() => void>(undefined);

  useEffect(() => {
    latest.current = option;
    draw.current?.();
  });

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let chart: ECharts | undefined;
    let gone = false;
    const redraw = () => {
      chart?.resize();
      chart?.setOption({ animation: false, ...latest.current(paletteOf(element)) }, { notMerge: true });
    };
    const observer = new ResizeObserver(redraw);
    // a chart that cannot be fetched leaves its words; the numbers beside it stay
    void import("./chart.ts").then(
      ({ init }) => {
        if (gone) return;
        chart = init(element, null, { devicePixelRatio: window.devicePixelRatio });
        draw.current = redraw;
        redraw();
        observer.observe(element);
      },
      () => undefined,
    );
    return () => {
      gone = true;
      draw.current = undefined;
      observer.disconnect();
      chart?.dispose();
    };
  }, []);

  return <div ref={box} className="wall-chart" role="img" aria-label={label} />;
}
