import type { ThemeConfig } from "antd";

const fontFamily =
  '"PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "Segoe UI", system-ui, sans-serif';

/** Dense, light, few colours: colour is kept for states. Secondary texts keep 4.5:1 on the page's grey. */
export const theme: ThemeConfig = {
  token: {
    fontFamily,
    fontSize: 13,
    borderRadius: 4,
    colorPrimary: "#1d5aa6",
    colorInfo: "#1d5aa6",
    colorSuccess: "#1f7a4d",
    colorWarning: "#96590a",
    colorError: "#bd2430",
    colorWarningBg: "#fdf3e0",
    colorWarningBorder: "#e3c184",
    colorErrorBg: "#fdecec",
    colorErrorBorder: "#e4a3a8",
    colorInfoBg: "#e8f0fa",
    colorInfoBorder: "#a9c4e4",
    colorText: "#1a2733",
    colorTextSecondary: "#475766",
    colorTextTertiary: "#586877",
    colorTextQuaternary: "#66747f",
    colorTextPlaceholder: "#66747f",
    colorTextDescription: "#586877",
    colorBgLayout: "#f2f4f7",
    colorBorder: "#c3ccd5",
    colorBorderSecondary: "#dfe4ea",
    colorBgMask: "rgba(20, 35, 50, 0.28)",
    controlHeight: 30,
    wireframe: false,
    motionDurationMid: "0.12s",
    motionDurationSlow: "0.16s",
  },
  components: {
    Alert: { defaultPadding: "6px 12px" },
    Segmented: { itemColor: "#475766" },
  },
};
