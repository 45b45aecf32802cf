// The managed policy of the browser: what no page, no key and no citizen can change. By the names of Chromium's own policy
// list (chromeenterprise.google/policies), which uos-browser and qaxbrowser are built from.
import type { AllowedPlaces } from "../src/policy/navigation.ts";

type PolicyValue = boolean | number | string | readonly string[];
export interface PolicyLine {
  readonly name: string;
  readonly value: PolicyValue;
  readonly why: string;
}

/** `recovering`: origin of the launcher's own page, which stands while the agent is away. */
export interface PolicyPlaces extends AllowedPlaces {
  readonly recovering: string;
}

/** Of DefaultXSetting and of permissions: never, and nobody is asked. */
const never = 2;
const blockedSettings = [
  "DefaultPopupsSetting",
  "DefaultClipboardSetting",
  "DefaultGeolocationSetting",
  "DefaultNotificationsSetting",
  "DefaultWebUsbGuardSetting",
  "DefaultWebBluetoothGuardSetting",
  "DefaultWebHidGuardSetting",
  "DefaultSerialGuardSetting",
  "DefaultSensorsSetting",
  "DefaultFileSystemReadGuardSetting",
  "DefaultFileSystemWriteGuardSetting",
  "DefaultLocalFontsSetting",
  "DefaultWindowManagementSetting",
  "DefaultInsecureContentSetting",
  "DefaultThirdPartyStoragePartitioningSetting",
] as const;

/** A filter matches hosts below a name as well; a leading dot means exactly this one. Addresses are exact by themselves. */
export function exactly(origin: string): string {
  const isAddress = /^[^:]+:\/\/(\d+\.\d+\.\d+\.\d+|\[)/.test(origin);
  return isAddress ? origin : origin.replace("://", "://.");
}

export function policyLines(places: PolicyPlaces): readonly PolicyLine[] {
  const allowed = [places.recovering, places.pages, places.apps, ...places.shelf].map(exactly);
  return [
    { name: "URLBlocklist", value: ["*"], why: "nothing, file:, javascript:, view-source: and chrome: included" },
    { name: "URLAllowlist", value: allowed, why: "but the agent's pages, the service apps and the shelf's origins" },
    { name: "DeveloperToolsAvailability", value: never, why: "no developer tools, nor a port for them" },
    { name: "RemoteDebuggingAllowed", value: false, why: "the same from the command line" },
    { name: "DownloadRestrictions", value: 3, why: "no file is ever kept" },
    { name: "AllowFileSelectionDialogs", value: false, why: "a file chooser shows the disk" },
    { name: "PromptForDownloadLocation", value: false, why: "no dialog" },
    { name: "PrintingEnabled", value: false, why: "paper comes through the agent, which wipes the spool" },
    { name: "DisablePrintPreview", value: true, why: "no dialog" },
    { name: "IncognitoModeAvailability", value: 2, why: "nothing is ever shown in a profile that is kept" },
    { name: "BrowserSignin", value: 0, why: "no account" },
    { name: "SyncDisabled", value: true, why: "no account" },
    { name: "BrowserAddPersonEnabled", value: false, why: "no second profile" },
    { name: "BrowserGuestModeEnabled", value: false, why: "no window without policy" },
    { name: "PasswordManagerEnabled", value: false, why: "a public machine remembers nobody" },
    { name: "AutofillAddressEnabled", value: false, why: "a public machine remembers nobody" },
    { name: "AutofillCreditCardEnabled", value: false, why: "a public machine remembers nobody" },
    { name: "SavingBrowserHistoryDisabled", value: true, why: "a public machine remembers nobody" },
    { name: "RestoreOnStartup", value: 5, why: "a new run opens nothing of the last" },
    { name: "BookmarkBarEnabled", value: false, why: "no ways elsewhere" },
    { name: "EditBookmarksEnabled", value: false, why: "no ways elsewhere" },
    { name: "HomepageIsNewTabPage", value: false, why: "no new tab page" },
    { name: "ShowHomeButton", value: false, why: "no ways elsewhere" },
    { name: "SearchSuggestEnabled", value: false, why: "no typing leaves the terminal" },
    { name: "DefaultSearchProviderEnabled", value: false, why: "no typing leaves the terminal" },
    { name: "SpellcheckEnabled", value: false, why: "a dictionary learns words" },
    { name: "SpellCheckServiceEnabled", value: false, why: "no typing leaves the terminal" },
    { name: "TranslateEnabled", value: false, why: "no bar above the pages" },
    { name: "MetricsReportingEnabled", value: false, why: "nothing is told to the browser's maker" },
    { name: "SafeBrowsingProtectionLevel", value: 0, why: "the network is an intranet; lists are not fetched" },
    { name: "NetworkPredictionOptions", value: never, why: "nothing is fetched that nobody asked for" },
    { name: "BackgroundModeEnabled", value: false, why: "the end of the window is the end of the browser" },
    { name: "AudioCaptureAllowed", value: false, why: "no service has a microphone" },
    { name: "VideoCaptureAllowed", value: false, why: "no service has a face step yet" },
    { name: "ScreenCaptureAllowed", value: false, why: "nobody films the screen" },
    { name: "DisableScreenshots", value: true, why: "nobody films the screen" },
    { name: "AutoplayAllowed", value: true, why: "the voice speaks a page's first sentence" },
    { name: "ExtensionInstallBlocklist", value: ["*"], why: "nothing reads the pages but the pages" },
    { name: "ExternalProtocolDialogShowAlwaysOpenCheckbox", value: false, why: "no other program is started" },
    { name: "SSLErrorOverrideAllowed", value: false, why: "a wrong certificate is an error, not a question" },
    { name: "AllowDinosaurEasterEgg", value: false, why: "an error page is no game" },
    { name: "FullscreenAllowed", value: true, why: "kiosk mode is full screen" },
    { name: "TaskManagerEndProcessEnabled", value: false, why: "nobody ends the pages" },
    { name: "UserFeedbackAllowed", value: false, why: "no dialog that sends a picture of the screen" },
    {
      name: "ClipboardAllowedForUrls",
      value: [places.pages],
      why: "the pages empty the clipboard after a use and look that it is empty; a service app has an origin of none",
    },
    ...blockedSettings.map((name) => ({ name, value: never, why: "refused without a question" })),
  ];
}

/** The text of the policy file. */
export function policyText(places: PolicyPlaces): string {
  const lines = policyLines(places).map(({ name, value }) => [name, value] as const);
  return `${JSON.stringify(Object.fromEntries(lines), null, 2)}\n`;
}
