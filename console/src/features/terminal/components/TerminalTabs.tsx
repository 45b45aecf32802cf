import type { KioskDetail } from "@kiosk/contract";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { type TerminalTab, terminalTabs } from "../search.ts";
import { ConfigurationTab } from "./ConfigurationTab.tsx";
import { Devices } from "./Devices.tsx";
import { InspectionTab } from "./InspectionTab.tsx";
import { ReportsPanel } from "./ReportsPanel.tsx";
import { ShellTab } from "./ShellTab.tsx";
import { TimelinePanel } from "./TimelinePanel.tsx";

function Content({ tab, detail }: { tab: TerminalTab; detail: KioskDetail }) {
  switch (tab) {
    case "timeline":
      return <TimelinePanel id={detail.kiosk.id} />;
    case "devices":
      return (
        <div className="terminal-tab">
          <Devices detail={detail} />
          <ReportsPanel id={detail.kiosk.id} />
        </div>
      );
    case "shell":
      return <ShellTab kiosk={detail.kiosk} />;
    case "inspection":
      return <InspectionTab kiosk={detail.kiosk} />;
    case "configuration":
      return <ConfigurationTab detail={detail} />;
  }
}

/** What goes deeper than a glance; the open one is in the address. */
export function TerminalTabs({ detail }: { detail: KioskDetail }) {
  const { t } = useTranslation();
  const { tab = "timeline" } = useSearch({ from: "/terminals/$id" });
  const navigate = useNavigate({ from: "/terminals/$id" });
  return (
    <Tabs
      className="terminal-tabs"
      activeKey={tab}
      destroyOnHidden
      onChange={(key) => {
        const chosen = terminalTabs.find((name) => name === key);
        void navigate({
          search: (old) => ({ ...old, tab: chosen === "timeline" ? undefined : chosen }),
          replace: true,
          resetScroll: false,
        });
      }}
      items={terminalTabs.map((name) => ({
        key: name,
        label: <span data-testid={`tab-${name}`}>{t(`terminal.tabs.${name}`)}</span>,
        children: name === tab ? <Content tab={name} detail={detail} /> : null,
      }))}
    />
  );
}
