import { theme as antd, type ThemeConfig } from "antd";
import type { ThemeName } from "../shared/theme/theme-choice.ts";

const fontFamily =
  '"PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "Segoe UI", system-ui, sans-serif';

/** The tokens of styles/tokens.css as antd's: it mixes colours itself and cannot do that with the name of a variable. */
function reader(name: ThemeName): (token: string) => string {
  // The rules are found by the attribute, which the root element may be given only after this render.
  document.documentElement.dataset.theme = name;
  const style = getComputedStyle(document.documentElement);
  return (token) => style.getPropertyValue(`--${token}`).trim();
}

/** Dense, few colours: colour is kept for states. */
export function themeConfig(name: ThemeName, calm: boolean): ThemeConfig {
  const of = reader(name);
  const strong = name.startsWith("contrast");
  return {
    algorithm: name.endsWith("dark") ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      fontFamily,
      fontSize: 13,
      borderRadius: 4,
      colorPrimary: of("accent"),
      colorPrimaryHover: of("accent-ink"),
      colorPrimaryActive: of("accent-ink"),
      colorPrimaryBg: of("accent-soft"),
      colorPrimaryBgHover: of("accent-soft"),
      colorPrimaryBorder: of("accent-line"),
      colorPrimaryBorderHover: of("accent"),
      colorPrimaryText: of("accent"),
      colorLink: of("accent"),
      colorLinkHover: of("accent-ink"),
      colorLinkActive: of("accent-ink"),
      colorInfo: of("accent"),
      colorInfoBg: of("accent-soft"),
      colorInfoBorder: of("accent-line"),
      colorSuccess: of("ok"),
      colorSuccessBg: of("ok-soft"),
      colorSuccessBorder: of("ok-line"),
      colorSuccessText: of("ok-ink"),
      colorWarning: of("warn"),
      colorWarningBg: of("warn-soft"),
      colorWarningBorder: of("warn-line"),
      colorWarningText: of("warn"),
      colorError: of("bad"),
      colorErrorHover: of("bad"),
      colorErrorActive: of("bad"),
      colorErrorBg: of("bad-soft"),
      colorErrorBorder: of("bad-line"),
      colorErrorBorderHover: of("bad"),
      colorErrorText: of("bad"),
      colorText: of("ink"),
      colorTextHeading: of("ink"),
      colorTextSecondary: of("ink-2"),
      colorTextTertiary: of("ink-3"),
      colorTextQuaternary: of("ink-faint"),
      colorTextPlaceholder: of("ink-faint"),
      colorTextDescription: of("ink-3"),
      colorTextDisabled: of("ink-faint"),
      colorTextLightSolid: of("on-solid"),
      colorIcon: of("ink-3"),
      colorIconHover: of("ink"),
      colorBgLayout: of("bg"),
      colorBgContainer: of("panel"),
      colorBgElevated: of("panel"),
      colorBgSpotlight: of("tip"),
      colorBgContainerDisabled: of("inset"),
      colorFillAlter: of("sunken"),
      colorBorder: strong ? of("line-field") : of("line-strong"),
      colorBorderSecondary: of("line"),
      colorSplit: of("line"),
      colorBgMask: of("mask"),
      controlItemBgHover: of("hover"),
      controlItemBgActive: of("accent-soft"),
      controlItemBgActiveHover: of("accent-soft"),
      controlHeight: 30,
      wireframe: false,
      motion: !calm,
      motionDurationMid: "0.12s",
      motionDurationSlow: "0.16s",
    },
    components: {
      Alert: { defaultPadding: "6px 12px" },
      // a seed: the dark algorithm makes another colour of it, too weak on a chosen row
      Button: { colorLink: of("accent") },
      Segmented: {
        itemColor: of("ink-2"),
        trackBg: of("inset"),
        itemSelectedBg: of(name === "light" ? "panel" : "accent-soft"),
      },
    },
  };
}
