import { CheckOutlined, CloseOutlined, HourglassOutlined } from "@ant-design/icons";
import type { AlarmView } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { Verbatim } from "../ui/Verbatim.tsx";
import { When } from "../ui/When.tsx";

type Notice = AlarmView["notices"][number];

const signs = {
  waiting: <HourglassOutlined aria-hidden="true" />,
  delivered: <CheckOutlined aria-hidden="true" />,
  failed: <CloseOutlined aria-hidden="true" />,
} as const;

/** One message about an alarm: by which way, and what became of it. */
export function NoticeLine({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  return (
    <span className={`notice notice-${notice.state} small`}>
      {signs[notice.state]} <Verbatim>{`${notice.group} · ${notice.channel}`}</Verbatim>{" "}
      {t(`words.noticeState.${notice.state}`)} {notice.at === null ? null : <When at={notice.at} />}{" "}
      {notice.tries > 1 ? <span>{t("alarms.tries", { n: notice.tries })}</span> : null}{" "}
      {notice.detail === "" ? null : <Verbatim className="muted">{notice.detail}</Verbatim>}
    </span>
  );
}
