import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { App, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import type { i18n as I18n } from "i18next";
import { type ReactNode, useMemo } from "react";
import { I18nextProvider } from "react-i18next";
import { useLang } from "../shared/i18n/use-lang.ts";
import { ThemeProvider, useTheme } from "../shared/theme/ThemeProvider.tsx";
import { ClockProvider } from "../shared/time/ClockProvider.tsx";
import { useMedia } from "../shared/ui/use-media.ts";
import { themeConfig } from "./theme.ts";

function Kit({ children }: { children: ReactNode }) {
  const lang = useLang();
  const { name } = useTheme();
  const calm = useMedia("(prefers-reduced-motion: reduce)");
  const theme = useMemo(() => themeConfig(name, calm), [name, calm]);
  return (
    <ConfigProvider
      locale={lang === "zh" ? zhCN : enUS}
      theme={theme}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <App message={{ maxCount: 3, duration: 4 }}>{children}</App>
    </ConfigProvider>
  );
}

export function Providers(props: { i18n: I18n; queryClient: QueryClient; children: ReactNode }) {
  return (
    <I18nextProvider i18n={props.i18n}>
      <QueryClientProvider client={props.queryClient}>
        <ThemeProvider>
          <Kit>
            <ClockProvider>{props.children}</ClockProvider>
          </Kit>
        </ThemeProvider>
      </QueryClientProvider>
    </I18nextProvider>
  );
}
