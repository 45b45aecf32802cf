/** The figures of a supply setting as the contract of the wire bounds them. */
export const settingFields = [
  { key: "leadDays", min: 0, max: 60 },
  { key: "aheadDays", min: 0, max: 60 },
  { key: "respondHours", min: 1, max: 240 },
  { key: "replaceWorkingDays", min: 1, max: 30 },
] as const;

export type SettingField = (typeof settingFields)[number]["key"];
