import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon.tsx";

export type NoticeKind = "info" | "good" | "warning" | "danger";

const icons: Readonly<Record<NoticeKind, IconName>> = {
  info: "info",
  good: "ok",
  warning: "limited",
  danger: "suspended",
};

/** Something to know, with sign, words and colour. `urgent` is read out at once. */
export function Notice(props: {
  readonly kind: NoticeKind;
  readonly children: ReactNode;
  readonly urgent?: boolean;
  readonly id?: string;
}) {
  return (
    <div className={`notice notice-${props.kind}`} role={props.urgent === true ? "alert" : "status"} id={props.id}>
      <Icon name={icons[props.kind]} />
      <div className="notice-text">{props.children}</div>
    </div>
  );
}
