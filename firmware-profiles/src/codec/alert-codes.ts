// PrtAlertCodeTC, the register of alert codes (IANA Printer MIB): RFC 3805 has them as numbers, PWG 5100.9 as words. What a
// code means for us stands in the templates; this file only names it.

const plain: Readonly<Record<number, string>> = {
  1: "other",
  2: "unknown",
  3: "coverOpen",
  4: "coverClosed",
  5: "interlockOpen",
  6: "interlockClosed",
  7: "configurationChange",
  8: "jam",
  9: "subunitMissing",
  10: "subunitLifeAlmostOver",
  11: "subunitLifeOver",
  12: "subunitAlmostEmpty",
  13: "subunitEmpty",
  14: "subunitAlmostFull",
  15: "subunitFull",
  16: "subunitNearLimit",
  17: "subunitAtLimit",
  18: "subunitOpened",
  19: "subunitClosed",
  20: "subunitTurnedOn",
  21: "subunitTurnedOff",
  22: "subunitOffline",
  23: "subunitPowerSaver",
  24: "subunitWarmingUp",
  25: "subunitAdded",
  26: "subunitRemoved",
  27: "subunitResourceAdded",
  28: "subunitResourceRemoved",
  29: "subunitRecoverableFailure",
  30: "subunitUnrecoverableFailure",
  31: "subunitRecoverableStorageError",
  32: "subunitUnrecoverableStorageError",
  33: "subunitMotorFailure",
  34: "subunitMemoryExhausted",
  35: "subunitUnderTemperature",
  36: "subunitOverTemperature",
  37: "subunitTimingFailure",
  38: "subunitThermistorFailure",
  501: "doorOpen",
  502: "doorClosed",
  503: "powerUp",
  504: "powerDown",
  505: "printerNMSReset",
  506: "printerManualReset",
  507: "printerReadyToPrint",
  801: "inputMediaTrayMissing",
  802: "inputMediaSizeChange",
  803: "inputMediaWeightChange",
  804: "inputMediaTypeChange",
  805: "inputMediaColorChange",
  806: "inputMediaFormPartsChange",
  807: "inputMediaSupplyLow",
  808: "inputMediaSupplyEmpty",
  809: "inputMediaChangeRequest",
  810: "inputManualInputRequest",
  811: "inputTrayPositionFailure",
  812: "inputTrayElevationFailure",
  813: "inputCannotFeedSizeSelected",
  901: "outputMediaTrayMissing",
  902: "outputMediaTrayAlmostFull",
  903: "outputMediaTrayFull",
  904: "outputMailboxSelectFailure",
  1001: "markerFuserUnderTemperature",
  1002: "markerFuserOverTemperature",
  1003: "markerFuserTimingFailure",
  1004: "markerFuserThermistorFailure",
  1005: "markerAdjustingPrintQuality",
  1101: "markerTonerEmpty",
  1102: "markerInkEmpty",
  1103: "markerPrintRibbonEmpty",
  1104: "markerTonerAlmostEmpty",
  1105: "markerInkAlmostEmpty",
  1106: "markerPrintRibbonAlmostEmpty",
  1107: "markerWasteTonerReceptacleAlmostFull",
  1108: "markerWasteInkReceptacleAlmostFull",
  1109: "markerWasteTonerReceptacleFull",
  1110: "markerWasteInkReceptacleFull",
  1111: "markerOpcLifeAlmostOver",
  1112: "markerOpcLifeOver",
  1113: "markerDeveloperAlmostEmpty",
  1114: "markerDeveloperEmpty",
  1115: "markerTonerCartridgeMissing",
  1301: "mediaPathMediaTrayMissing",
  1302: "mediaPathMediaTrayAlmostFull",
  1303: "mediaPathMediaTrayFull",
  1304: "mediaPathCannotDuplexMediaSelected",
  1501: "interpreterMemoryIncrease",
  1502: "interpreterMemoryDecrease",
  1503: "interpreterCartridgeAdded",
  1504: "interpreterCartridgeDeleted",
  1505: "interpreterResourceAdded",
  1506: "interpreterResourceDeleted",
  1507: "interpreterResourceUnavailable",
  1509: "interpreterComplexPageEncountered",
  1801: "alertRemovalOfBinaryChangeEntry",
};

/** Finishers have the codes 3 to 38 of any subunit once more, each behind a number of its own (RFC 3806). */
const finishers: Readonly<Record<number, string>> = {
  302: "stapler",
  303: "stitcher",
  304: "folder",
  305: "binder",
  306: "trimmer",
  307: "dieCutter",
};
const firstSubunitCode = 3;
const lastSubunitCode = 38;

/** The register's name of a code; undefined where it has none. */
export function alertCodeName(code: number): string | undefined {
  const finisher = finishers[Math.floor(code / 100)];
  const subunitCode = code % 100;
  if (finisher === undefined) return plain[code];
  const isSubunits = subunitCode >= firstSubunitCode && subunitCode <= lastSubunitCode;
  return isSubunits ? `${finisher}${subunitName(subunitCode)}` : undefined;
}

/** The code of a name, as IPP has it; undefined where the register does not have it. */
export function alertCodeOf(name: string): number | undefined {
  const own = Object.entries(plain).find(([, other]) => other === name);
  if (own) return Number(own[0]);
  for (const [family, finisher] of Object.entries(finishers)) {
    for (let code = firstSubunitCode; code <= lastSubunitCode; code += 1) {
      if (name === `${finisher}${subunitName(code)}`) return Number(family) * 100 + code;
    }
  }
  return undefined;
}

// subunitMissing and jam become staplerMissing and staplerJam.
function subunitName(code: number): string {
  const name = plain[code] ?? "";
  return name.startsWith("subunit") ? name.slice("subunit".length) : `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
