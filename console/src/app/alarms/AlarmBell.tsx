// The bell of the top bar: how many alarms this machine has not seen, and the latest ones behind it.
import { BellOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Drawer } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { alarmList } from "../../shared/api-client/resources.ts";
import { pick } from "../../shared/format/lang.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { newestFiredAt, readSeenAt, unseen, writeSeenAt } from "./seen.ts";

const AlarmPanel = lazy(async () => ({ default: (await import("./AlarmPanel.tsx")).AlarmPanel }));
const listed = 50;

export function AlarmBell() {
  const { t } = useTranslation();
  const lang = useLang();
  const scope = useContractScope();
  const query = useQuery({
    ...alarmList({ contract: scope.contract, order: undefined, limit: listed }),
    enabled: scope.ready,
  });
  const [open, setOpen] = useState(false);
  const [seenAt, setSeenAt] = useState(() => readSeenAt(localStorage));
  const alarms = query.data?.alarms ?? [];
  const fresh = unseen(alarms, seenAt ?? 0);
  const [latest] = [...fresh].sort((a, b) => b.firedAt - a.firedAt);
  const close = () => {
    const seen = Math.max(seenAt ?? 0, newestFiredAt(alarms));
    writeSeenAt(localStorage, seen);
    setSeenAt(seen);
    setOpen(false);
  };
  const count = fresh.length >= listed ? `${listed}+` : String(fresh.length);
  return (
    <>
      <Button
        type="text"
        className="alarm-bell"
        data-testid="alarm-bell"
        aria-label={fresh.length === 0 ? t("common.bell.none") : t("common.bell.unseen", { n: count })}
        aria-haspopup="dialog"
        icon={<BellOutlined aria-hidden="true" />}
        onClick={() => setOpen(true)}
      >
        {fresh.length === 0 ? null : <span className="alarm-count">{count}</span>}
      </Button>
      <output className="visually-hidden" aria-live="polite" data-testid="alarm-said">
        {latest === undefined || open
          ? ""
          : t("common.bell.said", { number: latest.orderNumber, milestone: pick(lang, latest) })}
      </output>
      <Drawer
        open={open}
        onClose={close}
        size={440}
        title={t("common.bell.title")}
        closable={{ "aria-label": t("common.close") }}
        className="alarm-drawer"
      >
        {open ? (
          <Suspense fallback={<Lines rows={6} />}>
            <AlarmPanel query={query} seenAt={seenAt ?? 0} onLeave={close} />
          </Suspense>
        ) : null}
      </Drawer>
    </>
  );
}
