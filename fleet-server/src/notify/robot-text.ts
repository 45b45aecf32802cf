// The text of a group robot: title, one paragraph an alarm, who is called, the way to the console; within its limit.
import { fitLines, moreWords } from "../domain/notice/fit-lines.ts";
import type { RenderedNotice } from "../domain/notice/notice.ts";

export interface RobotLayout {
  /** the title as the robot writes a heading, without line break */
  readonly heading: string;
  readonly separator: string;
  /** e.g. `- ` for a list */
  readonly bullet: string;
  readonly link: (url: string) => string;
  /** how people are called, in the robot's own marks; empty for nobody */
  readonly calls: string;
  readonly maxBytes: number;
}

export function robotText(message: RenderedNotice, layout: RobotLayout): string {
  const { heading, separator, bullet, calls, maxBytes } = layout;
  const link = message.url === null ? "" : `${separator}${layout.link(message.url)}`;
  return fitLines({
    head: `${heading}${separator}`,
    lines: message.zh.lines.map((line) => `${bullet}${line}`),
    separator,
    more: (left) => `${separator}${moreWords(left)}`,
    tail: `${link}${calls === "" ? "" : `${separator}${calls}`}`,
    maxBytes,
  });
}
