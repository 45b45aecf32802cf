import { MenuOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { serverHealth } from "../../shared/api-client/resources.ts";
import { formatDate, formatTimeSeconds } from "../../shared/format/time.ts";
import { useCan } from "../../shared/session/MeProvider.tsx";
import { useNow } from "../../shared/time/ClockProvider.tsx";
import { AlarmBell } from "../alarms/AlarmBell.tsx";
import { Finder } from "../find/Finder.tsx";
import { ContractSwitch } from "./ContractSwitch.tsx";
import { LiveIndicator } from "./LiveIndicator.tsx";
import { UserMenu } from "./UserMenu.tsx";

function WallClock() {
  const { t } = useTranslation();
  const now = useNow();
  return (
    <span className="wall-clock" title={t("common.clock")}>
      <span className="wall-date">{formatDate(now)}</span> {formatTimeSeconds(now)}
    </span>
  );
}

function DemoLabel() {
  const { t } = useTranslation();
  const { data } = useQuery(serverHealth());
  if (data?.demo !== true) return null;
  return (
    <Tooltip title={t("common.demoHint")}>
      <span className="demo-label" data-testid="demo-label">
        {t("common.demo")}
      </span>
    </Tooltip>
  );
}

export function TopBar({ phone, onMenu }: { phone: boolean; onMenu: () => void }) {
  const { t } = useTranslation();
  const mayReadAlarms = useCan("alarm.read");
  return (
    <header className="top-bar">
      {phone ? (
        <Button
          type="text"
          icon={<MenuOutlined aria-hidden="true" />}
          aria-label={t("common.menu")}
          data-testid="menu"
          onClick={onMenu}
        />
      ) : null}
      <span className="app-name">{t("common.appName")}</span>
      <DemoLabel />
      <span className="top-gap" />
      <Finder phone={phone} />
      {phone ? null : <ContractSwitch />}
      <LiveIndicator />
      {mayReadAlarms ? <AlarmBell /> : null}
      {phone ? null : <WallClock />}
      <UserMenu phone={phone} />
    </header>
  );
}
